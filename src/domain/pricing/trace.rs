//! The trace: each step of a calculation with its operand, rule and rounding, stored with the order.
//!
//! It answers "why is this 7.03" without running anything: every step names the rule of SEMANTICS section 1, what went
//! in and what came out. Operands are whole: [`super::verify`] works every number out again from nothing else.

use serde::{Deserialize, Serialize};

use super::{
    PriceRow,
    discount::{DeliveryDiscount, FreeUnits, OrderDiscount, ProductDiscount},
};
use crate::{
    id::PromotionId,
    rate::Rate,
    rounding::RoundingMode,
    tax::{DeliveryShare, Relief, TaxBasis, TaxSource},
};

/// How much a trace says: 1 leaves out how large promotions are and which prices a unit could have had.
pub const TRACE_VERSION: u32 = 2;

const fn first_version() -> u32 {
    1
}

/// The rule of SEMANTICS section 1 that a step follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// Unit price times quantity.
    R5,
    /// Discount of a product.
    R6,
    /// Discount of the order.
    R7,
    /// Share of an order discount.
    R8,
    /// Delivery.
    R9,
    /// Tax.
    R10,
    /// Sum of lines.
    R11,
    /// Free units.
    R14,
}

/// What decided where the rule left two alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// Two lists stand at one position: the lowest id.
    PriceListId,
    /// Two promotions take the same amount: the lowest id.
    PromotionId,
    /// Two lines have the same claim: the one that was added first.
    LineSeq,
}

/// What a step changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The line with this `line_seq`.
    Line(u32),
    /// The delivery.
    Delivery,
    /// The cart as a whole.
    Cart,
}

/// What went into a step. Amounts in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Operand {
    /// Unit price times quantity.
    Units {
        /// Price of one unit.
        unit_minor: i64,
        /// How many.
        quantity: u32,
        /// The prices that this many units could have had, the best first; nothing where the price is of no list.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        prices: Vec<PriceRow>,
        /// Whether promotions of the order leave it alone (R7).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_gift_card: bool,
    },
    /// The price of the delivery.
    Price {
        /// As the rate says.
        amount_minor: i64,
    },
    /// A discount and the amount that it works on.
    Promotion {
        /// Which one.
        promotion_id: PromotionId,
        /// What was left before it.
        base_minor: i64,
    },
    /// A line that a promotion gives away whole.
    Gift {
        /// Which one.
        promotion_id: PromotionId,
        /// What the line was worth.
        base_minor: i64,
    },
    /// A promotion on products, before the lines choose among them. The result is what it would take if it stood alone.
    ProductOffer {
        /// All of it.
        discount: Box<ProductDiscount>,
        /// The units that it makes free, the cheapest first (R14).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        free: Vec<FreeUnits>,
    },
    /// A promotion on the order and the goods that it works on, together.
    OrderOffer {
        /// All of it.
        discount: Box<OrderDiscount>,
        /// What was left of the eligible lines before it: the weights of its shares are these lines' parts of it.
        base_minor: i64,
    },
    /// A promotion on the delivery and the price that it works on.
    DeliveryOffer {
        /// All of it.
        discount: DeliveryDiscount,
        /// What was left before it.
        base_minor: i64,
    },
    /// A tax and the amount that it works on.
    Tax {
        /// The amount on its basis.
        amount_minor: i64,
        /// The rates that add up.
        rates: Vec<Rate>,
        /// Whether the amount contains the tax.
        basis: TaxBasis,
    },
    /// An amount that no tax is charged on, although there is one: what it contains is taken out. The tax is the result,
    /// which is nothing.
    Relief {
        /// The amount on its basis.
        amount_minor: i64,
        /// The rates of the place.
        rates: Vec<Rate>,
        /// Whether the amount contains the tax.
        basis: TaxBasis,
        /// Why.
        why: Relief,
    },
    /// The delivery, taxed as the goods are (R9). The result is the tax of its shares together.
    SharedTax {
        /// The amount on its basis.
        amount_minor: i64,
        /// By tax category of the goods, the one with the oldest line first.
        shares: Vec<DeliveryShare>,
        /// Whether the amount contains the tax.
        basis: TaxBasis,
        /// Why none is charged; `None` where it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Relief>,
    },
    /// An amount whose tax an outside engine said (R16); which, the trace says.
    EngineTax {
        /// The amount on its basis.
        amount_minor: i64,
        /// Whether the amount contains the tax.
        basis: TaxBasis,
    },
    /// A sum.
    Sum {
        /// How many amounts were added.
        terms: usize,
    },
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceStep {
    /// Which rule.
    pub rule: Rule,
    /// What it changed.
    pub subject: Subject,
    /// What went in.
    pub operand: Operand,
    /// How it was rounded; `None` where nothing could be lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingMode>,
    /// What decided between two alike; `None` where nothing had to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie_break: Option<TieBreak>,
    /// What came out, in minor units.
    pub result_minor: i64,
}

/// All steps of one calculation, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// See [`TRACE_VERSION`].
    #[serde(default = "first_version")]
    pub version: u32,
    /// Version of the rules.
    pub engine_version: String,
    /// Version of the catalogue.
    pub catalog_version: i64,
    /// Where its taxes come from.
    #[serde(default, skip_serializing_if = "TaxSource::is_table")]
    pub tax_source: TaxSource,
    /// The steps.
    pub steps: Vec<TraceStep>,
    /// One for each step, made when the trace is stored ([`Trace::sealed`]); empty before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seals: String,
}

impl Default for Trace {
    fn default() -> Self {
        Self {
            version: TRACE_VERSION,
            engine_version: String::new(),
            catalog_version: 0,
            tax_source: TaxSource::Table,
            steps: Vec::new(),
            seals: String::new(),
        }
    }
}

/// Who is told of each step: a [`Trace`], which keeps it, or `()`, where only the result is wanted and no step is made.
pub trait Witness {
    /// Takes notice of a step.
    fn step(&mut self, step: impl FnOnce() -> TraceStep);

    /// Notes a step that rounds nothing.
    fn exact(&mut self, rule: Rule, subject: Subject, operand: impl FnOnce() -> Operand, result_minor: i64) {
        self.step(|| TraceStep {
            rule,
            subject,
            operand: operand(),
            rounding: None,
            tie_break: None,
            result_minor,
        });
    }

    /// Notes a step that rounds.
    fn rounded(
        &mut self,
        rule: Rule,
        subject: Subject,
        operand: impl FnOnce() -> Operand,
        (mode, tie_break): (RoundingMode, Option<TieBreak>),
        result_minor: i64,
    ) {
        self.step(|| TraceStep {
            rule,
            subject,
            operand: operand(),
            rounding: Some(mode),
            tie_break,
            result_minor,
        });
    }
}

impl Witness for Trace {
    fn step(&mut self, step: impl FnOnce() -> TraceStep) {
        self.steps.push(step());
    }
}

impl Witness for () {
    fn step(&mut self, _: impl FnOnce() -> TraceStep) {}
}
