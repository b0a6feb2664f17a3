//! What is being bought, beside the form that buys it.

use domain::checkout::CheckoutView;
use leptos::prelude::*;
use ui::components::{Goods, GoodsList, Totals};

/// Goods and sums.
pub fn summary_view(view: &CheckoutView) -> impl IntoView + use<> {
    let goods: Vec<_> = view.cart.lines.iter().cloned().map(Goods::from).collect();
    let totals = view.totals.clone();
    let notes = view.cart.notes.clone().into_iter();
    let notes = notes.map(|(name, words)| view! { <p class="goods-discount">{name}": "{words}</p> });
    view! {
        <aside class="checkout-summary" id="checkout-summary" aria-labelledby="summary">
            <h2 class="checkout-heading" id="summary">"What you buy"</h2>
            <GoodsList goods=goods />
            {notes.collect_view()}
            <Totals totals=totals />
        </aside>
    }
}
