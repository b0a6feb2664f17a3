//! What stands in the drawer: closed and empty until a shopper asks for it.

use leptos::prelude::*;

use super::super::Icon;
use super::{CartLineTemplate, CartPanel};

/// Heading, the way out, and the cart.
#[component]
pub fn DrawerContent() -> impl IntoView {
    view! {
        <div class="drawer-inner">
            <div class="drawer-head">
                <h2 class="drawer-title" id="drawer-title" tabindex="-1">"Your cart"</h2>
                <button class="drawer-close header-action" type="button">
                    <Icon name="close" /><span class="visually-hidden">"Close the cart"</span>
                </button>
            </div>
            <CartPanel links_to_page=true />
        </div>
        <CartLineTemplate />
    }
}
