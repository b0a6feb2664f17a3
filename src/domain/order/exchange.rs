//! A return whose value pays for other goods: asked for, kept ready, credited, and then placed as an order or given up.

use super::OrderRefusal;
use serde::{Deserialize, Serialize};

/// How far an exchange is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeState {
    /// The customer has asked.
    Wanted,
    /// The return was approved, and the goods are kept.
    Reserved,
    /// The value of what comes back waits for the order.
    Credited,
    /// The order is placed; final.
    Placed,
    /// There is no order, and the value goes back as money; final.
    Lapsed,
}

impl ExchangeState {
    const ALL: [Self; 5] = [Self::Wanted, Self::Reserved, Self::Credited, Self::Placed, Self::Lapsed];

    /// The one writer of this axis.
    ///
    /// # Errors
    /// [`OrderRefusal::WrongState`] for a step that there is not.
    pub const fn transition(self, to: Self) -> Result<Self, OrderRefusal> {
        match (self, to) {
            (Self::Wanted, Self::Reserved | Self::Lapsed)
            | (Self::Reserved, Self::Credited | Self::Lapsed)
            | (Self::Credited, Self::Placed | Self::Lapsed) => Ok(to),
            _ => Err(OrderRefusal::WrongState),
        }
    }

    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Placed | Self::Lapsed)
    }

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Reserved => "reserved",
            Self::Credited => "credited",
            Self::Placed => "placed",
            Self::Lapsed => "lapsed",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Why there is no order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LapseReason {
    /// Others were quicker.
    SoldOut,
    /// It is not sold any more, or not there.
    NotSold,
    /// The return was rejected.
    Rejected,
    /// What was to come back did not come.
    NotSent,
    /// The difference was not paid.
    NotPaid,
    /// Somebody decided so.
    GivenUp,
}

impl LapseReason {
    const ALL: [Self; 6] = [
        Self::SoldOut,
        Self::NotSold,
        Self::Rejected,
        Self::NotSent,
        Self::NotPaid,
        Self::GivenUp,
    ];

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SoldOut => "sold_out",
            Self::NotSold => "not_sold",
            Self::Rejected => "rejected",
            Self::NotSent => "not_sent",
            Self::NotPaid => "not_paid",
            Self::GivenUp => "given_up",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// What the customer reads.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::SoldOut => "What you wanted instead is sold out meanwhile. You get the money for what you send back.",
            Self::NotSold => "What you wanted instead is not sold any more. You get the money for what you send back.",
            Self::Rejected => "The return was not accepted, so nothing is exchanged.",
            Self::NotSent => "What was to come back has not arrived in time, so nothing is kept for you any longer.",
            Self::NotPaid => "The difference was not paid in time. You get the money for what you sent back.",
            Self::GivenUp => "Nothing is exchanged. You get the money for what you send back.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_walks_its_way_and_can_be_given_up_until_it_is_placed() {
        let way = [
            ExchangeState::Wanted,
            ExchangeState::Reserved,
            ExchangeState::Credited,
            ExchangeState::Placed,
        ];
        for pair in way.windows(2) {
            assert_eq!(pair[0].transition(pair[1]), Ok(pair[1]));
            assert!(pair[1].transition(pair[0]).is_err(), "never back");
            assert_eq!(pair[0].transition(ExchangeState::Lapsed), Ok(ExchangeState::Lapsed));
        }
        for end in [ExchangeState::Placed, ExchangeState::Lapsed] {
            assert!(ExchangeState::ALL.iter().all(|to| end.transition(*to).is_err()));
        }
        assert!(ExchangeState::Wanted.transition(ExchangeState::Credited).is_err());
    }
}
