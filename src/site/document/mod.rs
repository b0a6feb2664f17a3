//! A whole page as text: head, body, and the one script that wakes the islands. Nothing inline runs, so the policy of
//! the site needs no hashes and a page can be cached as it is.

mod admin;
mod head;
mod json_ld;
mod markers;

pub use admin::render_admin;
pub use head::{Head, Preload};
pub use json_ld::{breadcrumb_ld, product_ld, site_ld};

use crate::{Chrome, assets};
use head::HeadView;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::sync::Arc;

/// A rendered page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML from `<!DOCTYPE html>` on.
    pub html: String,
}

impl From<Rendered> for String {
    fn from(page: Rendered) -> Self {
        page.html
    }
}

/// Renders `body` inside a document, synchronously; islands find the context that they need for their markers.
pub fn render(head: Head, chrome: &Chrome, body: impl FnOnce() -> AnyView) -> Rendered {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| document(head, chrome, body()).to_html());
    owner.unset_with_forced_cleanup();
    Rendered {
        html: markers::tidy(&html),
    }
}

fn document(head: Head, chrome: &Chrome, body: AnyView) -> impl IntoView {
    let assets = chrome.assets.clone();
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <HeadView head=head chrome=chrome.clone() />
                <link rel="stylesheet" href=assets.css />
                <link rel="icon" href="/static/favicon.svg" type="image/svg+xml" />
                <link rel="icon" href="/static/favicon.ico" sizes="32x32" />
                <link rel="apple-touch-icon" href="/static/apple-touch-icon.png" />
                <link rel="manifest" href="/static/site.webmanifest" />
                <script defer=true src=assets::boot_script() data-js=assets.js data-wasm=assets.wasm></script>
            </head>
            <body>{body}</body>
        </html>
    }
}
