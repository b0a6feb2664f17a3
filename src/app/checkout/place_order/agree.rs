//! Turns a quote into what is agreed on: terms, the way to their numbers, and the stock that they need.

use super::{PlaceOrder, PlaceOrderError, Shortage};
use crate::checkout::quote::Quote;
use domain::id::PromotionId;
use domain::money::{Money, display};
use domain::pricing::PricedLine;
use domain::promotion::{CodeRefusal, LeftOut};
use store::cart::CartLine;
use store::error::StoreError;
use store::order::{Agreement, Calculation, Terms, TermsLine};

/// Checks a quote as placement demands it: the total that was shown and what was left to pay of it, then the requirements,
/// in the order of P-1.
pub(super) fn check(quote: &Quote, command: PlaceOrder) -> Result<(), PlaceOrderError> {
    let expected = command.expected_total.ok_or(PlaceOrderError::ExpectedTotalMissing)?;
    if quote.lines.is_empty() {
        return Err(PlaceOrderError::RequirementsNotMet {
            reasons: quote.requirements.clone(),
        });
    }
    let shortages = shortages(quote);
    if !shortages.is_empty() {
        return Err(PlaceOrderError::InsufficientStock { shortages });
    }
    if expected != quote.total() {
        return Err(changed(quote));
    }
    if command.expected_due.unwrap_or(expected) != quote.due() {
        return Err(PlaceOrderError::TendersChanged {
            current_due: quote.due(),
        });
    }
    if !quote.requirements.is_empty() {
        return Err(PlaceOrderError::RequirementsNotMet {
            reasons: quote.requirements.clone(),
        });
    }
    Ok(())
}

fn shortages(quote: &Quote) -> Vec<Shortage> {
    let short = quote
        .requirements
        .iter()
        .filter(|reason| reason.code == "insufficient_stock");
    let line = short.filter_map(|reason| {
        quote
            .lines
            .iter()
            .find(|line| Some(line.line_item_id) == reason.line_item_id)
    });
    line.map(|line| shortage(line, line.variant.available)).collect()
}

/// What is missing for a line when `available` units are left.
pub(super) fn shortage(line: &CartLine, available: i64) -> Shortage {
    let variant = &line.variant;
    let name = if variant.variant_title.is_empty() {
        variant.product_title.clone()
    } else {
        format!("{}, {}", variant.product_title, variant.variant_title)
    };
    Shortage {
        variant_id: variant.variant_id,
        name,
        available: u32::try_from(available.max(0)).unwrap_or(u32::MAX),
    }
}

/// The promotions that the quote makes use of and whose number of orders is bounded, in lock order.
pub(super) fn limited(quote: &Quote) -> Vec<PromotionId> {
    let took = |promotion_id| {
        let mut taken = quote.priced.adjustments.iter();
        taken.any(|taken| taken.promotion_id == promotion_id)
    };
    let applied = quote.evaluation.applied.iter();
    let mut ids: Vec<PromotionId> = applied
        .filter(|applied| applied.is_limited && took(applied.promotion_id))
        .map(|applied| applied.promotion_id)
        .collect();
    ids.sort_unstable();
    ids
}

/// The refusal that a quote means which is not what was agreed.
pub(super) fn changed(quote: &Quote) -> PlaceOrderError {
    PlaceOrderError::CartChanged {
        current_total: quote.total(),
        changes: changes(quote),
    }
}

// The prices that moved since the lines were added, the codes that do not count, and promotions that others have used up:
// what a shopper most likely has not seen.
fn changes(quote: &Quote) -> Vec<String> {
    let text = |money| display::format(money, display::Locale::default());
    let currency = quote.context.currency;
    let moved = quote.lines.iter().filter_map(|line| {
        let now = Money::new(line.variant.price(line.quantity)?.amount_minor, currency);
        let was = line.seen(currency);
        (now != was).then(|| {
            format!(
                "{} now costs {}, it was {}.",
                line.variant.product_title,
                text(now),
                text(was)
            )
        })
    });
    let refused = quote.evaluation.refused.iter();
    let gone = quote.evaluation.left_out.iter();
    let gone = gone.filter(|left_out| !matches!(left_out.why, CodeRefusal::OtherCurrency { .. }));
    moved
        .chain(gone.map(LeftOut::text))
        .chain(refused.map(|refused| format!("{}: {}", refused.code, refused.why.text())))
        .collect()
}

