//! What each promotion took, amount by amount: what pages list and orders keep.

use serde::{Deserialize, Serialize};

use super::discount::{Applied, Discounts, PromotionClass, Working};
use crate::id::PromotionId;

/// One amount that one promotion took of one line or of the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// Which promotion.
    pub promotion_id: PromotionId,
    /// At which stage.
    pub class: PromotionClass,
    /// Of which line; `None` for the delivery.
    pub line_seq: Option<u32>,
    /// Minor units on the tax basis of the prices, above zero.
    pub amount_minor: i64,
}

impl Adjustment {
    pub(super) const fn of_delivery(applied: Applied) -> Self {
        Self {
            promotion_id: applied.promotion_id,
            class: PromotionClass::Delivery,
            line_seq: None,
            amount_minor: applied.amount_minor,
        }
    }
}

/// The amounts of all lines, line by line, each in the order of application.
pub(super) fn of_lines(lines: &[Working], discounts: &Discounts) -> Vec<Adjustment> {
    let class_of = |promotion_id| {
        let mut products = discounts
            .products
            .iter()
            .map(|discount| discount.precedence.promotion_id);
        let mut gifts = discounts.gifts.iter().map(|gift| gift.promotion_id);
        if products.any(|id| id == promotion_id) || gifts.any(|id| id == promotion_id) {
            PromotionClass::Product
        } else {
            PromotionClass::Order
        }
    };
    let of_line = |line: &Working| {
        let line_seq = Some(line.line_seq());
        line.applied()
            .iter()
            .map(|applied| Adjustment {
                promotion_id: applied.promotion_id,
                class: class_of(applied.promotion_id),
                line_seq,
                amount_minor: applied.amount_minor,
            })
            .collect::<Vec<_>>()
    };
    lines.iter().flat_map(of_line).collect()
}
