//! What stands around the account's pages, and what their forms share.

use crate::document::{Head, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::checkout::FieldError;
use leptos::prelude::*;
use std::collections::BTreeMap;
use ui::components::{ButtonKind, Notice, NoticeKind, SubmitButton};

/// What just came of something that the customer did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountNews {
    /// What they read.
    pub text: String,
    /// Whether it could not be done.
    pub is_error: bool,
}

/// What was typed before and what is at fault. Passwords are not among it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// By field.
    pub values: BTreeMap<String, String>,
    /// In the order of the form.
    pub errors: Vec<FieldError>,
}

impl Typed {
    pub(crate) fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }

    pub(crate) fn error(&self, field: &str) -> Option<String> {
        let found = self.errors.iter().find(|error| error.field == field);
        found.map(|error| error.text.clone())
    }
}

const PARTS: [(&str, &str); 6] = [
    ("/account", "Orders"),
    ("/account/addresses", "Addresses"),
    ("/account/profile", "Profile and password"),
    ("/account/passkeys", "Passkeys"),
    ("/account/sessions", "Where you are signed in"),
    ("/account/data", "Your data"),
];

/// A page for somebody who is signed in. `here` is the address of its part; `op` starts the operation ids of its forms.
pub(super) fn inside(
    title: &'static str,
    here: &'static str,
    news: Option<AccountNews>,
    op: &str,
    chrome: &Chrome,
    body: AnyView,
) -> AnyView {
    let links = PARTS.map(|(address, label)| {
        let current = (address == here).then_some("page");
        view! { <li><a href=address aria-current=current>{label}</a></li> }
    });
    let op = format!("{op}.sign-out");
    let main = view! {
        <div class="page account">
            <nav class="account-nav" aria-label="Account">
                <ul role="list">{links.into_iter().collect_view()}</ul>
                <form method="post" action="/account/sign-out">
                    <input type="hidden" name="_op" value=op />
                    <SubmitButton label="Sign out" kind=ButtonKind::Plain />
                </form>
            </nav>
            <div class="account-main">
                <h1 class="page-title">{title}</h1>
                {news.map(news_view)}
                {body}
            </div>
        </div>
    };
    shop_layout(chrome, "", main)
}

/// A page for somebody who is not.
pub(super) fn outside(title: String, news: Option<AccountNews>, chrome: &Chrome, body: AnyView) -> AnyView {
    let main = view! {
        <div class="page account-entry">
            <h1 class="page-title">{title}</h1>
            {news.map(news_view)}
            {body}
        </div>
    };
    shop_layout(chrome, "", main)
}

/// A document that nobody should look for.
pub(super) fn document(title: &str, chrome: &Chrome, body: impl FnOnce() -> AnyView) -> Rendered {
    document_with(None, title, chrome, body)
}

/// The same with a script of its own.
pub(super) fn document_with(
    script: Option<String>,
    title: &str,
    chrome: &Chrome,
    body: impl FnOnce() -> AnyView,
) -> Rendered {
    let head = Head {
        title: title.to_owned(),
        is_unlisted: true,
        script,
        ..Head::default()
    };
    render(head, chrome, body)
}

fn news_view(news: AccountNews) -> impl IntoView {
    let kind = if news.is_error {
        NoticeKind::Problem
    } else {
        NoticeKind::Info
    };
    view! { <Notice kind=kind><p>{news.text}</p></Notice> }
}

/// All faults at the top, each leading to its field.
pub(crate) fn fault_view(errors: &[FieldError]) -> Option<impl IntoView + use<>> {
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
