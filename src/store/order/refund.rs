//! Money given back: written before the provider is asked, settled when it has answered.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, PaymentAttemptId, RefundId, ReturnId, TenderAccountId};
use domain::money::{Currency, Money};
use domain::order::{RefundPlan, RefundState};
use domain::tender::TenderKind;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// A refund as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refund {
    /// Id; the provider's idempotency key is derived from it.
    pub refund_id: RefundId,
    /// Of which order.
    pub order_id: OrderId,
    /// Whose payment gives it back; `None` where all of it goes to gift cards, store credit or an exchange.
    pub attempt_id: Option<PaymentAttemptId>,
    /// How much in all.
    pub amount: Money,
    /// What of it goes to gift cards, store credit or an exchange.
    pub tenders: Vec<RefundTender>,
    /// The credit of an exchange that pays it, where one does.
    #[serde(skip)]
    pub drawn: Option<TenderAccountId>,
    /// How far it is.
    pub state: RefundState,
    /// Why, in the shop's words; may be empty.
    pub reason: String,
    /// Why it failed, in the provider's word.
    pub failure_code: Option<String>,
    /// SHA-256 of what was asked for.
    #[serde(skip)]
    pub fingerprint: Vec<u8>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// What of a refund goes to a gift card, store credit or an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundTender {
    /// What sort.
    pub kind: TenderKind,
    /// The end of a card's code; empty for store credit.
    pub last_four: String,
    /// Above zero, minor units.
    pub amount_minor: i64,
}

impl Refund {
    /// What the payment provider is asked to give back.
    pub fn of_payment(&self) -> Money {
        let tender_minor: i64 = self.tenders.iter().map(|tender| tender.amount_minor).sum();
        Money::new(self.amount.minor - tender_minor, self.amount.currency)
    }
}

struct RefundRow {
    refund_id: Uuid,
    order_id: Uuid,
    payment_attempt_id: Option<Uuid>,
    tenders: Json<Vec<RefundTender>>,
    drawn_account_id: Option<Uuid>,
    amount_minor: i64,
    currency: String,
    state: String,
    reason: String,
    failure_code: Option<String>,
    fingerprint: Vec<u8>,
    created_at: DateTime<Utc>,
}

impl TryFrom<RefundRow> for Refund {
    type Error = StoreError;

    fn try_from(row: RefundRow) -> Result<Self, StoreError> {
        let currency =
            Currency::parse(&row.currency).map_err(|error| StoreError::corrupt("refunds.currency", error))?;
        Ok(Self {
            refund_id: row.refund_id.into(),
            order_id: row.order_id.into(),
            attempt_id: row.payment_attempt_id.map(Into::into),
            tenders: row.tenders.0,
            drawn: row.drawn_account_id.map(Into::into),
            amount: Money::new(row.amount_minor, currency),
            state: RefundState::from_word(&row.state).ok_or(StoreError::Corrupt {
                what: "refunds.state",
                source: None,
            })?,
            reason: row.reason,
            failure_code: row.failure_code,
            fingerprint: row.fingerprint,
            created_at: row.created_at,
        })
    }
}

/// A refund to be written as `requested`.
#[derive(Debug, Clone)]
pub struct NewRefund<'a> {
    /// Id.
    pub refund_id: RefundId,
    /// Of which order.
    pub order_id: OrderId,
    /// Whose payment it was; `None` where all of it was of `tenders`.
    pub attempt_id: Option<PaymentAttemptId>,
    /// What of the plan's amount gift cards and store credit paid; each above zero.
    pub tenders: &'a [(TenderAccountId, i64)],
    /// The credit that all of it goes to, instead of the way it came.
    pub credit: Option<TenderAccountId>,
    /// The credit of an exchange that pays it.
    pub drawn: Option<TenderAccountId>,
    /// The caller's name for it.
    pub client_ref: &'a str,
    /// SHA-256 of what was asked for.
    pub fingerprint: &'a [u8; 32],
    /// Of the order.
    pub currency: Currency,
    /// What it comes to.
    pub plan: &'a RefundPlan,
    /// Why; may be empty, at most 200 characters.
    pub reason: &'a str,
    /// For which return, if for one.
    pub return_id: Option<ReturnId>,
}

