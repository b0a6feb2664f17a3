//! "Tell me when it is back": the form by itself, after it was sent, and the page that ends such mails.

use crate::document::{Head, render};
use crate::layouts::{checkout_layout, shop_layout};
use crate::{Chrome, Rendered};
use app::stock::RequestPage;
use leptos::prelude::*;
use ui::components::{ButtonKind, LinkButton, Notice, NoticeKind, StockRequest, SubmitButton};

/// What is said on the form's page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestNews {
    /// It was noted.
    pub notice: Option<String>,
    /// What was typed before.
    pub email: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// The form, or that it was noted.
pub fn stock_request_page(page: &RequestPage, news: &RequestNews, chrome: &Chrome) -> Rendered {
    let head = Head {
        title: "Tell me when it is back".into(),
        is_unlisted: true,
        ..Head::default()
    };
    let (page, news) = (page.clone(), news.clone());
    let chrome = &Chrome {
        // Without its variant the page is none.
        return_to: format!("/back-in-stock?variant={}", page.variant_id),
        ..chrome.clone()
    };
    render(head, chrome, || {
        let is_open = news.notice.is_none() && !page.is_available;
        let notice = news.notice.map(|text| view! { <Notice><p>{text}</p></Notice> });
        let back = page
            .is_available
            .then(|| view! { <Notice><p>"It can be bought again."</p></Notice> });
        let form = is_open.then(|| {
            view! {
                <StockRequest variant_id=page.variant_id.to_string() email=news.email problem=news.problem />
            }
        });
        let main = view! {
            <div class="page stock-request-page">
                <h1 class="page-title">{page.name}</h1>
                {notice}
                {back}
                {form}
                <p><LinkButton address=page.address label="Back to it" kind=ButtonKind::Quiet /></p>
            </div>
        };
        shop_layout(chrome, "", main)
    })
}

/// "Stop these mails?", which is asked before anything ends: programs that look at mails follow links, and press nothing.
pub fn withdraw_page(token: &str, is_done: bool, chrome: &Chrome) -> Rendered {
    let title = if is_done {
        "No more of these mails"
    } else {
        "Stop these mails?"
    };
    let head = Head {
        title: title.into(),
        is_unlisted: true,
        ..Head::default()
    };
    let action = format!("/back-in-stock/{token}");
    render(head, chrome, move || {
        let main = if is_done {
            view! {
                <div class="order-form">
                    <h1 class="page-title">{title}</h1>
                    <Notice><p>"You wait for nothing any more. We write no further mails of this kind to you."</p></Notice>
                    <p class="order-ways"><LinkButton address="/" label="To the shop" kind=ButtonKind::Quiet /></p>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="order-form">
                    <h1 class="page-title">{title}</h1>
                    <p class="order-lead">
                        "We then no longer tell you when something that you asked for is back. Mails about your orders are not meant."
                    </p>
                    <form method="post" action=action class="order-ways">
                        <SubmitButton label="Stop them" />
                        <LinkButton address="/" label="Keep them" kind=ButtonKind::Quiet />
                    </form>
                </div>
            }
            .into_any()
        };
        checkout_layout(chrome, ("/", "Back to the shop"), main)
    })
}

/// What is said when the link leads nowhere any more.
pub fn no_request_page(chrome: &Chrome) -> Rendered {
    let head = Head {
        title: "Nobody waits here".into(),
        is_unlisted: true,
        ..Head::default()
    };
    render(head, chrome, || {
        let main = view! {
            <div class="order-form">
                <h1 class="page-title">"Nobody waits here"</h1>
                <Notice kind=NoticeKind::Warning>
                    <p>"This link has had its time. There is nothing left to stop."</p>
                </Notice>
                <p class="order-ways"><LinkButton address="/" label="To the shop" kind=ButtonKind::Quiet /></p>
            </div>
        };
        checkout_layout(chrome, ("/", "Back to the shop"), main)
    })
}
