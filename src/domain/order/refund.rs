//! What a refund comes to (R13): units by their slots, the delivery once, and an adjustment, never above what is left of
//! the captured money.

use super::OrderRefusal;
use crate::id::OrderLineId;
use crate::pricing::refund_slots;
use serde::{Deserialize, Serialize};

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// Written down; the provider is to be asked.
    Requested,
    /// The money is on its way back.
    Succeeded,
    /// Certainly not given back.
    Failed,
    /// The provider may have done it: it is asked again under the same key.
    Unknown,
}

impl RefundState {
    /// Whether the provider's answer is still to come.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::Unknown)
    }

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Requested, Self::Succeeded, Self::Failed, Self::Unknown]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// Where money goes back to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundTo {
    /// The way it came: the payment first, then gift cards and store credit.
    #[default]
    Payment,
    /// The customer's store credit, all of it.
    StoreCredit,
}

impl RefundTo {
    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::StoreCredit => "store_credit",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Payment, Self::StoreCredit]
            .into_iter()
            .find(|to| to.as_str() == word)
    }
}

/// A line as refunds see it. Amounts in minor units, ≥ 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundableLine {
    /// Which.
    pub order_line_id: OrderLineId,
    /// Units agreed; as many slots.
    pub ordered: u32,
    /// What was agreed for all of them.
    pub gross_minor: i64,
    /// The tax in it.
    pub tax_minor: i64,
    /// Slots that were given back, ascending.
    pub used: Vec<u32>,
}

/// Everything that bounds a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refundable {
    /// The lines in order.
    pub lines: Vec<RefundableLine>,
    /// What was agreed for the delivery; 0 once given back.
    pub delivery_minor: i64,
    /// The tax in it.
    pub delivery_tax_minor: i64,
    /// Captured less what was given back or is on its way.
    pub left_minor: i64,
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundWish {
    /// Units by line.
    pub units: Vec<(OrderLineId, u32)>,
    /// Whether the delivery is given back as well.
    pub delivery: bool,
    /// Goodwill above zero, kept back below zero, minor units.
    pub adjustment_minor: i64,
}

/// One unit that is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Of which line.
    pub order_line_id: OrderLineId,
    /// Which unit.
    pub slot: u32,
    /// What it is worth.
    pub amount_minor: i64,
    /// The tax in it.
    pub tax_minor: i64,
}

/// A refund, calculated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefundPlan {
    /// Units, by line and slot.
    pub slots: Vec<Slot>,
    /// Their sum.
    pub goods_minor: i64,
    /// The delivery.
    pub delivery_minor: i64,
    /// See [`RefundWish`].
    pub adjustment_minor: i64,
    /// The tax in goods and delivery.
    pub tax_minor: i64,
}

impl RefundPlan {
    /// What is given back.
    pub const fn amount_minor(&self) -> i64 {
        self.goods_minor
            .saturating_add(self.delivery_minor)
            .saturating_add(self.adjustment_minor)
    }
}

impl RefundableLine {
    fn free(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.ordered).filter(|slot| !self.used.contains(slot))
    }

    /// Units that were not given back.
    pub fn left(&self) -> u32 {
        self.ordered
            .saturating_sub(u32::try_from(self.used.len()).unwrap_or(u32::MAX))
    }

    /// The lowest unused slots (R13).
    fn take(&self, units: u32) -> Result<Vec<Slot>, OrderRefusal> {
        let available = self.left();
        let too_many = OrderRefusal::TooManyUnits { available };
        if units > available {
            return Err(too_many);
        }
        let value = |total, slot| {
            refund_slots(total, self.ordered)
                .and_then(|slots| slots.refund(slot, 1))
                .map_err(|_| too_many)
        };
        self.free()
            .take(units as usize)
            .map(|slot| {
                Ok(Slot {
                    order_line_id: self.order_line_id,
                    slot,
                    amount_minor: value(self.gross_minor, slot)?,
                    tax_minor: value(self.tax_minor, slot)?,
                })
            })
            .collect()
    }
}

impl Refundable {
    /// What a wish comes to.
    ///
    /// # Errors
    /// [`OrderRefusal`]: unknown line, more units than are left, the delivery twice, nothing at all, or more than is left
    /// of the money.
    pub fn plan(&self, wish: &RefundWish) -> Result<RefundPlan, OrderRefusal> {
        let mut plan = self.plan_units(&wish.units)?;
        if wish.delivery {
            if self.delivery_minor == 0 {
                return Err(OrderRefusal::DeliveryRefunded);
            }
            plan.delivery_minor = self.delivery_minor;
            plan.tax_minor += self.delivery_tax_minor;
        }
        plan.adjustment_minor = wish.adjustment_minor;
        self.bounded(plan)
    }

