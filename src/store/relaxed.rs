//! Transactions whose commit does not wait for the disk.
//!
//! The log keeps its order: the next commit that does wait takes everything before it along. So this is for marks that say
//! "done" of something that can be done again. Only a power cut, or the death of the whole database server, can lose them,
//! and then no more than the last second. Whatever somebody was answered never goes this way: carts, orders, money.

use sqlx::{PgPool, Postgres, Transaction};

/// Begins one. Takes one trip, as `begin` does.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(pool: &PgPool) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    pool.begin_with("begin; set local synchronous_commit = off").await
}
