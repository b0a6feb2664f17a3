//! Many shoppers buy several things each, of the same few, in any order (T02): nobody waits for somebody who waits for
//! them, and the books are right.
//!
//! `TEST_BASKETS` makes it longer, `TEST_BASKETS_SEED` repeats a run.

use crate::running_store::RunningStore;
use crate::shoppers::number;
use futures::stream::{self, StreamExt as _};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};
use testkit::browser::Browser;
use testkit::browser::purchase::{Ending, add_to_cart, fill_in, pay};
use testkit::{TestDb, TestShop};
use uuid::Uuid;

const BASKETS: u64 = 200;
/// Shoppers who buy at the same time.
const AT_ONCE: usize = 32;
const KINDS: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn baskets_of_the_same_things_in_any_order_never_stand_in_each_others_way() {
    let (seed, baskets) = (
        number("TEST_BASKETS_SEED", Uuid::now_v7().as_u64_pair().1),
        number("TEST_BASKETS", BASKETS),
    );
    eprintln!("{baskets} baskets; TEST_BASKETS_SEED={seed} repeats them");
    let mut random = StdRng::seed_from_u64(seed);
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let method = shop.standard_delivery_id.to_string();
    let mut goods = Vec::new();
    for kind in 0..KINDS {
        let product = shop.product(&format!("thing-{kind}")).stock(1_000_000);
        goods.push(product.create().await[0].to_string());
    }
    let store = RunningStore::start(db, &[]);

    let wanted: Vec<Vec<String>> = (0..baskets).map(|_| basket(&mut random, &goods)).collect();
    let units: usize = wanted.iter().map(Vec::len).sum();
    let ends: Vec<anyhow::Result<Ending>> = stream::iter(wanted)
        .map(|basket| buy(store.browser(), basket, &method))
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;

    for end in &ends {
        assert!(matches!(end, Ok(Ending::Placed { .. })), "seed {seed}: {end:?}");
    }
    assert_eq!(
        [
            store.count("select count(*) from orders where status = 'placed'").await,
            store.count("select sum(allocated)::bigint from inventory_levels").await,
            store.count("select sum(held)::bigint from inventory_levels").await,
        ],
        [i64::try_from(baskets).unwrap(), i64::try_from(units).unwrap(), 0]
    );
    store.close().await;
}

// One to five different things, in any order.
fn basket(random: &mut StdRng, goods: &[String]) -> Vec<String> {
    let mut goods = goods.to_vec();
    goods.shuffle(random);
    goods.truncate(random.random_range(1..=5));
    goods
}

async fn buy(mut browser: Browser, basket: Vec<String>, delivery_method: &str) -> anyhow::Result<Ending> {
    for variant in basket {
        add_to_cart(&mut browser, &variant).await?;
    }
    let review = fill_in(&mut browser, delivery_method).await?;
    pay(&mut browser, &review).await
}
