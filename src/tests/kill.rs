//! The program is killed while shoppers buy (T03). They press again what got no answer, and in the end each has exactly
//! the order that the page thanked for.
//!
//! A kill between the draft and the payment page leaves a placement of which nobody knows whether it still runs: for
//! five minutes its shopper is asked to wait (P-1). Here the books are put back by that time.
//!
//! `TEST_KILL_SEED` repeats a run, `TEST_KILL_ROUNDS` makes it longer: 100 before a release.

use crate::running_store::RunningStore;
use crate::shoppers::{Story, Wanted, check, number, pay_after_waiting, shop};
use futures::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use testkit::{TestDb, TestShop};
use uuid::Uuid;

const ROUNDS: u64 = 15;
const SHOPPERS: usize = 8;
/// The kill comes at a moment up to this, in milliseconds after the shoppers began.
const LATEST_KILL_MS: u64 = 400;
const READY_WITHIN: Duration = Duration::from_secs(5);
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_at_any_moment_loses_no_order_and_makes_none_twice() {
    let (seed, rounds) = (
        number("TEST_KILL_SEED", Uuid::now_v7().as_u64_pair().1),
        number("TEST_KILL_ROUNDS", ROUNDS),
    );
    eprintln!("{rounds} kills; TEST_KILL_SEED={seed} repeats them");
    let mut random = StdRng::seed_from_u64(seed);
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let wanted = Wanted {
        variant_id: shop.product("ring").stock(1_000_000).create().await[0].to_string(),
        delivery_method: shop.standard_delivery_id.to_string(),
        is_told_to_wait: false,
    };
    let mut store = RunningStore::start(db, &[]);

    let (mut thanked, mut lost, mut waited) = (Vec::new(), BTreeMap::new(), 0);
    for round in 0..rounds {
        let moment = Duration::from_millis(random.random_range(0..=LATEST_KILL_MS));
        let story = killed_round(&mut store, &wanted, moment).await;
        let story = story.unwrap_or_else(|error| panic!("round {round}, seed {seed}, {moment:?}: {error:#}"));
        count(&story.sent_again, &mut lost);
        waited += story.waiting.len();
        thanked.extend(story.thanked);
        thanked.extend(pay_after_waiting(&store.db.pool, story.waiting).await);
    }

    eprintln!("{} orders, {waited} after waiting; sent again: {lost:?}", thanked.len());
    assert!(!lost.is_empty(), "no kill hit a request");
    check(&store.db.pool, store.browser(), &thanked).await;
    store.close().await;
}

/// Shoppers buy one after the other until the program is killed, and end the purchase that the kill fell into.
async fn killed_round(store: &mut RunningStore, wanted: &Wanted, moment: Duration) -> anyhow::Result<Story> {
    let killed = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..SHOPPERS)
        .map(|number| tokio::spawn(shop(store.browser(), number, wanted.clone(), Arc::clone(&killed))))
        .collect();
    tokio::time::sleep(moment).await;
    killed.store(true, Ordering::Relaxed);
    let ready_after = tokio::task::block_in_place(|| store.kill_and_restart());
    assert!(ready_after < READY_WITHIN, "ready again after {ready_after:?}");
    let mut whole = Story::default();
    for story in join_all(tasks).await {
        whole.add(story??);
    }
    Ok(whole)
}

/// Where the kills fell: the requests that were lost, without what is secret in their addresses.
fn count(sent_again: &[String], lost: &mut BTreeMap<String, usize>) {
    for request in sent_again {
        let known: Vec<_> = request.split('/').filter(|part| part.len() < 20).collect();
        *lost.entry(known.join("/")).or_default() += 1;
    }
}
