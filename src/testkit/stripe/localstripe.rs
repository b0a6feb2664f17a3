//! What stands in front of localstripe: it knows no Checkout Sessions, so those are played here, around its payment
//! intents, and what it leaves out of an intent is worked out from its charges. Everything else goes through.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

type Form = Vec<(String, String)>;
/// A session's request, and its intent once it is paid.
type Paid = (Form, Option<String>);

/// The front; it stops when it is dropped.
pub struct LocalstripeFront {
    /// Where the adapter finds it.
    pub url: Url,
    front: Front,
    server: JoinHandle<()>,
}

impl Drop for LocalstripeFront {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl LocalstripeFront {
    /// Opens it on a free port of loopback, before the localstripe at `there`.
    ///
    /// # Panics
    /// When there is no port.
    pub async fn start(there: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let front = Front {
            http: reqwest::Client::builder().no_proxy().build().expect("a client"),
            there: there.to_owned(),
            sessions: Arc::default(),
        };
        let router = Router::new().fallback(handle).with_state(front.clone());
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.ok();
        });
        Self {
            url: format!("http://{address}").parse().expect("an address is a URL"),
            front,
            server,
        }
    }

    /// The shopper pays at a page with a good card.
    ///
    /// # Panics
    /// When localstripe does not take the payment.
    pub async fn pay(&self, page: &str) {
        self.front.pay(page).await;
    }
}

#[derive(Clone)]
struct Front {
    http: reqwest::Client,
    there: String,
    /// By their position.
    sessions: Arc<Mutex<Vec<Paid>>>,
}

impl Front {
    fn with<T>(&self, run: impl FnOnce(&mut Vec<Paid>) -> T) -> T {
        run(&mut self.sessions.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn ask(&self, method: Method, path: &str, body: String) -> (StatusCode, Value) {
        let request = self.http.request(method, format!("{}{path}", self.there));
        let request = request
            .bearer_auth("sk_test_1")
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(body).send().await.expect("localstripe answers");
        let status = answer.status();
        let mut object: Value = answer.json().await.expect("JSON");
        if object["object"] == "payment_intent" {
            // localstripe gives the rest of a partial capture back, and has no sums of its own.
            let charge = &object["charges"]["data"][0];
            let is_taken = charge["captured"] == true;
            let refunds = charge["refunds"]["data"].as_array().cloned().unwrap_or_default();
            let rest = refunds
                .iter()
                .filter(|refund| refund["metadata"].get("refund_id").is_none());
            let rest: i64 = rest.filter_map(|refund| refund["amount"].as_i64()).sum();
            let amount = object["amount"].as_i64().unwrap_or_default();
            object["amount_received"] = json!(if is_taken { amount - rest } else { 0 });
            object["amount_capturable"] = json!(if is_taken { 0 } else { amount });
        }
        (status, object)
    }

    /// The shopper pays at the page.
    async fn pay(&self, page: &str) {
        let position = position(page);
        let card = "type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123";
        let (_, card) = self.ask(Method::POST, "/v1/payment_methods", card.to_owned()).await;
        let asked = self.with(|sessions| sessions[position].0.clone());
        let field = |name: &str| {
            let found = asked.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let form = format!(
            "amount={}&currency={}&capture_method={}&payment_method={}&confirm=true",
            field("line_items[0][price_data][unit_amount]"),
            field("line_items[0][price_data][currency]"),
            field("payment_intent_data[capture_method]"),
            card["id"].as_str().unwrap_or_default(),
        );
        let (status, intent) = self.ask(Method::POST, "/v1/payment_intents", form).await;
        assert!(status.is_success(), "{intent}");
        let id = intent["id"].as_str().map(str::to_owned);
        self.with(|sessions| sessions[position].1 = id);
    }

    async fn session(&self, position: usize) -> Value {
        let intent = self.with(|sessions| sessions[position].1.clone());
        let intent = match intent {
            Some(id) => {
                self.ask(Method::GET, &format!("/v1/payment_intents/{id}"), String::new())
                    .await
                    .1
            }
            None => Value::Null,
        };
        let status = if intent.is_null() { "open" } else { "complete" };
        json!({ "id": format!("cs_{position}"), "status": status, "url": format!("http://page.test/cs_{position}"),
                "payment_intent": intent })
    }
}

// Pages and sessions are named by their position.
fn position(name: &str) -> usize {
    name.rsplit('_')
        .next()
        .and_then(|text| text.parse().ok())
        .expect("one of our pages")
}

async fn handle(State(front): State<Front>, method: Method, uri: Uri, body: Bytes) -> (StatusCode, String) {
    let parts: Vec<_> = uri.path().trim_matches('/').split('/').collect();
    let (status, object) = match (method.as_str(), parts.as_slice()) {
        ("POST", ["v1", "checkout", "sessions"]) => {
            let form = url::form_urlencoded::parse(&body).into_owned().collect();
            let position = front.with(|sessions| {
                sessions.push((form, None));
                sessions.len() - 1
            });
            (StatusCode::OK, front.session(position).await)
        }
        ("GET", ["v1", "checkout", "sessions", id]) => (StatusCode::OK, front.session(position(id)).await),
        ("POST", ["v1", "checkout", "sessions", ..]) => (StatusCode::BAD_REQUEST, json!({ "error": {} })),
        _ => {
            let path = uri.path_and_query().map_or("/", |path| path.as_str());
            front
                .ask(method, path, String::from_utf8_lossy(&body).into_owned())
                .await
        }
    };
    (status, object.to_string())
}
