//! A database of its own for every test, made from a migrated template.
//!
//! `DATABASE_URL` names a server whose user may create databases. The template's name is a digest of the migrations,
//! so that it is made once and never stale; an advisory lock keeps parallel test processes from making it twice.

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, PgPool};
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

const ABANDONED_AFTER_SECONDS: u64 = 3600;

/// Whether this process has looked for what earlier ones left.
static SWEPT: AtomicBool = AtomicBool::new(false);

/// A database that is dropped with [`TestDb::drop`], or swept by the next run when a test panicked.
pub struct TestDb {
    /// Connections to it, at most 64.
    pub pool: PgPool,
    name: String,
    server: PgConnectOptions,
}

impl TestDb {
    /// A fresh, migrated, empty database.
    ///
    /// # Panics
    /// When `DATABASE_URL` is not set or the server refuses: a test without its database must fail.
    pub async fn create() -> Self {
        let server = server();
        let mut admin = server.connect().await.expect("the test server answers");
        let template = ensure_template(&mut admin, &server).await;
        let name = format!("vt_{}", Uuid::now_v7().simple());
        run(&mut admin, format!("create database {name} template {template}")).await;
        admin.close().await.expect("the connection closes");
        let pool = PgPoolOptions::new()
            .max_connections(64)
            .connect_with(server.clone().database(&name))
            .await
            .expect("the new database answers");
        Self { pool, name, server }
    }

    /// Address of this database, for a process of its own.
    pub fn url(&self) -> String {
        self.server.clone().database(&self.name).to_url_lossy().to_string()
    }

    /// Checks that nothing in it breaks a rule of any shop, closes the pool and drops the database.
    ///
    /// # Panics
    /// With every rule that is broken and by what, or when the server refuses.
    pub async fn drop(self) {
        crate::invariants::check_shop(&self.pool).await;
        self.remove().await;
    }

    /// The same for a test that has broken rules on purpose: exactly these, each named as the view `violations` does.
    ///
    /// # Panics
    /// When others are broken, or not all of these; or when the server refuses.
    pub async fn drop_broken(self, rules: &[&str]) {
        let mut rules = rules.to_vec();
        rules.sort_unstable();
        assert_eq!(crate::invariants::broken_rules(&self.pool).await, rules);
        self.remove().await;
    }

    async fn remove(self) {
        self.pool.close().await;
        let mut admin = self.server.connect().await.expect("the test server answers");
        run(
            &mut admin,
            format!("drop database if exists {} with (force)", self.name),
        )
        .await;
    }
}

fn server() -> PgConnectOptions {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL names a Postgres server for tests");
    PgConnectOptions::from_str(&url)
        .expect("DATABASE_URL is an address")
        .disable_statement_logging()
}

async fn ensure_template(admin: &mut PgConnection, server: &PgConnectOptions) -> String {
    let digest = MIGRATOR.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, migration| {
        migration
            .checksum
            .iter()
            .fold(hash, |h, byte| (h ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    });
    let template = format!("vt_template_{digest:016x}");
    sqlx::query("select pg_advisory_lock(729341)")
        .execute(&mut *admin)
        .await
        .expect("the lock is given");
    let ready: Option<bool> = sqlx::query_scalar("select datistemplate from pg_database where datname = $1")
        .bind(&template)
        .fetch_optional(&mut *admin)
        .await
        .expect("the catalogue is readable");
    if ready != Some(true) {
        run(admin, format!("drop database if exists {template} with (force)")).await;
        run(admin, format!("create database {template}")).await;
        let mut fresh = server
            .clone()
            .database(&template)
            .connect()
            .await
            .expect("the template answers");
        MIGRATOR
            .run_direct(None, &mut fresh, false)
            .await
            .expect("the migrations apply");
        fresh.close().await.expect("the connection closes");
        run(admin, format!("alter database {template} with is_template true")).await;
    }
    if !SWEPT.swap(true, Ordering::Relaxed) {
        sweep(admin).await;
    }
    sqlx::query("select pg_advisory_unlock(729341)")
        .execute(&mut *admin)
        .await
        .expect("the lock is returned");
    template
}

// What panicked tests left. Younger ones may belong to a test of another process that is between two connections.
async fn sweep(admin: &mut PgConnection) {
    let idle: Vec<String> = sqlx::query_scalar(
        "select datname::text
         from pg_database d
         where datname ~ '^vt_[0-9a-f]{32}$'
           and not exists (select from pg_stat_activity a where a.datname = d.datname)",
    )
    .fetch_all(&mut *admin)
    .await
    .expect("the catalogue is readable");
    for name in idle.iter().filter(|name| is_old(name)) {
        run(admin, format!("drop database if exists {name}")).await;
    }
}

fn is_old(name: &str) -> bool {
    let made = name.strip_prefix("vt_").and_then(|id| Uuid::parse_str(id).ok());
    let made = made.and_then(|id| id.get_timestamp()).map(|stamp| stamp.to_unix().0);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    made.is_some_and(|made| now.saturating_sub(made) > ABANDONED_AFTER_SECONDS)
}

async fn run(admin: &mut PgConnection, statement: String) {
    // Names are made here from hexadecimal digits only.
    sqlx::query(AssertSqlSafe(statement.clone()))
        .execute(admin)
        .await
        .unwrap_or_else(|e| panic!("{statement}: {e}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody looks from these parents, and none of them is deleted in passing.
    const LOOKED_FOR_BY_NOBODY: [&str; 12] = [
        "checkouts.delivery_method_id",
        "collections.media_id",
        "fulfilments.stock_location_id",
        "inventory_levels.stock_location_id",
        "price_lists.market_id,currency",
        "refunds.return_id",
        "reservations.stock_location_id",
        "shops.hero_media_id",
        "stock_requests.variant_id",
        "test_provider.deliveries.session_id",
        "test_provider.idempotency_keys.session_id",
        "variants.media_id",
    ];

    #[tokio::test]
    async fn every_reference_can_be_followed_back_by_an_index() {
        let db = TestDb::create().await;

        // Of an index over some rows only one counts that leaves out nothing but "refers to nobody".
        let without: Vec<String> = sqlx::query_scalar(
            r"select c.conrelid::regclass::text || '.' || (
                  select string_agg(a.attname, ',' order by k.place)
                  from unnest(c.conkey) with ordinality k (number, place)
                  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
              )
              from pg_constraint c
              where c.contype = 'f'
                and not exists (
                    select
                    from pg_index i
                    where i.indrelid = c.conrelid
                      and i.indkey[0] = any (c.conkey)
                      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\(\w+ IS NOT NULL\)$')
                )
              order by 1",
        )
        .fetch_all(&db.pool)
        .await
        .expect("the catalogue reads");

        assert_eq!(without, LOOKED_FOR_BY_NOBODY);
        db.drop().await;
    }
}
