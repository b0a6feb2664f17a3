//! What stands where rows would stand: none yet, not here yet, not to be had.

use leptos::prelude::*;

/// Nothing here, and what to do about it.
#[component]
pub fn Empty(
    /// What is not there.
    #[prop(into)]
    title: String,
    /// Why, and what to do.
    #[prop(into)]
    text: String,
    /// Ways on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="admin-actions">{children()}</div> })}
        </div>
    }
}

/// Rows are on their way.
#[component]
pub fn Skeleton(
    /// What is loading, in words.
    #[prop(into)]
    label: String,
    /// Lines to draw, 1 to 10.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let lines: Vec<_> = (0..lines.min(10))
        .map(|_| view! { <span class="skeleton-line"></span> })
        .collect();
    view! {
        <div class="state skeleton" role="status" aria-busy="true">
            <span class="visually-hidden">{label}</span>
            {lines}
        </div>
    }
}

/// Something could not be shown, with the id under which the log knows more.
#[component]
pub fn Failure(
    /// What could not be shown.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    text: String,
    /// Id of the request; may be empty.
    #[prop(optional, into)]
    request_id: String,
) -> impl IntoView {
    view! {
        <div class="state is-failure" role="alert">
            <h2>{title}</h2>
            <p>{text}</p>
            {(!request_id.is_empty()).then(|| view! { <p class="admin-quiet">"Request " <code>{request_id}</code></p> })}
        </div>
    }
}
