//! What the account's pages show. Personal: none of these can get into a shared cache.

use crate::id::{CustomerAddressId, CustomerPasskeyId, CustomerSessionId};
use serde::{Deserialize, Serialize};

/// The customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// Proven address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// May be empty.
    pub phone: String,
}

/// One row of the order history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountOrder {
    /// Shown as `#1001`.
    pub number: i64,
    /// `/orders/{access_token}`.
    pub address: String,
    /// RFC 3339 UTC.
    pub placed_at: String,
    /// For people.
    pub placed_text: String,
    /// "2 × Linen shirt and 3 more".
    pub goods_text: String,
    /// Where it is, in words.
    pub state_text: String,
    /// What it comes to, for people.
    pub total_text: String,
}

/// A page of the order history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountOrders {
    /// The newest first.
    pub orders: Vec<AccountOrder>,
    /// This page, from 1.
    pub page: u32,
    /// Pages in all, at least 1.
    pub page_count: u32,
}

/// One address of the address book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressCard {
    /// Id.
    pub customer_address_id: CustomerAddressId,
    /// The label's lines.
    pub lines: Vec<String>,
    /// Whether checkout starts with it.
    pub is_default: bool,
}

/// One browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Id.
    pub customer_session_id: CustomerSessionId,
    /// "Firefox on Linux".
    pub device: String,
    /// For people.
    pub signed_in_text: String,
    /// For people, to about ten minutes.
    pub seen_text: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// One passkey of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyView {
    /// Id.
    pub customer_passkey_id: CustomerPasskeyId,
    /// As the customer calls it.
    pub name: String,
    /// For people.
    pub added_text: String,
    /// For people; `None` when it was never used.
    pub used_text: Option<String>,
    /// Whether there is a copy of it in the customer's cloud, so that other devices have it too.
    pub is_backed_up: bool,
    /// Whether somebody has a copy, so that it does not sign in any more.
    pub is_blocked: bool,
}
