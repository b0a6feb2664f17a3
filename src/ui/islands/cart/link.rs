//! The link to the cart, with how much is in it. The count comes from a cookie, so pages hold nothing personal.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::state::cart_state;
use crate::components::Icon;

/// The link; opens the drawer once hydrated.
#[island]
pub fn CartLink() -> impl IntoView {
    let state = cart_state();
    let shown = RwSignal::new(0_u32);
    Effect::new({
        let state = state.clone();
        move |first: Option<()>| {
            if first.is_none() {
                state.read_count();
            }
            shown.set(state.count.get());
        }
    });
    let open = move |event: MouseEvent| {
        // The cart page shows the same; a drawer over it would only be in the way.
        if is_plain_click(&event) && window().location().pathname().as_deref() != Ok("/cart") {
            event.prevent_default();
            state.open();
        }
    };
    view! {
        <a class="header-action cart-link" href="/cart" on:click=open>
            <Icon name="bag" />
            <span class="visually-hidden">"Cart"</span>
            <span class="cart-count" class:is-empty=move || shown.get() == 0>
                {move || match shown.get() { 0 => String::new(), count => count.to_string() }}
                <span class="visually-hidden">{move || if shown.get() == 0 { "" } else { " items" }}</span>
            </span>
        </a>
    }
}

fn is_plain_click(event: &MouseEvent) -> bool {
    event.button() == 0 && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
}
