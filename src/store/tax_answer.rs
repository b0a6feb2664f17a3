//! What a tax engine said about a cart: the last answer, or that there was none. One row a cart.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::CartId;
use domain::tax::{TaxAnswer, TaxSource};
use sqlx::PgConnection;
use sqlx::types::Json;

/// What was said about one state of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// Names the question ([`domain::tax::TaxQuestion::fingerprint`]).
    pub fingerprint: String,
    /// Who answered, or who did not.
    pub source: TaxSource,
    /// The taxes; absent where nobody answered.
    pub answer: Option<TaxAnswer>,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
}

/// Keeps an answer in place of an older one.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `tax_answers_cart_id_fkey` where the cart is gone.
pub async fn save(conn: &mut PgConnection, cart_id: CartId, answer: &StoredAnswer) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into tax_answers (cart_id, fingerprint, source, answer, asked_at)
         values ($1, $2, $3, $4, $5)
         on conflict (cart_id) do update
         set fingerprint = excluded.fingerprint, source = excluded.source, answer = excluded.answer,
             asked_at = excluded.asked_at",
        cart_id.0,
        answer.fingerprint,
        Json(&answer.source) as _,
        answer.answer.as_ref().map(Json) as _,
        answer.asked_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}
