//! Goods that come back: a state machine of their own, beside the order's axes.

use super::OrderRefusal;
use serde::{Deserialize, Serialize};

/// How far a return is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// The customer has asked.
    Requested,
    /// The customer may send it.
    Approved,
    /// The shop does not take it back; final.
    Rejected,
    /// It is on its way.
    InTransit,
    /// It has arrived.
    Received,
    /// Somebody has looked at it: each unit is sold again or is unusable.
    Inspected,
    /// Done; final.
    Closed,
}

impl ReturnState {
    const ALL: [Self; 7] = [
        Self::Requested,
        Self::Approved,
        Self::Rejected,
        Self::InTransit,
        Self::Received,
        Self::Inspected,
        Self::Closed,
    ];

    /// The one writer of this axis. A parcel may arrive without anybody having said that it was sent.
    ///
    /// # Errors
    /// [`OrderRefusal::WrongState`] for a step that is not in the table of SEMANTICS section 4.
    pub const fn transition(self, to: Self) -> Result<Self, OrderRefusal> {
        match (self, to) {
            // Closed before anything has come: the goods never came.
            (Self::Requested, Self::Approved | Self::Rejected)
            | (Self::Approved, Self::InTransit | Self::Received | Self::Closed)
            | (Self::InTransit, Self::Received | Self::Closed)
            | (Self::Received, Self::Inspected)
            | (Self::Inspected, Self::Closed) => Ok(to),
            _ => Err(OrderRefusal::WrongState),
        }
    }

    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Rejected | Self::Closed)
    }

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::InTransit => "in_transit",
            Self::Received => "received",
            Self::Inspected => "inspected",
            Self::Closed => "closed",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Why goods come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// Too small.
    TooSmall,
    /// Too large.
    TooLarge,
    /// Another thing than the page promised.
    NotAsDescribed,
    /// Broken.
    Damaged,
    /// Another thing than was ordered.
    WrongItem,
    /// No reason is owed.
    ChangedMind,
    /// Something else.
    Other,
}

impl ReturnReason {
    /// All, in the order in which people are asked.
    pub const ALL: [Self; 7] = [
        Self::TooSmall,
        Self::TooLarge,
        Self::NotAsDescribed,
        Self::Damaged,
        Self::WrongItem,
        Self::ChangedMind,
        Self::Other,
    ];

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::NotAsDescribed => "not_as_described",
            Self::Damaged => "damaged",
            Self::WrongItem => "wrong_item",
            Self::ChangedMind => "changed_mind",
            Self::Other => "other",
        }
    }

    /// For people.
    pub const fn text(self) -> &'static str {
        match self {
            Self::TooSmall => "Too small",
            Self::TooLarge => "Too large",
            Self::NotAsDescribed => "Not as described",
            Self::Damaged => "Damaged",
            Self::WrongItem => "Not what I ordered",
            Self::ChangedMind => "I changed my mind",
            Self::Other => "Something else",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_walks_its_way_and_no_other() {
        let way = [
            ReturnState::Requested,
            ReturnState::Approved,
            ReturnState::InTransit,
            ReturnState::Received,
            ReturnState::Inspected,
            ReturnState::Closed,
        ];
        for pair in way.windows(2) {
            assert_eq!(pair[0].transition(pair[1]), Ok(pair[1]));
            assert!(pair[1].transition(pair[0]).is_err(), "never back");
        }
        for end in [ReturnState::Rejected, ReturnState::Closed] {
            assert!(ReturnState::ALL.iter().all(|to| end.transition(*to).is_err()));
        }
        assert!(ReturnState::Requested.transition(ReturnState::Received).is_err());
    }

    #[test]
    fn goods_are_not_inspected_before_they_are_here() {
        for early in [ReturnState::Requested, ReturnState::Approved, ReturnState::InTransit] {
            assert!(early.transition(ReturnState::Inspected).is_err());
        }
    }
}
