//! A balance and how it came about.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, TenderAccountId};
use domain::money::{Currency, Money};
use serde::Serialize;
use sqlx::PgConnection;

/// One change of a balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `issue`, `adjust`, `apply`, `release` or `refund`.
    pub kind: String,
    /// Below zero where it was taken.
    pub amount_minor: i64,
    /// Afterwards.
    pub balance_minor: i64,
    /// The order's number, once it has one.
    pub order_number: Option<i64>,
    /// For which order; the order of a draft that was rolled back is gone.
    pub order_id: Option<OrderId>,
    /// Who did it; empty for the shop itself.
    pub actor_name: String,
    /// May be empty.
    pub note: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// What is in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TenderAccount {
    /// Id.
    pub tender_account_id: TenderAccountId,
    /// What can be spent.
    pub balance: Money,
}

/// The newest entries of an account, the last first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_entries(
    conn: &mut PgConnection,
    account_id: TenderAccountId,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let rows = sqlx::query!(
        r#"select e.kind, e.amount_minor, e.balance_minor, e.order_id, o.order_number as "order_number?", e.actor_name,
                  e.note, e.created_at
           from tender_entries e
           left join orders o on o.order_id = e.order_id
           where e.tender_account_id = $1
           order by e.tender_entry_id desc
           limit $2"#,
        account_id.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let entry = rows.into_iter().map(|row| Entry {
        kind: row.kind,
        amount_minor: row.amount_minor,
        balance_minor: row.balance_minor,
        order_number: row.order_number,
        order_id: row.order_id.map(Into::into),
        actor_name: row.actor_name,
        note: row.note,
        created_at: row.created_at,
    });
    Ok(entry.collect())
}

pub(super) fn money(minor: i64, currency: &str) -> Result<Money, StoreError> {
    let currency = Currency::parse(currency).map_err(|error| StoreError::corrupt("tender_accounts.currency", error))?;
    Ok(Money::new(minor, currency))
}
