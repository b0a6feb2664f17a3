//! Payments against a real database and the test provider with its own books. Every test ends with the invariants.

mod coming_home;
mod conformance;
mod events;
mod exceptions;
mod faults;
mod late;
mod second_payment;
mod stripe;
mod sweeping;
mod trips;

use crate::App;
use crate::cart::{AddLine, AddLineError, add_line};
use crate::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order, save_details, show_checkout};
use crate::payment::receive_event;
use crate::scope::Scope;
use adapters::clock::Clock;
use adapters::payment::test_provider::{Choice, Options, TestProvider};
use adapters::payment::{Capture, Guarded, Headers, Limits};
use domain::checkout::DetailsInput;
use domain::money::Money;
use std::sync::Arc;
use std::time::Duration;
use testkit::shop::test_time;
use testkit::{TestDb, TestShop, invariants};
use uuid::Uuid;

/// What a shopper in Berlin types at checkout.
pub(crate) fn berlin() -> DetailsInput {
    DetailsInput {
        email: "ana@example.com".into(),
        name: "Ana Mar".into(),
        line1: "Sonnenallee 1".into(),
        city: "Berlin".into(),
        postal_code: "12047".into(),
        country: "DE".into(),
        ..DetailsInput::default()
    }
}

/// A shop with a till: the test provider behind its guards, with limits that suit tests.
pub(crate) struct Till {
    db: TestDb,
    pub app: App,
    pub shop: TestShop,
    pub provider: Arc<TestProvider>,
}

/// A shopper with a filled cart and checkout.
#[derive(Clone)]
pub(crate) struct Buyer {
    pub scope: Scope,
    pub total: Money,
}

impl Till {
    pub async fn open() -> Self {
        Self::of(Duration::from_secs(20), Capture::Automatic).await
    }

    /// The same, that gives up on the provider soon.
    pub async fn hasty() -> Self {
        Self::of(Duration::from_secs(1), Capture::Automatic).await
    }

    /// The same, whose provider sets money aside until the shop takes it.
    pub async fn setting_aside() -> Self {
        Self::of(Duration::from_secs(1), Capture::Manual).await
    }

