//! Money that one attempt has set aside, as the facts tell it: an order may have several, and each is taken or let go for
//! itself.

use crate::error::StoreError;
use domain::id::{OrderId, PaymentAttemptId};
use domain::money::{Currency, Money};
use sqlx::PgConnection;
use uuid::Uuid;

/// What one attempt has set aside, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorization {
    /// Its attempt, which is also its name at the provider.
    pub attempt_id: PaymentAttemptId,
    /// For what.
    pub order_id: OrderId,
    /// Stable word of the provider.
    pub provider: String,
    /// What can still be taken or let go, at least 0.
    pub open: Money,
}

struct AuthorizationRow {
    payment_attempt_id: Uuid,
    order_id: Uuid,
    provider: String,
    currency: String,
    open_minor: i64,
}

impl TryFrom<AuthorizationRow> for Authorization {
    type Error = StoreError;

    fn try_from(row: AuthorizationRow) -> Result<Self, StoreError> {
        let currency = Currency::parse(&row.currency)
            .map_err(|error| StoreError::corrupt("payment_transactions.currency", error))?;
        Ok(Self {
            attempt_id: row.payment_attempt_id.into(),
            order_id: row.order_id.into(),
            provider: row.provider,
            open: Money::new(row.open_minor, currency),
        })
    }
}

/// What is still set aside for an order, in the order in which it was told.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_open_authorizations(
    conn: &mut PgConnection,
    order_id: OrderId,
) -> Result<Vec<Authorization>, StoreError> {
    sqlx::query_as!(
        AuthorizationRow,
        r#"select payment_attempt_id as "payment_attempt_id!", order_id as "order_id!", provider as "provider!",
                  currency as "currency!", open_minor as "open_minor!"
           from authorizations
           where order_id = $1
             and open_minor > 0
           order by fact"#,
        order_id.0,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(Authorization::try_from)
    .collect()
}

/// What an attempt has set aside, if it ever did.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_authorization(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
) -> Result<Option<Authorization>, StoreError> {
    sqlx::query_as!(
        AuthorizationRow,
        r#"select payment_attempt_id as "payment_attempt_id!", order_id as "order_id!", provider as "provider!",
                  currency as "currency!", open_minor as "open_minor!"
           from authorizations
           where payment_attempt_id = $1
             and order_id is not null
           order by open_minor desc
           limit 1"#,
        attempt_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(Authorization::try_from)
    .transpose()
}
