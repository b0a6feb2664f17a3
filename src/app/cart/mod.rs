//! The cart's verbs. Each command locks the cart, decides by a rule of `domain::cart`, saves, and returns the whole cart
//! with its totals; [`show_cart`] reads it.
//!
//! A shopper is known by an opaque token, of which only the digest is stored. A token that is unknown, or whose cart
//! became an order, is no cart: the first add makes a fresh one and hands out its token.

mod add_line;
mod apply_code;
mod apply_gift_card;
mod discard;
mod error;
mod given_quote;
mod join_customer;
mod line;
mod open;
mod remove_code;
mod remove_gift_card;
mod remove_line;
mod set_market;
mod set_note;
mod set_quantity;
mod show_cart;
pub mod token;
mod use_store_credit;
pub mod view;

#[cfg(test)]
pub(crate) mod tests;

pub use add_line::{AddLine, AddLineError, add_line};
pub use apply_code::{ApplyCode, ApplyCodeError, apply_code};
pub use apply_gift_card::{ApplyGiftCard, ApplyGiftCardError, apply_gift_card};
pub use discard::discard;
pub use error::CartError;
pub use given_quote::given_quote;
pub use remove_code::{RemoveCode, RemoveCodeError, remove_code};
pub use remove_gift_card::{RemoveGiftCard, RemoveGiftCardError, remove_gift_card};
pub use remove_line::{RemoveLine, RemoveLineError, remove_line};
pub use set_market::{SetMarketError, set_market};
pub use set_note::{SetNote, SetNoteError, set_note};
pub use set_quantity::{SetQuantity, SetQuantityError, set_quantity};
pub use show_cart::show_cart;
pub use use_store_credit::{UseStoreCredit, UseStoreCreditError, use_store_credit};

use domain::cart::{CartView, Shortage};
use domain::market::Market;
pub(crate) use join_customer::{Joined, join_customer};
pub(crate) use open::line_query;
use store::cart::Cart;

/// What every cart command returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartChanged {
    /// The whole cart with totals.
    pub cart: CartView,
    /// The token of a cart that this command made; the door puts it in the cookie.
    pub new_token: Option<String>,
    /// Whether the command had been carried out before, so that nothing changed now.
    pub replayed: bool,
    /// What the shopper should be told, such as that fewer units were left than asked for.
    pub notice: Option<String>,
}

/// Stands for the cart of a shopper who has none.
pub(crate) fn no_cart(market: &Market) -> Cart {
    Cart {
        cart_id: uuid::Uuid::nil().into(),
        version: 0,
        market_id: market.market_id,
        currency: market.currency,
        note: String::new(),
        next_line_seq: 1,
        completing_at: None,
        completed_at: None,
        customer_groups: None,
    }
}

/// The word of a shortage for API clients.
const fn shortage_code(shortage: Shortage) -> &'static str {
    match shortage {
        Shortage::NotSold => "not_sold",
        Shortage::SoldOut => "sold_out",
        Shortage::AllInCart { .. } => "insufficient_stock",
        Shortage::LineFull => "quantity_limit",
    }
}
