//! The cart on its own page. Personal: never in a shared cache.

use crate::document::{Head, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::cart::{CartView, MAX_NOTE};
use leptos::prelude::*;
use rpc::CartReply;
use ui::CartOnPage;
use ui::components::cart::CartPanel;
use ui::components::{
    ButtonKind, DrawingKind, EmptyState, Field, LinkButton, Notice, NoticeKind, SubmitButton, TextArea,
};

/// What the last form had to say, after its redirect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CartNews {
    /// Done, and worth a word: fewer units were left than asked for.
    pub notice: Option<String>,
    /// Not done, and why.
    pub problem: Option<String>,
    /// A code that was not taken, and why: told beside its field.
    pub code_problem: Option<String>,
}

/// The cart page. `op` starts the hidden operation ids of its forms (I-11); it is new each time the page is made.
pub fn cart_page(cart: &CartView, news: &CartNews, op: &str, chrome: &Chrome) -> Rendered {
    let head = Head {
        title: "Your cart".into(),
        is_unlisted: true,
        ..Head::default()
    };
    render(head, chrome, || {
        let body = if cart.lines.is_empty() {
            empty_view().into_any()
        } else {
            cart_view(cart.clone(), news.code_problem.clone(), op.to_owned()).into_any()
        };
        let main = view! { <div class="page cart-page">{news_view(news.clone())}{body}</div> };
        shop_layout(chrome, "", main)
    })
}

fn news_view(news: CartNews) -> impl IntoView {
    view! {
        {news.problem.map(|text| view! { <Notice kind=NoticeKind::Problem><p>{text}</p></Notice> })}
        {news.notice.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })}
    }
}

fn empty_view() -> impl IntoView {
    view! {
        <EmptyState drawing=DrawingKind::Net title="Your cart is empty" text="Nothing in the net yet. The water is fine, though." is_page=true>
            <LinkButton address="/collections" label="See all collections" />
        </EmptyState>
    }
}

fn cart_view(cart: CartView, code_problem: Option<String>, op: String) -> impl IntoView {
    let codes = codes_view(&cart, code_problem, &op);
    let (note, page_op) = (cart.note.clone(), op.clone());
    let has_note = !note.is_empty();
    view! {
        <h1 class="page-title" id="cart-title" tabindex="-1">"Your cart"</h1>
        <CartOnPage><CartPanel cart=CartReply::new(cart, None) op=page_op /></CartOnPage>
        {codes}
        <details class="fold cart-note" open=has_note>
            <summary>"A note to the shop"</summary>
            <form method="post" action="/cart/note">
                <input type="hidden" name="_op" value=format!("{op}.note") />
                <TextArea name="note" label="Your note" value=note max_length=MAX_NOTE />
                <SubmitButton label="Keep the note" kind=ButtonKind::Quiet />
            </form>
        </details>
    }
}

// What the codes give stands with the sums; here they are entered and taken out.
fn codes_view(cart: &CartView, problem: Option<String>, op: &str) -> impl IntoView + use<> {
    let is_open = problem.is_some() || !cart.codes.is_empty();
    let entered = cart.codes.iter().map(|code| {
        let (id, word) = (format!("{op}.code-remove.{}", code.code), code.code.clone());
        view! {
            <li>
                <form method="post" action="/cart/codes/remove">
                    <input type="hidden" name="_op" value=id />
                    <input type="hidden" name="code" value=word.clone() />
                    <span class="cart-code">{word.clone()}</span>
                    <button class="button is-plain" type="submit">"Remove"<span class="visually-hidden">" the code "{word}</span></button>
                </form>
            </li>
        }
    });
    let entered = (!cart.codes.is_empty())
        .then(|| view! { <ul class="cart-code-list" role="list">{entered.collect_view()}</ul> });
    view! {
        <details class="fold cart-code-form" id="codes" open=is_open>
            <summary>"Have a promotion code?"</summary>
            {entered}
            <form method="post" action="/cart/codes">
                <input type="hidden" name="_op" value=format!("{op}.code") />
                <Field name="code" label="Promotion code" value=String::new() autocomplete="off" error=problem />
                <SubmitButton label="Use the code" kind=ButtonKind::Quiet />
            </form>
        </details>
    }
}
