//! What orders take of balances and give back. Accounts are locked in id order before they are changed, after cart, order
//! and promotions and before stock.

use crate::error::StoreError;
use crate::order::TermsTender;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, RefundId};
use sqlx::PgConnection;

/// Takes what a draft's terms say and notes it with the draft. False when some account has not enough any more, or is
/// disabled or over: then the caller rolls back. The caller holds the locks of the accounts, by [`crate::lock::tender_accounts`].
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn take(
    conn: &mut PgConnection,
    order_id: OrderId,
    tenders: &[TermsTender],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let ids: Vec<_> = tenders.iter().map(|tender| tender.tender_account_id.0).collect();
    let amounts: Vec<_> = tenders.iter().map(|tender| tender.amount_minor).collect();
    let taken = sqlx::query_scalar!(
        r#"with wanted as (
               select w.tender_account_id, w.amount_minor, w.position
               from unnest($2::uuid[], $3::bigint[]) with ordinality as w (tender_account_id, amount_minor, position)
           ), taken as (
               update tender_accounts a
               set balance_minor = a.balance_minor - w.amount_minor, updated_at = $4
               from wanted w
               where a.tender_account_id = w.tender_account_id
                 and a.balance_minor >= w.amount_minor
                 and a.disabled_at is null
                 and (a.expires_at is null or a.expires_at > $4)
                 and (a.kind <> 'store_credit' or a.customer_id is not null)
               returning a.tender_account_id, a.kind, a.last_four, a.balance_minor, w.amount_minor, w.position
           ), noted as (
               insert into order_tenders (order_id, position, tender_account_id, kind, last_four, amount_minor)
               select $1, position, tender_account_id, kind, coalesce(last_four, ''), amount_minor
               from taken
           ), booked as (
               insert into tender_entries
                   (tender_account_id, kind, amount_minor, balance_minor, order_id, created_at)
               select tender_account_id, 'apply', -amount_minor, balance_minor, $1, $4
               from taken
               order by position
           )
           select count(*) as "count!"
           from taken"#,
        order_id.0,
        &ids,
        &amounts,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(taken) == Ok(tenders.len()))
}

/// Whether each account still has what it is to pay, so that [`take`] will take it. The caller holds the locks.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn can_take(
    conn: &mut PgConnection,
    tenders: &[TermsTender],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let ids: Vec<_> = tenders.iter().map(|tender| tender.tender_account_id.0).collect();
    let amounts: Vec<_> = tenders.iter().map(|tender| tender.amount_minor).collect();
    let sound = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from unnest($1::uuid[], $2::bigint[]) as w (tender_account_id, amount_minor)
           join tender_accounts a using (tender_account_id)
           where a.balance_minor >= w.amount_minor
             and a.disabled_at is null
             and (a.expires_at is null or a.expires_at > $3)
             and (a.kind <> 'store_credit' or a.customer_id is not null)"#,
        &ids,
        &amounts,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(sound) == Ok(tenders.len()))
}

/// Gives back what a draft has taken, before it is deleted. Twice is once: the notes go with the draft.
///
/// # Errors
/// [`StoreError`] when a statement fails; constraint `tender_entries_release` when it was given back before.
pub async fn release(conn: &mut PgConnection, order_id: OrderId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let ids = sqlx::query_scalar!(
        "select tender_account_id
         from order_tenders
         where order_id = $1",
        order_id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<_> = ids.into_iter().map(Into::into).collect();
    crate::lock::tender_accounts(&mut *conn, &ids).await?;
    sqlx::query!(
        "with gone as (
             delete from order_tenders
             where order_id = $1
             returning tender_account_id, amount_minor
         ), given as (
             update tender_accounts a
             set balance_minor = a.balance_minor + g.amount_minor, updated_at = $2
             from gone g
             where a.tender_account_id = g.tender_account_id
             returning a.tender_account_id, a.balance_minor, g.amount_minor
         )
         insert into tender_entries (tender_account_id, kind, amount_minor, balance_minor, order_id, created_at)
         select tender_account_id, 'release', amount_minor, balance_minor, $1, $2
         from given
         order by tender_account_id",
        order_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives what a refund says when it succeeds: to the credit that it names, or else to the tenders that paid. A card that is
/// over by then is good again until `good_until`. The caller holds the order's lock and has seen that the refund is open.
///
/// # Errors
/// [`StoreError`] when a statement fails; constraint `tender_entries_refund` or `tender_entries_credit` when it was given
/// before.
pub async fn give_back(
    conn: &mut PgConnection,
    refund_id: RefundId,
    good_until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ids = sqlx::query_scalar!(
        r#"select coalesce(r.credit_account_id, t.tender_account_id) as "id!"
           from refunds r
           left join refund_tenders t on t.refund_id = r.refund_id and r.credit_account_id is null
           where r.refund_id = $1
             and coalesce(r.credit_account_id, t.tender_account_id) is not null"#,
        refund_id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<_> = ids.into_iter().map(Into::into).collect();
    crate::lock::tender_accounts(&mut *conn, &ids).await?;
    sqlx::query!(
        "with due as (
             select r.credit_account_id as tender_account_id, r.amount_minor, 'credit' as kind
             from refunds r
             where r.refund_id = $1
               and r.credit_account_id is not null
             union all
             select t.tender_account_id, t.amount_minor, 'refund'
             from refund_tenders t
             join refunds r using (refund_id)
             where t.refund_id = $1
               and r.credit_account_id is null
         ), given as (
             update tender_accounts a
             set balance_minor = a.balance_minor + d.amount_minor, updated_at = $3,
                 expires_at = case when a.expires_at < $2 then $2 else a.expires_at end
             from due d
             where a.tender_account_id = d.tender_account_id
             returning a.tender_account_id, a.balance_minor, d.amount_minor, d.kind
         )
         insert into tender_entries
             (tender_account_id, kind, amount_minor, balance_minor, order_id, refund_id, created_at)
         select g.tender_account_id, g.kind, g.amount_minor, g.balance_minor, r.order_id, r.refund_id, $3
         from given g
         join refunds r on r.refund_id = $1
         order by g.tender_account_id",
        refund_id.0,
        good_until,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