/// Writes a refund with its lines and slots, in one statement.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `refund_slots_pkey` when a slot is given back already.
pub async fn insert_refund(conn: &mut PgConnection, new: &NewRefund<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let slots = &new.plan.slots;
    sqlx::query!(
        "with made as (
             insert into refunds
                 (refund_id, order_id, payment_attempt_id, client_ref, fingerprint, currency, amount_minor, goods_minor,
                  delivery_minor, adjustment_minor, tax_minor, reason, state, return_id, created_at, updated_at,
                  tender_minor, credit_account_id, drawn_account_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, left($12, 200), 'requested', $13, $14, $14,
                     (select coalesce(sum(m), 0) from unnest($20::bigint[]) m), $21, $22)
         ), tenders as (
             insert into refund_tenders (refund_id, tender_account_id, amount_minor)
             select $1, d.tender_account_id, d.amount_minor
             from unnest($19::uuid[], $20::bigint[]) as d (tender_account_id, amount_minor)
         ), slots as (
             insert into refund_slots (refund_id, order_line_id, slot, amount_minor, tax_minor)
             select $1, d.order_line_id, d.slot, d.amount_minor, d.tax_minor
             from unnest($15::uuid[], $16::integer[], $17::bigint[], $18::bigint[])
                 as d (order_line_id, slot, amount_minor, tax_minor)
             returning order_line_id, amount_minor, tax_minor
         )
         insert into refund_lines (refund_id, order_line_id, units, amount_minor, tax_minor)
         select $1, order_line_id, count(*), sum(amount_minor), sum(tax_minor)
         from slots
         group by order_line_id",
        new.refund_id.0,
        new.order_id.0,
        new.attempt_id.map(|id| id.0),
        new.client_ref,
        new.fingerprint,
        new.currency.code(),
        new.plan.amount_minor(),
        new.plan.goods_minor,
        new.plan.delivery_minor,
        new.plan.adjustment_minor,
        new.plan.tax_minor,
        new.reason,
        new.return_id.map(|id| id.0),
        now,
        &slots.iter().map(|slot| slot.order_line_id.0).collect::<Vec<_>>(),
        &slots
            .iter()
            .map(|slot| i32::try_from(slot.slot).unwrap_or(i32::MAX))
            .collect::<Vec<_>>(),
        &slots.iter().map(|slot| slot.amount_minor).collect::<Vec<_>>(),
        &slots.iter().map(|slot| slot.tax_minor).collect::<Vec<_>>(),
        &new.tenders.iter().map(|(id, _)| id.0).collect::<Vec<_>>(),
        &new.tenders.iter().map(|(_, minor)| *minor).collect::<Vec<_>>(),
        new.credit.map(|id| id.0),
        new.drawn.map(|id| id.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A refund by its id.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_refund(conn: &mut PgConnection, refund_id: RefundId) -> Result<Option<Refund>, StoreError> {
    sqlx::query_as!(
        RefundRow,
        r#"select refund_id, order_id, currency, amount_minor, state, reason, failure_code, fingerprint, created_at,
                  drawn_account_id, case when credit_account_id is null then payment_attempt_id end as payment_attempt_id,
                  (
                      select coalesce(jsonb_agg(jsonb_build_object(
                          'kind', a.kind, 'last_four', coalesce(a.last_four, ''), 'amount_minor', t.amount_minor
                      ) order by a.kind, a.tender_account_id), '[]')
                      from (
                          select g.tender_account_id, g.amount_minor
                          from refund_tenders g
                          where g.refund_id = refunds.refund_id
                            and refunds.credit_account_id is null
                          union all
                          select refunds.credit_account_id, refunds.amount_minor
                          where refunds.credit_account_id is not null
                      ) t
                      join tender_accounts a using (tender_account_id)
                  ) as "tenders!: Json<Vec<RefundTender>>"
           from refunds
           where refund_id = $1"#,
        refund_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(Refund::try_from)
    .transpose()
}

/// The refund that a caller's name stands for.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_refund_by_ref(
    conn: &mut PgConnection,
    order_id: OrderId,
    client_ref: &str,
) -> Result<Option<Refund>, StoreError> {
    sqlx::query_as!(
        RefundRow,
        r#"select refund_id, order_id, currency, amount_minor, state, reason, failure_code, fingerprint, created_at,
                  drawn_account_id, case when credit_account_id is null then payment_attempt_id end as payment_attempt_id,
                  (
                      select coalesce(jsonb_agg(jsonb_build_object(
                          'kind', a.kind, 'last_four', coalesce(a.last_four, ''), 'amount_minor', t.amount_minor
                      ) order by a.kind, a.tender_account_id), '[]')
                      from (
                          select g.tender_account_id, g.amount_minor
                          from refund_tenders g
                          where g.refund_id = refunds.refund_id
                            and refunds.credit_account_id is null
                          union all
                          select refunds.credit_account_id, refunds.amount_minor
                          where refunds.credit_account_id is not null
                      ) t
                      join tender_accounts a using (tender_account_id)
                  ) as "tenders!: Json<Vec<RefundTender>>"
           from refunds
           where order_id = $1
             and client_ref = $2"#,
        order_id.0,
        client_ref,
    )
    .fetch_optional(conn)
    .await?
    .map(Refund::try_from)
    .transpose()
}

/// Refunds of an order, oldest first.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_refunds(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<Refund>, StoreError> {
    sqlx::query_as!(
        RefundRow,
        r#"select refund_id, order_id, currency, amount_minor, state, reason, failure_code, fingerprint, created_at,
                  drawn_account_id, case when credit_account_id is null then payment_attempt_id end as payment_attempt_id,
                  (
                      select coalesce(jsonb_agg(jsonb_build_object(
                          'kind', a.kind, 'last_four', coalesce(a.last_four, ''), 'amount_minor', t.amount_minor
                      ) order by a.kind, a.tender_account_id), '[]')
                      from (
                          select g.tender_account_id, g.amount_minor
                          from refund_tenders g
                          where g.refund_id = refunds.refund_id
                            and refunds.credit_account_id is null
                          union all
                          select refunds.credit_account_id, refunds.amount_minor
                          where refunds.credit_account_id is not null
                      ) t
                      join tender_accounts a using (tender_account_id)
                  ) as "tenders!: Json<Vec<RefundTender>>"
           from refunds
           where order_id = $1
           order by created_at, refund_id"#,
        order_id.0,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(Refund::try_from)
    .collect()
}

/// Refunds without an end that nobody looked at since `looked_at`, the longest ago first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_open_refunds(
    conn: &mut PgConnection,
    looked_at: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<RefundId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select refund_id
         from refunds
         where state in ('requested', 'unknown')
           and updated_at <= $1
         order by updated_at
         limit $2",
        looked_at,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Notes that the provider may have an open refund.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_refund_unknown(
    conn: &mut PgConnection,
    refund_id: RefundId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update refunds
         set state = 'unknown', updated_at = $2
         where refund_id = $1
           and state in ('requested', 'unknown')",
        refund_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that an open refund was given; the provider names its part, if it has one. The caller holds the order's lock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_refund_succeeded(
    conn: &mut PgConnection,
    refund_id: RefundId,
    reference: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update refunds
         set state = 'succeeded', provider_reference = $2, updated_at = $3
         where refund_id = $1
           and state in ('requested', 'unknown')",
        refund_id.0,
        reference,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that an open refund certainly failed, and gives its slots free; what was drawn from a credit lies there again.
/// The caller holds the order's lock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_refund_failed(
    conn: &mut PgConnection,
    refund_id: RefundId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with failed as (
             update refunds
             set state = 'failed', failure_code = left($2, 200), updated_at = $3
             where refund_id = $1
               and state in ('requested', 'unknown')
             returning refund_id, order_id, drawn_account_id, amount_minor
         ), undrawn as (
             update tender_accounts a
             set balance_minor = a.balance_minor + f.amount_minor, updated_at = $3
             from failed f
             where a.tender_account_id = f.drawn_account_id
             returning a.tender_account_id, a.balance_minor, f.amount_minor, f.order_id, f.refund_id
         ), booked as (
             insert into tender_entries
                 (tender_account_id, kind, amount_minor, balance_minor, order_id, refund_id, created_at)
             select tender_account_id, 'undraw', amount_minor, balance_minor, order_id, refund_id, $3
             from undrawn
         )
         delete from refund_slots s
         using failed f
         where s.refund_id = f.refund_id",
        refund_id.0,
        code,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
