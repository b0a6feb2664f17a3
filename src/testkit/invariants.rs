//! What must be true of money, stock and orders after anything that a test does to them (RELIABILITY section 3).
//!
//! What holds in every shop is the view `violations`, which `vitrine doctor --deep` reads too. Here is what the ledger of
//! the test provider adds: both sides have to tell the same story once nothing is under way.

use sqlx::PgPool;
use std::time::{Duration, Instant};

/// (number and rule, query for what breaks it).
const RULES: &[(&str, &str)] = &[
    (
        "what holds in every shop",
        "select rule || ': ' || subject from violations",
    ),
    (
        "4: every charge belongs to an order, or an alert says that it does not",
        "select s.attempt_id::text
         from test_provider.charges c
         join test_provider.sessions s using (session_id)
         left join payment_attempts a on a.payment_attempt_id = s.attempt_id
         left join payment_transactions t on t.payment_attempt_id = s.attempt_id
             and t.kind = 'capture' and t.amount_minor = c.amount_minor and t.currency = c.currency
         left join orders o on o.order_id = t.order_id
         where (a.status is distinct from 'succeeded' or o.order_id is null or o.status = 'draft')
           and not exists (select from alerts x where x.subject = s.attempt_id::text)",
    ),
    (
        "4: every fact of a capture is a charge at the provider",
        "select t.payment_attempt_id::text
         from payment_transactions t
         join payment_attempts a using (payment_attempt_id)
         where t.kind = 'capture'
           and a.provider = 'test'
           and not exists (
               select
               from test_provider.charges c
               join test_provider.sessions s using (session_id)
               where s.attempt_id = t.payment_attempt_id
                 and c.amount_minor = t.amount_minor
                 and c.currency = t.currency
           )",
    ),
    (
        "4, 6: what the provider gave back is what an order knows of, or is being asked about",
        "select p.provider_refund_id::text
         from test_provider.refunds p
         left join refunds r on 'refund-' || r.refund_id::text = p.idempotency_key
         where r.refund_id is null
            or r.state = 'failed'
            or (r.amount_minor - r.tender_minor, r.currency) <> (p.amount_minor, p.currency)
         union all
         select r.refund_id::text
         from refunds r
         join payment_attempts a using (payment_attempt_id)
         where r.state = 'succeeded'
           and r.credit_account_id is null
           and a.provider = 'test'
           and not exists (
               select
               from test_provider.refunds p
               where p.idempotency_key = 'refund-' || r.refund_id::text
           )",
    ),
];

/// Names of the rules of every shop that are broken, each once, in order.
///
/// # Panics
/// When the view cannot be read.
pub async fn broken_rules(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select distinct rule collate \"C\" from violations order by 1")
        .fetch_all(pool)
        .await
        .expect("the view reads")
}

/// Checks what holds in every shop.
///
/// # Panics
/// With every rule that is broken, and by what.
pub async fn check_shop(pool: &PgPool) {
    let broken: Vec<String> = sqlx::query_scalar("select rule || ': ' || subject from violations order by 1")
        .fetch_all(pool)
        .await
        .expect("the view reads");
    assert!(broken.is_empty(), "broken invariants:\n{}", broken.join("\n"));
}

/// Waits until nothing is overdue in a store whose background work runs.
///
/// # Panics
/// With what is still overdue after a while.
pub async fn check_work(pool: &PgPool) {
    until_none(
        pool,
        "left undone",
        "select rule || ': ' || subject
         from overdue(now())",
    )
    .await;
}

/// Waits until no session of a running store sleeps in an open transaction (rule 12).
///
/// # Panics
/// With the statements after which some fell asleep and stayed so.
pub async fn check_sessions(pool: &PgPool) {
    until_none(
        pool,
        "idle in a transaction",
        "select query
         from pg_stat_activity
         where datname = current_database()
           and state like 'idle in transaction%'
           and state_change < now() - interval '5 seconds'",
    )
    .await;
}

/// Waits until a store that has stopped has given every connection back (rule 12).
///
/// # Panics
/// With what its sessions did last.
pub async fn check_stopped(pool: &PgPool) {
    until_none(
        pool,
        "sessions that were left",
        "select state || ': ' || query
         from pg_stat_activity
         where datname = current_database()
           and application_name = 'vitrine'",
    )
    .await;
}

/// How long a busy machine may take.
const PATIENCE: Duration = Duration::from_secs(20);

async fn until_none(pool: &PgPool, what: &str, query: &'static str) {
    let since = Instant::now();
    loop {
        let found: Vec<String> = sqlx::query_scalar(query)
            .fetch_all(pool)
            .await
            .expect("the database answers");
        if found.is_empty() {
            return;
        }
        assert!(since.elapsed() < PATIENCE, "{what}:\n{}", found.join("\n"));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Checks every rule.
///
/// # Panics
/// With every rule that is broken, and by what.
pub async fn check(pool: &PgPool) {
    let mut broken = Vec::new();
    for (rule, query) in RULES {
        let rows: Vec<String> = sqlx::query_scalar(*query)
            .fetch_all(pool)
            .await
            .unwrap_or_else(|e| panic!("{rule}: {e}"));
        if !rows.is_empty() {
            broken.push(format!("{rule}: {}", rows.join(", ")));
        }
    }
    assert!(broken.is_empty(), "broken invariants:\n{}", broken.join("\n"));
}

#[cfg(test)]
mod tests {
    use crate::{TestDb, TestShop};

    #[tokio::test]
    async fn a_rule_that_is_broken_is_told_with_what_breaks_it() {
        let db = TestDb::create().await;
        TestShop::open(&db.pool).await.product("ring").create().await;
        let told = async || -> Vec<String> {
            sqlx::query_scalar("select rule from violations order by 1")
                .fetch_all(&db.pool)
                .await
                .expect("the view reads")
        };
        assert!(told().await.is_empty());

        sqlx::raw_sql(
            "insert into outbox_entries (event_id, aggregate_type, aggregate_id, sequence, type, payload)
             values (gen_random_uuid(), 'order', gen_random_uuid(), 2, 'order.placed', '{}');
             update inventory_levels set on_hand = on_hand + 1;",
        )
        .execute(&db.pool)
        .await
        .expect("nothing forbids it");

        assert_eq!(
            told().await,
            [
                "9: sequences run from 1 without a gap",
                "S-12: on_hand by the ledger is what it adds up to"
            ]
        );
        db.drop_broken(&[
            "9: sequences run from 1 without a gap",
            "S-12: on_hand by the ledger is what it adds up to",
        ])
        .await;
    }
}
