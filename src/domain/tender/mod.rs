//! What pays an order beside a payment: gift cards and store credit (R12). How they share a total is
//! [`crate::pricing::tender`]; how money goes back to them is [`crate::order::split_refund`].

mod code;
mod view;

pub use code::{GiftCardCode, GiftCardCodeError};
pub use view::{ChosenTender, StoreCreditView, TendersView};

use serde::{Deserialize, Serialize};

/// Most gift cards that a cart takes.
pub const MAX_GIFT_CARDS: i64 = 5;

/// What sort of tender it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderKind {
    /// Whoever has the code has the money.
    GiftCard,
    /// What a customer has with the shop.
    StoreCredit,
}

impl TenderKind {
    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GiftCard => "gift_card",
            Self::StoreCredit => "store_credit",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::GiftCard, Self::StoreCredit]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    /// "Gift card …1234" or "Store credit".
    pub fn label(self, last_four: &str) -> String {
        match self {
            Self::GiftCard => format!("Gift card …{last_four}"),
            Self::StoreCredit => "Store credit".to_owned(),
        }
    }
}
