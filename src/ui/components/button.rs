//! Buttons: one that submits, one that leads somewhere. Kinds only set variables of the style.

use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    #[default]
    Primary,
    /// One of several.
    Quiet,
    /// Reads like a link.
    Plain,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button is-primary",
            Self::Quiet => "button",
            Self::Plain => "button is-plain",
        }
    }
}

/// Submits the form it stands in, or another by `form`, to the form's action or its own.
#[component]
pub fn SubmitButton(
    /// What it does, in words.
    #[prop(into)]
    label: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Another action than the form's.
    #[prop(optional)]
    formaction: Option<&'static str>,
    /// Skips the browser's own checks, so that what is typed so far can be kept.
    #[prop(optional)]
    skips_checks: bool,
) -> impl IntoView {
    view! {
        <button type="submit" class=kind.class() formaction=formaction formnovalidate=skips_checks>{label}</button>
    }
}

/// A link that looks like a button, because it is the next step.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    address: String,
    /// Words.
    #[prop(into)]
    label: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    view! { <a class=kind.class() href=address>{label}</a> }
}
