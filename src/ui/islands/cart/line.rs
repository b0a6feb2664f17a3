//! One line of the cart: what it is, how many, what it costs, and how to take it out.

use domain::cart::{CartLineView, CartView};
use domain::id::LineItemId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::browser;
use super::panel::read;
use super::state::cart_state;
use crate::components::{Icon, Thumbnail};

/// A line of `cart`; its elements stay while its numbers change, so that the focus stays.
#[component]
pub fn CartLine(cart: ArcRwSignal<Option<CartView>>, line_item_id: LineItemId, op: String) -> impl IntoView {
    let line = {
        let cart = cart.clone();
        move || read(&cart, |cart| cart.lines.iter().find(|line| line.line_item_id == line_item_id).cloned())
    };
    untrack(&line).map(|shown| {
        let live = Memo::new({
            let shown = shown.clone();
            move |_| line().unwrap_or_else(|| shown.clone())
        });
        let id = line_item_id.to_string();
        view! {
            <li class="cart-line">
                <Thumbnail picture=shown.picture />
                <div class="cart-line-text">
                    <p class="cart-line-title"><a href=shown.address>{shown.title.clone()}</a></p>
                    <p class="cart-line-variant">{shown.variant_title}</p>
                    <p class="cart-line-unit">{move || live.with(unit_text)}</p>
                    <p class="cart-line-problem">{move || live.with(|line| line.problem.clone())}</p>
                </div>
                <p class="cart-line-total">{move || live.with(|line| line.line_total_text.clone())}</p>
                <div class="cart-line-forms">
                    <Stepper live=live id=id.clone() title=shown.title.clone() op=op.clone() />
                    <RemoveForm line_item_id=line_item_id id=id title=shown.title op=op />
                </div>
            </li>
        }
    })
}

fn unit_text(line: &CartLineView) -> String {
    match &line.price_change {
        Some(change) => [&line.unit_price_text, " each, was ", &change.was_text, " when you added it"].concat(),
        None => [&line.unit_price_text, " each"].concat(),
    }
}

#[component]
fn Stepper(live: Memo<CartLineView>, id: String, title: String, op: String) -> impl IntoView {
    let state = cart_state();
    let action = ["/cart/lines/", &id].concat();
    let input_id = StoredValue::new(["quantity-", &id].concat());
    let set = {
        let state = state.clone();
        move |quantity: u32| {
            let (line_item_id, max) = live.with_untracked(|line| (line.line_item_id, line.max_quantity.max(1)));
            state.set_quantity(line_item_id, quantity.clamp(1, max));
        }
    };
    let step = |by: i32| {
        let set = set.clone();
        move |_| set(live.with_untracked(|line| line.quantity.saturating_add_signed(by)))
    };
    let (less, more) = (step(-1), step(1));
    let typed = move || {
        if let Some(quantity) = input_id.with_value(|id| browser::input_value(id)).and_then(|text| text.parse().ok()) {
            set(quantity);
        }
    };
    let changed = typed.clone();
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        typed();
    };
    view! {
        <form class="stepper" method="post" action=action on:submit=submitted>
            <OperationId op=op part="quantity" id=id />
            <button class="stepper-button" type="button" on:click=less
                aria-disabled=move || live.with(|line| line.quantity <= 1).to_string()>
                <Icon name="minus" /><span class="visually-hidden">"One fewer of "{title.clone()}</span>
            </button>
            <label class="visually-hidden" for=input_id.get_value()>"Quantity of "{title.clone()}</label>
            <input
                class="stepper-input"
                id=input_id.get_value()
                type="number"
                name="quantity"
                min="0"
                max="99"
                inputmode="numeric"
                autocomplete="off"
                value=live.with_untracked(|line| line.quantity.to_string())
                prop:value=move || live.with(|line| line.quantity.to_string())
                on:change=move |_| changed()
            />
            <button class="stepper-button" type="button" on:click=more
                aria-disabled=move || live.with(|line| line.quantity >= line.max_quantity).to_string()>
                <Icon name="plus" /><span class="visually-hidden">"One more of "{title}</span>
            </button>
            <button class="stepper-update button is-plain" type="submit">"Update"</button>
        </form>
    }
}

#[component]
fn RemoveForm(line_item_id: LineItemId, id: String, title: String, op: String) -> impl IntoView {
    let state = cart_state();
    let action = ["/cart/lines/", &id, "/remove"].concat();
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        state.set_quantity(line_item_id, 0);
        browser::focus_next(if state.is_open.get_untracked() { "drawer-title" } else { "cart-title" });
    };
    view! {
        <form method="post" action=action on:submit=submitted>
            <OperationId op=op part="remove" id=id />
            <button class="button is-plain" type="submit">"Remove"<span class="visually-hidden">" "{title}</span></button>
        </form>
    }
}

/// The hidden id that makes a form's replays one effect (I-11): the page's own, the part, the line.
#[component]
fn OperationId(op: String, part: &'static str, id: String) -> impl IntoView {
    let value = [&op, ".", part, ".", &id].concat();
    (!op.is_empty()).then(|| view! { <input type="hidden" name="_op" value=value /> })
}