/// The agreement that a quote without requirements stands for.
pub(super) fn agreement(quote: &Quote) -> Result<Agreement, PlaceOrderError> {
    let priced = &quote.priced;
    let delivery = priced.delivery.as_ref();
    let terms = Terms {
        market: quote.market.code.clone(),
        currency: quote.context.currency,
        basis: quote.context.basis,
        rounding: quote.context.rounding,
        email: quote.details.email.clone().unwrap_or_default(),
        phone: quote.details.phone.clone().unwrap_or_default(),
        address: quote.details.address.clone().unwrap_or_default(),
        note: quote.cart.note.clone(),
        delivery_method_name: delivery.map(|delivery| delivery.name.clone()).unwrap_or_default(),
        delivery_net_minor: delivery.map_or(0, |delivery| delivery.net_minor),
        delivery_tax_minor: delivery.map_or(0, |delivery| delivery.tax_minor),
        delivery_gross_minor: delivery.map_or(0, |delivery| delivery.gross_minor),
        delivery_taxes: delivery.map(|delivery| delivery.taxes.clone()).unwrap_or_default(),
        vat_id: quote
            .standing
            .vat_id
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        treatment: quote.context.treatment.clone(),
        tax_source: priced.trace.tax_source.clone(),
        delivery_relief_minor: delivery.map_or(0, |delivery| delivery.relief_minor(quote.context.basis)),
        subtotal_minor: priced.subtotal_minor,
        discount_minor: priced.discount_minor,
        tax_minor: priced.tax_minor,
        total_minor: priced.total_minor,
        due_minor: quote.due().minor,
        lines: lines(quote)?,
        adjustments: crate::promotion::adjustments(priced, &quote.evaluation),
        tenders: quote.tendered.clone(),
    };
    let calculation = Calculation {
        engine_version: priced.trace.engine_version.clone(),
        catalog_version: priced.trace.catalog_version,
        trace: priced.trace.clone().sealed(),
        priced_at: quote.context.now,
    };
    Ok(Agreement { terms, calculation })
}

// Without requirements each line is sold and hence priced, in the same order; anything else is our fault.
fn lines(quote: &Quote) -> Result<Vec<TermsLine>, PlaceOrderError> {
    let pairs: Vec<_> = quote.lines.iter().zip(&quote.priced.lines).collect();
    let matches = quote.lines.len() == quote.priced.lines.len()
        && pairs.iter().all(|(line, priced)| line.line_seq == priced.line_seq);
    if !matches {
        return Err(StoreError::Corrupt {
            what: "the lines of a quote",
            source: None,
        }
        .into());
    }
    Ok(pairs
        .into_iter()
        .map(|(line, priced)| terms_line(line, priced))
        .collect())
}

fn terms_line(line: &CartLine, priced: &PricedLine) -> TermsLine {
    let variant = &line.variant;
    TermsLine {
        line_seq: line.line_seq,
        product_id: variant.product_id,
        variant_id: variant.variant_id,
        product_handle: variant.product_handle.clone(),
        product_title: variant.product_title.clone(),
        variant_title: variant.variant_title.clone(),
        sku: variant.sku.clone(),
        picture: variant.picture.clone(),
        tax_category: variant.tax_category.clone(),
        quantity: line.quantity,
        unit_price_minor: priced.unit_price_minor,
        quote_id: line.quote_id,
        list_minor: priced.list_minor,
        discount_minor: priced.discount_minor,
        net_minor: priced.net_minor,
        tax_minor: priced.tax_minor,
        gross_minor: priced.gross_minor,
        taxes: priced.taxes.clone(),
        is_gift: line.gift_of.is_some(),
    }
}
