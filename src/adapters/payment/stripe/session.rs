//! Opening, looking up and killing a Checkout Session: Stripe's own page, to which the shopper is sent.

use super::amount::to_stripe;
use super::book::{Asked, Entry};
use super::shape::{CheckoutSession, PaymentIntent};
use super::{Stripe, kept};
use crate::payment::{CaptureRequest, Outcome, PaymentError, Session, SessionRequest, idempotency_key};
use chrono::Duration;
use domain::id::PaymentAttemptId;
use sha2::{Digest as _, Sha256};
use url::form_urlencoded::Serializer;

/// How long a page can be paid at; Stripe allows 30 minutes to 24 hours. Longer than stock is held, so that it is us who
/// end it.
const OPEN_FOR: Duration = Duration::hours(1);

pub(super) async fn create(stripe: &Stripe, request: &SessionRequest) -> Result<Session, PaymentError> {
    let asked = asked(stripe, request)?;
    let entry = stripe.book.open(request.attempt_id, &asked).await.map_err(kept)?;
    if let Some(session) = standing(&entry, &asked)? {
        return Ok(session);
    }
    let parameters = entry.parameters.unwrap_or(asked.parameters);
    let session = match send(stripe, request.attempt_id, parameters).await {
        Err(PaymentError::Refused { code }) => {
            stripe.book.fail(request.attempt_id, &code).await.map_err(kept)?;
            return refused(&code);
        }
        answer => answer?,
    };
    let entry = stripe.book.save(request.attempt_id, &session).await.map_err(kept)?;
    if entry.is_closed {
        // Given up while we asked: nobody has the address, and nobody gets it.
        kill(stripe, &session.reference).await.ok();
        return refused("cancelled");
    }
    Ok(entry.session.unwrap_or(session))
}

/// The session that was handed out for the same request before, if there was any.
fn standing(entry: &Entry, asked: &Asked) -> Result<Option<Session>, PaymentError> {
    if let Some(code) = &entry.failure_code {
        return refused(code);
    }
    if entry.is_closed {
        return refused("cancelled");
    }
    if entry.fingerprint.as_ref() != Some(&asked.fingerprint) {
        return refused("idempotency_key_reused");
    }
    Ok(entry.session.clone())
}

fn refused<T>(code: &str) -> Result<T, PaymentError> {
    Err(PaymentError::Refused { code: code.to_owned() })
}

async fn send(stripe: &Stripe, attempt_id: PaymentAttemptId, form: String) -> Result<Session, PaymentError> {
    let key = idempotency_key(attempt_id);
    let session: CheckoutSession = stripe.client.post("/v1/checkout/sessions", form, Some(&key)).await?;
    match session.url {
        Some(redirect_url) => Ok(Session {
            reference: session.id,
            redirect_url,
        }),
        None => refused("no_page"),
    }
}

fn asked(stripe: &Stripe, request: &SessionRequest) -> Result<Asked, PaymentError> {
    let Some(amount) = to_stripe(request.amount) else {
        return refused("amount_not_supported");
    };
    let expires_at = stripe.clock.now() + OPEN_FOR;
    let attempt_id = request.attempt_id.to_string();
    let order_id = request.order_id.to_string();
    let mut form = Serializer::new(String::new());
    form.append_pair("mode", "payment")
        .append_pair("client_reference_id", &attempt_id)
        .append_pair("success_url", &request.return_url)
        .append_pair("cancel_url", &request.cancel_url)
        .append_pair("customer_email", &request.email)
        .append_pair("expires_at", &expires_at.timestamp().to_string())
        .append_pair("line_items[0][quantity]", "1")
        .append_pair(
            "line_items[0][price_data][currency]",
            &request.amount.currency.code().to_lowercase(),
        )
        .append_pair("line_items[0][price_data][unit_amount]", &amount.to_string())
        .append_pair("line_items[0][price_data][product_data][name]", &request.description)
        // The shop has shown one price in one currency; that one is paid.
        .append_pair("adaptive_pricing[enabled]", "false")
        .append_pair("payment_intent_data[capture_method]", stripe.capture.as_str())
        .append_pair("payment_intent_data[description]", &request.description);
    for holder in ["metadata", "payment_intent_data[metadata]"] {
        form.append_pair(&format!("{holder}[attempt_id]"), &attempt_id)
            .append_pair(&format!("{holder}[order_id]"), &order_id);
    }
    Ok(Asked {
        fingerprint: fingerprint(request),
        parameters: form.finish(),
        expires_at,
    })
}

