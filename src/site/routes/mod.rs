//! The addresses of the shop, by who may keep what they answer: everybody, nobody, or whoever asks.

mod account;
mod answer;
mod checkout;
mod feeds;
mod functions;
mod gallery;
mod order;
mod shop;
mod stock;

pub use answer::panicked;
pub(crate) use answer::{chrome as chrome_of, failed};
pub use functions::server_functions;

use crate::{SiteState, forms};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

/// Pages that are the same for everybody; the page cache stands in front of them.
pub fn shared() -> Router<SiteState> {
    Router::new()
        .route("/", get(shop::home))
        .route("/collections", get(shop::collections))
        .route("/collections/{handle}", get(shop::collection))
        .route("/products/{handle}", get(shop::product))
        .route("/galleries/{handle}", get(gallery::gallery))
        .route("/looks/{ugc_post_id}", get(gallery::look))
}

/// Pages of one shopper: never kept by anybody.
pub fn personal() -> Router<SiteState> {
    Router::new()
        .route("/cart", get(checkout::cart))
        .route("/checkout", get(checkout::checkout))
        .route("/checkout/return/{token}", get(checkout::come_home))
        .route("/checkout/cancel/{token}", get(checkout::give_up))
        .route("/orders/{token}", get(order::order))
        .route("/orders/{token}/cancel", get(order::cancel))
        .route("/orders/{token}/return", get(order::send_back))
        .route("/orders/{token}/exchange/{return_seq}", get(order::exchange))
        .merge(account::routes())
        .route("/back-in-stock", get(stock::request))
        .route("/back-in-stock/{token}", get(stock::withdraw))
        .merge(forms::routes())
}

/// Everything else.
pub fn plain() -> Router<SiteState> {
    Router::new()
        .route("/search", get(shop::search))
        .route("/offline", get(shop::offline))
        .route("/robots.txt", get(feeds::robots))
        .route("/sitemap.xml", get(feeds::sitemap))
}

/// 404 for whatever has no route.
pub async fn not_found(State(state): State<SiteState>) -> Response {
    answer::not_found(&state).await
}
