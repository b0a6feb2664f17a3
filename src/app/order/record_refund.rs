//! Writes refunds in the transaction of whatever causes them, with the job that asks the provider.

use super::open::Open;
use super::{OrderError, REFUND_JOB};
use adapters::rng;
use domain::id::{PaymentAttemptId, RefundId, ReturnId, TenderAccountId};
use domain::order::{OrderRefusal, RefundPlan, RefundWish, split_refund};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::order::NewRefund;

/// A refund that is asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted<'a> {
    pub wish: RefundWish,
    /// 1 to 255 characters; the same for the same refund.
    pub client_ref: &'a str,
    pub reason: &'a str,
    pub return_id: Option<ReturnId>,
    /// The credit that all of it goes to, instead of the way that the money came.
    pub credit: Option<TenderAccountId>,
    /// The credit of an exchange that pays it: that money has left the order's balance before.
    pub drawn: Option<TenderAccountId>,
}

impl Wanted<'_> {
    fn fingerprint(&self) -> [u8; 32] {
        let mut units = self.wish.units.clone();
        units.retain(|(_, count)| *count > 0);
        units.sort_unstable();
        let mut digest = Sha256::new();
        for (order_line_id, count) in units {
            digest.update(format!("{order_line_id}={count};"));
        }
        digest.update(format!("{};{}", self.wish.delivery, self.wish.adjustment_minor));
        if self.credit.is_some() {
            digest.update(";to credit");
        }
        digest.finalize().into()
    }
}

/// The refund that this reference has made before.
pub(super) async fn find_replay(order: &mut Open<'_>, wanted: &Wanted<'_>) -> Result<Option<RefundId>, OrderError> {
    let is_sound = (1..=255).contains(&wanted.client_ref.len()) && !wanted.client_ref.chars().any(char::is_control);
    if !is_sound {
        return Err(OrderError::Invalid("The reference has to have 1 to 255 characters."));
    }
    let order_id = order.head.order_id;
    match store::order::find_refund_by_ref(&mut order.tx, order_id, wanted.client_ref).await? {
        Some(known) if known.fingerprint == wanted.fingerprint() => Ok(Some(known.refund_id)),
        Some(_) => Err(OrderError::ReferenceReused),
        None => Ok(None),
    }
}

/// Calculates and writes a refund.
pub(super) async fn record(order: &mut Open<'_>, wanted: &Wanted<'_>) -> Result<RefundId, OrderError> {
    let plan = order.refundable().plan(&wanted.wish)?;
    record_plan(order, wanted, &plan).await
}

/// Writes a refund that was calculated, of the money that is left of the order.
pub(super) async fn record_plan(
    order: &mut Open<'_>,
    wanted: &Wanted<'_>,
    plan: &RefundPlan,
) -> Result<RefundId, OrderError> {
    // A refund goes back the way one payment came, and then to tenders; a second payment of one order is an alert (P-7).
    let sources = Sources {
        payments: order.balance.attempts.clone(),
        tenders: order.balance.tenders.clone(),
    };
    record_from(order, wanted, plan, &sources).await
}

/// Whose money there is: minor units by payment and by tender, in the order in which they were taken.
pub(super) struct Sources {
    pub payments: Vec<(PaymentAttemptId, i64)>,
    pub tenders: Vec<(TenderAccountId, i64)>,
}

/// Writes a refund that was calculated, of this money.
pub(super) async fn record_from(
    order: &mut Open<'_>,
    wanted: &Wanted<'_>,
    plan: &RefundPlan,
    sources: &Sources,
) -> Result<RefundId, OrderError> {
    let payments: Vec<i64> = sources.payments.iter().map(|(_, left)| *left).collect();
    let tenders: Vec<i64> = sources.tenders.iter().map(|(_, left)| *left).collect();
    let Some(split) = split_refund(plan.amount_minor(), &payments, &tenders) else {
        let most = payments.iter().copied().max().unwrap_or(0);
        let refundable_minor = most + tenders.iter().sum::<i64>();
        return Err(OrderRefusal::ExceedsCaptured { refundable_minor }.into());
    };
    let target = Target {
        attempt_id: split.payment.map(|position| sources.payments[position].0),
        tenders: shares(&sources.tenders, &split.tender_minor),
    };
    insert(order, wanted, target, plan).await
}

