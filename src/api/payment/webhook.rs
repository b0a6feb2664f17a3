//! Events from payment providers. The signature is the only proof; the door reads the body as bytes, since one changed
//! blank breaks it.

use app::App;
use app::payment::{ReceiveEventError, receive_event};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use domain::kind::{HasKind as _, Kind};

/// Most bytes of an event.
const BODY_LIMIT: usize = 64 * 1024;

/// `POST /webhooks/payments/{provider}`.
pub fn routes(app: App) -> Router {
    Router::new()
        .route("/webhooks/payments/{provider}", post(receive))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(app)
}

// The answer says only whether to send it again: who forges events learns nothing.
async fn receive(State(app): State<App>, Path(provider): Path<String>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match receive_event(&app, &provider, &headers, &body).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => refused(&error),
    }
}

fn refused(error: &ReceiveEventError) -> StatusCode {
    match error.kind() {
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Forbidden | Kind::Invalid | Kind::Conflict => {
            tracing::warn!(error = error as &dyn std::error::Error, "A payment event was refused");
            StatusCode::BAD_REQUEST
        }
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => {
            tracing::error!(
                error = error as &dyn std::error::Error,
                "A payment event could not be acted upon"
            );
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
