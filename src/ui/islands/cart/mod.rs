//! The cart in the page: the link with its count, the drawer, and the lines of the cart page.

mod commands;
mod draw;
mod events;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::browser;
use crate::components::Icon;
pub use commands::add;
pub use draw::count_from_cookie;
use events::{changed, clicked, submitted};

/// The link to the cart; opens the drawer once hydrated. Its count comes from a cookie, so that pages hold nothing
/// personal.
#[island]
pub fn CartLink() -> impl IntoView {
    let open = move |event: MouseEvent| {
        let is_plain = !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
        // The cart page shows the same; a drawer over it would only be in the way.
        if is_plain && browser::find(".cart-page").is_none() {
            event.prevent_default();
            commands::open();
        }
    };
    view! {
        <a class="header-action cart-link" href="/cart" on:click=open>
            <Icon name="bag" />
            <span class="visually-hidden">"Cart"</span>
            <span class="cart-count is-empty"></span>
            <span class="cart-count-unit visually-hidden"></span>
        </a>
    }
}

/// The cart at the edge of any page: a modal dialog, so focus, Escape and the way back are the browser's own.
#[island]
pub fn CartDrawer(children: Children) -> impl IntoView {
    view! {
        <dialog class="drawer" aria-labelledby="drawer-title" on:click=clicked on:submit=submitted on:change=changed>
            {children()}
        </dialog>
    }
}

/// The cart on its own page, kept up to date.
#[island]
pub fn CartOnPage(children: Children) -> impl IntoView {
    view! { <div class="cart-area" on:click=clicked on:submit=submitted on:change=changed>{children()}</div> }
}

/// A page that comes back from the browser's own cache shows the count of long ago.
pub fn recount_when_shown_again() {
    window_event_listener_untyped("pageshow", |_| {
        count_from_cookie();
        commands::forget();
    });
}
