//! A page of the admin: no islands and so no WASM, a style of its own beside the shop's, and nobody's to look for.

use super::{Rendered, markers};
use crate::{Chrome, assets};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::sync::Arc;
use ui::components::escaped;

/// Renders `body` inside a document. `script` is a module that only this page needs.
pub fn render_admin(title: &str, script: Option<String>, chrome: &Chrome, body: impl FnOnce() -> AnyView) -> Rendered {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let title = format!("{title} · {} admin", chrome.shop_name);
    let html = owner.with(|| document(&title, script, chrome, body()).to_html());
    owner.unset_with_forced_cleanup();
    Rendered {
        html: markers::tidy(&html),
    }
}

fn document(title: &str, script: Option<String>, chrome: &Chrome, body: AnyView) -> impl IntoView + use<> {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                // As inner HTML: markers between text nodes would be read as words here.
                <title inner_html=escaped(title)></title>
                <meta name="robots" content="noindex" />
                <link rel="stylesheet" href=chrome.assets.css.clone() />
                <link rel="stylesheet" href=assets::admin_style() />
                <link rel="icon" href="/static/favicon.svg" type="image/svg+xml" />
                <link rel="icon" href="/static/favicon.ico" sizes="32x32" />
                {script.map(|source| view! { <script defer=true src=source></script> })}
            </head>
            <body class="admin">{body}</body>
        </html>
    }
}
