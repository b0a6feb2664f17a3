//! Store credit: one account a customer and currency.

use super::account::{TenderAccount, money};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CustomerId, OrderId, TenderAccountId};
use domain::money::Money;
use sqlx::PgConnection;

/// A change of a customer's store credit by the shop.
#[derive(Debug, Clone, Copy)]
pub struct NewCredit<'a> {
    /// Id of the account, where there is none yet.
    pub account_id: TenderAccountId,
    /// Whose.
    pub customer_id: CustomerId,
    /// By how much; below zero takes away. Not 0.
    pub amount: Money,
    /// The caller's name for it, 1 to 255 characters.
    pub client_ref: &'a str,
    /// Who does it; may be empty.
    pub actor_name: &'a str,
    /// What for; may be empty.
    pub note: &'a str,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credited {
    /// It is done; this can be spent now.
    Now(TenderAccount),
    /// It was done before, by this amount for this customer; this can be spent now.
    Before(TenderAccount),
    /// The reference was used for something else.
    ReferenceReused,
    /// There is less to take away.
    TooLittle(Money),
}

/// Changes a customer's store credit with its entry. The caller holds the customer's lock.
///
/// # Errors
/// [`StoreError`] when a statement fails or a row is not readable.
pub async fn credit(conn: &mut PgConnection, new: NewCredit<'_>, now: DateTime<Utc>) -> Result<Credited, StoreError> {
    let currency = new.amount.currency.code();
    let known = sqlx::query!(
        "select a.tender_account_id, a.customer_id, a.currency, a.balance_minor, e.amount_minor
         from tender_entries e
         join tender_accounts a using (tender_account_id)
         where e.client_ref = $1",
        new.client_ref,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(known) = known {
        let is_same = known.customer_id == Some(new.customer_id.0)
            && (known.currency.as_str(), known.amount_minor) == (currency, new.amount.minor);
        return Ok(if is_same {
            Credited::Before(TenderAccount {
                tender_account_id: known.tender_account_id.into(),
                balance: money(known.balance_minor, &known.currency)?,
            })
        } else {
            Credited::ReferenceReused
        });
    }
    sqlx::query!(
        "insert into tender_accounts
             (tender_account_id, kind, currency, balance_minor, customer_id, created_at, updated_at)
         values ($1, 'store_credit', $2, 0, $3, $4, $4)
         on conflict (customer_id, currency) do nothing",
        new.account_id.0,
        currency,
        new.customer_id.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let changed = sqlx::query!(
        "with changed as (
             update tender_accounts
             set balance_minor = balance_minor + $3, updated_at = $4
             where customer_id = $1
               and currency = $2
               and balance_minor + $3 >= 0
             returning tender_account_id, balance_minor
         )
         insert into tender_entries
             (tender_account_id, kind, amount_minor, balance_minor, client_ref, actor_name, note, created_at)
         select tender_account_id, case when $3 > 0 then 'issue' else 'adjust' end, $3, balance_minor, $5,
                left($6, 100), left($7, 200), $4
         from changed
         returning tender_account_id, balance_minor",
        new.customer_id.0,
        currency,
        new.amount.minor,
        now,
        new.client_ref,
        new.actor_name,
        new.note,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(row) = changed {
        return Ok(Credited::Now(TenderAccount {
            tender_account_id: row.tender_account_id.into(),
            balance: Money::new(row.balance_minor, new.amount.currency),
        }));
    }
    let all = list_credit(conn, new.customer_id).await?;
    let own = all.into_iter().find(|it| it.balance.currency == new.amount.currency);
    Ok(Credited::TooLittle(
        own.map_or(Money::new(0, new.amount.currency), |it| it.balance),
    ))
}

/// What a customer has, by currency.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_credit(conn: &mut PgConnection, customer_id: CustomerId) -> Result<Vec<TenderAccount>, StoreError> {
    let rows = sqlx::query!(
        "select tender_account_id, currency, balance_minor
         from tender_accounts
         where customer_id = $1
         order by currency",
        customer_id.0,
    )
    .fetch_all(conn)
    .await?;
    let account = rows.into_iter().map(|row| {
        Ok(TenderAccount {
            tender_account_id: row.tender_account_id.into(),
            balance: money(row.balance_minor, &row.currency)?,
        })
    });
    account.collect()
}

/// The store credit account of an order's customer in its currency, made empty where there is none yet; `None` for an order
/// without an account. Called before the order is locked: the customer comes first.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn open_of_order(
    conn: &mut PgConnection,
    order_id: OrderId,
    account_id: TenderAccountId,
    now: DateTime<Utc>,
) -> Result<Option<TenderAccountId>, StoreError> {
    sqlx::query!(
        "insert into tender_accounts
             (tender_account_id, kind, currency, balance_minor, customer_id, created_at, updated_at)
         select $1, 'store_credit', o.currency, 0, o.customer_id, $3, $3
         from orders o
         where o.order_id = $2
           and o.customer_id is not null
         on conflict (customer_id, currency) do nothing",
        account_id.0,
        order_id.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let account = sqlx::query_scalar!(
        "select a.tender_account_id
         from orders o
         join tender_accounts a using (customer_id, currency)
         where o.order_id = $1",
        order_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(account.map(Into::into))
}
