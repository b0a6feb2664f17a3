//! Line icons, drawn once in `public/icons.svg` and referred to by name.

use leptos::prelude::*;

/// An icon that decorates words beside it: `bag`, `search`, `menu`, `person`, `close`, `minus`, `plus`, `check`, `arrow`, `zoom`.
#[component]
pub fn Icon(
    /// Name of the symbol in the sprite.
    name: &'static str,
) -> impl IntoView {
    let href = ["/static/icons.svg#", name].concat();
    view! {
        <svg class="icon" width="20" height="20" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
