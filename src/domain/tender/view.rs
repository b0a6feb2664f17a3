//! Gift cards and store credit as checkout shows them.

use crate::id::TenderAccountId;
use serde::{Deserialize, Serialize};

/// A tender that the shopper has chosen to pay with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenTender {
    /// Which.
    pub tender_account_id: TenderAccountId,
    /// "Gift card …1234".
    pub label: String,
    /// Why it pays nothing now, for people; empty where it can pay.
    pub problem: String,
}

/// What a signed-in customer has with the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreCreditView {
    /// "€12.00".
    pub balance_text: String,
    /// Whether it is to pay.
    pub is_used: bool,
}

/// What can pay beside a payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TendersView {
    /// In the order in which they were entered.
    pub gift_cards: Vec<ChosenTender>,
    /// Of customers who have some in the currency of the cart.
    pub store_credit: Option<StoreCreditView>,
}
