//! Axis B: what is known about the money, derived from facts and never set by hand.

use serde::{Deserialize, Serialize};

/// Sums of the money facts of one order, minor units of its currency, all ≥ 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyFacts {
    /// Due at placement (T).
    pub due: i64,
    /// Open authorisation (A).
    pub authorized: i64,
    /// Captured (C).
    pub captured: i64,
    /// Refunded (R), at most `captured`.
    pub refunded: i64,
    /// Whether some authorisation was voided.
    pub voided: bool,
    /// What gift cards and store credit paid at placement, beside T.
    pub tendered: i64,
    /// What of that was given back, at most `tendered`.
    pub tender_refunded: i64,
}

/// Axis B of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Nothing was due.
    NotRequired,
    /// Authorised once, then given up.
    Voided,
    /// Nothing happened yet.
    None,
    /// Less than due is authorised.
    PartiallyAuthorized,
    /// All that is due is authorised.
    Authorized,
    /// Everything captured was given back.
    Refunded,
    /// More was captured than was due: an alert.
    Overpaid,
    /// Some of it was given back.
    PartiallyRefunded,
    /// Less than due is captured.
    PartiallyPaid,
    /// All that was due is captured.
    Paid,
}

impl PaymentStatus {
    /// First match of the table in SEMANTICS section 4. Tenders are money that was paid at placement: whether an order is
    /// refunded in whole or in part counts what went back to them.
    pub const fn of(facts: MoneyFacts) -> Self {
        let MoneyFacts {
            due,
            authorized,
            captured,
            refunded,
            voided,
            tendered,
            tender_refunded,
        } = facts;
        let given_back = refunded + tender_refunded;
        if due == 0 && captured == 0 && given_back == 0 {
            Self::NotRequired
        } else if captured == 0 && authorized == 0 && due > 0 {
            if voided { Self::Voided } else { Self::None }
        } else if captured == 0 && due > 0 {
            if authorized < due {
                Self::PartiallyAuthorized
            } else {
                Self::Authorized
            }
        } else if given_back == captured + tendered {
            Self::Refunded
        } else if captured > due {
            Self::Overpaid
        } else if given_back > 0 {
            Self::PartiallyRefunded
        } else if captured < due {
            Self::PartiallyPaid
        } else {
            Self::Paid
        }
    }

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRequired => "not_required",
            Self::Voided => "voided",
            Self::None => "none",
            Self::PartiallyAuthorized => "partially_authorized",
            Self::Authorized => "authorized",
            Self::Refunded => "refunded",
            Self::Overpaid => "overpaid",
            Self::PartiallyRefunded => "partially_refunded",
            Self::PartiallyPaid => "partially_paid",
            Self::Paid => "paid",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(due: i64, authorized: i64, captured: i64, refunded: i64) -> PaymentStatus {
        PaymentStatus::of(MoneyFacts {
            due,
            authorized,
            captured,
            refunded,
            ..MoneyFacts::default()
        })
    }

    #[test]
    fn a_payment_walks_through_its_states_as_the_checks_os1_to_os4_say() {
        assert_eq!(facts(7088, 7088, 0, 0), PaymentStatus::Authorized);
        assert_eq!(facts(7088, 2088, 5000, 0), PaymentStatus::PartiallyPaid);
        assert_eq!(facts(7088, 0, 7088, 0), PaymentStatus::Paid);
        assert_eq!(facts(7088, 0, 7088, 1104), PaymentStatus::PartiallyRefunded);
        assert_eq!(facts(7088, 0, 7088, 7088), PaymentStatus::Refunded);
        assert_eq!(facts(0, 0, 0, 0), PaymentStatus::NotRequired);
    }

    #[test]
    fn what_went_back_to_a_gift_card_counts_as_money_given_back() {
        let of = |due, captured, refunded, tender_refunded| {
            PaymentStatus::of(MoneyFacts {
                due,
                captured,
                refunded,
                tendered: 2000,
                tender_refunded,
                ..MoneyFacts::default()
            })
        };
        assert_eq!(of(5088, 5088, 0, 0), PaymentStatus::Paid);
        assert_eq!(of(5088, 5088, 5088, 0), PaymentStatus::PartiallyRefunded);
        assert_eq!(of(5088, 5088, 5088, 2000), PaymentStatus::Refunded);
        assert_eq!(of(0, 0, 0, 0), PaymentStatus::NotRequired);
        assert_eq!(of(0, 0, 0, 500), PaymentStatus::PartiallyRefunded);
        assert_eq!(of(0, 0, 0, 2000), PaymentStatus::Refunded);
    }

    #[test]
    fn too_much_money_is_an_alert_and_not_paid() {
        assert_eq!(facts(100, 0, 101, 0), PaymentStatus::Overpaid);
        assert_eq!(facts(100, 40, 0, 0), PaymentStatus::PartiallyAuthorized);
        let voided = MoneyFacts {
            due: 100,
            voided: true,
            ..MoneyFacts::default()
        };
        assert_eq!(PaymentStatus::of(voided), PaymentStatus::Voided);
    }
}
