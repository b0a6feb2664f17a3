//! What happened to an order since it was placed: parcels, money back, goods back, and what the shopper can do now.

use domain::order::{AftermathView, ParcelView, RefundView, ReturnExchangeView, ReturnView, TimelineEntry, UnitsText};
use leptos::prelude::*;
use ui::components::{ButtonKind, LinkButton};

/// Everything between the order's facts and the way back to the shop.
pub fn aftermath_view(aftermath: AftermathView, address: &str) -> impl IntoView + use<> {
    let AftermathView {
        timeline,
        parcels,
        refunds,
        returns,
        can_cancel,
        returnable,
        exchange_of,
        has_account: _,
    } = aftermath;
    let ways = ways_view(can_cancel, !returnable.is_empty(), address);
    let origin = exchange_of.map(|(name, address)| {
        view! { <p class="order-origin">"You get this instead of goods of "<a href=address>{name}</a>"."</p> }
    });
    view! {
        {origin}
        {(!parcels.is_empty()).then(|| parcels_view(parcels))}
        {(!refunds.is_empty()).then(|| refunds_view(refunds))}
        {(!returns.is_empty()).then(|| returns_view(returns))}
        {(!timeline.is_empty()).then(|| timeline_view(timeline))}
        {ways}
    }
}

fn ways_view(can_cancel: bool, can_return: bool, address: &str) -> impl IntoView + use<> {
    let way = |exists: bool, part: &str, label: &'static str| {
        let address = [address, part].concat();
        exists.then(|| view! { <LinkButton address=address label=label kind=ButtonKind::Quiet /> })
    };
    (can_cancel || can_return).then(|| {
        view! {
            <p class="order-ways">
                {way(can_return, "/return", "Send something back")}
                {way(can_cancel, "/cancel", "Cancel this order")}
            </p>
        }
    })
}

fn goods_view(goods: Vec<UnitsText>) -> impl IntoView {
    let goods = goods
        .into_iter()
        .map(|it| view! { <li>{it.quantity}" × "{it.title}</li> });
    view! { <ul class="order-goods">{goods.collect_view()}</ul> }
}

fn parcels_view(parcels: Vec<ParcelView>) -> impl IntoView {
    let parcels = parcels.into_iter().map(|it| {
        let tracking = it.tracking.into_iter().map(|(carrier, number, address)| {
            let number = match address {
                Some(address) => view! { <a href=address rel="noreferrer">{number}</a> }.into_any(),
                None => number.into_any(),
            };
            view! { <p>{carrier}" "{number}</p> }
        });
        view! {
            <li class="order-part">
                <p><strong>{it.state_text}</strong>", sent on "{it.sent_text}</p>
                {goods_view(it.goods)}
                {tracking.collect_view()}
            </li>
        }
    });
    view! {
        <section aria-labelledby="parcels">
            <h2 class="checkout-heading" id="parcels">"Parcels"</h2>
            <ol role="list">{parcels.collect_view()}</ol>
        </section>
    }
}

fn refunds_view(refunds: Vec<RefundView>) -> impl IntoView {
    let refunds = refunds.into_iter().map(|it| {
        view! {
            <li class="order-part">
                <p><strong>{it.amount_text}</strong>", "{it.at_text}</p>
                <p>{it.state_text}</p>
            </li>
        }
    });
    view! {
        <section aria-labelledby="refunds">
            <h2 class="checkout-heading" id="refunds">"Money back"</h2>
            <ol role="list">{refunds.collect_view()}</ol>
        </section>
    }
}

fn returns_view(returns: Vec<ReturnView>) -> impl IntoView {
    let returns = returns.into_iter().map(|it| {
        let answer = (!it.answer.is_empty()).then(|| view! { <p class="order-answer">{it.answer}</p> });
        view! {
            <li class="order-part">
                <p><strong>"Return "{it.seq}</strong>": "{it.state_text}</p>
                {answer}
                {goods_view(it.goods)}
                {it.exchange.map(exchange_view)}
            </li>
        }
    });
    view! {
        <section aria-labelledby="returns">
            <h2 class="checkout-heading" id="returns">"Sent back"</h2>
            <ol role="list">{returns.collect_view()}</ol>
        </section>
    }
}

fn exchange_view(exchange: ReturnExchangeView) -> impl IntoView {
    let way = exchange
        .way
        .map(|(name, address)| view! { <p><a href=address>{name}</a></p> });
    view! {
        <p><strong>"Instead"</strong>": "{exchange.state_text}</p>
        {goods_view(exchange.goods)}
        {way}
    }
}

fn timeline_view(timeline: Vec<TimelineEntry>) -> impl IntoView {
    let entries = timeline.into_iter().map(|it| {
        view! { <li><time datetime=it.at>{it.at_text}</time><span>{it.text}</span></li> }
    });
    view! {
        <section aria-labelledby="timeline">
            <h2 class="checkout-heading" id="timeline">"What happened"</h2>
            <ol class="timeline" role="list">{entries.collect_view()}</ol>
        </section>
    }
}
