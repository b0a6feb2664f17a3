//! The foot of every shopping page.

use leptos::prelude::*;

use super::{Choice, MarketForm};

/// Shop name, its line, ways into the catalogue, how to reach the shop, and the choice of a market.
#[component]
pub fn SiteFooter(
    /// Name of the shop.
    shop_name: String,
    /// Its line.
    tagline: String,
    /// Collections as (handle, title).
    navigation: Vec<(String, String)>,
    /// Where questions go.
    email: String,
    /// Code of the page's market.
    market: String,
    /// Markets as (code, name).
    markets: Vec<Choice>,
    /// The path that the choice of a market comes back to.
    return_to: String,
) -> impl IntoView {
    let mailto = ["mailto:", &email].concat();
    let links = navigation.into_iter().map(|(handle, title)| {
        view! { <li><a href=["/collections/", &handle].concat()>{title}</a></li> }
    });
    view! {
        <footer class="footer">
            <div class="footer-inner">
                <div class="footer-brand">
                    <p class="footer-name">{shop_name}</p>
                    <p class="footer-line">{tagline}</p>
                </div>
                <nav class="footer-links" aria-label="Collections">
                    <p class="footer-heading">"Shop"</p>
                    <ul role="list">{links.collect_view()}<li><a href="/collections">"All collections"</a></li></ul>
                </nav>
                <div class="footer-links">
                    <p class="footer-heading">"Questions"</p>
                    <ul role="list">
                        <li><a href=mailto>{email}</a></li>
                        <li><a href="/search">"Search"</a></li>
                        <li><a href="/account">"Account"</a></li>
                        <li><a href="/cart">"Cart"</a></li>
                    </ul>
                </div>
                <MarketForm market=market markets=markets return_to=return_to />
            </div>
        </footer>
    }
}
