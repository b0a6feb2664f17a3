//! One line of the cart: what it is, how many, what it costs, and how to take it out. Each control is a plain form.

use domain::id::LineItemId;
use leptos::prelude::*;
use rpc::{LineReply, NO_PICTURE};

use super::super::Icon;

/// A line. `op` starts the hidden operation ids of its forms (I-11).
#[component]
pub fn CartLine(
    /// What is printed.
    line: LineReply,
    /// The page's operation id.
    op: String,
) -> impl IntoView {
    let id = line.line_item_id.to_string();
    let key = id.clone();
    let removal = ["/cart/lines/", &id, "/remove"].concat();
    view! {
        <li class="cart-line" data-line=key>
            <span class="picture thumbnail">
                <img class="cart-line-picture" src=line.picture_address width="96" height="120" alt="" loading="lazy" decoding="async" />
            </span>
            <div class="cart-line-text">
                <p class="cart-line-title"><a href=line.address>{line.title.clone()}</a></p>
                <p class="cart-line-variant">{line.variant_title}</p>
                <p class="cart-line-gift">{line.gift_text.clone()}</p>
                <p class="cart-line-unit" data-quote=line.quote>{line.unit_text}</p>
                <p class="cart-line-measure">{line.measure_text}</p>
                <p class="cart-line-discount">{line.discount_text}</p>
                <p class="cart-line-problem">{line.problem}</p>
            </div>
            <p class="cart-line-total"><s class="cart-line-before">{line.before_text}</s> <span class="cart-line-now">{line.total_text}</span></p>
            {line.gift_text.is_empty().then(|| view! {
                <div class="cart-line-forms">
                    <Stepper id=id.clone() title=line.title.clone() quantity=line.quantity max=line.max_quantity op=op.clone() />
                    <form class="cart-line-remove" method="post" action=removal>
                        <OperationId op=op part="remove" id=id />
                        <button class="button is-plain" type="submit">
                            "Remove"<span class="visually-hidden">" " <span class="cart-line-name">{line.title}</span></span>
                        </button>
                    </form>
                </div>
            })}
        </li>
    }
}

#[component]
fn Stepper(id: String, title: String, quantity: u32, max: u32, op: String) -> impl IntoView {
    let (input_id, label_for) = (["quantity-", &id].concat(), ["quantity-", &id].concat());
    let action = ["/cart/lines/", &id].concat();
    view! {
        <form class="stepper" method="post" action=action>
            <OperationId op=op part="quantity" id=id />
            <button class="stepper-button" type="button" data-step="-1" aria-disabled=(quantity <= 1).to_string()>
                <Icon name="minus" /><span class="visually-hidden">"One fewer of " <span class="cart-line-name">{title.clone()}</span></span>
            </button>
            <label class="visually-hidden" for=label_for>"Quantity of " <span class="cart-line-name">{title.clone()}</span></label>
            <input
                class="stepper-input"
                id=input_id
                type="number"
                name="quantity"
                min="0"
                max="99"
                inputmode="numeric"
                autocomplete="off"
                value=quantity.to_string()
                data-max=max.to_string()
            />
            <button class="stepper-button" type="button" data-step="1" aria-disabled=(quantity >= max).to_string()>
                <Icon name="plus" /><span class="visually-hidden">"One more of " <span class="cart-line-name">{title}</span></span>
            </button>
            <button class="stepper-update button is-plain" type="submit">"Update"</button>
        </form>
    }
}

/// The hidden id that makes a form's replays one effect: the page's own, the part, the line.
#[component]
fn OperationId(op: String, part: &'static str, id: String) -> impl IntoView {
    let value = [&op, ".", part, ".", &id].concat();
    (!op.is_empty()).then(|| view! { <input type="hidden" name="_op" value=value /> })
}

/// An empty line to be copied and filled in.
#[component]
pub fn CartLineTemplate() -> impl IntoView {
    let blank = LineReply {
        line_item_id: LineItemId(Default::default()),
        address: "/".into(),
        title: String::new(),
        variant_title: String::new(),
        picture_address: NO_PICTURE.into(),
        gift_text: String::new(),
        quantity: 1,
        max_quantity: 1,
        unit_text: String::new(),
        measure_text: String::new(),
        quote: String::new(),
        total_text: String::new(),
        before_text: String::new(),
        discount_text: String::new(),
        problem: String::new(),
    };
    view! { <template id="cart-line"><CartLine line=blank op=String::new() /></template> }
}
