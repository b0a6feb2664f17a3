//! A shop in a database, for one run after another: three things for sale, and nothing else once it is cleared.

use super::shopper::Ware;
use sqlx::PgPool;
use testkit::{TestDb, TestShop};
use uuid::Uuid;

/// (number, minor units, units in stock).
const WARES: [(u32, i64, i32); 3] = [(1, 2000, 3), (2, 900, 8), (3, 4500, 5)];

/// What a run changes of what a cleared stage holds.
const KEPT: [&str; 6] = [
    "shops",
    "inventory_levels",
    "inventory_movements",
    "prices",
    "product_prices",
    "product_summaries",
];

/// The shop and its database.
pub struct Stage {
    db: TestDb,
    /// Tells of statements, so that a kill can come after any of them.
    pub pool: PgPool,
    variants: Vec<Uuid>,
    clear: String,
}

impl Stage {
    pub async fn build() -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        let mut variants = Vec::new();
        for (number, price, stock) in WARES {
            let handle = format!("ring-{number}");
            variants.extend(shop.product(&handle).price(price).stock(stock).create().await);
        }
        let pool = testkit::statements::pool(&db).await;
        let clear = clearing(&db.pool).await;
        Self {
            db,
            pool,
            variants,
            clear,
        }
    }

    /// Everything is as it was built.
    pub async fn clear(&self) {
        run(&self.pool, &self.clear).await;
    }

    /// What is for sale.
    pub fn wares(&self) -> Vec<Ware> {
        let wares = self.variants.iter().zip(WARES);
        wares
            .map(|(variant, (number, price, stock))| Ware {
                variant_id: (*variant).into(),
                sku: format!("RING-{number}-1"),
                price: Some(price),
                on_hand: vec![stock.into()],
                was_short: false,
                said: None,
            })
            .collect()
    }

    pub async fn strike(self) {
        self.pool.close().await;
        self.db.drop().await;
    }
}

// Tables that are empty now are emptied, which is faster than to truncate them; some others are copied back.
async fn clearing(pool: &PgPool) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "select schemaname || '.' || tablename
         from pg_tables
         where schemaname in ('public', 'test_provider')
           and tablename not like '\\_%'
         order by 1",
    )
    .fetch_all(pool)
    .await
    .expect("the catalogue reads");
    let mut clear = "begin; set local session_replication_role = replica;".to_owned();
    for name in KEPT {
        run(pool, &format!("create table kept_{name} as table {name}")).await;
        clear.push_str(&["delete from ", name, "; insert into ", name].concat());
        clear.push_str(&[" overriding system value select * from kept_", name, ";"].concat());
    }
    for table in tables {
        let is_empty: bool =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select not exists (select from {table})")))
                .fetch_one(pool)
                .await
                .expect("the table reads");
        if is_empty || table == "public.price_history" {
            clear.push_str(&["delete from ", &table, ";"].concat());
        }
    }
    clear + "commit"
}

// Names are the catalogue's own and ours.
async fn run(pool: &PgPool, statements: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned()))
        .execute(pool)
        .await
        .unwrap_or_else(|error| panic!("{statements}: {error}"));
}
