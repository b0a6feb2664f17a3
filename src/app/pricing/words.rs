//! The steps of a trace in words.

use crate::checkout::totals::price_text;
use domain::money::{Currency, Money};
use domain::pricing::discount::{Eligible, FreeUnits, ProductBenefit, ProductDiscount, Reduction};
use domain::pricing::{Operand, PriceRow, Rule, Subject, TieBreak, Trace, TraceStep};
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
        operand: format!("{}{}", operand(step, &trace.tax_source, text), decided(step.tie_break)),
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

const fn decided(tie_break: Option<TieBreak>) -> &'static str {
    match tie_break {
        None => "",
        Some(TieBreak::PriceListId) => "; the lower id of two lists decided",
        Some(TieBreak::PromotionId) => "; the lower id of two promotions decided",
        Some(TieBreak::LineSeq) => "; the earlier of two lines decided",
    }
}

fn operand(step: &TraceStep, source: &TaxSource, text: impl Fn(i64) -> String + Copy) -> String {
    match &step.operand {
        Operand::Units {
            unit_minor,
            quantity,
            prices,
            ..
        } => format!("{quantity} × {}{}", text(*unit_minor), before(prices, text)),
        Operand::Gift {
            promotion_id,
            base_minor,
        } => format!("gift of promotion {promotion_id}, worth {}", text(*base_minor)),
        Operand::ProductOffer { discount, free } => format!(
            "promotion {}: {}{}",
            discount.precedence.promotion_id,
            product(discount, text),
            free_units(free, text)
        ),
        Operand::OrderOffer { discount, base_minor } => format!(
            "promotion {}: {} {}, together {}",
            discount.precedence.promotion_id,
            reduction(discount.reduction, text),
            goods(&discount.eligible),
            text(*base_minor)
        ),
        Operand::DeliveryOffer { discount, base_minor } => format!(
            "promotion {}: {} {}",
            discount.precedence.promotion_id,
            reduction(discount.reduction, text),
            text(*base_minor)
        ),
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
        Operand::SharedTax {
            amount_minor, shares, ..
        } => {
            let shares = shares.iter().map(|share| {
                let lines: Vec<_> = share.lines.iter().map(ToString::to_string).collect();
                format!(
                    "{} of {} as lines {}",
                    sum_of(&share.rates),
                    text(share.amount_minor),
                    lines.join(", ")
                )
            });
            format!(
                "{} like the goods: {}",
                text(*amount_minor),
                shares.collect::<Vec<_>>().join("; ")
            )
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

// The prices that another list would have had.
fn before(prices: &[PriceRow], text: impl Fn(i64) -> String) -> String {
    let [best, others @ ..] = prices else {
        return String::new();
    };
    let others: Vec<_> = others
        .iter()
        .map(|row| format!("list {} with {}", row.list_id, text(row.amount_minor)))
        .collect();
    if others.is_empty() {
        String::new()
    } else {
        format!(" of list {}, before {}", best.list_id, others.join(", "))
    }
}

fn product(discount: &ProductDiscount, text: impl Fn(i64) -> String) -> String {
    let what = match discount.benefit {
        ProductBenefit::Line(part) => reduction(part, text),
        ProductBenefit::EachUnit(minor) => format!("{} a unit off", text(minor)),
        ProductBenefit::BuyXGetY { buy, get } => format!("{get} free with {buy} of"),
    };
    format!("{what} {}", goods(&discount.eligible))
}

fn reduction(reduction: Reduction, text: impl Fn(i64) -> String) -> String {
    match reduction {
        Reduction::Percent(rate) => format!("{} % off", rate.to_percent_string()),
        Reduction::Fixed(minor) => format!("{} off", text(minor)),
    }
}

fn goods(eligible: &Eligible) -> String {
    match eligible {
        Eligible::All => "all lines".to_owned(),
        Eligible::Lines(lines) => {
            let lines: Vec<_> = lines.as_slice().iter().map(ToString::to_string).collect();
            format!("lines {}", lines.join(", "))
        }
    }
}

fn free_units(free: &[FreeUnits], text: impl Fn(i64) -> String) -> String {
    let units: Vec<_> = free
        .iter()
        .map(|units| {
            let price = text(units.unit_minor);
            format!("{} × {price} of line {}", units.quantity, units.line_seq)
        })
        .collect();
    if units.is_empty() {
        String::new()
    } else {
        format!(", free: {}", units.join(", "))
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
