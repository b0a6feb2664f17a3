//! When there is nothing to show: lost, gone, broken, offline. Each says what happened and where to go.

use crate::document::{Head, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use leptos::prelude::*;
use ui::components::{ButtonKind, DrawingKind, EmptyState, LinkButton};

/// 404: nothing stands at this address.
pub fn not_found_page(chrome: &Chrome) -> Rendered {
    let text = "The address may be old or mistyped. Search for what you had in mind, or start from the collections.";
    failure(chrome, "Page not found", "Lost at sea", text, DrawingKind::Bottle, None)
}

/// 404: it is sold, but not in the market of this page.
pub fn not_sold_here_page(title: &str, chrome: &Chrome) -> Rendered {
    let market = chrome.markets.iter().find(|(code, _)| *code == chrome.market);
    let market = market.map_or("this market", |(_, name)| name.as_str());
    let text = format!("{title} is not sold in {market}. You can choose another market at the foot of this page.");
    failure(
        chrome,
        "Not sold here",
        "Not on this coast",
        text,
        DrawingKind::Bottle,
        None,
    )
}

/// 410: it was here and is no more.
pub fn gone_page(chrome: &Chrome) -> Rendered {
    let text = "This was here once. We no longer sell it, and nothing has taken its place.";
    failure(
        chrome,
        "No longer here",
        "Gone with the tide",
        text,
        DrawingKind::Bottle,
        None,
    )
}

/// 500 or 503: our fault, with the id that finds it in our logs.
pub fn error_page(request_id: &str, chrome: &Chrome) -> Rendered {
    let text = "Something went wrong on our side; it is not your doing. Please try again in a moment. If you were just paying, look for our e-mail first.";
    failure(
        chrome,
        "Something went wrong",
        "Rough water",
        text,
        DrawingKind::Lighthouse,
        Some(request_id.to_owned()),
    )
}

/// Shown by the service worker when there is no connection.
pub fn offline_page(chrome: &Chrome) -> Rendered {
    let text = "There is no connection to the shop right now. Your cart is safe; go on as soon as you are back online.";
    failure(chrome, "Offline", "Out of reach", text, DrawingKind::Lighthouse, None)
}

fn failure(
    chrome: &Chrome,
    name: &str,
    title: &'static str,
    text: impl Into<String>,
    drawing: DrawingKind,
    request_id: Option<String>,
) -> Rendered {
    let text = text.into();
    let head = Head {
        title: name.to_owned(),
        is_unlisted: true,
        ..Head::default()
    };
    render(head, chrome, || {
        let main = view! {
            <div class="page failure">
                <EmptyState drawing=drawing title=title text=text is_page=true>
                    <LinkButton address="/collections" label="See all collections" />
                    <LinkButton address="/" label="To the home page" kind=ButtonKind::Quiet />
                </EmptyState>
                {request_id.map(|id| view! {
                    <p class="failure-id">"If it happens again, tell us this number: " <code>{id}</code></p>
                })}
            </div>
        };
        shop_layout(chrome, "", main)
    })
}