    /// What units that will not be sent come to, and with the last of them the delivery: at most what is left of the
    /// money, since some of it may have been given back before. `None` where that is nothing.
    ///
    /// # Errors
    /// [`OrderRefusal`]: unknown line, or more units than are left.
    pub fn plan_unsent(
        &self,
        units: &[(OrderLineId, u32)],
        with_delivery: bool,
    ) -> Result<Option<RefundPlan>, OrderRefusal> {
        let mut plan = self.plan_units(units)?;
        if with_delivery && self.delivery_minor > 0 {
            plan.delivery_minor = self.delivery_minor;
            plan.tax_minor += self.delivery_tax_minor;
        }
        plan.adjustment_minor = (self.left_minor - plan.goods_minor - plan.delivery_minor).min(0);
        Ok((plan.amount_minor() > 0).then_some(plan))
    }

    /// Everything that is left of the money, with every unit and the delivery in it: what a cancellation gives back.
    /// `None` where no money is left.
    ///
    /// # Errors
    /// [`OrderRefusal`] when the lines do not divide.
    pub fn plan_rest(&self) -> Result<Option<RefundPlan>, OrderRefusal> {
        if self.left_minor <= 0 {
            return Ok(None);
        }
        let units: Vec<_> = self
            .lines
            .iter()
            .filter(|line| line.left() > 0)
            .map(|line| (line.order_line_id, line.left()))
            .collect();
        let mut plan = self.plan_units(&units)?;
        plan.delivery_minor = self.delivery_minor;
        plan.tax_minor += self.delivery_tax_minor;
        plan.adjustment_minor = self.left_minor - plan.goods_minor - plan.delivery_minor;
        Ok(Some(plan))
    }

    fn plan_units(&self, units: &[(OrderLineId, u32)]) -> Result<RefundPlan, OrderRefusal> {
        let mut plan = RefundPlan::default();
        for (position, (order_line_id, count)) in units.iter().enumerate() {
            let is_repeated = units[..position].iter().any(|(earlier, _)| earlier == order_line_id);
            let line = self.lines.iter().find(|line| line.order_line_id == *order_line_id);
            let Some(line) = line.filter(|_| !is_repeated) else {
                return Err(OrderRefusal::NoSuchLine);
            };
            plan.slots.extend(line.take(*count)?);
        }
        plan.goods_minor = plan.slots.iter().map(|slot| slot.amount_minor).sum();
        plan.tax_minor = plan.slots.iter().map(|slot| slot.tax_minor).sum();
        Ok(plan)
    }

