//! Lines and sums of a cart, the same in the drawer and on the cart page. Each control is a form that works as it is.

use domain::cart::CartView;
use leptos::prelude::*;

use super::line::CartLine;
use super::state::cart_state;

/// Where the cart is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the edge of another page.
    Drawer,
    /// On its own page.
    Page,
}

/// The whole cart. `op` starts the hidden operation ids of its forms; empty where forms never leave the page.
#[component]
pub fn CartPanel(cart: ArcRwSignal<Option<CartView>>, place: Place, #[prop(into)] op: String) -> impl IntoView {
    let ids = Memo::new({
        let cart = cart.clone();
        move |_| read(&cart, |cart| cart.lines.iter().map(|line| line.line_item_id).collect::<Vec<_>>())
    });
    let lines = {
        let cart = cart.clone();
        move || {
            let line = |id| view! { <CartLine cart=cart.clone() line_item_id=id op=op.clone() /> };
            ids.get().into_iter().map(line).collect_view()
        }
    };
    let problem = cart_state().problem;
    view! {
        <div class="cart">
            <div class="cart-problem" role="alert">{move || problem.get()}</div>
            {move || ids.with(Vec::is_empty).then(empty_view)}
            <ul class="cart-lines" role="list">{lines}</ul>
            <Summary cart=cart ids=ids place=place />
        </div>
    }
}

#[component]
fn Summary(cart: ArcRwSignal<Option<CartView>>, ids: Memo<Vec<domain::id::LineItemId>>, place: Place) -> impl IntoView {
    let text = |part: fn(&CartView) -> String| {
        let cart = cart.clone();
        move || read(&cart, part)
    };
    let (subtotal, tax) = (text(|cart| cart.subtotal_text.clone()), text(|cart| cart.tax_text.clone()));
    let reasons = {
        let cart = cart.clone();
        Memo::new(move |_| read(&cart, |cart| cart.blocks_checkout.iter().map(|why| why.text.clone()).collect::<Vec<_>>()))
    };
    let busy = cart_state().is_busy;
    view! {
        <div class="cart-summary" class:is-hidden=move || ids.with(Vec::is_empty)>
            <p class="cart-subtotal" class:is-busy=move || busy.get()>
                <span>"Subtotal"</span> " " <strong>{subtotal}</strong>
            </p>
            <p class="cart-tax">{tax}</p>
            <ul class="cart-reasons" role="list">
                {move || reasons.get().into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
            </ul>
            <a
                class="button is-primary"
                aria-disabled=move || (!reasons.with(Vec::is_empty)).then_some("true")
                href=move || reasons.with(Vec::is_empty).then_some("/checkout")
            >
                "Check out"
            </a>
            {(place == Place::Drawer).then(|| view! { <a class="button is-plain" href="/cart">"View cart"</a> })}
        </div>
    }
}

fn empty_view() -> impl IntoView {
    view! {
        <div class="cart-empty">
            <p>"Nothing in it yet."</p>
            <a class="button" href="/collections">"See all collections"</a>
        </div>
    }
}

/// A part of the cart, or its default while there is none.
pub fn read<T: Default>(cart: &ArcRwSignal<Option<CartView>>, part: impl FnOnce(&CartView) -> T) -> T {
    cart.with(|cart| cart.as_ref().map(part)).unwrap_or_default()
}
