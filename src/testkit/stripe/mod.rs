//! A Stripe of our own on loopback, in the shapes that Stripe documents: sessions, payment intents, refunds, events,
//! idempotency keys. It has its own books, which tests compare with the shop's, and goes wrong as told.

mod books;
mod endpoints;
mod fault;
mod localstripe;
mod server;

pub use books::Seen;
pub use fault::StripeFault;
pub use localstripe::LocalstripeFront;

use adapters::clock::Clock;
use adapters::payment::Headers;
use adapters::payment::stripe::{Capture, Options, SIGNATURE_HEADER, SecretKey, WebhookSecret};
use axum::Router;
use books::Books;
use domain::id::PaymentAttemptId;
use domain::money::{Currency, Money};
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// The secret key of the account.
pub const KEY: &str = "sk_test_standin";
const SECRET: &str = "whsec_standin";

/// How a shopper pays at the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A card that is good.
    Card,
    /// A card that the bank refuses; the page stays open for another one.
    BadCard,
    /// The bank asks the shopper once more; the page stays open.
    Challenge,
    /// A method that takes days.
    Slow,
    /// The method that takes days has come through.
    SlowCame,
    /// The method that takes days has failed.
    SlowFailed,
}

#[derive(Clone)]
struct Shared {
    books: Arc<Mutex<Books>>,
    clock: Clock,
}

