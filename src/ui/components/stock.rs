//! What is said about stock: always words, the dot beside them only repeats it.

use domain::catalog::StockLevel;
use leptos::prelude::*;

/// A level in words.
#[component]
pub fn StockText(
    /// Chooses the dot.
    level: StockLevel,
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class=["stock is-", level.as_str()].concat()>{text}</span> }
}
