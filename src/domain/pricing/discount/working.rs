//! A line while discounts are being taken from it.

use super::PromotionClass;
use crate::{id::PromotionId, pricing::PricingError};

/// What one promotion took of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// At which stage.
    pub class: PromotionClass,
    /// Which promotion.
    pub promotion_id: PromotionId,
    /// Minor units, above zero.
    pub amount_minor: i64,
}

/// One line's list amount and what is left of it. The invariant `0 ≤ remaining ≤ list` holds by construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    line_seq: u32,
    unit_minor: i64,
    quantity: u32,
    list_minor: i64,
    remaining_minor: i64,
    gift_card: bool,
    gift: bool,
    applied: Vec<Applied>,
}

impl Working {
    /// A line at its list amount.
    ///
    /// # Errors
    /// [`PricingError::NegativeAmount`], [`PricingError::NoUnits`], [`PricingError::Overflow`].
    pub fn new(line_seq: u32, unit_minor: i64, quantity: u32) -> Result<Self, PricingError> {
        if unit_minor < 0 {
            return Err(PricingError::NegativeAmount);
        }
        if quantity == 0 {
            return Err(PricingError::NoUnits);
        }
        let list_minor = unit_minor
            .checked_mul(i64::from(quantity))
            .ok_or(PricingError::Overflow)?;
        let applied = Vec::new();
        Ok(Self {
            line_seq,
            unit_minor,
            quantity,
            list_minor,
            remaining_minor: list_minor,
            gift_card: false,
            gift: false,
            applied,
        })
    }

    /// The same line, marked as a gift card: no order discount ever touches it (R7).
    #[must_use]
    pub fn gift_card(mut self) -> Self {
        self.gift_card = true;
        self
    }

    /// The same line, kept for the promotion that gives it: no other counts or touches it.
    #[must_use]
    pub fn gift(mut self) -> Self {
        self.gift = true;
        self
    }

    /// Creation order in the cart.
    pub fn line_seq(&self) -> u32 {
        self.line_seq
    }

    /// Price of one unit in minor units.
    pub fn unit_minor(&self) -> i64 {
        self.unit_minor
    }

    /// Units.
    pub fn quantity(&self) -> u32 {
        self.quantity
    }

    /// Unit price times quantity.
    pub fn list_minor(&self) -> i64 {
        self.list_minor
    }

    /// What is left after the discounts so far.
    pub fn remaining_minor(&self) -> i64 {
        self.remaining_minor
    }

    /// The discounts so far.
    pub fn discount_minor(&self) -> i64 {
        self.list_minor - self.remaining_minor
    }

    /// Whether the line sells a gift card.
    pub fn is_gift_card(&self) -> bool {
        self.gift_card
    }

    /// Whether the line is a gift, given or to be given.
    pub fn is_gift(&self) -> bool {
        self.gift
    }

    /// Each discount so far, in the order of application.
    pub fn applied(&self) -> &[Applied] {
        &self.applied
    }

    // The line is the promotion's gift.
    pub(super) fn give(&mut self, promotion_id: PromotionId) {
        self.gift = true;
        self.take(PromotionClass::Product, promotion_id, self.remaining_minor);
    }

    // Amounts come from `clamp`; cutting again here keeps the invariant local.
    pub(super) fn take(&mut self, class: PromotionClass, promotion_id: PromotionId, amount_minor: i64) {
        let amount_minor = amount_minor.clamp(0, self.remaining_minor);
        self.remaining_minor -= amount_minor;
        if amount_minor > 0 {
            self.applied.push(Applied {
                class,
                promotion_id,
                amount_minor,
            });
        }
    }
}
