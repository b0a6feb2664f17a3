//! What is true of an order, and what may be done with it: the guards of SEMANTICS section 4, and the three axes derived.

use super::{FulfilmentStatus, MoneyFacts, OrderStatus, PaymentStatus};
use serde::{Deserialize, Serialize};

/// Units of one line. `cancelled + shipped ≤ ordered` and `delivered ≤ shipped`, as the table checks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineUnits {
    /// Agreed (q).
    pub ordered: u32,
    /// Given up before they went out (x).
    pub cancelled: u32,
    /// Gone out (s).
    pub shipped: u32,
    /// Arrived (d).
    pub delivered: u32,
    /// On their way back, or back: in returns that were not rejected.
    pub returned: u32,
}

impl LineUnits {
    /// Units that still have to go out.
    pub const fn unshipped(self) -> u32 {
        self.ordered.saturating_sub(self.cancelled).saturating_sub(self.shipped)
    }

    /// Of units that are now given up, those whose money was not given back before: `refunded` units were, and those that
    /// were given up or sent back earlier are owed theirs first.
    pub fn owed(self, giving_up: u32, refunded: u32) -> u32 {
        let in_all = self.cancelled.saturating_add(self.returned).saturating_add(giving_up);
        in_all.saturating_sub(refunded).min(giving_up)
    }

    /// Units that the customer has, or will have soon, and may send back.
    pub const fn returnable(self) -> u32 {
        self.shipped.saturating_sub(self.returned)
    }
}

/// Why something cannot be done with an order. The words are stable codes for callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// The money's fate is not known yet.
    #[error("the order is not placed yet")]
    NotPlaced,
    /// Given up, for ever.
    #[error("the order is cancelled")]
    Cancelled,
    /// OS6: something has gone out; a return is the way.
    #[error("units have been shipped already")]
    AlreadyShipped,
    /// A person has to look at it first.
    #[error("the order is on hold")]
    OnHold,
    /// Nothing was asked for.
    #[error("no units were named")]
    NoUnits,
    /// The line is not one of this order.
    #[error("there is no such line in the order")]
    NoSuchLine,
    /// Fewer units of a line are left for this.
    #[error("only {available} units are left for this")]
    TooManyUnits {
        /// How many are.
        available: u32,
    },
    /// Nothing that was captured is left to give back.
    #[error("only {refundable_minor} minor units can be given back")]
    ExceedsCaptured {
        /// What can be, minor units.
        refundable_minor: i64,
    },
    /// A refund of nothing, or less.
    #[error("the refund comes to nothing")]
    NothingToRefund,
    /// The delivery was given back before.
    #[error("the delivery is refunded already")]
    DeliveryRefunded,
    /// Store credit belongs to an account, and the order has none.
    #[error("the order has no account that could hold store credit")]
    NoAccount,
    /// What is wanted instead is not of the same product, not sold, or not in stock.
    #[error("what is wanted instead cannot be had")]
    NotExchangeable,
    /// The goods are not where they should leave from.
    #[error("there is not enough stock to send")]
    NotInStock,
    /// The object is not in a state in which this can be done.
    #[error("this cannot be done any more, or not yet")]
    WrongState,
}

impl OrderRefusal {
    /// Stable word for API clients.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPlaced => "not_placed",
            Self::Cancelled => "already_cancelled",
            Self::AlreadyShipped => "already_shipped",
            Self::OnHold => "on_hold",
            Self::NoUnits => "no_units",
            Self::NoSuchLine => "no_such_line",
            Self::TooManyUnits { .. } => "too_many_units",
            Self::ExceedsCaptured { .. } => "exceeds_captured",
            Self::NothingToRefund => "nothing_to_refund",
            Self::NoAccount => "no_account",
            Self::NotExchangeable => "not_exchangeable",
            Self::DeliveryRefunded => "delivery_refunded",
            Self::NotInStock => "not_in_stock",
            Self::WrongState => "wrong_state",
        }
    }
}

/// Everything that the axes of an order are derived from. Read under its lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// Axis A as it is stored.
    pub status: OrderStatus,
    /// Whether there is a hold.
    pub is_held: bool,
    /// The units of each line.
    pub units: Vec<LineUnits>,
    /// The sums of money.
    pub money: MoneyFacts,
    /// Whether some return is neither rejected nor closed.
    pub has_open_return: bool,
}

impl OrderFacts {
    /// Axis B.
    pub const fn payment(&self) -> PaymentStatus {
        PaymentStatus::of(self.money)
    }

    /// Axis C.
    pub fn fulfilment(&self) -> FulfilmentStatus {
        let sum = |of: fn(&LineUnits) -> u32| self.units.iter().map(|units| i64::from(of(units))).sum::<i64>();
        FulfilmentStatus::of(
            sum(|units| units.ordered),
            sum(|units| units.cancelled),
            sum(|units| units.shipped),
            sum(|units| units.delivered),
        )
    }

    /// Axis A as it follows from the others: an order is completed exactly while goods, money and returns are settled.
    /// Drafts and cancelled orders stay what they are.
    pub fn derived_status(&self) -> OrderStatus {
        match self.status {
            OrderStatus::Draft | OrderStatus::Cancelled => self.status,
            OrderStatus::Placed | OrderStatus::Completed if self.is_settled() => OrderStatus::Completed,
            OrderStatus::Placed | OrderStatus::Completed => OrderStatus::Placed,
        }
    }

