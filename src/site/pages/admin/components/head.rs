//! The head of a page, and the tabs of a desk.

use leptos::prelude::*;

/// The page's heading, a sentence, and what can be done here.
#[component]
pub fn PageHead(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The sentence; may be empty.
    #[prop(optional, into)]
    lead: String,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="admin-head">
            <div>
                <h1 class="page-title">{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="page-lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="admin-actions">{children()}</div> })}
        </div>
    }
}

/// Pages of one desk, as links. `here` is the address of this one.
#[component]
pub fn Tabs(
    /// What the pages have in common.
    #[prop(into)]
    label: String,
    /// Address and words of each.
    tabs: Vec<(&'static str, &'static str)>,
    /// Which one this is.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let links: Vec<_> = tabs
        .into_iter()
        .map(|(address, words)| {
            let current = (address == here).then_some("page");
            view! { <li><a href=address aria-current=current>{words}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=label><ul role="list">{links}</ul></nav> }
}
