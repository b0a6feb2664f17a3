//! The doors over real HTTP: hosted pages in, webhooks from the test provider's own deliveries.

mod journeys;

use super::test_provider;
use adapters::clock::Clock;
use adapters::payment::test_provider::{Options, TestProvider};
use adapters::payment::{Guarded, Limits};
use app::App;
use app::cart::{AddLine, add_line};
use app::checkout::{PlaceOrder, Placement, place_order, save_details, show_checkout};
use app::scope::Scope;
use domain::checkout::DetailsInput;
use reqwest::{Client, Response, StatusCode};
use std::sync::Arc;
use std::time::Duration;
use testkit::{TestDb, TestShop, invariants};
use tokio::net::TcpListener;

/// A shop that answers on a port of its own.
struct Server {
    db: TestDb,
    shop: TestShop,
    app: App,
    provider: Arc<TestProvider>,
    origin: String,
    client: Client,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        Self::over(listener, &origin, &origin).await
    }

    async fn over(listener: TcpListener, origin: &str, webhooks_to: &str) -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        let clock = Clock::system();
        let options = Options {
            slow_for: Duration::from_millis(50),
            late_after: Duration::from_millis(300),
            ..Options::development(webhooks_to)
        };
        let provider = Arc::new(
            TestProvider::open(db.pool.clone(), clock.clone(), options)
                .await
                .unwrap(),
        );
        let app = App::new(db.pool.clone(), clock)
            .with_base_url(origin.parse().unwrap())
            .with_payment(Arc::new(Guarded::new(provider.clone(), Limits::default())));
        let router = crate::routes(app.clone()).merge(test_provider::routes(provider.clone()));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            db,
            shop,
            app,
            provider,
            origin: origin.to_owned(),
            client,
        }
    }

    /// A shopper at the payment page; returns its address.
    async fn at_the_page(&self) -> String {
        let ring = self
            .shop
            .product(&format!("ring-{}", uuid::Uuid::now_v7()))
            .create()
            .await[0];
        let command = AddLine {
            variant_id: ring.into(),
            quantity: 1,
            quote_id: None,
            op: "",
        };
        let cart_token = add_line(&self.app, &Scope::default(), command).await.unwrap().new_token;
        let scope = Scope {
            cart_token,
            ..Scope::default()
        };
        let details = DetailsInput {
            email: "ana@example.com".into(),
            name: "Ana Mar".into(),
            line1: "Sonnenallee 1".into(),
            city: "Berlin".into(),
            postal_code: "12047".into(),
            country: "DE".into(),
            ..DetailsInput::default()
        };
        save_details(&self.app, &scope, details, "").await.unwrap();
        let total = show_checkout(&self.app, &scope, None).await.unwrap().totals.total;
        match place_order(
            &self.app,
            &scope,
            PlaceOrder {
                expected_total: Some(total),
                expected_due: None,
            },
        )
        .await
        {
            Ok(Placement::Pay { redirect_url, .. }) => redirect_url,
            _ => panic!("the shopper is not sent to pay"),
        }
    }

    async fn post(&self, address: &str, form: &str) -> Response {
        let request = self
            .client
            .post(address)
            .header("content-type", "application/x-www-form-urlencoded");
        request.body(form.to_owned()).send().await.unwrap()
    }

    async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.db.pool).await.unwrap()
    }

    async fn orders(&self) -> i64 {
        self.count("select count(*) from orders where status = 'placed'").await
    }

    /// Runs the provider's background task until `orders` are placed and every webhook is delivered.
    async fn until_placed(&self, orders: i64) {
        let done = async {
            while self.orders().await < orders
                || self
                    .count("select count(*) from test_provider.deliveries where delivered_at is null")
                    .await
                    > 0
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), self.provider.run(done))
            .await
            .expect("webhooks arrive in time");
    }

    async fn close(self) {
        invariants::check(&self.db.pool).await;
        self.db.drop().await;
    }
}

fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().unwrap()
}

#[tokio::test]
async fn every_card_that_pays_ends_in_an_order_by_webhook_alone() {
    let server = Server::start().await;
    for (number, card) in (1..).zip(["success", "slow", "duplicate", "early"]) {
        let page = server.at_the_page().await;
        let shown = server.client.get(&page).send().await.unwrap();
        assert_eq!(shown.status(), StatusCode::OK);
        assert!(
            shown.headers()["content-security-policy"]
                .to_str()
                .unwrap()
                .starts_with("default-src 'none'")
        );
        assert!(shown.text().await.unwrap().contains("No real money"));

        let answer = server.post(&page, &format!("choice={card}")).await;

        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{card}");
        assert!(location(&answer).starts_with(&format!("{}/checkout/return/", server.origin)));
        if card == "early" {
            assert_eq!(server.orders().await, number, "it is placed before the shopper is back");
        }
        server.until_placed(number).await;
    }
    assert_eq!(
        server
            .count("select count(*) from payment_events where processed_at is not null")
            .await,
        4
    );
    server.close().await;
}