impl Shared {
    fn with<T>(&self, run: impl FnOnce(&mut Books) -> T) -> T {
        run(&mut self.books.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The company. Stops when it is dropped.
pub struct StripeStandIn {
    shared: Shared,
    url: Url,
    server: JoinHandle<()>,
}

impl Drop for StripeStandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl StripeStandIn {
    /// Opens it on a free port of loopback.
    ///
    /// # Panics
    /// When there is no port.
    pub async fn start(clock: Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let url: Url = format!("http://{address}").parse().expect("an address is a URL");
        let books = Books::at(url.as_str().trim_end_matches('/'));
        let shared = Shared {
            books: Arc::new(Mutex::new(books)),
            clock,
        };
        let router = Router::new().fallback(server::handle).with_state(shared.clone());
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.ok();
        });
        Self { shared, url, server }
    }

    /// How the adapter reaches it.
    ///
    /// # Panics
    /// Never: key and secret are sound.
    pub fn options(&self, capture: Capture) -> Options {
        Options {
            key: SecretKey::parse(KEY).expect("a key"),
            webhook_secrets: vec![WebhookSecret::parse(SECRET).expect("a secret")],
            capture,
            api_url: self.url.clone(),
        }
    }

    /// Faults for the next requests that change something, one each.
    pub fn script(&self, faults: impl IntoIterator<Item = StripeFault>) {
        self.shared.with(|books| books.script.posts.extend(faults));
    }

    /// Faults for the next requests that only read, one each.
    pub fn script_reads(&self, faults: impl IntoIterator<Item = StripeFault>) {
        self.shared.with(|books| books.script.gets.extend(faults));
    }

    /// From now on refunds take their time, until [`Self::end_refunds`].
    pub fn slow_refunds(&self) {
        self.shared.with(|books| books.refunds_are_slow = true);
    }

    /// Refunds that took their time come to an end.
    pub fn end_refunds(&self, succeed: bool) {
        let status = if succeed { "succeeded" } else { "failed" };
        self.shared.with(|books| {
            for refund in books.refunds.iter_mut().filter(|refund| refund.status == "pending") {
                refund.status = status;
            }
        });
    }

    /// The shopper's bank sends back whatever was given back.
    pub fn bounce_refunds(&self) {
        self.shared
            .with(|books| books.refunds.iter_mut().for_each(|refund| refund.status = "failed"));
    }

    /// The account sends events to this address.
    pub fn add_endpoint(&self, url: &str, status: &str, events: &[&str]) {
        let endpoint = json!({ "id": "we_1", "url": url, "status": status, "enabled_events": events });
        self.shared.with(|books| books.endpoints.push(endpoint));
    }

    /// A shopper pays at a page; its address ends with the session's id. A page that is over takes nothing.
    pub fn pay(&self, page: &str, way: Way) {
        let (id, now) = (last_part(page), self.shared.clock.now());
        self.shared.with(|books| {
            books.expire_due(now);
            let Some(session) = books.session(&id) else { return };
            let (is_manual, is_open) = (session.is_manual, session.status == "open");
            let is_slow = session
                .intent
                .as_ref()
                .is_some_and(|intent| intent.status == "processing");
            let done = "checkout.session.completed";
            match way {
                Way::Card if is_open && is_manual => {
                    let told = [done, "payment_intent.amount_capturable_updated"];
                    books.advance(&id, "complete", "requires_capture", None, &told, now);
                }
                Way::Card if is_open => {
                    let told = [done, "payment_intent.succeeded"];
                    books.advance(&id, "complete", "succeeded", None, &told, now);
                }
                Way::BadCard if is_open => {
                    let (status, code) = ("requires_payment_method", Some("card_declined"));
                    books.advance(&id, "open", status, code, &["payment_intent.payment_failed"], now);
                }
                Way::Challenge if is_open => books.advance(&id, "open", "requires_action", None, &[], now),
                Way::Slow if is_open => books.advance(&id, "complete", "processing", None, &[done], now),
                Way::SlowCame if is_slow => {
                    let told = ["checkout.session.async_payment_succeeded", "payment_intent.succeeded"];
                    books.advance(&id, "complete", "succeeded", None, &told, now);
                }
                Way::SlowFailed if is_slow => {
                    let (status, code) = ("requires_payment_method", Some("payment_method_provider_decline"));
                    let told = ["checkout.session.async_payment_failed"];
                    books.advance(&id, "complete", status, code, &told, now);
                }
                _ => {}
            }
        });
    }

    /// Money comes although the page was over: what late money looks like (P-7).
    pub fn pay_after_all(&self, page: &str) {
        let (id, now) = (last_part(page), self.shared.clock.now());
        let told = ["checkout.session.completed", "payment_intent.succeeded"];
        self.shared
            .with(|books| books.advance(&id, "complete", "succeeded", None, &told, now));
    }

    /// Every event so far, oldest first: (id, body).
    pub fn events(&self) -> Vec<(String, String)> {
        self.shared.with(|books| books.events.clone())
    }

    /// Headers of a body as they are sent now.
    ///
    /// # Panics
    /// Never: a signature is a header value.
    pub fn signed(&self, body: &[u8]) -> Headers {
        let secret = WebhookSecret::parse(SECRET).expect("a secret");
        let signature = secret.sign(self.shared.clock.now(), body);
        let mut headers = Headers::new();
        headers.insert(SIGNATURE_HEADER, signature.parse().expect("a header"));
        headers
    }

    /// What was taken for an attempt.
    pub fn taken(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        let attempt_id = attempt_id.to_string();
        self.shared.with(|books| {
            let of = books
                .sessions
                .iter()
                .filter(|session| session.metadata.get("attempt_id") == Some(&attempt_id));
            of.filter_map(|session| Some(money(session.intent.as_ref()?.received, &session.currency)))
                .filter(|money| money.minor > 0)
                .collect()
        })
    }

    /// Everything that was taken, of whomever.
    pub fn charges(&self) -> usize {
        self.shared.with(|books| {
            let received =
                |session: &&books::Session| session.intent.as_ref().is_some_and(|intent| intent.received > 0);
            books.sessions.iter().filter(received).count()
        })
    }

    /// What was given back of an attempt, oldest first.
    pub fn given_back(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        let attempt_id = attempt_id.to_string();
        self.shared.with(|books| {
            let of = books
                .refunds
                .iter()
                .filter(|refund| refund.metadata.get("attempt_id") == Some(&attempt_id) && refund.status != "failed");
            of.map(|refund| money(refund.amount, &refund.currency)).collect()
        })
    }

    /// How many sessions were ever opened.
    pub fn sessions(&self) -> usize {
        self.shared.with(|books| books.sessions.len())
    }

    /// Every request so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.with(|books| books.seen.clone())
    }

    /// Keys are forgotten, as Stripe does after a day.
    pub fn forget_keys(&self) {
        self.shared.with(|books| books.used.clear());
    }
}

fn last_part(address: &str) -> String {
    address.rsplit('/').next().unwrap_or_default().to_owned()
}

fn money(amount: i64, currency: &str) -> Money {
    let is_whole = matches!(currency, "isk" | "ugx");
    let currency = Currency::parse(&currency.to_uppercase()).unwrap_or_else(|error| panic!("a currency: {error}"));
    Money::new(if is_whole { amount / 100 } else { amount }, currency)
}
