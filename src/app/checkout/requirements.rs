//! What keeps a cart from being bought: the one list for cart page, checkout page and placement (P-1).

use domain::cart::{BlockingReason, Supply};
use domain::checkout::{Address, country_name};
use domain::id::LineItemId;
use domain::market::Market;
use store::cart::CartLine;

/// How far the shopper is, and so what is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Stage<'a> {
    /// In the cart: only the goods count.
    Cart,
    /// At checkout and at placement: also who, where to and how.
    Checkout(Given<'a>),
}

/// What a shopper has given so far.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Where the confirmation goes.
    pub email: Option<&'a str>,
    /// Where the goods go.
    pub address: Option<&'a Address>,
    /// How they go.
    pub delivery: DeliveryState,
}

/// Whether it is settled how the goods go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// Nothing is sent.
    NotNeeded,
    /// By a method that serves the address and has a price for these goods.
    Chosen,
    /// Not yet.
    Open,
    /// No method serves the address.
    NotOffered,
}

/// Every reason why the cart cannot go on, in the order in which a shopper meets them; empty when it can.
pub fn requirements(lines: &[CartLine], market: &Market, stage: &Stage<'_>) -> Vec<BlockingReason> {
    let mut reasons = Vec::new();
    if lines.is_empty() {
        reasons.push(reason("empty_cart", "Your cart is empty.", None));
    }
    reasons.extend(lines.iter().filter_map(|line| of_line(line, market)));
    if let Stage::Checkout(given) = stage {
        reasons.extend(of_details(given));
    }
    reasons
}

// One line holds all units of a variant, so its quantity is the whole demand (S-6).
fn of_line(line: &CartLine, market: &Market) -> Option<BlockingReason> {
    let (code, problem) = problem(line, market)?;
    Some(reason(
        code,
        &format!("{}: {problem}", name(line)),
        Some(line.line_item_id),
    ))
}

/// What is wrong with a line in a market, as a stable word and in words that say what to do; `None` when it can be bought.
pub fn problem(line: &CartLine, market: &Market) -> Option<(&'static str, String)> {
    let variant = &line.variant;
    if variant.is_published && variant.price(line.quantity).is_none() {
        return Some(match variant.least_quantity() {
            Some(least) => (
                "too_few_units",
                format!("Sold from {least} units on. Raise the quantity, or remove it, to go on."),
            ),
            None => (
                "not_sold_in_market",
                format!(
                    "Not sold in {}. Remove it, or choose another market, to go on.",
                    market.name
                ),
            ),
        });
    }
    let supply = variant.supply(line.quantity);
    let code = if supply == Supply::NotSold {
        "not_sold"
    } else {
        "insufficient_stock"
    };
    Some((code, supply.problem(line.quantity)?))
}

fn name(line: &CartLine) -> String {
    let variant = &line.variant;
    if variant.variant_title.is_empty() {
        variant.product_title.clone()
    } else {
        format!("{}, {}", variant.product_title, variant.variant_title)
    }
}

fn of_details(given: &Given<'_>) -> Vec<BlockingReason> {
    let mut reasons = Vec::new();
    if given.email.is_none_or(str::is_empty) {
        reasons.push(reason("email_missing", "Enter your e-mail address.", None));
    }
    let Some(address) = given.address else {
        reasons.push(reason("address_missing", "Enter the delivery address.", None));
        return reasons;
    };
    match given.delivery {
        DeliveryState::NotNeeded | DeliveryState::Chosen => {}
        DeliveryState::Open => reasons.push(reason("delivery_missing", "Choose how it is delivered.", None)),
        DeliveryState::NotOffered => {
            let text = format!("This cart cannot be delivered to {}.", country_name(&address.country));
            reasons.push(reason("delivery_missing", &text, None));
        }
    }
    reasons
}

fn reason(code: &str, text: &str, line_item_id: Option<LineItemId>) -> BlockingReason {
    BlockingReason {
        code: code.to_owned(),
        text: text.to_owned(),
        line_item_id,
    }
}
