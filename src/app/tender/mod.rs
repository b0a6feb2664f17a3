//! Gift cards and store credit: issuing, looking at and taking away. Shoppers pay with them at checkout, by commands on
//! the cart; what they pay is taken with the draft of an order and given back with it, or by a refund.

mod credit_customer;
mod error;
mod gift_card;
#[cfg(test)]
mod tests;
mod view;

pub use crate::cart::{
    ApplyGiftCard, ApplyGiftCardError, RemoveGiftCard, RemoveGiftCardError, UseStoreCredit, UseStoreCreditError,
    apply_gift_card, remove_gift_card, use_store_credit,
};
pub use credit_customer::{ChangedCredit, CreditCustomer, CreditState, credit_customer, show_credit};
pub use error::TenderError;
pub use gift_card::{
    GiftCardState, IssueGiftCard, IssuedGiftCard, disable_gift_card, find_gift_card, issue_gift_card, show_gift_card,
};
pub(crate) use view::view;

use domain::tender::GiftCardCode;
use sha2::{Digest as _, Sha256};

/// Entries of a balance that are shown at once.
const ENTRIES: i64 = 100;

/// What is stored of a code. A plain digest: a code has 100 bits of chance, more than anybody can try.
pub(crate) fn code_hash(code: &GiftCardCode) -> [u8; 32] {
    Sha256::digest(code.as_str()).into()
}
