//! Checkout on one page: contact, address, delivery, review. One form; what is typed is kept whatever happens.

use super::form::form_view;
use super::summary::summary_view;
use crate::document::{Head, render};
use crate::layouts::checkout_layout;
use crate::{Chrome, Rendered, assets};
use domain::checkout::{CheckoutView, FieldError};
use leptos::prelude::*;
use ui::components::{DrawingKind, EmptyState, LinkButton, Notice, NoticeKind};

/// The checkout page. `op` is its operation id (I-11), new each time the page is made.
pub fn checkout_page(view: &CheckoutView, op: &str, chrome: &Chrome) -> Rendered {
    let head = Head {
        title: "Checkout".into(),
        is_unlisted: true,
        script: Some(assets::checkout_script()),
        ..Head::default()
    };
    let (view, op) = (view.clone(), op.to_owned());
    render(head, chrome, move || {
        let main = if view.cart.lines.is_empty() {
            empty_view().into_any()
        } else {
            page_view(view, op).into_any()
        };
        checkout_layout(chrome, ("/cart", "Back to the cart"), main)
    })
}

fn empty_view() -> impl IntoView {
    view! {
        <EmptyState drawing=DrawingKind::Net title="There is nothing to check out" text="Your cart is empty. Put something in it first." is_page=true>
            <LinkButton address="/collections" label="See all collections" />
        </EmptyState>
    }
}

fn page_view(view: CheckoutView, op: String) -> impl IntoView {
    let summary = summary_view(&view);
    view! {
        <div class="checkout">
            <div class="checkout-main">
                <h1 class="page-title">"Checkout"</h1>
                {fault_view(&view.errors)}
                {view.unavailable.clone().map(|text| view! { <Notice kind=NoticeKind::Problem><p>{text}</p></Notice> })}
                {form_view(view, op)}
            </div>
            {summary}
        </div>
    }
}

// All faults at the top, each leading to its field.
fn fault_view(errors: &[FieldError]) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = errors
        .iter()
        .map(|error| view! { <li><a href=format!("#{}", error.field)>{error.text.clone()}</a></li> })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Problem>
                <h2 class="notice-title">"Please look at this again"</h2>
                <ul>{links}</ul>
            </Notice>
        }
    })
}
