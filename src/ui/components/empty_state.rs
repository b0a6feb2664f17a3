//! Nothing here, and what to do about it.

use leptos::prelude::*;

use super::{Drawing, DrawingKind};

/// A drawing, a heading, a sentence and ways on. `is_page` makes the heading the page's own.
#[component]
pub fn EmptyState(
    /// The drawing.
    drawing: DrawingKind,
    /// The heading.
    #[prop(into)]
    title: String,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// Whether the heading is the page's `h1`.
    #[prop(optional)]
    is_page: bool,
    /// Ways on: links or a form.
    children: Children,
) -> impl IntoView {
    let heading = if is_page {
        view! { <h1 class="empty-title">{title}</h1> }.into_any()
    } else {
        view! { <h2 class="empty-title">{title}</h2> }.into_any()
    };
    view! {
        <div class="empty">
            <Drawing kind=drawing />
            {heading}
            <p class="empty-text">{text}</p>
            <div class="empty-ways">{children()}</div>
        </div>
    }
}
