//! Money facts as a provider reported them, once each; axis B is derived from their sums. What is set aside is counted
//! for each attempt by itself: what one has taken says nothing of another.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, PaymentAttemptId};
use domain::money::Money;
use domain::order::MoneyFacts;
use sqlx::PgConnection;
use uuid::Uuid;

/// What happened to money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// Set aside.
    Authorization,
    /// Taken.
    Capture,
    /// No longer set aside.
    Void,
    /// Given back.
    Refund,
}

impl FactKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Authorization => "authorization",
            Self::Capture => "capture",
            Self::Void => "void",
            Self::Refund => "refund",
        }
    }
}

/// A fact to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewFact<'a> {
    /// Id.
    pub payment_transaction_id: Uuid,
    /// Of which attempt.
    pub attempt_id: PaymentAttemptId,
    /// Of which order.
    pub order_id: OrderId,
    /// What happened.
    pub kind: FactKind,
    /// To how much, > 0.
    pub amount: Money,
    /// The provider's name for it; a fact that is told twice is one.
    pub reference: &'a str,
}

/// Writes a fact. False when it was known.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_fact(conn: &mut PgConnection, fact: NewFact<'_>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into payment_transactions
             (payment_transaction_id, payment_attempt_id, order_id, kind, amount_minor, currency, provider_reference,
              created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing",
        fact.payment_transaction_id,
        fact.attempt_id.0,
        fact.order_id.0,
        fact.kind.as_str(),
        fact.amount.minor,
        fact.amount.currency.code(),
        fact.reference,
        now,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Writes a fact of money that came, marks its locked attempt as paid and as the order's, which late money may have to
/// find anew (P-7), and says what is known of the order's money then; in one statement.
///
/// # Errors
/// [`StoreError`] when the statement fails; `NotFound` when there is no such order.
pub async fn book(conn: &mut PgConnection, fact: NewFact<'_>, now: DateTime<Utc>) -> Result<MoneyFacts, StoreError> {
    let row = sqlx::query_as!(
        MoneyRow,
        r#"with told as (
               insert into payment_transactions
                   (payment_transaction_id, payment_attempt_id, order_id, kind, amount_minor, currency,
                    provider_reference, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict do nothing
               returning payment_attempt_id, kind, amount_minor, currency
           ), paid as (
               update payment_attempts
               set status = 'succeeded', order_id = $3, failure_code = null, snapshot = null, updated_at = $8,
                   former_token = snapshot ->> 'access_token'
               where payment_attempt_id = $2
           ), known as (
               select payment_attempt_id, kind, amount_minor, currency from payment_transactions where order_id = $3
               union all
               select payment_attempt_id, kind, amount_minor, currency from told
           ), sums as (
               select currency,
                      greatest(
                          sum(amount_minor) filter (where kind = 'authorization')
                              - coalesce(sum(amount_minor) filter (where kind in ('capture', 'void')), 0),
                          0
                      ) as authorized,
                      sum(amount_minor) filter (where kind = 'capture') as captured,
                      sum(amount_minor) filter (where kind = 'void') as voided,
                      sum(amount_minor) filter (where kind = 'refund') as refunded
               from known
               group by payment_attempt_id, currency
           )
           select o.due_minor,
                  coalesce(sum(t.authorized), 0)::bigint as "authorized!",
                  coalesce(sum(t.captured), 0)::bigint as "captured!",
                  coalesce(sum(t.voided), 0)::bigint as "voided!",
                  coalesce(sum(t.refunded), 0)::bigint as "refunded!",
                  o.tendered_minor,
                  coalesce((
                      select sum(r.tender_minor)
                      from refunds r
                      where r.order_id = o.order_id
                        and r.state = 'succeeded'
                  ), 0)::bigint as "tender_refunded!"
           from orders o
           left join sums t on t.currency = o.currency
           where o.order_id = $3
           group by o.order_id"#,
        fact.payment_transaction_id,
        fact.attempt_id.0,
        fact.order_id.0,
        fact.kind.as_str(),
        fact.amount.minor,
        fact.amount.currency.code(),
        fact.reference,
        now,
    )
    .fetch_optional(conn)
    .await?;
    row.map(Into::into).ok_or(StoreError::NotFound("the order"))
}

struct MoneyRow {
    due_minor: i64,
    authorized: i64,
    captured: i64,
    voided: i64,
    refunded: i64,
    tendered_minor: i64,
    tender_refunded: i64,
}

impl From<MoneyRow> for MoneyFacts {
    fn from(row: MoneyRow) -> Self {
        Self {
            due: row.due_minor,
            authorized: row.authorized,
            captured: row.captured,
            refunded: row.refunded,
            voided: row.voided > 0,
            tendered: row.tendered_minor,
            tender_refunded: row.tender_refunded,
        }
    }
}

/// The sums of an order's facts in its own currency. Money in another currency pays nothing of it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn get_money(conn: &mut PgConnection, order_id: OrderId) -> Result<MoneyFacts, StoreError> {
    let row = sqlx::query_as!(
        MoneyRow,
        r#"select o.due_minor,
                  coalesce((
                      select sum(a.open_minor)
                      from authorizations a
                      where a.order_id = o.order_id
                        and a.currency = o.currency
                  ), 0)::bigint as "authorized!",
                  coalesce(sum(t.amount_minor) filter (where t.kind = 'capture'), 0)::bigint as "captured!",
                  coalesce(sum(t.amount_minor) filter (where t.kind = 'void'), 0)::bigint as "voided!",
                  coalesce(sum(t.amount_minor) filter (where t.kind = 'refund'), 0)::bigint as "refunded!",
                  o.tendered_minor,
                  coalesce((
                      select sum(r.tender_minor)
                      from refunds r
                      where r.order_id = o.order_id
                        and r.state = 'succeeded'
                  ), 0)::bigint as "tender_refunded!"
           from orders o
           left join payment_transactions t on t.order_id = o.order_id and t.currency = o.currency
           where o.order_id = $1
           group by o.order_id"#,
        order_id.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(Into::into).ok_or(StoreError::NotFound("the order"))
}
