//! The door that Stripe knocks at: raw bytes in, verified before they are read, stored before they are answered.

use adapters::clock::Clock;
use adapters::payment::stripe::{Capture, Stripe};
use app::App;
use app::payment::StoredSessions;
use reqwest::{Client, StatusCode};
use std::sync::Arc;
use testkit::{StripeStandIn, TestDb, TestShop};
use tokio::net::TcpListener;
use uuid::Uuid;

struct Door {
    db: TestDb,
    there: StripeStandIn,
    address: String,
    client: Client,
}

impl Door {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/webhooks/payments/stripe", listener.local_addr().unwrap());
        let db = TestDb::create().await;
        TestShop::open(&db.pool).await;
        let there = StripeStandIn::start(Clock::system()).await;
        let book = Arc::new(StoredSessions::new(db.pool.clone(), Clock::system()));
        let stripe = Stripe::new(there.options(Capture::Automatic), book, Clock::system()).unwrap();
        let app = App::new(db.pool.clone(), Clock::system()).with_payment(Arc::new(stripe));
        let router = crate::routes(app);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let client = Client::builder().no_proxy().build().unwrap();
        Self {
            db,
            there,
            address,
            client,
        }
    }

    /// Sends `body` with the signature of `signed`.
    async fn send(&self, body: &str, signed: &str) -> StatusCode {
        let request = self
            .client
            .post(&self.address)
            .headers(self.there.signed(signed.as_bytes()));
        request.body(body.to_owned()).send().await.unwrap().status()
    }

    async fn stored(&self) -> i64 {
        sqlx::query_scalar("select count(*) from payment_events where processed_at is not null")
            .fetch_one(&self.db.pool)
            .await
            .unwrap()
    }
}

fn event(metadata: &str) -> String {
    format!(
        r#"{{"id":"evt_1","object":"event","type":"payment_intent.succeeded","livemode":false,"created":1,"api_version":"2024-06-20","data":{{"object":{{"id":"pi_1","object":"payment_intent","amount":100,"currency":"eur","metadata":{metadata}}}}}}}"#
    )
}

#[tokio::test]
async fn an_event_is_taken_once_and_answered_the_same_each_time() {
    let door = Door::open().await;
    let body = event(&format!(r#"{{"attempt_id":"{}"}}"#, Uuid::now_v7()));

    for _ in 0..3 {
        assert_eq!(door.send(&body, &body).await, StatusCode::NO_CONTENT);
    }

    assert_eq!(door.stored().await, 1);
    door.db.drop().await;
}

#[tokio::test]
async fn what_was_not_signed_as_it_is_is_refused_and_leaves_no_trace() {
    let door = Door::open().await;
    let body = event(&format!(r#"{{"attempt_id":"{}"}}"#, Uuid::now_v7()));

    assert_eq!(door.send(&format!("{body} "), &body).await, StatusCode::BAD_REQUEST);
    assert_eq!(door.send("[", "[").await, StatusCode::BAD_REQUEST);
    let unsigned = door.client.post(&door.address).body(body).send().await.unwrap();
    assert_eq!(unsigned.status(), StatusCode::BAD_REQUEST);
    let huge = "x".repeat(64 * 1024 + 1);
    assert_eq!(door.send(&huge, &huge).await, StatusCode::PAYLOAD_TOO_LARGE);

    assert_eq!(door.stored().await, 0);
    door.db.drop().await;
}

#[tokio::test]
async fn an_event_about_another_shop_is_accepted_and_not_kept() {
    let door = Door::open().await;
    let body = event("{}");

    assert_eq!(door.send(&body, &body).await, StatusCode::NO_CONTENT);

    assert_eq!(door.stored().await, 0);
    door.db.drop().await;
}
