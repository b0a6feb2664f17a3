//! An order as its shopper sees it.

use super::AftermathView;
use crate::catalog::Picture;
use crate::checkout::TotalsView;
use crate::pricing::QuoteId;
use serde::{Deserialize, Serialize};

/// What the status page says about an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStage {
    /// The money's fate is not known yet: "we are checking".
    Checking,
    /// Placed.
    Placed,
    /// Placed, and a person looks at it.
    OnHold,
    /// Given up.
    Cancelled,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLineView {
    /// Product name at placement.
    pub title: String,
    /// "Coral / M"; may be empty.
    pub variant_title: String,
    /// Stock code; may be empty.
    pub sku: String,
    /// Where the product is now.
    pub address: String,
    /// Picture at placement.
    pub picture: Option<Picture>,
    /// Units.
    pub quantity: u32,
    /// The printed price that it came from; `None` where it was added without a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_id: Option<QuoteId>,
    /// One unit, for people.
    pub unit_price_text: String,
    /// The line, for people, after what promotions took of it alone.
    pub line_total_text: String,
    /// What it would have been without those, for people; `None` where there were none.
    pub before_text: Option<String>,
    /// Those, as (name, amount below zero).
    pub discounts: Vec<(String, String)>,
}

/// Everything the order page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Shown as `#1001`; absent while checking.
    pub number: Option<i64>,
    /// Address of this page: `/orders/{access_token}`.
    pub address: String,
    /// Where it is.
    pub stage: OrderStage,
    /// Axis B in words.
    pub payment_text: String,
    /// Axis C in words.
    pub fulfilment_text: String,
    /// When it was placed, RFC 3339 UTC.
    pub placed_at: Option<String>,
    /// For people.
    pub placed_text: Option<String>,
    /// Where the confirmation goes.
    pub email: String,
    /// Whether the shop sends mail at all, so that a confirmation may be promised.
    pub is_confirmed_by_mail: bool,
    /// The label's lines.
    pub delivery_lines: Vec<String>,
    /// "Standard".
    pub delivery_method: String,
    /// Lines.
    pub lines: Vec<OrderLineView>,
    /// Sums as agreed.
    pub totals: TotalsView,
    /// What happened since.
    pub aftermath: AftermathView,
}
