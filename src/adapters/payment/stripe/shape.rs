//! The parts of Stripe's objects that are read, and what they mean for an attempt.
//! <https://docs.stripe.com/api/checkout/sessions/object>, <https://docs.stripe.com/api/payment_intents/object>

use super::amount::from_stripe;
use crate::payment::{Outcome, PaymentError, RefundOutcome};
use domain::money::Money;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct CheckoutSession {
    pub id: String,
    /// Only while it is open.
    pub url: Option<String>,
    pub status: Option<String>,
    pub payment_intent: Option<Expandable>,
}

/// An object, or its id where it was not asked for.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Expandable {
    Whole(Box<PaymentIntent>),
    Id(String),
}

#[derive(Debug, Deserialize)]
pub(super) struct PaymentIntent {
    pub id: String,
    pub status: String,
    pub currency: String,
    #[serde(default)]
    pub amount_received: i64,
    #[serde(default)]
    pub amount_capturable: i64,
    pub last_payment_error: Option<LastError>,
    /// The review that Radar has opened, whole or its id.
    pub review: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LastError {
    pub code: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct StripeRefund {
    pub id: String,
    pub amount: i64,
    pub currency: String,
    pub status: Option<String>,
    pub failure_reason: Option<String>,
    #[serde(default)]
    pub metadata: Option<RefundMetadata>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RefundMetadata {
    pub refund_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct List<T> {
    pub data: Vec<T>,
    #[serde(default)]
    pub has_more: bool,
}

/// An amount or currency that we cannot count in.
#[derive(Debug, thiserror::Error)]
#[error("Stripe speaks of {amount} {currency}, which cannot be read")]
struct StrangeAmount {
    amount: i64,
    currency: String,
}

fn money(amount: i64, currency: &str) -> Result<Money, PaymentError> {
    from_stripe(amount, currency).ok_or_else(|| {
        PaymentError::lost(StrangeAmount {
            amount,
            currency: currency.to_owned(),
        })
    })
}

impl CheckoutSession {
    pub(super) fn intent(&self) -> Option<&PaymentIntent> {
        match &self.payment_intent {
            Some(Expandable::Whole(intent)) => Some(intent),
            _ => None,
        }
    }

    pub(super) fn intent_id(&self) -> Option<&str> {
        match &self.payment_intent {
            Some(Expandable::Whole(intent)) => Some(&intent.id),
            Some(Expandable::Id(id)) => Some(id),
            None => None,
        }
    }

    /// What is true of the attempt. Money comes first: whatever the session says, it has moved.
    pub(super) fn outcome(&self) -> Result<Outcome, PaymentError> {
        let is_open = self.status.as_deref() == Some("open");
        if self.status.as_deref() == Some("expired") && self.intent().is_none_or(|intent| !intent.may_move_money()) {
            return Ok(failed("expired"));
        }
        match self.intent() {
            Some(intent) => intent.outcome(is_open),
            None if is_open => Ok(Outcome::Pending),
            None => Ok(Outcome::Unknown),
        }
    }
}

impl PaymentIntent {
    fn may_move_money(&self) -> bool {
        matches!(self.status.as_str(), "succeeded" | "requires_capture" | "processing")
    }

    /// `is_open`: the shopper can still choose another card.
    pub(super) fn outcome(&self, is_open: bool) -> Result<Outcome, PaymentError> {
        Ok(match self.status.as_str() {
            "succeeded" => Outcome::Captured {
                amount: money(self.amount_received, &self.currency)?,
                reference: self.id.clone(),
                is_reviewed: self.review.is_some(),
            },
            "requires_capture" => Outcome::Authorized {
                amount: money(self.amount_capturable, &self.currency)?,
                reference: self.id.clone(),
                is_reviewed: self.review.is_some(),
            },
            "canceled" => failed("cancelled"),
            "requires_payment_method" | "requires_action" | "requires_confirmation" if is_open => Outcome::Pending,
            // A method that takes days has failed: the session is over.
            "requires_payment_method" => {
                let error = self.last_payment_error.as_ref();
                failed(
                    error
                        .and_then(|error| error.code.as_deref())
                        .unwrap_or("payment_failed"),
                )
            }
            _ => Outcome::Unknown,
        })
    }
}

impl StripeRefund {
    pub(super) fn is_of(&self, refund_id: &str) -> bool {
        let metadata = self.metadata.as_ref();
        metadata.and_then(|it| it.refund_id.as_deref()) == Some(refund_id)
    }

    pub(super) fn money(&self) -> Result<Money, PaymentError> {
        money(self.amount, &self.currency)
    }

    pub(super) fn outcome(&self) -> Result<RefundOutcome, PaymentError> {
        Ok(match self.status.as_deref() {
            Some("succeeded") => RefundOutcome::Succeeded {
                amount: self.money()?,
                reference: self.id.clone(),
            },
            Some("failed" | "canceled") => RefundOutcome::Failed {
                code: self.failure_reason.clone().unwrap_or_else(|| "failed".to_owned()),
            },
            _ => RefundOutcome::Pending,
        })
    }
}

fn failed(code: &str) -> Outcome {
    Outcome::Failed { code: code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;
    use serde_json::json;

    fn outcome(session: &str, intent: &serde_json::Value) -> Outcome {
        let session: CheckoutSession =
            serde_json::from_value(json!({ "id": "cs_1", "url": null, "status": session, "payment_intent": intent }))
                .unwrap();
        session.outcome().unwrap()
    }

    fn intent(status: &str) -> serde_json::Value {
        json!({ "id": "pi_1", "status": status, "currency": "eur", "amount": 6588, "amount_received": 6588,
                "amount_capturable": 6588, "last_payment_error": null })
    }

    #[test]
    fn every_state_of_session_and_intent_has_one_meaning() {
        let amount = Money::new(6588, Currency::EUR);
        let captured = Outcome::Captured {
            amount,
            reference: "pi_1".to_owned(),
            is_reviewed: false,
        };
        let authorized = Outcome::Authorized {
            amount,
            reference: "pi_1".to_owned(),
            is_reviewed: false,
        };
        for (session, status, expected) in [
            ("complete", "succeeded", captured.clone()),
            ("complete", "requires_capture", authorized),
            ("complete", "processing", Outcome::Unknown),
            ("complete", "requires_payment_method", failed("payment_failed")),
            ("complete", "canceled", failed("cancelled")),
            ("open", "requires_payment_method", Outcome::Pending),
            ("open", "requires_action", Outcome::Pending),
            ("open", "processing", Outcome::Unknown),
            ("expired", "canceled", failed("expired")),
            ("expired", "requires_payment_method", failed("expired")),
            ("expired", "succeeded", captured),
            ("complete", "a_state_of_the_future", Outcome::Unknown),
        ] {
            assert_eq!(outcome(session, &intent(status)), expected, "{session}, {status}");
        }
        let mut reviewed = intent("succeeded");
        reviewed["review"] = json!("prv_1");
        assert!(matches!(
            outcome("complete", &reviewed),
            Outcome::Captured { is_reviewed: true, .. }
        ));
        assert_eq!(outcome("open", &json!(null)), Outcome::Pending);
        assert_eq!(outcome("expired", &json!(null)), failed("expired"));
        assert_eq!(outcome("complete", &json!("pi_1")), Outcome::Unknown);
    }
}
