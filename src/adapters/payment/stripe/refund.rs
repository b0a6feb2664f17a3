//! Giving money back. Stripe forgets idempotency keys after a day but no refund, so what was done is looked up by the
//! name that it was given.

use super::amount::to_stripe;
use super::session::ask;
use super::shape::{List, StripeRefund};
use super::{Stripe, kept};
use crate::payment::{PaymentError, RefundOutcome, RefundRequest, refund_key};
use url::form_urlencoded::Serializer;

/// Most pages of a hundred refunds of one payment that are read.
const MOST_PAGES: usize = 10;

pub(super) async fn refund(stripe: &Stripe, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
    let Some(intent) = intent_of(stripe, request).await? else {
        return refused("no_charge");
    };
    if let Some(known) = look_up(stripe, &intent, request).await? {
        return same(&known, request);
    }
    let Some(amount) = to_stripe(request.amount) else {
        return refused("amount_not_supported");
    };
    let form = Serializer::new(String::new())
        .append_pair("payment_intent", &intent)
        .append_pair("amount", &amount.to_string())
        .append_pair("metadata[refund_id]", &request.refund_id.to_string())
        .append_pair("metadata[attempt_id]", &request.attempt_id.to_string())
        .finish();
    let key = refund_key(request.refund_id);
    let made: StripeRefund = stripe.client.post("/v1/refunds", form, Some(&key)).await?;
    same(&made, request)
}

/// What became of a refund, if it is the one that is asked for.
fn same(known: &StripeRefund, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
    if known.money()? == request.amount {
        known.outcome()
    } else {
        refused("idempotency_key_reused")
    }
}

fn refused<T>(code: &str) -> Result<T, PaymentError> {
    Err(PaymentError::Refused { code: code.to_owned() })
}

pub(super) async fn find(stripe: &Stripe, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
    let Some(intent) = intent_of(stripe, request).await? else {
        return Ok(RefundOutcome::NotFound);
    };
    match look_up(stripe, &intent, request).await? {
        Some(known) => known.outcome(),
        None => Ok(RefundOutcome::NotFound),
    }
}

async fn intent_of(stripe: &Stripe, request: &RefundRequest) -> Result<Option<String>, PaymentError> {
    let entry = stripe.book.find(request.attempt_id).await.map_err(kept)?;
    let Some(session) = entry.and_then(|entry| entry.session) else {
        return Ok(None);
    };
    let session = ask(stripe, &session.reference).await?;
    Ok(session.intent_id().map(str::to_owned))
}

async fn look_up(stripe: &Stripe, intent: &str, request: &RefundRequest) -> Result<Option<StripeRefund>, PaymentError> {
    let refund_id = request.refund_id.to_string();
    let mut after = String::new();
    for _ in 0..MOST_PAGES {
        let path = format!("/v1/refunds?payment_intent={intent}&limit=100{after}");
        let page: List<StripeRefund> = stripe.client.get(&path).await?;
        let last = page.data.last().map(|refund| refund.id.clone());
        if let Some(known) = page.data.into_iter().find(|refund| refund.is_of(&refund_id)) {
            return Ok(Some(known));
        }
        match last.filter(|_| page.has_more) {
            Some(last) => after = format!("&starting_after={last}"),
            None => return Ok(None),
        }
    }
    // Not finding it among so many proves nothing.
    Err(PaymentError::unknown())
}
