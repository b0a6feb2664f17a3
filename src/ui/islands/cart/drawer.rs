//! The cart at the edge of any page: a modal dialog, so focus, Escape and the way back are the browser's own.

use leptos::ev::MouseEvent;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::panel::{CartPanel, Place};
use super::state::cart_state;
use crate::components::Icon;

/// The drawer; closed and empty until a shopper asks for it.
#[island]
pub fn CartDrawer() -> impl IntoView {
    let state = cart_state();
    let dialog = NodeRef::<Dialog>::new();
    let has_cart = RwSignal::new(false);
    let status = RwSignal::new(String::new());
    Effect::new({
        let state = state.clone();
        move || {
            has_cart.set(state.cart.with(Option::is_some));
            status.set(state.said.get());
            show(&dialog, state.is_open.get());
        }
    });
    let is_open = state.is_open.clone();
    let closed = move |_| is_open.set(false);
    let cart = state.cart.clone();
    view! {
        <dialog class="drawer" node_ref=dialog aria-labelledby="drawer-title" on:close=closed on:click=close_outside>
            <div class="drawer-inner">
                <header class="drawer-head">
                    <h2 class="drawer-title" id="drawer-title" tabindex="-1">"Your cart"</h2>
                    <form method="dialog">
                        <button class="header-action" type="submit"><Icon name="close" /><span class="visually-hidden">"Close the cart"</span></button>
                    </form>
                </header>
                <p class="visually-hidden" role="status">{move || status.get()}</p>
                {move || has_cart.get().then({
                    let cart = cart.clone();
                    move || view! { <CartPanel cart=cart place=Place::Drawer op="" /> }
                })}
            </div>
        </dialog>
    }
}

fn show(dialog: &NodeRef<Dialog>, is_open: bool) {
    let Some(dialog) = dialog.get() else { return };
    if is_open && !dialog.open() {
        let _ = dialog.show_modal();
    } else if !is_open && dialog.open() {
        dialog.close();
    }
}

// The dialog's own box is its backdrop: everything else lies in its child.
fn close_outside(event: MouseEvent) {
    let dialog = event_target::<web_sys::HtmlDialogElement>(&event);
    if dialog.tag_name() == "DIALOG" {
        dialog.close();
    }
}
