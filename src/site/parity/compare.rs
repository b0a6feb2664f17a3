//! One printed price beside the core's.

use super::read::{Form, PrintedPrice, Subject};
use app::market::CorePrices;
use domain::catalog::PriceLabel;
use domain::pricing::QuoteId;
use std::fmt;

/// A price that is not the core's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Path of the page.
    pub page: String,
    /// Id of the variant, or handle of the product in a list.
    pub subject: String,
    /// What the page prints.
    pub shown: String,
    /// What it should.
    pub core: String,
}

const NOTHING: &str = "nothing";

/// What a page says of a price and the core does not; `None` where the two agree. Lines and sums of carts are compared with
/// the cart.
pub(super) fn difference(page: &str, printed: &PrintedPrice, core: &CorePrices) -> Option<Difference> {
    let differs = |shown, core| Some(of(page, printed.subject.as_ref(), shown, core));
    let Some(label) = label(printed.subject.as_ref(), core) else {
        return differs(printed.to_string(), NOTHING.to_owned());
    };
    let expected = expected(&label, printed);
    if printed.to_string() != expected.to_string() {
        return differs(printed.to_string(), expected.to_string());
    }
    let is_known = printed.quote.as_deref().is_some_and(|id| is_quote(printed, core, id));
    if is_known {
        return None;
    }
    let shown = printed.quote.clone().unwrap_or_else(|| NOTHING.to_owned());
    differs(format!("quote {shown}"), format!("quote {}", label.quote_id))
}

/// A product page without a price that the core has.
pub(super) fn missing(page: &str, prices: &[PrintedPrice], core: &CorePrices) -> Option<Difference> {
    let (handle, query) = page
        .strip_prefix("/products/")
        .map(|rest| rest.split_once('?').unwrap_or((rest, "")))?;
    let variant = query.strip_prefix("variant=").and_then(|id| id.parse().ok());
    let subject = variant.map_or_else(|| Subject::Product(handle.to_owned()), Subject::Variant);
    let has = |form| prices.iter().any(|price| price.form == form);
    let label = label(Some(&subject), core).filter(|_| !has(Form::Main) || !has(Form::Offer))?;
    Some(of(page, Some(&subject), NOTHING.to_owned(), label.text))
}

/// A difference on a page.
pub(super) fn of(page: &str, subject: Option<&Subject>, shown: String, core: String) -> Difference {
    Difference {
        page: page.to_owned(),
        subject: match subject {
            Some(Subject::Variant(id)) => id.to_string(),
            Some(Subject::Product(handle)) => handle.clone(),
            None => "?".to_owned(),
        },
        shown,
        core,
    }
}

fn label(subject: Option<&Subject>, core: &CorePrices) -> Option<PriceLabel> {
    match subject? {
        Subject::Variant(id) => core.of_variant(*id),
        Subject::Product(handle) => core.of_product(handle),
    }
}

fn is_quote(printed: &PrintedPrice, core: &CorePrices, id: &str) -> bool {
    let Ok(id) = id.parse::<QuoteId>() else { return false };
    match &printed.subject {
        Some(Subject::Variant(variant_id)) => core.is_quote_of_variant(*variant_id, id),
        Some(Subject::Product(handle)) => core.is_quote_of_product(handle, id),
        None => false,
    }
}

/// The same form with what the core says: a form without a text for people has none to be wrong.
fn expected(label: &PriceLabel, printed: &PrintedPrice) -> PrintedPrice {
    let is_label = matches!(printed.form, Form::Label | Form::Main);
    let is_offer = printed.form == Form::Offer;
    PrintedPrice {
        form: printed.form,
        subject: printed.subject.clone(),
        text: if is_offer { String::new() } else { label.text.clone() },
        value: (is_label || is_offer).then(|| label.money.to_decimal_string()),
        currency: is_offer.then(|| label.money.currency.code().to_owned()),
        was: label.compare_at_text.clone().filter(|_| is_label),
        measure: label
            .per_measure
            .as_ref()
            .map(|measure| measure.text.clone())
            .filter(|_| is_label),
        is_from: label.is_from && is_label,
        quote: None,
    }
}

/// Everything that can be wrong, on one line: `from €12.00 [12.00], was €15.00, €1.20 per 100 g`.
impl fmt::Display for PrintedPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = if self.is_from { "from " } else { "" };
        write!(f, "{from}{}", self.text)?;
        let (value, currency) = (self.value.as_deref(), self.currency.as_deref());
        if let Some(value) = value {
            let space = if self.text.is_empty() { "" } else { " " };
            write!(
                f,
                "{space}[{value}{}]",
                currency.map(|code| format!(" {code}")).unwrap_or_default()
            )?;
        }
        if let Some(was) = &self.was {
            write!(f, ", was {was}")?;
        }
        if let Some(measure) = &self.measure {
            write!(f, ", {measure}")?;
        }
        Ok(())
    }
}
