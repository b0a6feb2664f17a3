//! `/healthz`: the process lives. `/readyz`: it can serve, because the database answers.

use app::App;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::time::Duration;

const READY_WITHIN: Duration = Duration::from_secs(2);

/// The process lives.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers within two seconds and holds a shop.
pub async fn readyz(State(app): State<App>) -> Response {
    let ready = tokio::time::timeout(READY_WITHIN, async {
        sqlx::Connection::ping(&mut *app.pool.acquire().await?).await?;
        app.shop().await
    })
    .await;
    let (status, text) = match ready {
        Ok(Ok(_)) => (StatusCode::OK, "ready\n"),
        Ok(Err(error)) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "Not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer, or holds no shop yet: run `vitrine doctor`\n",
            )
        }
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer within two seconds\n",
        ),
    };
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}
