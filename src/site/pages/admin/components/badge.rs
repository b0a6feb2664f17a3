//! A word about a row's state. The words say it; the colour only repeats it.

use leptos::prelude::*;

/// What the word means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BadgeKind {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Somebody should look at it.
    Caution,
    /// Not as it should be.
    Bad,
}

/// A word in a frame.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    text: String,
    /// What it means.
    #[prop(optional)]
    kind: BadgeKind,
) -> impl IntoView {
    let class = match kind {
        BadgeKind::Plain => "tag",
        BadgeKind::Good => "tag is-good",
        BadgeKind::Caution => "tag is-caution",
        BadgeKind::Bad => "tag is-bad",
    };
    view! { <span class=class>{text}</span> }
}
