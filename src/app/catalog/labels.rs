//! A price in words. The one function that turns a unit price into what a shopper reads.

use domain::catalog::PriceLabel;
use domain::money::Money;
use domain::money::display::{Locale, format};
use domain::pricing::{Content, MeasurePrice, Quote};
use domain::rounding::RoundingMode;

/// The label of a price, with the id that names it, and of goods that are measured with what a measure of them costs.
pub fn price_label(price: &Quote<'_>, is_from: bool, content: Option<Content>, mode: RoundingMode) -> PriceLabel {
    let money = price.unit_price;
    let text = |minor| format(Money::new(minor, money.currency), Locale::En);
    PriceLabel {
        money,
        text: text(money.minor),
        compare_at_text: price.compare_at_minor().map(text),
        lowest_text: None,
        per_measure: content.and_then(|content| MeasurePrice::of(money, content, mode)),
        is_from,
        quote_id: price.id(),
    }
}

/// The name of a variant among those of its product: its option values; empty when there is nothing to choose.
pub fn title_of_options(options: &[String]) -> String {
    options.join(" / ")
}
