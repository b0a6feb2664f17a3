//! A price as `domain::pricing` wrote it. Nothing is computed here.

use domain::catalog::PriceLabel;
use leptos::prelude::*;

/// The price with what it was, if that was more.
#[component]
pub fn PriceText(
    /// What is printed.
    price: PriceLabel,
) -> impl IntoView {
    let class = if price.compare_at_text.is_some() {
        "price is-sale"
    } else {
        "price"
    };
    view! {
        <span class=class>
            {price.is_from.then_some(view! { <span class="price-from">"from "</span> })}
            <data class="price-now" value=price.money.to_decimal_string() data-quote=price.quote_id.to_string()>{price.text}</data>
            {price.compare_at_text.map(|was| view! {
                " "
                <s class="price-was"><span class="visually-hidden">"was "</span>{was}</s>
            })}
            {price.per_measure.map(|measure| view! {
                " "
                <small class="price-measure">{measure.text}</small>
            })}
            {price.lowest_text.map(|lowest| view! {
                " "
                <small class="price-lowest">"Lowest price in the 30 days before: "{lowest}</small>
            })}
        </span>
    }
}
