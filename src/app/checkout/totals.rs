//! The sums of a quote in words.

use super::quote::Quote;
use crate::promotion;
use domain::checkout::TotalsView;
use domain::money::{Currency, Money, display};
use domain::promotion::PromotionClass;
use domain::tax::{TaxBasis, TaxPart};
use store::order::{TermsAdjustment, TermsTender};

/// The sums as the checkout page prints them.
pub fn totals(quote: &Quote) -> TotalsView {
    let text = |minor| price_text(Money::new(minor, quote.context.currency));
    let delivery = quote.priced.delivery.as_ref();
    let taken = promotion::adjustments(&quote.priced, &quote.evaluation);
    TotalsView {
        subtotal_text: text(quote.priced.subtotal_minor - of_products(&taken)),
        discounts: discounts(&taken, PromotionClass::Order, quote.context.currency),
        delivery_text: delivery.map(|delivery| free_or(delivery.price_minor, text)),
        delivery_discounts: discounts(&taken, PromotionClass::Delivery, quote.context.currency),
        taxes: tax_rows(taxes(quote), text),
        tax_included: quote.context.basis == TaxBasis::Inclusive,
        relief: relief(quote.priced.relief_minor(quote.context.basis), text),
        tax_note: quote.context.treatment.sentence().or_else(|| why_taxed(quote)),
        total: quote.total(),
        total_text: price_text(quote.total()),
        tenders: tenders(&quote.tendered, quote.context.currency),
        due: quote.due(),
        due_label: "Left to pay".to_owned(),
        due_text: price_text(quote.due()),
        is_final: quote.is_final() && quote.open_question.is_none(),
    }
}

/// The row of tax that prices hold and that is not charged.
pub(crate) fn relief(minor: i64, text: impl Fn(i64) -> String) -> Option<(String, String)> {
    (minor > 0).then(|| ("Tax not charged".to_owned(), text(-minor)))
}

// A business that gave its number expects to read what became of it, once it is known where the goods go.
fn why_taxed(quote: &Quote) -> Option<String> {
    let vat_id = quote.standing.vat_id.as_ref()?;
    let country = &quote.details.address.as_ref()?.country;
    let why = if *country == quote.facts.shop.country {
        "we send from the same country"
    } else if vat_id.country() != country {
        "it is not of the country that the goods go to"
    } else if quote.standing.is_verified {
        "we are not in the European Union"
    } else {
        "we have not checked it yet. Write to us before you order if you need an invoice without tax"
    };
    Some(format!("Tax is charged although you gave the VAT id {vat_id}: {why}."))
}

/// What promotions took of single lines, which the lines' totals show.
pub(crate) fn of_products(taken: &[TermsAdjustment]) -> i64 {
    let own = taken.iter().filter(|taken| taken.class == PromotionClass::Product);
    own.map(|taken| taken.amount_minor).sum()
}

/// One row for each promotion of a class.
pub(crate) fn discounts(taken: &[TermsAdjustment], class: PromotionClass, currency: Currency) -> Vec<(String, String)> {
    promotion::rows(taken.iter().filter(|taken| taken.class == class), currency)
}

/// One row for each gift card and for store credit.
pub(crate) fn tenders(paying: &[TermsTender], currency: Currency) -> Vec<(String, String)> {
    let row = |tender: &TermsTender| {
        let amount = price_text(Money::new(-tender.amount_minor, currency));
        (tender.kind.label(&tender.last_four), amount)
    };
    paying.iter().map(row).collect()
}

/// "Free" for nothing, or else the amount.
pub(crate) fn free_or(minor: i64, text: impl Fn(i64) -> String) -> String {
    if minor == 0 { "Free".to_owned() } else { text(minor) }
}

/// An amount for people.
pub(crate) fn price_text(money: Money) -> String {
    display::format(money, display::Locale::default())
}

fn taxes(quote: &Quote) -> impl Iterator<Item = &TaxPart> {
    let of_lines = quote.priced.lines.iter().flat_map(|line| &line.taxes);
    let of_delivery = quote.priced.delivery.iter().flat_map(|delivery| &delivery.taxes);
    of_lines.chain(of_delivery)
}

/// One row a tax, in the order in which lines and delivery bring them up. Sums of lines (R11), nothing recomputed.
pub(crate) fn tax_rows<'a>(
    parts: impl Iterator<Item = &'a TaxPart>,
    text: impl Fn(i64) -> String,
) -> Vec<(String, String)> {
    let mut rows: Vec<(&TaxPart, i64)> = Vec::new();
    for part in parts.filter(|part| part.amount_minor != 0) {
        match rows.iter_mut().find(|(known, _)| is_same_tax(known, part)) {
            Some((_, minor)) => *minor += part.amount_minor,
            None => rows.push((part, part.amount_minor)),
        }
    }
    rows.into_iter()
        .map(|(part, minor)| (tax_name(part), text(minor)))
        .collect()
}

fn is_same_tax(one: &TaxPart, other: &TaxPart) -> bool {
    (&one.name, &one.jurisdiction, one.rate) == (&other.name, &other.jurisdiction, other.rate)
}

fn tax_name(part: &TaxPart) -> String {
    format!("{} {} %", part.name, part.rate.to_percent_string())
}
