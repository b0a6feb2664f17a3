//! Where two records of one calculation part.

use super::super::{Rule, Subject};
use std::fmt;

/// The first place where snapshot and trace do not agree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// Order and trace were made under different circumstances.
    #[error("the {0} of the order is not that of its steps")]
    Circumstance(&'static str),
    /// A stored number is not what the steps give.
    #[error("{}{subject_text}: the {what} is stored as {stored}, but comes to {recomputed}", at(*.step, *.rule), subject_text = words(*.subject))]
    Number {
        /// Its place in the trace, from 1; `None` for what no step speaks of.
        step: Option<usize>,
        /// The rule of the step.
        rule: Option<Rule>,
        /// What it is about.
        subject: Subject,
        /// "tax", "list amount".
        what: &'static str,
        /// As stored.
        stored: i64,
        /// As it comes out.
        recomputed: i64,
    },
    /// A step that fits no rule, or none of this order.
    #[error("{}{subject_text}: {what}", at(Some(*.step), Some(*.rule)), subject_text = words(*.subject))]
    Shape {
        /// Its place in the trace, from 1.
        step: usize,
        /// Its rule.
        rule: Rule,
        /// What it says it is about.
        subject: Subject,
        /// What does not fit.
        what: &'static str,
    },
    /// Something was agreed that no step of the trace explains.
    #[error("{}: no step explains the {what}", words(*.subject))]
    Missing {
        /// What it is about.
        subject: Subject,
        /// "tax", "list amount".
        what: &'static str,
    },
}

impl Difference {
    /// The step that differs, from 1; `None` where it is what no step speaks of.
    pub const fn step(&self) -> Option<usize> {
        match self {
            Self::Number { step, .. } => *step,
            Self::Shape { step, .. } => Some(*step),
            Self::Circumstance(_) | Self::Missing { .. } => None,
        }
    }
}

fn at(step: Option<usize>, rule: Option<Rule>) -> String {
    match (step, rule) {
        (Some(step), Some(rule)) => format!("step {step} ({rule:?}), "),
        _ => String::new(),
    }
}

fn words(subject: Subject) -> String {
    subject.to_string()
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line_seq) => write!(f, "line {line_seq}"),
            Self::Delivery => f.write_str("delivery"),
            Self::Cart => f.write_str("order"),
        }
    }
}
