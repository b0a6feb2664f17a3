//! The head of every page: the shop's name, the ways in, search and cart.

use leptos::prelude::*;

use super::{Icon, SearchForm};
use crate::islands::{CartLink, SearchBox};

/// Collections that fit beside the name; the rest are in the menu and on their own page.
const SHOWN_BESIDE_NAME: usize = 6;

/// Head of the shopping pages.
#[component]
pub fn SiteHeader(
    /// Name of the shop.
    shop_name: String,
    /// Collections as (handle, title).
    navigation: Vec<(String, String)>,
    /// Path of this page, to mark where the visitor is.
    path: String,
    /// Words that were searched for.
    #[prop(optional)]
    query: String,
) -> impl IntoView {
    let beside: Vec<_> = navigation.iter().take(SHOWN_BESIDE_NAME).cloned().collect();
    view! {
        <header class="header">
            <div class="header-inner">
                <details class="menu">
                    <summary class="header-action"><Icon name="menu" /><span class="visually-hidden">"Menu"</span></summary>
                    <nav class="menu-panel" aria-label="Menu">
                        <CollectionLinks navigation=navigation path=path.clone() has_all=true />
                    </nav>
                </details>
                <a class="header-name" href="/">{shop_name}</a>
                <nav class="header-links" aria-label="Main"><CollectionLinks navigation=beside path=path has_all=false /></nav>
                <div class="header-search"><SearchBox><SearchForm query=query /></SearchBox></div>
                <a class="header-action account-link" href="/account">
                    <Icon name="person" /><span class="visually-hidden">"Account"</span>
                </a>
                <CartLink />
            </div>
        </header>
    }
}

/// Head of checkout: the way back to the cart and nothing that leads astray.
#[component]
pub fn PlainHeader(
    /// Name of the shop.
    shop_name: String,
    /// Where the way back leads, as (path, words).
    back: (&'static str, &'static str),
) -> impl IntoView {
    view! {
        <header class="header is-plain">
            <div class="header-inner">
                <a class="header-name" href="/">{shop_name}</a>
                <a class="header-back" href=back.0>{back.1}</a>
            </div>
        </header>
    }
}

#[component]
fn CollectionLinks(navigation: Vec<(String, String)>, path: String, has_all: bool) -> impl IntoView {
    let links = navigation.into_iter().map(|(handle, title)| {
        let address = ["/collections/", &handle].concat();
        let is_here = address == path;
        view! { <li><a href=address aria-current=is_here.then_some("page")>{title}</a></li> }
    });
    view! {
        <ul role="list">
            {links.collect_view()}
            {has_all.then_some(view! {
                <li><a href="/collections">"All collections"</a></li>
                <li><a href="/account">"Account"</a></li>
            })}
        </ul>
    }
}
