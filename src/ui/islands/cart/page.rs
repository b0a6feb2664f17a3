//! The cart on its own page: rendered whole by the server, then kept up to date.

use domain::cart::CartView;
use leptos::prelude::*;

use super::panel::{CartPanel, Place};
use super::state::cart_state;

/// The lines and sums of `cart`. `op` is the page's operation id.
#[island]
pub fn CartOnPage(cart: CartView, op: String) -> impl IntoView {
    let shown = ArcRwSignal::new(Some(cart));
    let state = cart_state();
    let status = RwSignal::new(String::new());
    Effect::new({
        let shown = shown.clone();
        move |first: Option<()>| {
            if first.is_none() {
                state.cart.set(shown.get_untracked());
            }
            status.set(state.said.get());
            shown.set(state.cart.get());
        }
    });
    view! {
        <p class="visually-hidden" role="status">{move || status.get()}</p>
        <CartPanel cart=shown place=Place::Page op=op />
    }
}
