//! What shoppers know and are owed: the model beside the shop. It grows with their answers only, never by a look into
//! the database.

use app::scope::Scope;
use domain::id::{LineItemId, OrderId, OrderLineId, PaymentAttemptId, VariantId};
use domain::money::Money;
use domain::order::{Actor, RefundWish, ReturnState};
use std::collections::BTreeMap;

/// Units of each variant.
pub type Lines = BTreeMap<VariantId, u32>;

/// Somebody with a browser.
#[derive(Default)]
pub struct Shopper {
    pub scope: Scope,
    /// The basket that the token leads to, as far as the shopper knows.
    pub basket: Option<usize>,
    /// What was pressed last, for pressing it again.
    pub pressed: Option<Press>,
    /// Counts their presses.
    pub presses: u32,
    /// Whether a form of the cart is on its way.
    pub is_pressing: bool,
}

/// What a form of the cart says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Add(VariantId, u32),
    Set(LineItemId, VariantId, u32),
    Remove(LineItemId, VariantId),
}

/// One use of a form.
#[derive(Debug, Clone)]
pub struct Press {
    pub wish: Wish,
    pub op: String,
    pub past: Past,
}

/// What became of it when it was pressed before.
#[derive(Debug, Clone)]
pub enum Past {
    New,
    Done,
    /// No answer came; this is what the basket may have held before.
    Unknown(Vec<Lines>),
}

/// A cart of a shopper, from its first unit on.
#[derive(Default)]
pub struct Basket {
    /// What it may hold: one thing, or several while an answer is missing.
    pub possible: Vec<Lines>,
    pub line_ids: BTreeMap<VariantId, LineItemId>,
    /// The total that the shopper saw last.
    pub seen: Option<Money>,
    /// Payments that were asked for, in order.
    pub attempts: Vec<PaymentAttemptId>,
    /// Whether the shop said that there is nothing in it any more.
    pub is_over: bool,
}

/// What one "pay" agreed to.
#[derive(Debug, Clone)]
pub struct Agreement {
    pub basket: usize,
    pub total: Money,
    /// What was in the basket, where that is known.
    pub lines: Option<Lines>,
}

/// An order's page, by the token of its address.
#[derive(Default)]
pub struct Page {
    pub basket: usize,
    /// The number that somebody has read there.
    pub number: Option<i64>,
    /// Whether somebody has read that nothing was paid.
    pub is_failed: bool,
    pub order_id: Option<OrderId>,
    /// Counts what was done to it.
    pub acts: u32,
    /// What was done last, for doing it again under the same name.
    pub last: Option<Done>,
}

/// Something that was done to an order.
#[derive(Clone)]
pub struct Done {
    pub act: Act,
    pub client_ref: String,
    /// What it made, as it was answered.
    pub made: Option<String>,
}

/// What is done to an order.
#[derive(Clone)]
pub enum Act {
    Cancel(Actor),
    CancelUnits(Units),
    Refund(RefundWish),
    Fulfil(Units),
    Deliver,
    Hold(bool),
    Capture(Option<Money>),
    AskReturn(Units),
    MoveReturn(u32, ReturnState),
    Inspect(u32, Units),
}

/// Units by line.
pub type Units = Vec<(OrderLineId, u32)>;

/// Something for sale.
pub struct Ware {
    pub variant_id: VariantId,
    pub sku: String,
    /// `None` while an answer is missing.
    pub price: Option<i64>,
    /// What may be on the shelf.
    pub on_hand: Vec<i64>,
    /// Whether a count may have said less than was promised.
    pub was_short: bool,
    /// What was said of it last, under which outside name, and whether it is known to be done.
    pub said: Option<(String, Said, bool)>,
}

/// What people say of stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Count(i32),
    Delta(i32),
}

impl Basket {
    /// What it holds, where that is known.
    pub fn lines(&self) -> Option<&Lines> {
        match self.possible.as_slice() {
            [lines] => Some(lines),
            _ => None,
        }
    }
}

impl Ware {
    /// Changes what may be on the shelf; `is_sure` unless the answer is missing.
    pub fn moved(&mut self, by: i64, is_sure: bool) {
        let after: Vec<i64> = self.on_hand.iter().map(|units| units + by).collect();
        if is_sure {
            self.on_hand = after;
        } else {
            self.on_hand.extend(after);
        }
        self.on_hand.sort_unstable();
        self.on_hand.dedup();
    }
}

impl Wish {
    pub const fn variant_id(self) -> VariantId {
        match self {
            Self::Add(variant_id, _) | Self::Set(_, variant_id, _) | Self::Remove(_, variant_id) => variant_id,
        }
    }

    /// Everything that a basket may hold after it, from what it held; growth may be capped by the stock.
    pub fn outcomes(self, before: &Lines) -> Vec<Lines> {
        let variant_id = self.variant_id();
        let present = before.get(&variant_id).copied().unwrap_or(0);
        let quantities = match self {
            Self::Add(_, units) => present + 1..=present + units,
            Self::Set(_, _, units) if units > present => present + 1..=units,
            Self::Set(_, _, units) => units..=units,
            Self::Remove(..) => 0..=0,
        };
        let after = |quantity| {
            let mut lines = before.clone();
            lines.insert(variant_id, quantity);
            lines.retain(|_, quantity| *quantity > 0);
            lines
        };
        quantities.map(after).collect()
    }
}
