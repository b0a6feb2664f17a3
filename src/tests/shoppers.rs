//! Shoppers who buy one thing after the other while something is done to the store, press again what got no answer, and
//! tell in the end what they were thanked for.

use anyhow::bail;
use sqlx::PgPool;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use testkit::browser::Browser;
use testkit::browser::purchase::{Ending, Review, add_to_cart, fill_in, pay, place};

/// How long a shopper presses again.
const PATIENCE: Duration = Duration::from_secs(20);
const A_MOMENT: Duration = Duration::from_millis(250);
const BUSY: &str = "Please try again in a moment.";
const PLEASE_WAIT: &str = "Your order is being placed. Please wait a moment.";

/// The page that thanked a shopper.
#[derive(Debug)]
pub struct Thanks {
    /// Its path.
    pub address: String,
    units: i64,
}

/// A shopper who was asked to wait, at the checkout's last step.
pub struct Waiting {
    browser: Browser,
    review: Review,
    units: i64,
}

/// What shoppers have to tell after a round.
#[derive(Default)]
pub struct Story {
    pub thanked: Vec<Thanks>,
    pub waiting: Vec<Waiting>,
    /// Requests that were sent again.
    pub sent_again: Vec<String>,
}

impl Story {
    /// Adds what another shopper has to tell.
    pub fn add(&mut self, other: Self) {
        self.thanked.extend(other.thanked);
        self.waiting.extend(other.waiting);
        self.sent_again.extend(other.sent_again);
    }
}

/// What they buy, and how it comes.
#[derive(Clone)]
pub struct Wanted {
    pub variant_id: String,
    pub delivery_method: String,
    /// Whether a form may answer that the shop is too busy, instead of doing what it says.
    pub is_told_to_wait: bool,
}

/// Buys one, two or three units at a time until it is said to be over, and ends the purchase that this falls into.
pub async fn shop(mut browser: Browser, number: usize, wanted: Wanted, over: Arc<AtomicBool>) -> anyhow::Result<Story> {
    browser.tries_again_for = PATIENCE;
    let mut story = Story::default();
    // Of one, two or three units; each is put into the cart by itself. Where a form may be refused, which leaves open how
    // many of them were, of one.
    let most = if wanted.is_told_to_wait { 1 } else { 3 };
    for units in (1..=most).cycle().skip(number) {
        browser.forget_cookies();
        let begin = Instant::now();
        for _ in 0..units {
            add_to_cart(&mut browser, &wanted.variant_id).await?;
        }
        let mut review = fill_in(&mut browser, &wanted.delivery_method).await;
        let ending = loop {
            match review {
                Ok(review) => match pay(&mut browser, &review).await? {
                    Ending::Refused { words, .. } if words.contains(BUSY) && wanted.is_told_to_wait => {}
                    Ending::Refused { words, .. } if words.contains(PLEASE_WAIT) => {
                        story.sent_again.append(&mut browser.sent_again);
                        story.waiting.push(Waiting { browser, review, units });
                        return Ok(story);
                    }
                    ending => break Some(ending),
                },
                // The page of the cart said it, so nothing is in it.
                Err(_) if wanted.is_told_to_wait => break None,
                Err(error) => return Err(error),
            }
            anyhow::ensure!(begin.elapsed() < PATIENCE, "the shop was too busy for too long");
            tokio::time::sleep(A_MOMENT).await;
            review = fill_in(&mut browser, &wanted.delivery_method).await;
        };
        match ending {
            Some(Ending::Placed { address, .. }) => story.thanked.push(Thanks { address, units }),
            Some(Ending::Refused { at, words }) => bail!("{at} says {words:?}"),
            None => {}
        }
        if over.load(Ordering::Relaxed) {
            break;
        }
    }
    story.sent_again.append(&mut browser.sent_again);
    Ok(story)
}

/// Buys one unit after a first card was refused.
pub async fn buy_after_a_refused_card(mut browser: Browser, wanted: Wanted) -> anyhow::Result<Thanks> {
    browser.tries_again_for = PATIENCE;
    add_to_cart(&mut browser, &wanted.variant_id).await?;
    let review = fill_in(&mut browser, &wanted.delivery_method).await?;
    let page = place(&mut browser, &review).await?;
    browser.get(&page).await?;
    let home = browser.submit(&page, &[("choice", "decline")]).await?;
    browser.follow(&home).await?;
    let review = fill_in(&mut browser, &wanted.delivery_method).await?;
    match pay(&mut browser, &review).await? {
        Ending::Placed { address, .. } => Ok(Thanks { address, units: 1 }),
        Ending::Refused { at, words } => bail!("{at} says {words:?}"),
    }
}

/// Those who were asked to wait come back after six minutes and press again.
pub async fn pay_after_waiting(pool: &PgPool, waiting: Vec<Waiting>) -> Vec<Thanks> {
    sqlx::query(
        "update carts set completing_at = completing_at - interval '6 minutes' where completing_at is not null",
    )
    .execute(pool)
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

/// One order each, with the units that were wanted, paid once; nothing else was sold, and nothing is held.
pub async fn check(pool: &PgPool, mut browser: Browser, thanked: &[Thanks]) {
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
    .fetch_all(pool)
    .await
    .unwrap();
    assert_eq!(expected.len(), thanked.len(), "two shoppers were thanked for one order");
    assert_eq!(orders.into_iter().collect::<BTreeMap<_, _>>(), expected);

    let all = i64::try_from(thanked.len()).unwrap();
    let sold: i64 = thanked.iter().map(|thanks| thanks.units).sum();
    assert_eq!(
        [
            count(pool, "select count(*) from orders").await,
            count(pool, "select count(*) from test_provider.charges").await,
            count(pool, "select sum(allocated)::bigint from inventory_levels").await,
            count(pool, "select sum(held)::bigint from inventory_levels").await,
        ],
        [all, all, sold, 0]
    );
    for thanks in thanked {
        let page = browser.get(&thanks.address).await.unwrap().text();
        assert!(page.contains("Thank you for your order"), "{}", thanks.address);
    }
}

async fn count(pool: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(pool).await.unwrap()
}

/// A number from the environment: how long a test is, or its seed.
pub fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}
