//! Many shoppers, few units (T01 over HTTP). `TEST_LAST_UNITS` makes it longer: 20 rounds before a release.

use crate::running_store::RunningStore;
use crate::shoppers::number;
use futures::stream::{self, StreamExt as _};
use testkit::browser::Browser;
use testkit::browser::purchase::{Ending, add_to_cart, fill_in, pay};
use testkit::{TestDb, TestShop};

const BUYERS: usize = 200;
const UNITS: usize = 10;
/// Shoppers who fill their carts at the same time.
const AT_ONCE: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_buyers_ten_get_the_last_ten_units_and_every_other_reads_that_they_are_sold_out() {
    for round in 0..number("TEST_LAST_UNITS", 1) {
        let begin = std::time::Instant::now();
        sell_the_last().await;
        eprintln!("round {round}: {:.1} s", begin.elapsed().as_secs_f32());
    }
}

async fn sell_the_last() {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let delivery_method = shop.standard_delivery_id.to_string();
    let ring = shop.product("ring").stock(10).create().await[0].to_string();
    let store = RunningStore::start(db, &[]);

    // Carts hold nothing, so that all of them can be filled; checkouts do.
    let buyers: Vec<Browser> = stream::iter(0..BUYERS)
        .map(|_| with_a_cart(store.browser(), &ring))
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let tasks = buyers.into_iter().map(|mut browser| {
        let delivery_method = delivery_method.clone();
        tokio::spawn(async move {
            let review = fill_in(&mut browser, &delivery_method).await?;
            pay(&mut browser, &review).await
        })
    });
    let ends: Vec<_> = futures::future::join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();

    let is_placed = |end: &&anyhow::Result<Ending>| matches!(end, Ok(Ending::Placed { .. }));
    let placed = ends.iter().filter(is_placed).count();
    let others: Vec<_> = ends.iter().filter(|end| !is_placed(end) && !is_sold_out(end)).collect();
    assert!(
        others.is_empty(),
        "{} of {BUYERS}, such as {:?}",
        others.len(),
        others[0]
    );
    assert_eq!(placed, UNITS);
    assert_eq!(
        [
            store.count("select count(*) from orders where status = 'placed'").await,
            store.count("select count(*) from test_provider.charges").await,
            store.count("select sum(allocated)::bigint from inventory_levels").await,
            store.count("select sum(held)::bigint from inventory_levels").await,
        ],
        [10, 10, 10, 0]
    );
    store.close().await;
}

async fn with_a_cart(mut browser: Browser, variant_id: &str) -> Browser {
    add_to_cart(&mut browser, variant_id).await.unwrap();
    browser
}

// At checkout, or, who was quicker there than the one who got the last unit, at payment.
fn is_sold_out(end: &anyhow::Result<Ending>) -> bool {
    matches!(end, Ok(Ending::Refused { at, words })
        if (at == "/cart" || at == "/checkout") && words.to_lowercase().contains("sold out"))
}
