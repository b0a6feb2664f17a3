//! Forms: POST, redirect, GET. Each calls one verb and says where to go next; what was typed waits in a short-lived
//! row, a sentence in a short-lived cookie, never in the address or the Referer.

mod account;
mod cart;
mod checkout;
pub(crate) mod going;
mod market;
mod order;
mod stock;
mod tenders;

use crate::SiteState;
use axum::Router;
use axum::routing::post;

/// Routes of all forms.
pub fn routes() -> Router<SiteState> {
    Router::new()
        .route("/cart/lines", post(cart::add))
        .route("/cart/lines/{line_item_id}", post(cart::set))
        .route("/cart/lines/{line_item_id}/remove", post(cart::remove))
        .route("/cart/note", post(cart::note))
        .route("/cart/codes", post(cart::apply_code))
        .route("/cart/codes/remove", post(cart::remove_code))
        .route("/market", post(market::choose))
        .route("/checkout/details", post(checkout::details))
        .route("/checkout/place", post(checkout::place))
        .route("/checkout/gift-cards", post(tenders::apply_gift_card))
        .route("/checkout/gift-cards/remove", post(tenders::remove_gift_card))
        .route("/checkout/store-credit", post(tenders::use_store_credit))
        .route("/orders/{token}/cancel", post(order::cancel_order))
        .route("/orders/{token}/return", post(order::request_return))
        .route("/orders/{token}/exchange/{return_seq}", post(order::pay_exchange))
        .merge(account::routes())
        .route("/back-in-stock", post(stock::request))
        .route("/back-in-stock/{token}", post(stock::stop))
}
