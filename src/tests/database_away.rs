//! What shoppers see while the database cannot be reached (SEMANTICS section 8, last paragraph).

use crate::running_store::RunningStore;
use sqlx::{Connection as _, PgConnection};
use std::time::{Duration, Instant};
use testkit::{TestDb, TestShop};

const PRICE: &str = "€84.00";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_database_a_product_is_still_shown_but_never_with_an_old_price_and_a_button() {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    shop.product("ring").price(8400).stock(10).create().await;
    let store = RunningStore::start(db, &[]);
    let mut browser = store.browser();
    let whole = page(&mut browser).await;
    assert!(whole.contains(PRICE) && whole.contains("action=\"/cart/lines\""));

    let database = lock_out(&store).await;
    // The page cache may still answer for its 30 seconds; then the price has to go.
    let copy = until(&mut browser, |html| !html.contains(PRICE)).await;
    assert!(copy.contains("buying has to wait") && copy.contains("<h1"), "{copy}");
    assert!(!copy.contains("action=\"/cart/lines\""), "{copy}");

    let_in(&database).await;
    let again = until(&mut browser, |html| html.contains(PRICE)).await;
    assert!(again.contains("action=\"/cart/lines\""));
    store.close().await;
}

async fn page(browser: &mut testkit::browser::Browser) -> String {
    let answer = browser.get("/products/ring").await.unwrap();
    String::from_utf8_lossy(&answer.body).into_owned()
}

async fn until(browser: &mut testkit::browser::Browser, is_so: impl Fn(&str) -> bool) -> String {
    let begin = Instant::now();
    loop {
        let html = page(browser).await;
        if is_so(&html) {
            return html;
        }
        assert!(begin.elapsed() < Duration::from_secs(60), "still: {html}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

// Nobody gets in, and who is in goes.
async fn lock_out(store: &RunningStore) -> String {
    let name: String = sqlx::query_scalar("select current_database()::text")
        .fetch_one(&store.db.pool)
        .await
        .unwrap();
    admin(&format!("alter database {name} with allow_connections false")).await;
    admin(&format!(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
    ))
    .await;
    name
}

async fn let_in(database: &str) {
    admin(&format!("alter database {database} with allow_connections true")).await;
}

async fn admin(statement: &str) {
    let mut server = PgConnection::connect(&std::env::var("DATABASE_URL").unwrap())
        .await
        .unwrap();
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&mut server)
        .await
        .unwrap();
}
