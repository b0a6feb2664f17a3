//! An order after paying: still being checked, placed, held or cancelled, and what happened to it since. While the money's fate is unknown the page
//! loads itself again; it never says that something failed before that is certain (P-3).

use super::aftermath::aftermath_view;
use crate::document::{Head, render};
use crate::layouts::checkout_layout;
use crate::{Chrome, Rendered, assets};
use domain::order::{OrderStage, OrderView};
use leptos::prelude::*;
use ui::components::{Drawing, DrawingKind, Goods, GoodsList, LinkButton, Notice, NoticeKind, Totals};

/// Seconds between two looks at an order that is being checked.
const LOOK_AGAIN: u32 = 3;

/// What just came of something that the shopper did with the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderNews {
    /// What the shopper reads.
    pub text: String,
    /// Whether it could not be done.
    pub is_error: bool,
}

/// The status page of an order, behind its unguessable address.
pub fn order_page(order: &OrderView, news: Option<&OrderNews>, chrome: &Chrome) -> Rendered {
    let is_checking = order.stage == OrderStage::Checking;
    let head = Head {
        title: title(order),
        is_unlisted: true,
        refresh: is_checking.then_some(LOOK_AGAIN),
        script: is_checking.then(assets::checking_script),
        ..Head::default()
    };
    let (order, news) = (order.clone(), news.cloned());
    render(head, chrome, move || {
        let main = if is_checking {
            checking_view(&order).into_any()
        } else {
            order_view(order, news).into_any()
        };
        checkout_layout(chrome, ("/", "Back to the shop"), main)
    })
}

fn title(order: &OrderView) -> String {
    match (order.stage, order.number) {
        (OrderStage::Checking, _) => "We are checking your payment".into(),
        (_, Some(number)) => format!("Order #{number}"),
        (_, None) => "Your order".into(),
    }
}

fn checking_view(order: &OrderView) -> impl IntoView + use<> {
    let address = order.address.clone();
    view! {
        <div class="empty checking" data-checking="">
            <Drawing kind=DrawingKind::Lighthouse />
            <h1 class="empty-title">"We are checking your payment"</h1>
            <p class="empty-text">
                "The payment provider has not told us the outcome yet. This page looks again by itself every few seconds. \
                 You do not need to pay again."
            </p>
            <div class="empty-ways"><LinkButton address=address label="Look now" /></div>
        </div>
    }
}

fn order_view(order: OrderView, news: Option<OrderNews>) -> impl IntoView {
    let goods: Vec<_> = order.lines.iter().cloned().map(Goods::from).collect();
    let totals = order.totals.clone();
    let aftermath = aftermath_view(order.aftermath.clone(), &order.address);
    view! {
        <div class="checkout">
            <div class="checkout-main">
                {heading_view(&order)}
                {news.map(news_view)}
                {facts_view(order)}
                {aftermath}
                <p><LinkButton address="/collections" label="Keep looking around" /></p>
            </div>
            <aside class="checkout-summary" aria-labelledby="summary">
                <h2 class="checkout-heading" id="summary">"What you bought"</h2>
                <GoodsList goods=goods />
                <Totals totals=totals />
            </aside>
        </div>
    }
}

fn news_view(news: OrderNews) -> impl IntoView {
    let kind = if news.is_error {
        NoticeKind::Problem
    } else {
        NoticeKind::Info
    };
    view! { <Notice kind=kind><p>{news.text}</p></Notice> }
}

fn heading_view(order: &OrderView) -> impl IntoView + use<> {
    let heading = match order.stage {
        OrderStage::Cancelled => "This order was cancelled",
        OrderStage::OnHold => "Thank you. We are looking at your order",
        OrderStage::Placed | OrderStage::Checking => "Thank you for your order",
    };
    let number = order.number.map(|number| format!("Order #{number}"));
    let is_held = order.stage == OrderStage::OnHold;
    let is_live = order.stage != OrderStage::Cancelled;
    view! {
        <p class="order-number">{number}</p>
        <h1 class="page-title">{heading}</h1>
        {is_live.then(|| lead_view(order))}
        {is_held.then_some(view! {
            <Notice kind=NoticeKind::Warning>
                <p>"A person has to look at it before it can go out. We write to you if anything is needed."</p>
            </Notice>
        })}
    }
}

fn lead_view(order: &OrderView) -> impl IntoView + use<> {
    let email = order.email.clone();
    let way = if order.is_confirmed_by_mail {
        view! { "A confirmation is on its way to " <strong>{email}</strong> ". " }.into_any()
    } else {
        view! { "If there is a question, the shop writes to " <strong>{email}</strong> ". " }.into_any()
    };
    view! { <p class="order-lead">{way}"Keep the address of this page: it always shows where your order is."</p> }
}

fn facts_view(order: OrderView) -> impl IntoView {
    let placed = order.placed_text.map(|text| {
        let at = order.placed_at.clone();
        view! { <div><dt>"Placed"</dt><dd><time datetime=at>{text}</time></dd></div> }
    });
    let lines = order
        .delivery_lines
        .into_iter()
        .map(|line| view! { <span class="order-line">{line}</span> });
    view! {
        <dl class="order-facts">
            {placed}
            <div><dt>"Payment"</dt><dd>{order.payment_text}</dd></div>
            <div><dt>"Goods"</dt><dd>{order.fulfilment_text}</dd></div>
            <div><dt>"Delivery"</dt><dd>{order.delivery_method}</dd></div>
            <div><dt>"To"</dt><dd><address>{lines.collect_view()}</address></dd></div>
        </dl>
    }
}