// What a shop may change between two tries, its name and the way it captures, is not part of it.
fn fingerprint(request: &SessionRequest) -> Vec<u8> {
    let mut digest = Sha256::new();
    let amount = request.amount.minor.to_string();
    let order_id = request.order_id.to_string();
    let code = request.amount.currency.code();
    for part in [&amount, code, &order_id, &request.return_url, &request.cancel_url] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.finalize().to_vec()
}

pub(super) async fn find(stripe: &Stripe, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
    match stripe.book.find(attempt_id).await.map_err(kept)? {
        Some(entry) => outcome(stripe, &entry).await,
        None => Ok(Outcome::NotFound),
    }
}

async fn outcome(stripe: &Stripe, entry: &Entry) -> Result<Outcome, PaymentError> {
    let failed = |code: &str| Ok(Outcome::Failed { code: code.to_owned() });
    match (&entry.session, &entry.failure_code) {
        (Some(session), _) => {
            let outcome = ask(stripe, &session.reference).await?.outcome()?;
            let is_ours = entry.is_closed && matches!(outcome, Outcome::Failed { .. });
            if is_ours { failed("cancelled") } else { Ok(outcome) }
        }
        (None, Some(code)) => failed(code),
        (None, None) if entry.is_closed => failed("cancelled"),
        // The request that makes it may still travel.
        (None, None) => Ok(Outcome::NotFound),
    }
}

/// The session as it is, with its payment.
pub(super) async fn ask(stripe: &Stripe, reference: &str) -> Result<CheckoutSession, PaymentError> {
    let path = format!("/v1/checkout/sessions/{reference}?expand%5B%5D=payment_intent");
    stripe.client.get(&path).await
}

pub(super) async fn cancel(stripe: &Stripe, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
    let entry = stripe.book.close(attempt_id).await.map_err(kept)?;
    if let Some(session) = &entry.session {
        kill(stripe, &session.reference).await?;
    }
    outcome(stripe, &entry).await
}

/// Ends the page, and lets money go that was only set aside. Doing it too late changes nothing.
async fn kill(stripe: &Stripe, reference: &str) -> Result<(), PaymentError> {
    let path = format!("/v1/checkout/sessions/{reference}/expire");
    match stripe.client.post::<CheckoutSession>(&path, String::new(), None).await {
        // Over already, one way or the other.
        Ok(_) | Err(PaymentError::Refused { .. }) => {}
        Err(error) => return Err(error),
    }
    let session = ask(stripe, reference).await?;
    if let (Outcome::Authorized { .. }, Some(intent)) = (session.outcome()?, session.intent_id()) {
        let path = format!("/v1/payment_intents/{intent}/cancel");
        match stripe.client.post::<PaymentIntent>(&path, String::new(), None).await {
            Ok(_) | Err(PaymentError::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Takes money that was set aside. Stripe does so once for a payment and lets the rest go.
pub(super) async fn capture(stripe: &Stripe, request: &CaptureRequest) -> Result<Outcome, PaymentError> {
    let entry = stripe.book.find(request.attempt_id).await.map_err(kept)?;
    let Some(session) = entry.and_then(|entry| entry.session) else {
        return refused("no_authorization");
    };
    let session = ask(stripe, &session.reference).await?;
    let before = session.outcome()?;
    let (Outcome::Authorized { amount, .. }, Some(intent)) = (&before, session.intent_id()) else {
        return Ok(before);
    };
    let is_within = request.amount.currency == amount.currency && request.amount.minor <= amount.minor;
    let Some(wanted) = to_stripe(request.amount).filter(|_| is_within) else {
        return refused("amount_too_large");
    };
    let key = format!("capture-{}", request.attempt_id);
    let path = format!("/v1/payment_intents/{intent}/capture");
    let form = format!("amount_to_capture={wanted}");
    let taken: PaymentIntent = stripe.client.post(&path, form, Some(&key)).await?;
    taken.outcome(false)
}
