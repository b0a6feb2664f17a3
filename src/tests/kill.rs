//! The program is killed while shoppers buy (T03). They press again what got no answer, and in the end each has exactly
//! the order that the page thanked for.
//!
//! A kill between the draft and the payment page leaves a placement of which nobody knows whether it still runs: for
//! five minutes its shopper is asked to wait (P-1). Here the books are put back by that time.
//!
//! `TEST_KILL_SEED` repeats a run, `TEST_KILL_ROUNDS` makes it longer: 100 before a release.

use crate::running_store::RunningStore;
use anyhow::bail;
use futures::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use testkit::browser::Browser;
use testkit::browser::purchase::{Ending, Review, add_to_cart, fill_in, pay};
use testkit::{TestDb, TestShop};
use uuid::Uuid;

const ROUNDS: u64 = 15;
const SHOPPERS: usize = 8;
/// The kill comes at a moment up to this, in milliseconds after the shoppers began.
const LATEST_KILL_MS: u64 = 400;
const READY_WITHIN: Duration = Duration::from_secs(5);
/// How long a shopper presses again.
const PATIENCE: Duration = Duration::from_secs(20);
const PLEASE_WAIT: &str = "Your order is being placed. Please wait a moment.";

/// The page that thanked a shopper.
#[derive(Debug)]
struct Thanks {
    address: String,
    units: i64,
}

/// A shopper who was asked to wait, at the checkout's last step.
struct Waiting {
    browser: Browser,
    review: Review,
    units: i64,
}

/// What shoppers have to tell after a round.
#[derive(Default)]
struct Story {
    thanked: Vec<Thanks>,
    waiting: Vec<Waiting>,
    sent_again: Vec<String>,
}

#[derive(Clone)]
struct Wanted {
    variant_id: String,
    delivery_method: String,
}

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
        thanked.extend(pay_after_waiting(&store, story.waiting).await);
    }

    eprintln!("{} orders, {waited} after waiting; sent again: {lost:?}", thanked.len());
    assert!(!lost.is_empty(), "no kill hit a request");
    check(&store, &thanked).await;
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
        let story = story??;
        whole.thanked.extend(story.thanked);
        whole.waiting.extend(story.waiting);
        whole.sent_again.extend(story.sent_again);
    }
    Ok(whole)
}

async fn shop(mut browser: Browser, number: usize, wanted: Wanted, killed: Arc<AtomicBool>) -> anyhow::Result<Story> {
    browser.tries_again_for = PATIENCE;
    let mut story = Story::default();
    // Of one, two or three units; each is put into the cart by itself.
    for units in (1..=3).cycle().skip(number) {
        browser.forget_cookies();
        for _ in 0..units {
            add_to_cart(&mut browser, &wanted.variant_id).await?;
        }
        let review = fill_in(&mut browser, &wanted.delivery_method).await?;
        match pay(&mut browser, &review).await? {
            Ending::Placed { address, .. } => story.thanked.push(Thanks { address, units }),
            Ending::Refused { words, .. } if words.contains(PLEASE_WAIT) => {
                story.sent_again.append(&mut browser.sent_again);
                story.waiting.push(Waiting { browser, review, units });
                return Ok(story);
            }
            Ending::Refused { at, words } => bail!("{at} says {words:?}"),
        }
        if killed.load(Ordering::Relaxed) {
            break;
        }
    }
    story.sent_again.append(&mut browser.sent_again);
    Ok(story)
}

/// Those who were asked to wait come back after six minutes and press again.
async fn pay_after_waiting(store: &RunningStore, waiting: Vec<Waiting>) -> Vec<Thanks> {
    sqlx::query(
        "update carts set completing_at = completing_at - interval '6 minutes' where completing_at is not null",
    )
    .execute(&store.db.pool)
    .await
    .unwrap();
    let mut thanked = Vec::new();
    for Waiting {
        mut browser,
        review,
        units,
    } in waiting
    {
        match pay(&mut browser, &review).await.unwrap() {
            Ending::Placed { address, .. } => thanked.push(Thanks { address, units }),
            Ending::Refused { at, words } => panic!("after waiting {at} says {words:?}"),
        }
    }
    thanked
}

/// Where the kills fell: the requests that were lost, without what is secret in their addresses.
fn count(sent_again: &[String], lost: &mut BTreeMap<String, usize>) {
    for request in sent_again {
        let known: Vec<_> = request.split('/').filter(|part| part.len() < 20).collect();
        *lost.entry(known.join("/")).or_default() += 1;
    }
}

/// One order each, with the units that were wanted, paid once; nothing else was sold, and nothing is held.
async fn check(store: &RunningStore, thanked: &[Thanks]) {
    let expected: BTreeMap<String, i64> = thanked
        .iter()
        .map(|thanks| (thanks.address.trim_start_matches("/orders/").to_owned(), thanks.units))
        .collect();
    let orders: Vec<(String, i64)> = sqlx::query_as(
        "select o.access_token, sum(l.quantity)::bigint
         from orders o
         join order_lines l using (order_id)
         where o.status = 'placed'
           and o.payment_status = 'paid'
         group by o.access_token",
    )
    .fetch_all(&store.db.pool)
    .await
    .unwrap();
    assert_eq!(expected.len(), thanked.len(), "two shoppers were thanked for one order");
    assert_eq!(orders.into_iter().collect::<BTreeMap<_, _>>(), expected);

    let count = i64::try_from(thanked.len()).unwrap();
    let sold: i64 = thanked.iter().map(|thanks| thanks.units).sum();
    assert_eq!(
        [
            store.count("select count(*) from orders").await,
            store.count("select count(*) from test_provider.charges").await,
            store.count("select sum(allocated)::bigint from inventory_levels").await,
            store.count("select sum(held)::bigint from inventory_levels").await,
        ],
        [count, count, sold, 0]
    );
    let mut browser = store.browser();
    for thanks in thanked {
        let page = browser.get(&thanks.address).await.unwrap().text();
        assert!(page.contains("Thank you for your order"), "{}", thanks.address);
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}
