//! What was found, or another try.

use super::list::{List, count_text, list_view};
use crate::document::{Head, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::catalog::SearchPage;
use leptos::prelude::*;
use ui::components::{DrawingKind, EmptyState, LinkButton, Notice};

/// Found products are counted up to this.
const COUNTED_TO: u32 = 1_000;

/// The search page; without words it asks for some.
pub fn search_page(page: &SearchPage, chrome: &Chrome) -> Rendered {
    let title = if page.query.is_empty() {
        "Search".to_owned()
    } else {
        format!("Search: {}", page.query)
    };
    let head = Head {
        title,
        is_unlisted: true,
        ..Head::default()
    };
    let query = page.query.clone();
    render(head, chrome, || {
        let body = if page.query.is_empty() || page.total == 0 && !page.filter.is_narrowed() {
            nothing_view(&page.query).into_any()
        } else {
            found_view(page, chrome).into_any()
        };
        let heading = if query.is_empty() {
            "Search".to_owned()
        } else {
            format!("Results for “{query}”")
        };
        let main = view! {
            <div class="page">
                <h1 class="page-title">{heading}</h1>
                {big_form(query.clone())}
                {body}
            </div>
        };
        shop_layout(chrome, &query, main)
    })
}

fn big_form(query: String) -> impl IntoView {
    view! {
        <form class="search-again" action="/search" method="get" aria-label="Search again">
            <label for="search-again">"What are you looking for?"</label>
            <div class="search-again-row">
                <input id="search-again" type="search" name="q" value=query maxlength="200" autocomplete="off" enterkeyhint="search" />
                <button class="button is-primary" type="submit">"Search"</button>
            </div>
        </form>
    }
}

fn found_view(page: &SearchPage, chrome: &Chrome) -> impl IntoView + use<> {
    let list = List {
        path: "/search".into(),
        words: Some(page.query.clone()),
        filter: page.filter.clone(),
        facets: Vec::new(),
        products: page.products.clone(),
        count_text: if page.total >= COUNTED_TO {
            "More than 1,000 products".into()
        } else {
            count_text(page.total)
        },
        page_count: page.page_count,
        currency: chrome.currency,
    };
    view! {
        {page.is_fuzzy.then_some(view! {
            <Notice><p>"Nothing is called exactly that. These come close."</p></Notice>
        })}
        {list_view(list)}
    }
}

fn nothing_view(query: &str) -> impl IntoView + use<> {
    let (title, text) = if query.is_empty() {
        (
            "Looking for something?",
            "Type a name, a kind of thing or an article number.",
        )
    } else {
        ("Nothing found", "Try fewer or other words, or have a look around.")
    };
    view! {
        <EmptyState drawing=DrawingKind::Shell title=title text=text>
            <LinkButton address="/collections" label="See all collections" />
        </EmptyState>
    }
}
