//! The steps of a trace in words.

use crate::checkout::totals::price_text;
use domain::money::{Currency, Money};
use domain::pricing::{Operand, Rule, Subject, Trace, TraceStep};
use domain::rate::Rate;
use domain::rounding::RoundingMode;
use domain::tax::{Relief, TaxBasis, TaxSource};
use std::collections::BTreeMap;
use store::order::TermsTender;

/// One step for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its place, from 1.
    pub number: usize,
    /// "R10".
    pub rule: String,
    /// "line 2: Linen shirt, M", "delivery", "order".
    pub subject: String,
    /// What went in: "2 × €10.00".
    pub operand: String,
    /// "half up", or "exact" where nothing could be lost.
    pub rounding: &'static str,
    /// What came out.
    pub result: String,
}

/// Explains each step; `titles` are the lines' names by their place in the cart.
pub(super) fn explain(trace: &Trace, currency: Currency, titles: &BTreeMap<u32, String>) -> Vec<Explained> {
    let text = |minor| price_text(Money::new(minor, currency));
    let explained = |(number, step): (usize, &TraceStep)| Explained {
        number,
        rule: format!("{:?}", step.rule),
        subject: subject(step.subject, titles),
        operand: operand(step, &trace.tax_source, text),
        rounding: match step.rounding {
            None => "exact",
            Some(RoundingMode::HalfUp) => "half up",
            Some(RoundingMode::HalfEven) => "half even",
        },
        result: text(step.result_minor),
    };
    (1..).zip(&trace.steps).map(explained).collect()
}

/// What gift cards and store credit pay of the total (R12), after the `steps` of the trace.
pub(super) fn explain_tenders(steps: usize, total: Money, tenders: &[TermsTender]) -> Vec<Explained> {
    let mut due_minor = total.minor;
    let explained = |(number, tender): (usize, &TermsTender)| {
        due_minor -= tender.amount_minor;
        let text = |minor| price_text(Money::new(minor, total.currency));
        Explained {
            number,
            rule: "R12".to_owned(),
            subject: "left to pay".to_owned(),
            operand: format!(
                "{} pays {}",
                tender.kind.label(&tender.last_four),
                text(tender.amount_minor)
            ),
            rounding: "exact",
            result: text(due_minor),
        }
    };
    (steps + 1..).zip(tenders).map(explained).collect()
}

fn subject(subject: Subject, titles: &BTreeMap<u32, String>) -> String {
    let title = match subject {
        Subject::Line(line_seq) => titles.get(&line_seq),
        Subject::Delivery | Subject::Cart => None,
    };
    match title {
        Some(title) => format!("{subject}: {title}"),
        None => subject.to_string(),
    }
}

fn operand(step: &TraceStep, source: &TaxSource, text: impl Fn(i64) -> String) -> String {
    match &step.operand {
        Operand::Units { unit_minor, quantity } => format!("{quantity} × {}", text(*unit_minor)),
        Operand::Price { amount_minor } => format!("price {}", text(*amount_minor)),
        Operand::Promotion {
            promotion_id,
            base_minor,
        } => {
            let what = match step.rule {
                Rule::R8 => "share of promotion",
                _ => "promotion",
            };
            format!("{what} {promotion_id} on {}", text(*base_minor))
        }
        Operand::Tax {
            amount_minor,
            rates,
            basis,
        } => {
            let way = match basis {
                TaxBasis::Inclusive => "contained in",
                TaxBasis::Exclusive => "on top of",
            };
            let instead = match source {
                TaxSource::Fallback { provider } => format!(", since {provider} gave no answer"),
                TaxSource::Table | TaxSource::Engine { .. } => String::new(),
            };
            format!("{} {way} {}{instead}", sum_of(rates), text(*amount_minor))
        }
        Operand::EngineTax { amount_minor, .. } => {
            let who = match source {
                TaxSource::Engine { provider, .. } => provider.as_str(),
                TaxSource::Table | TaxSource::Fallback { .. } => "nobody",
            };
            format!("what {who} says of {}", text(*amount_minor))
        }
        Operand::Relief {
            amount_minor,
            rates,
            basis,
            why,
        } => {
            let why = match why {
                Relief::Exempt => "exempt",
                Relief::ReverseCharge => "reverse charge",
            };
            let way = match basis {
                TaxBasis::Inclusive => "taken out of",
                TaxBasis::Exclusive => "not added to",
            };
            format!("{why}: {} {way} {}", sum_of(rates), text(*amount_minor))
        }
        Operand::Sum { terms } => format!("sum of {terms} amounts"),
    }
}

fn sum_of(rates: &[Rate]) -> String {
    let rates: Vec<_> = rates
        .iter()
        .map(|rate| format!("{} %", rate.to_percent_string()))
        .collect();
    if rates.is_empty() {
        "no tax".to_owned()
    } else {
        rates.join(" + ")
    }
}
