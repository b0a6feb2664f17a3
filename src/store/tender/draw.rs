//! What lies in the credit of an exchange, and how it goes back the way that the money came.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{PaymentAttemptId, RefundId, TenderAccountId};
use sqlx::PgConnection;
use sqlx::types::Json;

/// What is left in a credit, and whose money it was: minor units, each above zero, in the order in which it was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreditLeft {
    /// What can be drawn.
    pub balance_minor: i64,
    /// Of payments.
    pub payments: Vec<(PaymentAttemptId, i64)>,
    /// Of gift cards and store credit.
    pub tenders: Vec<(TenderAccountId, i64)>,
}

/// What is left in a credit. The caller holds the lock of the order whose refunds made it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_credit_left(conn: &mut PgConnection, account_id: TenderAccountId) -> Result<CreditLeft, StoreError> {
    let row = sqlx::query!(
        r#"select a.balance_minor,
                  (
                      select jsonb_agg(jsonb_build_array(s.payment_attempt_id, s.minor) order by s.payment_attempt_id)
                      from (
                          select r.payment_attempt_id,
                                 sum(
                                     (r.amount_minor - r.tender_minor)
                                     * case when r.drawn_account_id is null then 1 else -1 end
                                 ) as minor
                          from refunds r
                          where a.tender_account_id in (r.credit_account_id, r.drawn_account_id)
                            and r.state <> 'failed'
                            and r.payment_attempt_id is not null
                          group by r.payment_attempt_id
                      ) s
                      where s.minor > 0
                  ) as "payments: Json<Vec<(PaymentAttemptId, i64)>>",
                  (
                      select jsonb_agg(jsonb_build_array(s.tender_account_id, s.minor) order by s.position)
                      from (
                          select t.tender_account_id, min(o.position) as position,
                                 sum(t.amount_minor * case when r.drawn_account_id is null then 1 else -1 end) as minor
                          from refunds r
                          join refund_tenders t using (refund_id)
                          left join order_tenders o
                              on o.order_id = r.order_id and o.tender_account_id = t.tender_account_id
                          where a.tender_account_id in (r.credit_account_id, r.drawn_account_id)
                            and r.state <> 'failed'
                          group by t.tender_account_id
                      ) s
                      where s.minor > 0
                  ) as "tenders: Json<Vec<(TenderAccountId, i64)>>"
           from tender_accounts a
           where a.tender_account_id = $1"#,
        account_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or_else(CreditLeft::default, |row| CreditLeft {
        balance_minor: row.balance_minor,
        payments: row.payments.map(|parts| parts.0).unwrap_or_default(),
        tenders: row.tenders.map(|parts| parts.0).unwrap_or_default(),
    }))
}

/// Takes what a refund that was just written draws from the credit that it names. False when there is not so much: then the
/// caller rolls back.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `tender_entries_credit` when it was drawn before.
pub async fn draw(conn: &mut PgConnection, refund_id: RefundId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let drawn = sqlx::query!(
        "with drawn as (
             update tender_accounts a
             set balance_minor = a.balance_minor - r.amount_minor, updated_at = $2
             from refunds r
             where r.refund_id = $1
               and a.tender_account_id = r.drawn_account_id
               and a.balance_minor >= r.amount_minor
             returning a.tender_account_id, a.balance_minor, r.amount_minor, r.order_id
         )
         insert into tender_entries
             (tender_account_id, kind, amount_minor, balance_minor, order_id, refund_id, created_at)
         select tender_account_id, 'draw', -amount_minor, balance_minor, order_id, $1, $2
         from drawn",
        refund_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(drawn.rows_affected() == 1)
}