    fn is_settled(&self) -> bool {
        let goods = matches!(
            self.fulfilment(),
            FulfilmentStatus::Delivered | FulfilmentStatus::NotRequired
        );
        let money = matches!(
            self.payment(),
            PaymentStatus::Paid
                | PaymentStatus::PartiallyRefunded
                | PaymentStatus::Refunded
                | PaymentStatus::NotRequired
        );
        goods && money && !self.has_open_return
    }

    /// Guard: anything at all may be done.
    ///
    /// # Errors
    /// [`OrderRefusal::NotPlaced`] or [`OrderRefusal::Cancelled`].
    pub const fn may_change(&self) -> Result<(), OrderRefusal> {
        match self.status {
            OrderStatus::Draft => Err(OrderRefusal::NotPlaced),
            OrderStatus::Cancelled => Err(OrderRefusal::Cancelled),
            OrderStatus::Placed | OrderStatus::Completed => Ok(()),
        }
    }

    /// Guard: placed → cancelled.
    ///
    /// # Errors
    /// [`OrderRefusal::AlreadyShipped`] once a unit has gone out (OS6), and those of [`Self::may_change`].
    pub fn may_cancel(&self) -> Result<(), OrderRefusal> {
        self.may_change()?;
        if self.units.iter().any(|units| units.shipped > 0) {
            return Err(OrderRefusal::AlreadyShipped);
        }
        // Every unit was given up one by one: that order is completed, and there is nothing left to cancel.
        if self.status == OrderStatus::Completed {
            return Err(OrderRefusal::WrongState);
        }
        Ok(())
    }

    /// Guard: a new fulfilment. A hold blocks this and nothing else.
    ///
    /// # Errors
    /// [`OrderRefusal::OnHold`], and those of [`Self::may_change`].
    pub const fn may_fulfil(&self) -> Result<(), OrderRefusal> {
        match self.may_change() {
            Ok(()) if self.is_held => Err(OrderRefusal::OnHold),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(units: &[(u32, u32, u32, u32)]) -> OrderFacts {
        let units = units.iter().map(|&(ordered, cancelled, shipped, delivered)| LineUnits {
            ordered,
            cancelled,
            shipped,
            delivered,
            returned: 0,
        });
        OrderFacts {
            status: OrderStatus::Placed,
            is_held: false,
            units: units.collect(),
            money: MoneyFacts {
                due: 7088,
                captured: 7088,
                ..MoneyFacts::default()
            },
            has_open_return: false,
        }
    }

    #[test]
    fn os1_a_capture_of_a_part_of_what_is_reserved_is_a_part_payment() {
        let mut order = facts(&[(1, 0, 0, 0)]);
        order.money = MoneyFacts {
            due: 7088,
            authorized: 7088,
            ..MoneyFacts::default()
        };
        assert_eq!(order.payment(), PaymentStatus::Authorized);
        order.money = MoneyFacts {
            authorized: 2088,
            captured: 5000,
            ..order.money
        };
        assert_eq!(order.payment(), PaymentStatus::PartiallyPaid);
    }

    #[test]
    fn os5_cancelling_the_unit_that_was_left_fulfils_the_order() {
        assert_eq!(
            facts(&[(3, 0, 2, 0)]).fulfilment(),
            FulfilmentStatus::PartiallyFulfilled
        );
        assert_eq!(facts(&[(3, 1, 2, 0)]).fulfilment(), FulfilmentStatus::Fulfilled);
    }

    #[test]
    fn os6_a_unit_that_was_shipped_keeps_the_order_from_being_cancelled() {
        assert_eq!(facts(&[(2, 0, 0, 0)]).may_cancel(), Ok(()));
        assert_eq!(
            facts(&[(2, 0, 0, 0), (1, 0, 1, 0)]).may_cancel(),
            Err(OrderRefusal::AlreadyShipped)
        );
    }

    #[test]
    fn a_hold_keeps_goods_in_and_nothing_else() {
        let held = OrderFacts {
            is_held: true,
            ..facts(&[(1, 0, 0, 0)])
        };

        assert_eq!(held.may_fulfil(), Err(OrderRefusal::OnHold));
        assert_eq!((held.may_cancel(), held.may_change()), (Ok(()), Ok(())));
    }

    #[test]
    fn an_order_is_completed_while_goods_money_and_returns_are_settled() {
        let mut order = facts(&[(2, 0, 2, 2)]);
        assert_eq!(order.derived_status(), OrderStatus::Completed);
        order.status = OrderStatus::Completed;
        order.has_open_return = true;
        assert_eq!(order.derived_status(), OrderStatus::Placed);
        order.has_open_return = false;
        order.money.captured = 7089;
        assert_eq!(order.derived_status(), OrderStatus::Placed, "overpaid is not settled");
        assert_eq!(facts(&[(2, 0, 2, 1)]).derived_status(), OrderStatus::Placed);
    }

    #[test]
    fn a_cancelled_order_stays_cancelled_whatever_is_true_of_it() {
        let order = OrderFacts {
            status: OrderStatus::Cancelled,
            ..facts(&[(1, 0, 1, 1)])
        };

        assert_eq!(order.derived_status(), OrderStatus::Cancelled);
        assert_eq!(order.may_fulfil(), Err(OrderRefusal::Cancelled));
        assert_eq!(order.may_cancel(), Err(OrderRefusal::Cancelled));
    }
}
