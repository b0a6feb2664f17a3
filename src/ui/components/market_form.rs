//! The choice of a market: a plain form, the same for everybody, so that cached pages can carry it.

use leptos::prelude::*;

use super::Choice;

/// The markets of the shop with the one that this page is for; nothing where there is only one.
#[component]
pub fn MarketForm(
    /// Code of the page's market.
    market: String,
    /// Markets as (code, name).
    markets: Vec<Choice>,
    /// The path to come back to.
    return_to: String,
) -> impl IntoView {
    let has_choice = markets.len() > 1;
    let options = markets.into_iter().map(|(code, name)| {
        let selected = code == market;
        view! { <option value=code selected=selected>{name}</option> }
    });
    let options = options.collect_view();
    has_choice.then(|| view! {
        <form class="market-form" method="post" action="/market">
            <label class="footer-heading" for="market">"Prices and delivery for"</label>
            <input type="hidden" name="to" value=return_to />
            <select id="market" name="market" autocomplete="off">{options}</select>
            <button class="button is-plain" type="submit">"Change"<span class="visually-hidden">" market"</span></button>
        </form>
    })
}
