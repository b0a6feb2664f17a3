//! `--deep`: what is stored is possible, what was to be done is done, and nobody sleeps on a lock.

use super::Finding;
use sqlx::PgPool;
use store::error::StoreError;
use store::violation::{self, Violation};

// Told one by one; a shop that breaks more rules than this has one reason for many of them.
const MOST: i64 = 50;

/// Reads every order once.
pub(super) async fn proof(pool: &PgPool) -> Vec<Finding> {
    vec![
        Finding {
            what: "proof",
            result: told(broken(pool).await, "orders, money and stock add up", "rules are broken"),
        },
        Finding {
            what: "work",
            result: told(overdue(pool).await, "nothing is overdue", "things are overdue"),
        },
        Finding {
            what: "sessions",
            result: told(
                asleep(pool).await,
                "none sleeps in a transaction",
                "sleep in a transaction",
            ),
        },
    ]
}

async fn broken(pool: &PgPool) -> Result<Vec<Violation>, StoreError> {
    violation::list(&mut *pool.acquire().await?, MOST).await
}

async fn overdue(pool: &PgPool) -> Result<Vec<Violation>, StoreError> {
    let now = adapters::clock::Clock::system().now();
    violation::list_overdue(&mut *pool.acquire().await?, now, MOST).await
}

async fn asleep(pool: &PgPool) -> Result<Vec<Violation>, StoreError> {
    violation::list_idle_in_transaction(&mut *pool.acquire().await?, MOST).await
}

fn told(found: Result<Vec<Violation>, StoreError>, well: &str, badly: &str) -> Result<String, String> {
    match found {
        Ok(found) if found.is_empty() => Ok(well.to_owned()),
        Ok(found) => {
            let told: Vec<String> = found
                .iter()
                .map(|one| format!("\n          {}: {}", one.rule, one.subject))
                .collect();
            Err(format!("{} {badly}:{}", told.len(), told.concat()))
        }
        Err(error) => Err(format!("could not be looked at: {error}")),
    }
}