    async fn of(timeout: Duration, capture: Capture) -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        let clock = Clock::manual(test_time());
        let options = Options {
            slow_for: Duration::from_millis(20),
            capture,
            ..Options::development("http://127.0.0.1:1")
        };
        let provider = Arc::new(
            TestProvider::open(db.pool.clone(), clock.clone(), options)
                .await
                .unwrap(),
        );
        let limits = Limits {
            timeout,
            tries: 3,
            pause: Duration::from_millis(5),
        };
        let guarded = Arc::new(Guarded::new(provider.clone(), limits));
        let app = App::new(db.pool.clone(), clock).with_payment(guarded);
        Self {
            db,
            app,
            shop,
            provider,
        }
    }

    /// One variant at 20.00.
    pub async fn variant(&self, handle: &str, stock: i32) -> Uuid {
        self.shop.product(handle).stock(stock).create().await[0]
    }

    /// A shopper in Berlin with these units in the cart, at the checkout's last step.
    pub async fn buyer(&self, wanted: &[(Uuid, u32)]) -> Buyer {
        let mut scope = Scope::default();
        for (variant_id, quantity) in wanted {
            self.add(&mut scope, *variant_id, *quantity).await;
        }
        save_details(&self.app, &scope, berlin(), "").await.unwrap();
        let total = self.total(&scope).await;
        Buyer { scope, total }
    }

    /// The same; `None` where something is sold out before it is in the cart.
    pub async fn find_buyer(&self, wanted: &[(Uuid, u32)]) -> Option<Buyer> {
        let mut scope = Scope::default();
        for (variant_id, quantity) in wanted {
            match self.try_add(&mut scope, *variant_id, *quantity).await {
                Err(AddLineError::Shortage(_)) => return None,
                added => added.unwrap(),
            }
        }
        save_details(&self.app, &scope, berlin(), "").await.unwrap();
        let total = self.total(&scope).await;
        Some(Buyer { scope, total })
    }

    pub async fn add(&self, scope: &mut Scope, variant_id: Uuid, quantity: u32) {
        self.try_add(scope, variant_id, quantity).await.unwrap();
    }

    async fn try_add(&self, scope: &mut Scope, variant_id: Uuid, quantity: u32) -> Result<(), AddLineError> {
        let command = AddLine {
            variant_id: variant_id.into(),
            quantity,
            quote_id: None,
            op: "",
        };
        let changed = add_line(&self.app, scope, command).await?;
        if changed.new_token.is_some() {
            scope.cart_token = changed.new_token;
        }
        Ok(())
    }

    pub async fn total(&self, scope: &Scope) -> Money {
        show_checkout(&self.app, scope, None).await.unwrap().totals.total
    }

    pub async fn place(&self, buyer: &Buyer) -> Result<Placement, PlaceOrderError> {
        place_order(
            &self.app,
            &buyer.scope,
            PlaceOrder {
                expected_total: Some(buyer.total),
                expected_due: None,
            },
        )
        .await
    }

    /// Places and returns (hosted page, access token).
    pub async fn at_the_page(&self, buyer: &Buyer) -> (String, String) {
        match self.place(buyer).await {
            Ok(Placement::Pay {
                redirect_url,
                status_address,
            }) => (last_part(&redirect_url), last_part(&status_address)),
            Ok(_) => panic!("the shopper is not sent to pay"),
            Err(error) => panic!("the order is not placed: {error}"),
        }
    }

    pub async fn choose(&self, page: &str, choice: Choice) {
        self.provider.choose(page, choice).await.unwrap();
    }

    /// Events that the provider has stored and not sent, oldest first: (id, body).
    pub async fn events(&self) -> Vec<(String, String)> {
        sqlx::query_as(
            "select delivery_id, body from test_provider.deliveries where delivered_at is null order by delivery_id",
        )
        .fetch_all(&self.db.pool)
        .await
        .unwrap()
    }

    /// Headers as the provider signs them now.
    pub fn signed(&self, id: &str, body: &str) -> Headers {
        let signed = self.provider.sign(id, body.as_bytes());
        let mut headers = Headers::new();
        headers.insert("webhook-id", signed.id.parse().unwrap());
        headers.insert("webhook-timestamp", signed.timestamp.into());
        headers.insert("webhook-signature", signed.signature.parse().unwrap());
        headers
    }

    /// The shop receives everything that the provider has to say.
    pub async fn hear_everything(&self) {
        for (id, body) in self.events().await {
            receive_event(&self.app, "test", &self.signed(&id, &body), body.as_bytes())
                .await
                .unwrap();
        }
    }

    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.db.pool).await.unwrap()
    }

    pub async fn text(&self, query: &'static str) -> Option<String> {
        sqlx::query_scalar(query)
            .fetch_optional(&self.db.pool)
            .await
            .unwrap()
            .flatten()
    }

    pub async fn orders(&self) -> i64 {
        self.count("select count(*) from orders where status = 'placed'").await
    }

    pub async fn drafts(&self) -> i64 {
        self.count("select count(*) from orders where status = 'draft'").await
    }

    pub async fn charges(&self) -> i64 {
        self.count("select count(*) from test_provider.charges").await
    }

    /// Units that payments on their way hold.
    pub async fn held(&self) -> i64 {
        self.count("select coalesce(sum(quantity), 0)::bigint from reservations where state = 'in_flight'")
            .await
    }

    /// Units that carts at checkout hold.
    pub async fn kept(&self) -> i64 {
        self.count("select coalesce(sum(quantity), 0)::bigint from reservations where state = 'held'")
            .await
    }

    /// The time of every cart at checkout is up, though the clock has not moved.
    pub async fn lapse(&self) {
        self.run("update reservations set expires_at = created_at where state = 'held'")
            .await;
        crate::stock::sweep_holds(&self.app).await.unwrap();
    }

    pub async fn alerts(&self) -> Vec<String> {
        sqlx::query_scalar("select kind from alerts order by kind")
            .fetch_all(&self.db.pool)
            .await
            .unwrap()
    }

    pub async fn run(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.db.pool).await.unwrap();
    }

    /// Runs `work` while somebody else holds the stock row of the lowest variant, and says whether the row of the highest
    /// is free while it waits for the lowest: rows are locked in ascending order (S-7).
    pub async fn waits_for_the_lowest(&self, work: impl Future<Output = ()> + Send + 'static) -> bool {
        const LOWEST: &str = "select variant_id from inventory_levels order by variant_id limit 1 for update";
        const HIGHEST: &str =
            "select variant_id from inventory_levels order by variant_id desc limit 1 for update skip locked";
        let mut other = self.db.pool.begin().await.unwrap();
        sqlx::query(LOWEST).execute(&mut *other).await.unwrap();
        let working = tokio::spawn(work);
        while !working.is_finished()
            && self
                .count(
                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                )
                .await
                == 0
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let is_free = sqlx::query(HIGHEST)
            .fetch_optional(&mut *other)
            .await
            .unwrap()
            .is_some();
        other.rollback().await.unwrap();
        working.await.unwrap();
        is_free
    }

    pub fn database(&self) -> &TestDb {
        &self.db
    }

    /// Checks the invariants and drops the database.
    pub async fn close(self) {
        invariants::check(&self.db.pool).await;
        self.discard().await;
    }

    /// Checks what holds in every shop, though its books and those of the provider may differ, and drops the database.
    pub async fn discard(self) {
        drop(self.app);
        self.db.drop().await;
    }

    /// Drops the database of a test that has broken exactly these rules on purpose.
    pub async fn discard_broken(self, rules: &[&str]) {
        drop(self.app);
        self.db.drop_broken(rules).await;
    }
}

pub(crate) fn last_part(address: &str) -> String {
    address.rsplit('/').next().unwrap_or_default().to_owned()
}
