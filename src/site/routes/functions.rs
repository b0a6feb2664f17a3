//! Server functions: what islands call. They get the application, the caller and the cookies in their context.

use crate::SiteState;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use leptos::prelude::provide_context;
use rpc::caller::CartCookies;
use std::sync::Arc;

/// `/_fn/…`; complete with its state.
pub fn server_functions(state: SiteState) -> Router {
    Router::new().route("/_fn/{*path}", post(call)).with_state(state)
}

async fn call(State(state): State<SiteState>, request: Request<Body>) -> Response {
    let scope = state.cookies.scope(request.headers());
    let context = move || {
        let cookies = state.cookies;
        provide_context(state.app.clone());
        provide_context(scope.clone());
        provide_context(CartCookies(Arc::new(move |changed| cookies.after(changed))));
    };
    let called = leptos_axum::handle_server_fns_with_context(context, request).await;
    let mut response = blamed(called.into_response()).await;
    let no_store = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    response
}

/// How the body of a failed call begins when it was no call: the arguments are missing or none.
const THEIR_FAULTS: [&[u8]; 3] = [b"Deserialization|", b"Args|", b"MissingArg|"];
/// Most bytes that the text of a failure has.
const MOST: usize = 64 * 1024;

/// What the sender got wrong is told as that (400); the library tells every failure as ours.
async fn blamed(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(text) = to_bytes(body, MOST).await else {
        return head.status.into_response();
    };
    if THEIR_FAULTS.iter().any(|fault| text.starts_with(fault)) {
        head.status = StatusCode::BAD_REQUEST;
    }
    Response::from_parts(head, Body::from(text))
}
