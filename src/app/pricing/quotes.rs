//! Which printed price each line came from, and what has become of that price since, in words.

use crate::checkout::totals::price_text;
use crate::shop::ShopFacts;
use domain::market::Market;
use domain::money::Money;
use domain::pricing::{PriceScope, Quote, QuoteId, QuoteSubject, find_printed, unit_price};
use store::cart::CartLine;

/// The quote of one line for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedQuote {
    /// "line 2: Linen shirt, M".
    pub subject: String,
    /// What the page carried when the line was added; `None` where nothing was sent along.
    pub quote_id: Option<QuoteId>,
    /// Whether the page would carry the same id now, or what differs as far as it can be known.
    pub words: String,
}

/// What the quote of a cart line, in a cart of `market`, has to say now.
pub(super) fn explain_quote(facts: &ShopFacts, market: &Market, line: &CartLine, subject: String) -> ExplainedQuote {
    ExplainedQuote {
        subject,
        quote_id: line.quote_id,
        words: match line.quote_id {
            Some(id) => compared(facts, market, line, id),
            None => "no quote id was sent along".to_owned(),
        },
    }
}

fn compared(facts: &ShopFacts, market: &Market, line: &CartLine, id: QuoteId) -> String {
    let now = on_the_page(facts, market, line);
    let words = match (find_printed(id, &guesses(facts, market, line, now)), now) {
        (Some(printed), Some(now)) => since(facts, &printed, &now),
        (Some(printed), None) => format!("printed as {}; not for sale to everybody now", told(&printed)),
        (None, _) => "printed in circumstances that are not known any more, or not by this shop".to_owned(),
    };
    [words, own(line, now)].concat()
}

// Groups and quantity breaks make it another price than the page's.
fn own(line: &CartLine, page: Option<Quote<'_>>) -> String {
    match (line.variant.price(line.quantity), page) {
        (Some(own), Some(page)) if own.amount_minor != page.unit_price.minor => {
            let own = price_text(Money::new(own.amount_minor, page.unit_price.currency));
            format!(
                "; the line costs {own} a unit, the page says {}",
                price_text(page.unit_price)
            )
        }
        _ => String::new(),
    }
}

/// What the product page prints for everybody now.
fn on_the_page(facts: &ShopFacts, market: &Market, line: &CartLine) -> Option<Quote<'static>> {
    let rows = line.variant.prices.iter();
    let for_everybody: Vec<_> = rows.filter(|row| row.scope >= PriceScope::Market).cloned().collect();
    let price = unit_price(&for_everybody, 1)?;
    Some(facts.quote(market, subject(line), (price.amount_minor, price.compare_at_minor)))
}

const fn subject(line: &CartLine) -> QuoteSubject {
    QuoteSubject::Variant(line.variant.variant_id)
}

/// An id does not tell what it was made of, but it was made of the price of now or of the one that the line was added at,
/// compared with nothing, with what it is compared with now, or with the price of now: a sale that is over. First in the
/// cart's market, then in those of the currency that it was added in.
fn guesses(facts: &ShopFacts, market: &Market, line: &CartLine, now: Option<Quote<'static>>) -> Vec<Quote<'static>> {
    let mut guesses: Vec<_> = now.into_iter().collect();
    let seen = line.seen(market.currency);
    let compared = now.map_or([None, None], |now| [now.compare_at_minor, Some(now.unit_price.minor)]);
    let mut guess = |market: &Market, minor| {
        for compare_at in [None].into_iter().chain(compared) {
            guesses.push(facts.quote(market, subject(line), (minor, compare_at)));
        }
    };
    if seen.currency == market.currency {
        guess(market, seen.minor);
        if let Some(now) = now {
            guess(market, now.unit_price.minor);
        }
    }
    let others = facts.markets.iter().filter(|other| other.market_id != market.market_id);
    for other in others.filter(|other| other.currency == seen.currency) {
        guess(other, seen.minor);
    }
    guesses
}

fn since(facts: &ShopFacts, printed: &Quote<'_>, now: &Quote<'_>) -> String {
    if printed.id() == now.id() {
        return "the page carries the same id now".to_owned();
    }
    let code = |quote: &Quote<'_>| match facts.market_of(quote.market_id) {
        Ok(market) => market.code.clone(),
        Err(_) => quote.market_id.to_string(),
    };
    let differences = [
        ("price", told(printed), told(now)),
        ("market", code(printed), code(now)),
        (
            "catalogue version",
            printed.catalog_version.to_string(),
            now.catalog_version.to_string(),
        ),
        (
            "settings version",
            printed.settings_version.to_string(),
            now.settings_version.to_string(),
        ),
    ];
    let differing = differences.into_iter().filter(|(_, then, now)| then != now);
    let words: Vec<_> = differing
        .map(|(what, then, now)| format!("{what} {then} then, {now} now"))
        .collect();
    words.join("; ")
}

fn told(quote: &Quote<'_>) -> String {
    let price = price_text(quote.unit_price);
    match quote.compare_at_minor() {
        Some(minor) => format!(
            "{price} (was {})",
            price_text(Money::new(minor, quote.unit_price.currency))
        ),
        None => price,
    }
}

#[cfg(test)]
mod tests;
