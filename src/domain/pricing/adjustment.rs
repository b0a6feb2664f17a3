//! What each promotion took, amount by amount: what pages list and orders keep.

use serde::{Deserialize, Serialize};

use super::discount::{Applied, PromotionClass, Working};
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
    pub(super) const fn new(line_seq: Option<u32>, applied: Applied) -> Self {
        Self {
            promotion_id: applied.promotion_id,
            class: applied.class,
            line_seq,
            amount_minor: applied.amount_minor,
        }
    }
}

/// The amounts of all lines, line by line, each in the order of application.
pub(super) fn of_lines(lines: &[Working]) -> Vec<Adjustment> {
    let count = lines.iter().map(|line| line.applied().len()).sum();
    let mut adjustments = Vec::with_capacity(count);
    for line in lines {
        let own = line.applied().iter();
        adjustments.extend(own.map(|applied| Adjustment::new(Some(line.line_seq()), *applied)));
    }
    adjustments
}
