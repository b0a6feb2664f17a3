//! Checkout: contact, address, delivery and review of a cart on the way to an order.
//!
//! [`quote`] is what everything here looks at; [`requirements`] is the one list of what is still missing.

pub mod place_order;
pub mod quote;
pub mod requirements;
mod save_details;
mod show_checkout;
mod tax;
pub mod totals;

#[cfg(test)]
mod tests;

pub use place_order::{PlaceOrder, PlaceOrderError, Placement, place_order};
pub use save_details::{SaveDetailsError, are_saved, save_details};
pub use show_checkout::show_checkout;

use crate::cart::token;
use crate::scope::Scope;
use store::form_state::FormKey;

/// Name of the details form among the kept forms.
const FORM: &str = "checkout_details";

/// Whose forms are kept: those of the cart's holder.
fn owner(scope: &Scope) -> Option<[u8; 32]> {
    scope.cart_token.as_deref().map(token::digest)
}

const fn form_key(owner: &[u8; 32]) -> FormKey<'_> {
    FormKey { owner, form: FORM }
}

/// Countries that some method serves and whose addresses we can check.
pub(crate) fn served(methods: &[domain::checkout::DeliveryMethod]) -> Vec<String> {
    let mut countries: Vec<String> = methods
        .iter()
        .flat_map(|method| &method.countries)
        .filter(|country| domain::checkout::rules_of(country).is_some())
        .cloned()
        .collect();
    countries.sort_by_key(|country| domain::checkout::country_name(country).to_owned());
    countries.dedup();
    countries
}
