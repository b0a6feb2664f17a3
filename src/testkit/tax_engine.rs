//! A stand-in for an outside tax engine: a tenth of every amount, or the fault that it was told to have.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use sqlx::PgPool;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// The token that it takes.
pub const TOKEN: &str = "stand-in-token";

/// What is wrong with its answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TaxFault {
    /// Nothing.
    #[default]
    None,
    /// It fails inside.
    Status(u16),
    /// It never answers.
    Hang,
    /// It answers with no JSON.
    Garbage,
    /// A tax is larger than its amount.
    TooMuch,
    /// A line is missing.
    TooFew,
}

#[derive(Default)]
struct Shared {
    fault: TaxFault,
    questions: Vec<Value>,
    most_open: i64,
}

/// It runs until it is dropped.
pub struct TaxStandIn {
    /// Where it listens.
    pub url: Url,
    shared: Arc<Mutex<Shared>>,
    server: JoinHandle<()>,
}

impl Drop for TaxStandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[derive(Clone)]
struct Desk {
    shared: Arc<Mutex<Shared>>,
    pool: PgPool,
}

impl TaxStandIn {
    /// Opens it on a free port of loopback; it looks at transactions of this database while it is asked.
    ///
    /// # Panics
    /// When there is no port.
    pub async fn start(pool: PgPool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let shared = Arc::<Mutex<Shared>>::default();
        let desk = Desk {
            shared: Arc::clone(&shared),
            pool,
        };
        let router = Router::new().fallback(answer).with_state(desk);
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.ok();
        });
        let url = format!("http://{address}/taxes").parse().expect("an address is a URL");
        Self { url, shared, server }
    }

    /// From now on its answers have this fault.
    pub fn break_with(&self, fault: TaxFault) {
        self.with(|shared| shared.fault = fault);
    }

    /// Everything that it was asked.
    pub fn questions(&self) -> Vec<Value> {
        self.with(|shared| shared.questions.clone())
    }

    /// Most transactions that were open and idle while it was asked.
    pub fn most_open_transactions(&self) -> i64 {
        self.with(|shared| shared.most_open)
    }

    fn with<T>(&self, run: impl FnOnce(&mut Shared) -> T) -> T {
        run(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn answer(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> Result<String, StatusCode> {
    let token = headers.get("authorization").and_then(|value| value.to_str().ok());
    if token != Some(&format!("Bearer {TOKEN}")) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let question: Value = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let open: i64 = sqlx::query_scalar(
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    .fetch_one(&desk.pool)
    .await
    .map_err(|_| StatusCode::BAD_GATEWAY)?;
    let fault = {
        let mut shared = desk.shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.questions.push(question.clone());
        shared.most_open = shared.most_open.max(open);
        shared.fault
    };
    match fault {
        TaxFault::Status(status) => return Err(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY)),
        TaxFault::Hang => std::future::pending().await,
        TaxFault::Garbage => return Ok("<html>a gateway's apology</html>".to_owned()),
        _ => {}
    }
    let tenth = |amount: &Value| {
        let amount = amount.as_i64().unwrap_or_default();
        let tax = if fault == TaxFault::TooMuch {
            amount + 1
        } else {
            amount / 10
        };
        json!([{ "name": "Tenth", "jurisdiction": "XX", "rate": "0.1", "amount_minor": tax }])
    };
    let lines = question["lines"].as_array().cloned().unwrap_or_default();
    let kept = lines.len() - usize::from(fault == TaxFault::TooFew);
    let answered: Vec<Value> = lines[..kept]
        .iter()
        .map(|line| json!({ "line_seq": line["line_seq"], "taxes": tenth(&line["amount_minor"]) }))
        .collect();
    let delivery = match &question["delivery"] {
        Value::Null => json!([]),
        delivery => tenth(&delivery["amount_minor"]),
    };
    Ok(json!({ "lines": answered, "delivery": delivery }).to_string())
}
