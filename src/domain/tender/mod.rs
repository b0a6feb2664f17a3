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
    /// The value of goods that were sent back, for the order that they are exchanged for and nothing else.
    Exchange,
}

impl TenderKind {
    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GiftCard => "gift_card",
            Self::StoreCredit => "store_credit",
            Self::Exchange => "exchange",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::GiftCard, Self::StoreCredit, Self::Exchange]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    /// "Gift card …1234", "Store credit" or "What you sent back".
    pub fn label(self, last_four: &str) -> String {
        match self {
            Self::GiftCard => format!("Gift card …{last_four}"),
            Self::StoreCredit => "Store credit".to_owned(),
            Self::Exchange => "What you sent back".to_owned(),
        }
    }

    /// What becomes of money that comes back to it, for people; `amount` is a text such as "€5.00".
    pub fn comes_back(self, label: &str, amount: &str) -> String {
        match self {
            Self::GiftCard | Self::StoreCredit => format!("{label}: {amount} can be spent again."),
            Self::Exchange => format!("{amount} goes back the way you paid for what you exchanged."),
        }
    }
}
