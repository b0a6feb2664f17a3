//! The trace: each step of a calculation with its operand, rule and rounding, stored with the order.
//!
//! It answers "why is this 7.03" without running anything: every step names the rule of SEMANTICS section 1, what went
//! in and what came out.

use serde::{Deserialize, Serialize};

use crate::{
    id::PromotionId,
    rate::Rate,
    rounding::RoundingMode,
    tax::{Relief, TaxBasis, TaxSource},
};

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
    /// What came out, in minor units.
    pub result_minor: i64,
}

/// All steps of one calculation, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Version of the rules.
    pub engine_version: String,
    /// Version of the catalogue.
    pub catalog_version: i64,
    /// Where its taxes come from.
    #[serde(default, skip_serializing_if = "TaxSource::is_table")]
    pub tax_source: TaxSource,
    /// The steps.
    pub steps: Vec<TraceStep>,
}

/// Who is told of each step: a [`Trace`], which keeps it, or `()`, where only the result is wanted.
pub trait Witness {
    /// Takes notice of a step.
    fn step(&mut self, step: TraceStep);

    /// Notes a step that rounds nothing.
    fn exact(&mut self, rule: Rule, subject: Subject, operand: Operand, result_minor: i64) {
        self.step(TraceStep {
            rule,
            subject,
            operand,
            rounding: None,
            result_minor,
        });
    }

    /// Notes a step that rounds.
    fn rounded(&mut self, rule: Rule, subject: Subject, operand: Operand, mode: RoundingMode, result_minor: i64) {
        self.step(TraceStep {
            rule,
            subject,
            operand,
            rounding: Some(mode),
            result_minor,
        });
    }
}

impl Witness for Trace {
    fn step(&mut self, step: TraceStep) {
        self.steps.push(step);
    }
}

impl Witness for () {
    fn step(&mut self, _: TraceStep) {}
}
