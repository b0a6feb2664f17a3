//! Axes A and C: the agreement itself, and the goods.

use serde::{Deserialize, Serialize};

/// Axis A.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Money is on its way; no agreement yet.
    Draft,
    /// Agreed.
    Placed,
    /// Delivered and settled.
    Completed,
    /// Given up; final.
    Cancelled,
}

/// A step that the state machine does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an order cannot go from {from:?} to {to:?}")]
pub struct TransitionError {
    /// Where it is.
    pub from: OrderStatus,
    /// Where it was to go.
    pub to: OrderStatus,
}

impl OrderStatus {
    /// The one writer of axis A; its guards are checked by the verbs that call it.
    ///
    /// # Errors
    /// [`TransitionError`] for a step that is not in the table of SEMANTICS section 4.
    pub const fn transition(self, to: Self) -> Result<Self, TransitionError> {
        match (self, to) {
            (Self::Draft | Self::Completed, Self::Placed) | (Self::Placed, Self::Completed | Self::Cancelled) => Ok(to),
            _ => Err(TransitionError { from: self, to }),
        }
    }

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Placed => "placed",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Draft, Self::Placed, Self::Completed, Self::Cancelled]
            .into_iter()
            .find(|s| s.as_str() == word)
    }
}

/// Axis C.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfilmentStatus {
    /// Nothing has to go out.
    NotRequired,
    /// Nothing has gone out.
    Unfulfilled,
    /// Some has gone out.
    PartiallyFulfilled,
    /// All has gone out.
    Fulfilled,
    /// All has arrived.
    Delivered,
}

impl FulfilmentStatus {
    /// From unit sums over the lines: ordered, cancelled, shipped, delivered.
    pub const fn of(ordered: i64, cancelled: i64, shipped: i64, delivered: i64) -> Self {
        let needed = ordered - cancelled;
        if needed == 0 {
            Self::NotRequired
        } else if shipped == 0 {
            Self::Unfulfilled
        } else if shipped < needed {
            Self::PartiallyFulfilled
        } else if delivered < needed {
            Self::Fulfilled
        } else {
            Self::Delivered
        }
    }

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRequired => "not_required",
            Self::Unfulfilled => "unfulfilled",
            Self::PartiallyFulfilled => "partially_fulfilled",
            Self::Fulfilled => "fulfilled",
            Self::Delivered => "delivered",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_order_stays_cancelled() {
        for to in [
            OrderStatus::Draft,
            OrderStatus::Placed,
            OrderStatus::Completed,
            OrderStatus::Cancelled,
        ] {
            assert!(OrderStatus::Cancelled.transition(to).is_err());
        }
        assert!(OrderStatus::Draft.transition(OrderStatus::Completed).is_err());
        assert_eq!(
            OrderStatus::Draft.transition(OrderStatus::Placed),
            Ok(OrderStatus::Placed)
        );
    }

    #[test]
    fn cancelling_the_rest_completes_a_shipment() {
        assert_eq!(FulfilmentStatus::of(3, 0, 2, 0), FulfilmentStatus::PartiallyFulfilled);
        assert_eq!(FulfilmentStatus::of(3, 1, 2, 0), FulfilmentStatus::Fulfilled);
        assert_eq!(FulfilmentStatus::of(3, 3, 0, 0), FulfilmentStatus::NotRequired);
    }
}
