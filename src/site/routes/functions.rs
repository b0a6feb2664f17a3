//! Server functions: what islands call. They get the application, the caller and the cookies in their context.

use crate::SiteState;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
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
    let mut response = leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response();
    let no_store = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    response
}
