//! What happened to an order after it was placed, in words: parcels, money back, goods back, and the timeline.

use crate::checkout::TotalsView;
use crate::id::{OrderLineId, VariantId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// RFC 3339 UTC.
    pub at: String,
    /// For people.
    pub at_text: String,
    /// What happened, in a sentence.
    pub text: String,
}

/// Units of something, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitsText {
    /// "Ebbe Bikini, Coral / M".
    pub title: String,
    /// How many.
    pub quantity: u32,
}

/// Goods that left together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelView {
    /// "On its way" or "Delivered".
    pub state_text: String,
    /// When it left, for people.
    pub sent_text: String,
    /// What is in it.
    pub goods: Vec<UnitsText>,
    /// Carrier, tracking number, and where to follow it.
    pub tracking: Vec<(String, String, Option<String>)>,
}

/// Money given back, or on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundView {
    /// How much, for people.
    pub amount_text: String,
    /// What the customer should expect, in a sentence.
    pub state_text: String,
    /// When it was asked for, for people.
    pub at_text: String,
}

/// Goods that come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnView {
    /// Counts from 1 in each order.
    pub seq: u32,
    /// Where it is, and what to do, in a sentence.
    pub state_text: String,
    /// What the shop answered; may be empty.
    pub answer: String,
    /// What comes back.
    pub goods: Vec<UnitsText>,
    /// What is wanted instead, if something is.
    pub exchange: Option<ReturnExchangeView>,
}

/// What is wanted instead of goods that come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnExchangeView {
    /// What instead.
    pub goods: Vec<UnitsText>,
    /// Where it is, in a sentence.
    pub state_text: String,
    /// A page to go to, and its name: the new order, or where the difference is paid.
    pub way: Option<(String, String)>,
}

/// Something that can be had instead of what comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacementView {
    /// For which line.
    pub order_line_id: OrderLineId,
    /// What.
    pub variant_id: VariantId,
    /// "Ebbe Bikini, Coral / M".
    pub title: String,
}

/// The prepared checkout of an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeView {
    /// What instead.
    pub goods: Vec<UnitsText>,
    /// The sums, with what was sent back taken off.
    pub totals: TotalsView,
    /// Until when it can be paid, for people.
    pub until_text: String,
    /// Why it cannot be paid now; empty when it can.
    pub problem: String,
    /// Address of its page.
    pub address: String,
}

/// A line of which units can be sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnableLine {
    /// Which.
    pub order_line_id: OrderLineId,
    /// "Ebbe Bikini, Coral / M".
    pub title: String,
    /// Most units.
    pub units: u32,
}

/// The life of an order after placement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AftermathView {
    /// Newest last.
    pub timeline: Vec<TimelineEntry>,
    /// In the order in which they left.
    pub parcels: Vec<ParcelView>,
    /// Oldest first.
    pub refunds: Vec<RefundView>,
    /// Oldest first.
    pub returns: Vec<ReturnView>,
    /// Whether the customer can still cancel it.
    pub can_cancel: bool,
    /// Whether the order has an account, to which store credit could go.
    pub has_account: bool,
    /// The order that this one is the exchange of: its name and the address of its page.
    pub exchange_of: Option<(String, String)>,
    /// What the customer can send back; empty when nothing has gone out.
    pub returnable: Vec<ReturnableLine>,
}

/// The form that asks for a return, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnInput {
    /// Units by line id.
    pub units: BTreeMap<String, String>,
    /// The variant that is wanted for a line instead of money, by line id; empty for money.
    pub instead: BTreeMap<String, String>,
    /// A stable word of [`super::ReturnReason`].
    pub reason: String,
    /// A stable word of [`super::RefundTo`].
    pub refund_to: String,
    /// Free text.
    pub note: String,
}
