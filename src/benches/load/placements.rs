//! The placement request alone: carts are filled and details given beforehand, then all are placed, up to the redirect to
//! the payment page.

use crate::world::Goods;
use anyhow::ensure;
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::browser::{Browser, Cookies, purchase};

/// What was measured.
#[derive(Debug, Clone)]
pub struct Placements {
    /// So many were placed.
    pub placed: u32,
    /// From the first request to the last answer.
    pub elapsed: Duration,
    /// How many failed, in filling or placing.
    pub errors: u32,
    /// Why, the first of them.
    pub first_error: Option<String>,
}

impl Placements {
    /// Placements a second.
    pub fn rate(&self) -> f64 {
        f64::from(self.placed) / self.elapsed.as_secs_f64().max(f64::EPSILON)
    }

    fn add(&mut self, other: Self) {
        self.placed += other.placed;
        self.errors += other.errors;
        self.first_error = self.first_error.take().or(other.first_error);
    }

    fn count(&mut self, outcome: anyhow::Result<()>) {
        match outcome {
            Ok(()) => self.placed += 1,
            Err(error) => {
                self.errors += 1;
                self.first_error.get_or_insert_with(|| format!("{error:#}"));
            }
        }
    }

    const fn none() -> Self {
        Self {
            placed: 0,
            elapsed: Duration::ZERO,
            errors: 0,
            first_error: None,
        }
    }
}

// A shopper with filled carts, each under cookies of its own.
struct Ready {
    browser: Browser,
    carts: Vec<(Cookies, purchase::Review)>,
    failed: Placements,
}

/// So many at once fill so many carts of two lines each, and then place them.
pub async fn measure(port: u16, goods: &Arc<Goods>, at_once: u32, each: u32) -> Placements {
    let filling = (0..at_once).map(|number| tokio::spawn(fill(port, goods.clone(), number * each, each)));
    let (mut all, mut ready) = (Placements::none(), Vec::new());
    for task in filling.collect::<Vec<_>>() {
        match task.await {
            Ok(filled) => ready.push(filled),
            Err(error) => all.count(Err(error.into())),
        }
    }
    let started = Instant::now();
    for task in ready
        .into_iter()
        .map(|ready| tokio::spawn(place(ready)))
        .collect::<Vec<_>>()
    {
        match task.await {
            Ok(done) => all.add(done),
            Err(error) => all.count(Err(error.into())),
        }
    }
    all.elapsed = started.elapsed();
    all
}

async fn fill(port: u16, goods: Arc<Goods>, first: u32, count: u32) -> Ready {
    let mut ready = Ready {
        browser: Browser::new(port),
        carts: Vec::new(),
        failed: Placements::none(),
    };
    for turn in first..first + count {
        match fill_one(&mut ready.browser, &goods, turn).await {
            Ok(cart) => ready.carts.push(cart),
            Err(error) => ready.failed.count(Err(error)),
        }
    }
    ready
}

async fn fill_one(browser: &mut Browser, goods: &Goods, turn: u32) -> anyhow::Result<(Cookies, purchase::Review)> {
    browser.forget_cookies();
    for variant_id in goods.pair(turn)? {
        purchase::add_to_cart(browser, variant_id).await?;
    }
    let review = purchase::fill_in(browser, &goods.delivery_method).await?;
    ensure!(review.can_be_paid(), "a cart cannot be paid");
    Ok((browser.take_cookies(), review))
}

async fn place(ready: Ready) -> Placements {
    let Ready {
        mut browser,
        carts,
        failed: mut done,
    } = ready;
    for (cookies, review) in carts {
        browser.put_cookies(cookies);
        done.count(place_one(&mut browser, &review).await);
    }
    done
}

async fn place_one(browser: &mut Browser, review: &purchase::Review) -> anyhow::Result<()> {
    let next = purchase::place(browser, review).await?;
    ensure!(purchase::is_payment_page(&next), "the placement led to {next}");
    Ok(())
}
