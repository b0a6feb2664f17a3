//! The whole cart: lines, sums, and the way to checkout.

use leptos::prelude::*;
use rpc::CartReply;

use super::CartLine;

/// The cart, or the room for it where it is not known yet. `op` starts the operation ids of its forms.
#[component]
pub fn CartPanel(
    /// What is printed; nothing in the drawer, which asks when it is opened.
    #[prop(optional)]
    cart: Option<CartReply>,
    /// The page's operation id.
    #[prop(optional)]
    op: String,
    /// Whether it links to the cart page.
    #[prop(optional)]
    links_to_page: bool,
) -> impl IntoView {
    let class = if cart.is_some() { "cart" } else { "cart is-waiting" };
    let (lines, sums, tax, reasons) = match cart {
        Some(cart) => (
            cart.lines,
            (cart.subtotal_text, cart.discounts, cart.after_text, cart.codes),
            cart.tax_text,
            cart.reasons,
        ),
        None => Default::default(),
    };
    let (subtotal, discounts, after, codes) = sums;
    let is_free = reasons.is_empty();
    let after_class = if after.is_empty() {
        "cart-after is-none"
    } else {
        "cart-after"
    };
    let lines = lines
        .into_iter()
        .map(|line| view! { <CartLine line=line op=op.clone() /> })
        .collect_view();
    let reasons = reasons.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <div class=class>
            <p class="cart-status visually-hidden" role="status"></p>
            <p class="cart-problem" role="alert"></p>
            <div class="cart-empty">
                <p>"Nothing in it yet."</p>
                <a class="button" href="/collections">"See all collections"</a>
            </div>
            <ul class="cart-lines" role="list">{lines}</ul>
            <div class="cart-summary">
                <p class="cart-subtotal"><span>"Subtotal"</span> " " <strong>{subtotal}</strong></p>
                <ul class="cart-discounts" role="list">{discounts.into_iter().map(pair_view).collect_view()}</ul>
                <p class=after_class><span>"After discounts"</span> " " <strong>{after}</strong></p>
                <ul class="cart-codes" role="list">{codes.into_iter().map(pair_view).collect_view()}</ul>
                <p class="cart-tax">{tax}</p>
                <ul class="cart-reasons" role="list">{reasons}</ul>
                <a class="cart-checkout button is-primary" href=is_free.then_some("/checkout") aria-disabled=(!is_free).then_some("true")>
                    "Check out"
                </a>
                {links_to_page.then(|| view! { <a class="button is-plain" href="/cart">"View cart"</a> })}
            </div>
        </div>
    }
}

// A row of two words, as `ui::islands::cart` draws it too.
fn pair_view((name, text): (String, String)) -> impl IntoView {
    view! { <li><span>{name}</span>" "<span>{text}</span></li> }
}