    fn bounded(&self, plan: RefundPlan) -> Result<RefundPlan, OrderRefusal> {
        let refundable_minor = self.left_minor.max(0);
        match plan.amount_minor() {
            ..=0 => Err(OrderRefusal::NothingToRefund),
            amount if amount > refundable_minor => Err(OrderRefusal::ExceedsCaptured { refundable_minor }),
            _ => Ok(plan),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(id: u128, ordered: u32, gross_minor: i64, tax_minor: i64) -> RefundableLine {
        RefundableLine {
            order_line_id: Uuid::from_u128(id).into(),
            ordered,
            gross_minor,
            tax_minor,
            used: Vec::new(),
        }
    }

    fn order(lines: Vec<RefundableLine>, delivery_minor: i64) -> Refundable {
        let left_minor = lines.iter().map(|line| line.gross_minor).sum::<i64>() + delivery_minor;
        Refundable {
            lines,
            delivery_minor,
            delivery_tax_minor: delivery_minor / 10,
            left_minor,
        }
    }

    /// Does what a refund does to the books.
    fn book(order: &mut Refundable, plan: &RefundPlan) {
        for slot in &plan.slots {
            let line = order
                .lines
                .iter_mut()
                .find(|line| line.order_line_id == slot.order_line_id)
                .unwrap();
            assert!(!line.used.contains(&slot.slot), "a slot is given back once");
            line.used.push(slot.slot);
        }
        if plan.delivery_minor > 0 {
            (order.delivery_minor, order.delivery_tax_minor) = (0, 0);
        }
        order.left_minor -= plan.amount_minor();
    }

    fn units(id: u128, count: u32) -> RefundWish {
        RefundWish {
            units: vec![(Uuid::from_u128(id).into(), count)],
            ..RefundWish::default()
        }
    }

    #[test]
    fn os10_one_unit_and_two_units_sum_to_the_line_in_either_order() {
        for (first, second, amounts) in [(1, 2, (1104, 2206)), (2, 1, (2207, 1103))] {
            let mut order = order(vec![line(1, 3, 3310, 528)], 0);
            let one = order.plan(&units(1, first)).unwrap();
            book(&mut order, &one);
            let two = order.plan(&units(1, second)).unwrap();
            book(&mut order, &two);

            assert_eq!((one.amount_minor(), two.amount_minor()), amounts);
            assert_eq!((one.tax_minor + two.tax_minor, order.left_minor), (528, 0));
        }
    }

    #[test]
    fn what_cannot_be_given_back_is_refused_with_its_reason() {
        let mut order = order(vec![line(1, 3, 3310, 528)], 495);

        let too_many = order.plan(&units(1, 4));
        let unknown = order.plan(&units(2, 1));
        let nothing = order.plan(&RefundWish::default());
        let too_much = order.plan(&RefundWish {
            adjustment_minor: 3806,
            ..RefundWish::default()
        });

        assert_eq!(too_many, Err(OrderRefusal::TooManyUnits { available: 3 }));
        assert_eq!(unknown, Err(OrderRefusal::NoSuchLine));
        assert_eq!(nothing, Err(OrderRefusal::NothingToRefund));
        assert_eq!(too_much, Err(OrderRefusal::ExceedsCaptured { refundable_minor: 3805 }));
        let delivery = RefundWish {
            delivery: true,
            ..RefundWish::default()
        };
        let plan = order.plan(&delivery).unwrap();
        assert_eq!(plan.amount_minor(), 495);
        book(&mut order, &plan);
        assert_eq!(order.plan(&delivery), Err(OrderRefusal::DeliveryRefunded));
    }

    #[test]
    fn a_line_named_twice_is_refused_rather_than_given_back_twice() {
        let order = order(vec![line(1, 3, 3310, 528)], 0);
        let id = order.lines[0].order_line_id;
        let wish = RefundWish {
            units: vec![(id, 1), (id, 1)],
            ..RefundWish::default()
        };

        assert_eq!(order.plan(&wish), Err(OrderRefusal::NoSuchLine));
    }

    #[test]
    fn the_rest_after_goodwill_is_what_is_left_of_the_money() {
        let mut order = order(vec![line(1, 3, 3310, 528)], 495);
        let goodwill = RefundWish {
            adjustment_minor: 1000,
            ..RefundWish::default()
        };
        let plan = order.plan(&goodwill).unwrap();
        book(&mut order, &plan);

        let rest = order.plan_rest().unwrap().unwrap();

        assert_eq!((rest.amount_minor(), rest.adjustment_minor), (2805, -1000));
        book(&mut order, &rest);
        assert_eq!(order.plan_rest(), Ok(None));
    }

    #[test]
    fn slots_of_a_refund_that_failed_are_given_back_first() {
        let mut order = order(vec![line(1, 3, 3310, 528)], 0);
        order.lines[0].used = vec![1];

        let plan = order.plan(&units(1, 2)).unwrap();

        assert_eq!(plan.slots.iter().map(|slot| slot.slot).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(plan.amount_minor(), 1104 + 1103);
    }

    proptest! {
        #[test]
        fn any_sequence_of_partial_refunds_sums_to_the_order_and_to_each_line(
            lines in proptest::collection::vec((1_u32..9, 0_i64..1_000_000, 0_i64..1_000), 1..5),
            delivery in 0_i64..2_000,
            steps in proptest::collection::vec((0_usize..5, 1_u32..5, any::<bool>()), 0..30),
        ) {
            let lines: Vec<_> = (1_u128..)
                .zip(lines)
                .map(|(id, (ordered, gross, tax))| line(id, ordered, gross, tax.min(gross)))
                .collect();
            let mut order = order(lines, delivery);
            let agreed = order.clone();
            let mut given: Vec<RefundPlan> = Vec::new();
            for (pick, count, with_delivery) in steps {
                let target = &order.lines[pick % order.lines.len()];
                let wish = RefundWish {
                    units: vec![(target.order_line_id, count.min(target.left()))],
                    delivery: with_delivery && order.delivery_minor > 0,
                    adjustment_minor: 0,
                };
                if let Ok(plan) = order.plan(&wish) {
                    book(&mut order, &plan);
                    given.push(plan);
                }
            }
            if let Some(rest) = order.plan_rest().unwrap() {
                prop_assert_eq!(rest.adjustment_minor, 0);
                book(&mut order, &rest);
                given.push(rest);
            }

            prop_assert_eq!(order.left_minor, 0);
            prop_assert_eq!(given.iter().map(RefundPlan::amount_minor).sum::<i64>(), agreed.left_minor);
            for line in agreed.lines.iter().filter(|line| line.gross_minor > 0) {
                let slots = given.iter().flat_map(|plan| &plan.slots);
                let of_line = slots.filter(|slot| slot.order_line_id == line.order_line_id);
                let (minor, tax) = of_line.fold((0, 0), |sum, slot| (sum.0 + slot.amount_minor, sum.1 + slot.tax_minor));
                prop_assert_eq!((minor, tax), (line.gross_minor, line.tax_minor));
            }
        }
    }
}
