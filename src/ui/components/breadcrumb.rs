//! The way from the home page to this one.

use leptos::prelude::*;

/// One step: where it leads and what it is called. The last step is the page itself and leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Path, or nothing for the page itself.
    pub address: Option<String>,
    /// Words.
    pub title: String,
}

impl Crumb {
    /// A step that leads somewhere.
    pub fn link(address: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            address: Some(address.into()),
            title: title.into(),
        }
    }

    /// The page itself.
    pub fn here(title: impl Into<String>) -> Self {
        Self {
            address: None,
            title: title.into(),
        }
    }
}

/// The steps in order.
#[component]
pub fn Breadcrumb(
    /// Outermost first.
    crumbs: Vec<Crumb>,
) -> impl IntoView {
    let steps = crumbs.into_iter().map(|crumb| match crumb.address {
        Some(address) => view! { <li><a href=address>{crumb.title}</a></li> }.into_any(),
        None => view! { <li><span aria-current="page">{crumb.title}</span></li> }.into_any(),
    });
    view! { <nav class="breadcrumb" aria-label="Breadcrumb"><ol>{steps.collect_view()}</ol></nav> }
}
