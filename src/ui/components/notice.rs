//! A sentence that must not be overlooked.

use leptos::prelude::*;

/// What kind of news it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// Something to look at before going on.
    Warning,
    /// Something went wrong.
    Problem,
}

/// A box with words; problems are announced at once.
#[component]
pub fn Notice(
    /// What kind of news it is.
    #[prop(optional)]
    kind: NoticeKind,
    /// The words.
    children: Children,
) -> impl IntoView {
    let (class, role) = match kind {
        NoticeKind::Info => ("notice", "note"),
        NoticeKind::Warning => ("notice is-warning", "note"),
        NoticeKind::Problem => ("notice is-problem", "alert"),
    };
    view! { <div class=class role=role>{children()}</div> }
}