/// Where the money of a refund goes: what the tenders do not get, the payment gives back.
struct Target {
    attempt_id: Option<PaymentAttemptId>,
    tenders: Vec<(TenderAccountId, i64)>,
}

fn shares(tenders: &[(TenderAccountId, i64)], minor: &[i64]) -> Vec<(TenderAccountId, i64)> {
    let shares = tenders.iter().zip(minor).map(|((id, _), share)| (*id, *share));
    shares.filter(|(_, share)| *share > 0).collect()
}

/// Writes refunds of everything that is left of the money, one a payment; the first gives the tenders back as well.
pub(super) async fn record_rest(
    order: &mut Open<'_>,
    client_ref: &str,
    reason: &str,
) -> Result<Vec<RefundId>, OrderError> {
    let mut recorded = Vec::new();
    let Some(whole) = order.refundable().plan_rest()? else {
        return Ok(recorded);
    };
    let attempts = order.balance.attempts.iter().map(|(id, left)| (Some(*id), *left));
    let mut attempts: Vec<_> = attempts.collect();
    if attempts.is_empty() {
        attempts.push((None, 0));
    }
    for (position, (attempt_id, left)) in attempts.into_iter().enumerate() {
        let mut target = Target {
            attempt_id,
            tenders: Vec::new(),
        };
        // The first refund names the goods; what came twice is given back as it came.
        let plan = if position == 0 {
            let tenders = &order.balance.tenders;
            target.tenders = tenders.iter().copied().filter(|(_, left)| *left > 0).collect();
            let left = left + order.balance.tenders_minor();
            RefundPlan {
                adjustment_minor: left - whole.goods_minor - whole.delivery_minor,
                ..whole.clone()
            }
        } else {
            RefundPlan {
                adjustment_minor: left,
                ..RefundPlan::default()
            }
        };
        let client_ref = format!("{client_ref}:{}", position + 1);
        let wanted = Wanted {
            wish: RefundWish::default(),
            client_ref: &client_ref,
            reason,
            ..Wanted::default()
        };
        recorded.push(insert(order, &wanted, target, &plan).await?);
    }
    Ok(recorded)
}

/// Writes the refund of one payment that came beside another. False when it was written before, or is given back already.
pub(super) async fn record_of_attempt(
    order: &mut Open<'_>,
    attempt_id: PaymentAttemptId,
    minor: i64,
) -> Result<bool, OrderError> {
    let client_ref = format!("second:{attempt_id}");
    let plan = RefundPlan {
        adjustment_minor: minor,
        ..RefundPlan::default()
    };
    let wanted = Wanted {
        wish: RefundWish::default(),
        client_ref: &client_ref,
        reason: "payment_twice",
        ..Wanted::default()
    };
    let is_left = order
        .balance
        .attempts
        .iter()
        .any(|(known, left)| *known == attempt_id && *left >= minor);
    if !is_left || find_replay(order, &wanted).await?.is_some() {
        return Ok(false);
    }
    let target = Target {
        attempt_id: Some(attempt_id),
        tenders: Vec::new(),
    };
    insert(order, &wanted, target, &plan).await?;
    Ok(true)
}

async fn insert(
    order: &mut Open<'_>,
    wanted: &Wanted<'_>,
    target: Target,
    plan: &RefundPlan,
) -> Result<RefundId, OrderError> {
    let refund_id: RefundId = rng::new_id();
    let new = NewRefund {
        refund_id,
        order_id: order.head.order_id,
        attempt_id: target.attempt_id,
        tenders: &target.tenders,
        credit: wanted.credit,
        drawn: wanted.drawn,
        client_ref: wanted.client_ref,
        fingerprint: &wanted.fingerprint(),
        currency: order.head.currency,
        plan,
        reason: wanted.reason,
        return_id: wanted.return_id,
    };
    store::order::insert_refund(&mut order.tx, &new, order.now).await?;
    let payload = json!({ "refund_id": refund_id });
    store::job::append(&mut order.tx, REFUND_JOB, None, &payload, 20, order.now).await?;
    let amount = order.money(plan.amount_minor());
    order
        .tell(
            "refund.requested",
            json!({ "refund_id": refund_id, "amount": amount, "reason": wanted.reason }),
        )
        .await?;
    Ok(refund_id)
}
