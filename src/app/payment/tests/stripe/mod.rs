//! The same shop with Stripe at the till: a stand-in on loopback with books of its own.

mod conformance;
mod faults;
mod localstripe;
mod manual;
mod money_back;
mod purchase;

use super::{Buyer, Till};
use crate::payment::{StoredSessions, receive_event};
use adapters::payment::stripe::{Capture, NAME, Stripe};
use adapters::payment::{Guarded, Limits, PaymentProvider};
use domain::id::PaymentAttemptId;
use domain::money::Money;
use std::sync::Arc;
use std::time::Duration;
use testkit::StripeStandIn;

/// A till at which Stripe takes the money.
pub(super) struct StripeTill {
    pub till: Till,
    pub there: StripeStandIn,
    /// The adapter without its guards.
    pub bare: Arc<Stripe>,
}

impl StripeTill {
    pub async fn open(capture: Capture) -> Self {
        let mut till = Till::open().await;
        let there = StripeStandIn::start(till.app.clock.clone()).await;
        let book = Arc::new(StoredSessions::new(till.app.pool.clone(), till.app.clock.clone()));
        let bare = Arc::new(Stripe::new(there.options(capture), book, till.app.clock.clone()).unwrap());
        let limits = Limits {
            timeout: Duration::from_secs(1),
            tries: 3,
            pause: Duration::from_millis(5),
        };
        till.app.payment = Some(Arc::new(Guarded::new(
            Arc::clone(&bare) as Arc<dyn PaymentProvider>,
            limits,
        )));
        Self { till, there, bare }
    }

    /// A shopper with one ring, and the ring's total.
    pub async fn buyer(&self) -> Buyer {
        let ring = self.till.variant(&format!("ring-{}", uuid::Uuid::now_v7()), 5).await;
        self.till.buyer(&[(ring, 1)]).await
    }

    /// Hears of everything that has happened so far, oldest first.
    pub async fn hear_everything(&self) {
        for (_, body) in self.there.events() {
            self.hear(&body).await;
        }
    }

    pub async fn hear(&self, body: &str) {
        receive_event(
            &self.till.app,
            NAME,
            &self.there.signed(body.as_bytes()),
            body.as_bytes(),
        )
        .await
        .unwrap();
    }

    pub async fn attempt(&self) -> PaymentAttemptId {
        let query = "select payment_attempt_id::text from payment_attempts order by payment_attempt_id desc limit 1";
        self.till.text(query).await.unwrap().parse().unwrap()
    }

    /// What the shop believes that it took: the facts of captures.
    pub async fn booked(&self) -> i64 {
        self.till
            .count("select count(*) from payment_transactions where kind = 'capture'")
            .await
    }

    /// Checks that every charge there is one order here, and the invariants.
    pub async fn close(self) {
        let attempts: Vec<uuid::Uuid> = sqlx::query_scalar("select payment_attempt_id from payment_attempts")
            .fetch_all(&self.till.app.pool)
            .await
            .unwrap();
        for attempt_id in attempts {
            let booked: Vec<(i64, String)> = sqlx::query_as(
                "select amount_minor, currency from payment_transactions where kind = 'capture' and payment_attempt_id = $1",
            )
            .bind(attempt_id)
            .fetch_all(&self.till.app.pool)
            .await
            .unwrap();
            let taken = self.there.taken(attempt_id.into());
            let taken: Vec<_> = taken
                .into_iter()
                .map(|money: Money| (money.minor, money.currency.code().to_owned()))
                .collect();
            let alerts: i64 = sqlx::query_scalar("select count(*) from alerts where subject = $1")
                .bind(attempt_id.to_string())
                .fetch_one(&self.till.app.pool)
                .await
                .unwrap();
            assert!(booked == taken || alerts > 0, "booked {booked:?}, taken {taken:?}");
        }
        self.till.close().await;
    }
}
