//! The refunds of a case, one after the other, each from what the ones before left.

use crate::case::{Case, Refund};
use crate::shop::id;
use domain::id::OrderLineId;
use domain::order::{RefundPlan, RefundWish, Refundable, RefundableLine};
use domain::pricing::{PricedCart, PricedLine};
use serde::{Deserialize, Serialize};

/// What became of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refunded {
    /// Line, slot, worth and tax of each unit.
    pub slots: Vec<(String, u32, i64, i64)>,
    /// For the delivery.
    pub delivery_minor: i64,
    /// All that is given back.
    pub amount_minor: i64,
    /// The tax in goods and delivery.
    pub tax_minor: i64,
}

/// Each refund, or why not.
pub fn refunds(case: &Case, cart: &PricedCart) -> Vec<Result<Refunded, String>> {
    let mut left = refundable(cart);
    case.refunds.iter().map(|refund| one(&mut left, refund)).collect()
}

fn refundable(cart: &PricedCart) -> Refundable {
    let line = |line: &PricedLine| RefundableLine {
        order_line_id: order_line(line.line_seq),
        ordered: line.quantity,
        gross_minor: line.gross_minor,
        tax_minor: line.tax_minor,
        used: Vec::new(),
    };
    let delivery = cart.delivery.as_ref();
    Refundable {
        lines: cart.lines.iter().map(line).collect(),
        delivery_minor: delivery.map_or(0, |delivery| delivery.gross_minor),
        delivery_tax_minor: delivery.map_or(0, |delivery| delivery.tax_minor),
        left_minor: cart.total_minor,
    }
}

fn one(left: &mut Refundable, refund: &Refund) -> Result<Refunded, String> {
    let units = refund.units.iter().filter_map(|(position, units)| {
        let line = left.lines.get(usize::from(*position))?;
        Some((line.order_line_id, *units))
    });
    let wish = RefundWish {
        units: units.collect(),
        delivery: refund.delivery,
        adjustment_minor: refund.adjustment_minor,
    };
    let plan = left.plan(&wish).map_err(|refusal| refusal.to_string())?;
    take(left, &plan);
    Ok(Refunded {
        slots: plan
            .slots
            .iter()
            .map(|slot| {
                (
                    slot.order_line_id.to_string(),
                    slot.slot,
                    slot.amount_minor,
                    slot.tax_minor,
                )
            })
            .collect(),
        delivery_minor: plan.delivery_minor,
        amount_minor: plan.amount_minor(),
        tax_minor: plan.tax_minor,
    })
}

fn take(left: &mut Refundable, plan: &RefundPlan) {
    for slot in &plan.slots {
        let mut lines = left.lines.iter_mut();
        if let Some(line) = lines.find(|line| line.order_line_id == slot.order_line_id) {
            line.used.push(slot.slot);
            line.used.sort_unstable();
        }
    }
    if plan.delivery_minor > 0 {
        left.delivery_minor = 0;
        left.delivery_tax_minor = 0;
    }
    left.left_minor -= plan.amount_minor();
}

/// The id that a line has in the order.
pub fn order_line(line_seq: u32) -> OrderLineId {
    id(4, line_seq)
}