#[tokio::test]
async fn a_time_out_is_shown_and_the_order_comes_later() {
    let server = Server::start().await;
    let page = server.at_the_page().await;

    let answer = server.post(&page, "choice=timeout").await;
    let shown = server.client.get(&page).send().await.unwrap().text().await.unwrap();

    assert!(page.ends_with(location(&answer)));
    assert!(shown.contains("did not answer in time") && shown.contains("/checkout/return/"));
    assert_eq!(server.orders().await, 0);
    server.until_placed(1).await;
    server.close().await;
}

#[tokio::test]
async fn a_challenge_leads_through_one_more_page() {
    let server = Server::start().await;
    let page = server.at_the_page().await;

    server.post(&page, "choice=challenge").await;
    let shown = server.client.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("Your bank asks"));
    let answer = server.post(&format!("{page}/challenge"), "answer=confirm").await;

    assert!(location(&answer).contains("/checkout/return/"));
    server.until_placed(1).await;
    server.close().await;
}

#[tokio::test]
async fn declining_and_cancelling_take_nothing_and_give_the_cart_back() {
    let server = Server::start().await;
    let (declined, cancelled) = (server.at_the_page().await, server.at_the_page().await);

    let answer = server.post(&declined, "choice=decline").await;
    assert!(location(&answer).contains("/checkout/return/"));
    let answer = server.post(&format!("{cancelled}/cancel"), "").await;
    assert!(location(&answer).contains("/checkout/cancel/"));
    server.until_placed(0).await;

    assert_eq!(server.count("select count(*) from orders").await, 0);
    assert_eq!(server.count("select count(*) from test_provider.charges").await, 0);
    assert_eq!(
        server
            .count("select count(*) from carts where completing_at is not null")
            .await,
        0
    );
    let again = server.client.get(&declined).send().await.unwrap().text().await.unwrap();
    assert!(again.contains("answered already"));
    server.close().await;
}

#[tokio::test]
async fn a_form_without_a_card_is_shown_again_and_a_strange_address_is_not_found() {
    let server = Server::start().await;
    let page = server.at_the_page().await;

    for form in ["", "choice=gold"] {
        let answer = server.post(&page, form).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().await.unwrap().contains("Choose one of the cards."));
    }
    for way in ["", "/challenge", "/cancel"] {
        let answer = server
            .post(
                &format!("{}/test-provider/pay/nobody{way}", server.origin),
                "choice=success",
            )
            .await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(server.count("select count(*) from test_provider.charges").await, 0);
    server.close().await;
}

#[tokio::test]
async fn a_webhook_for_a_shop_that_was_down_survives_the_provider_and_arrives_later() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let server = Server::over(listener, &origin, "http://127.0.0.1:1").await;
    let page = server.at_the_page().await;
    server.post(&page, "choice=success").await;
    assert_eq!(server.provider.deliver_due(8).await.unwrap(), 0, "nobody answers");

    // The provider dies; another process opens the same books.
    let clock = server.app.clock.clone();
    let revived = TestProvider::open(server.db.pool.clone(), clock, Options::development(&origin))
        .await
        .unwrap();
    let server = Server {
        provider: Arc::new(revived),
        ..server
    };
    server.until_placed(1).await;

    assert_eq!(
        server
            .count("select max(attempts)::bigint from test_provider.deliveries")
            .await,
        2
    );
    server.close().await;
}

#[tokio::test]
async fn forged_events_get_a_4xx_and_change_nothing() {
    let server = Server::start().await;
    server.at_the_page().await;
    let address = format!("{}/webhooks/payments", server.origin);
    let send = |path: &str, body: String| server.client.post(format!("{address}/{path}")).body(body);
    let body = "{}".to_owned();
    let signed = server.provider.sign("evt_1", body.as_bytes());
    let unreadable = send("test", body.clone())
        .header("webhook-id", signed.id)
        .header("webhook-timestamp", signed.timestamp)
        .header("webhook-signature", signed.signature);

    let statuses = [
        send("test", body.clone()).send().await.unwrap().status(),
        send("test", body.clone())
            .header("webhook-id", "x")
            .header("webhook-timestamp", 1)
            .header("webhook-signature", "v1,AAAA")
            .send()
            .await
            .unwrap()
            .status(),
        unreadable.send().await.unwrap().status(),
        send("other", body).send().await.unwrap().status(),
        send("test", "x".repeat(70_000)).send().await.unwrap().status(),
    ];

    assert_eq!(statuses.map(|status| status.as_u16()), [400, 400, 400, 404, 413]);
    assert_eq!(server.count("select count(*) from payment_events").await, 0);
    server.close().await;
}
