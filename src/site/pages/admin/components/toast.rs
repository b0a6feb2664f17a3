//! A sentence about what was just done. It stays until the next page: nobody has to read fast.

use leptos::prelude::*;

/// The sentence, announced at once.
#[component]
pub fn Toast(
    /// The words.
    #[prop(into)]
    text: String,
    /// Whether it could not be done.
    #[prop(optional)]
    is_error: bool,
) -> impl IntoView {
    let (class, role) = if is_error {
        ("toast is-error", "alert")
    } else {
        ("toast", "status")
    };
    view! { <div class=class role=role><p>{text}</p></div> }
}
