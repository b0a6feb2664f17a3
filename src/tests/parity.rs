//! `vitrine parity` over a running shop: pages that are true, and one that is not.

use crate::running_store::RunningStore;
use testkit::{TestDb, TestShop};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_price_on_a_page_is_found_and_a_shop_that_prints_its_prices_is_left_in_peace() {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    shop.product("ring").price(2000).stock(50).create().await;
    shop.product("bowl").price(3500).stock(50).create().await;
    let store = RunningStore::start(db, &[("VITRINE_WORKER", "off")]);
    let address = format!("http://localhost:{}", store.port);
    let arguments = ["parity", "--url", address.as_str()];

    let told = store.run(&arguments).unwrap();

    assert!(told.ends_with(" 0 differ"), "{told}");
    assert!(told.contains("main"), "{told}");
    assert_eq!(store.count("select count(*) from carts").await, 0);
    assert_eq!(store.count("select count(*) from orders").await, 0);

    // Nobody tells the running shop, and nobody makes its lists anew: they go on showing what they were made with.
    sqlx::raw_sql(
        "begin;
         set local session_replication_role = replica;
         update prices set amount_minor = 1900 where amount_minor = 2000;
         commit;",
    )
    .execute(&store.db.pool)
    .await
    .unwrap();

    let refused = store.run(&arguments).unwrap_err().to_string();

    let shown = "/collections/all in main: ring shows €20.00 [20.00], the core says €19.00 [19.00]";
    assert!(refused.contains(shown), "{refused}");
    assert!(!refused.contains(": bowl shows"), "{refused}");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_that_does_not_answer_is_said_to_be_silent_and_its_lists_are_compared_without_it() {
    let db = TestDb::create().await;
    TestShop::open(&db.pool).await.product("ring").create().await;
    let store = RunningStore::start(db, &[]);

    let silent = store
        .run(&["parity", "--url", "http://localhost:9"])
        .unwrap_err()
        .to_string();
    let lists = store.run(&["parity", "--lists"]).unwrap();

    assert!(silent.contains("http://localhost:9/ could not be visited"), "{silent}");
    assert!(lists.contains("prices of lists compared, 0 differ"), "{lists}");
    store.close().await;
}
