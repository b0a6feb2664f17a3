//! What a list can be narrowed by: one GET form, so that every choice ends in the address, and chips that undo one.

use domain::catalog::Facet;
use leptos::prelude::*;

use super::{Field, FieldKind, Icon, SubmitButton};

/// One thing that a list is narrowed by, and the address without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Words.
    pub text: String,
    /// The same list without it.
    pub address: String,
}

/// Facets with counts, price range and availability.
#[component]
pub fn FacetForm(
    /// Path of the list.
    action: String,
    /// What it can be narrowed by.
    facets: Vec<Facet>,
    /// Lowest price as typed.
    min_text: String,
    /// Highest price as typed.
    max_text: String,
    /// Whether only what can be bought is shown.
    available_only: bool,
    /// Parts of the address that the form keeps: order, search words.
    kept: Vec<(&'static str, String)>,
    /// What it is narrowed by now.
    chips: Vec<Chip>,
) -> impl IntoView {
    let count = chips.len();
    let label = if count == 0 {
        "Filter".to_owned()
    } else {
        ["Filter (", &count.to_string(), ")"].concat()
    };
    let kept = kept
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let groups = facets
        .into_iter()
        .enumerate()
        .map(|(at, facet)| view! { <FacetGroup at=at facet=facet /> });
    view! {
        <details class="facets">
            <summary class="facets-toggle"><Icon name="filter" />{label}</summary>
            <form class="facets-form" method="get" action=action aria-label="Filter products">
                {kept.collect_view()}
                {groups.collect_view()}
                <fieldset class="facet">
                    <legend>"Price"</legend>
                    <div class="facet-range">
                        <Field name="min" label="From" value=min_text kind=FieldKind::Amount is_optional=true />
                        <Field name="max" label="To" value=max_text kind=FieldKind::Amount is_optional=true />
                    </div>
                </fieldset>
                <fieldset class="facet">
                    <legend>"Availability"</legend>
                    <label class="check">
                        <input type="checkbox" name="available" value="1" checked=available_only />
                        <span>"Only what is in stock"</span>
                    </label>
                </fieldset>
                <div class="facets-apply"><SubmitButton label="Show results" /></div>
            </form>
        </details>
        <Chips chips=chips />
    }
}

#[component]
fn FacetGroup(at: usize, facet: Facet) -> impl IntoView {
    let key = facet.key;
    let is_open = at < 3 || facet.values.iter().any(|value| value.selected);
    let values = facet.values.into_iter().map(|value| {
        view! {
            <li>
                <label class="check">
                    <input type="checkbox" name=key.clone() value=value.value.clone() checked=value.selected />
                    <span>{value.value}</span>
                    " "
                    <span class="check-count">{value.count}<span class="visually-hidden">" products"</span></span>
                </label>
            </li>
        }
    });
    view! {
        <details class="facet" open=is_open>
            <summary>{facet.title.clone()}</summary>
            <fieldset>
                <legend class="visually-hidden">{facet.title}</legend>
                <ul role="list">{values.collect_view()}</ul>
            </fieldset>
        </details>
    }
}

#[component]
fn Chips(chips: Vec<Chip>) -> impl IntoView {
    (!chips.is_empty()).then(|| {
        let chips = chips.into_iter().map(|chip| {
            view! {
                <li>
                    <a class="chip" rel="nofollow" href=chip.address>
                        <span class="visually-hidden">"Remove filter "</span>{chip.text}<Icon name="close" />
                    </a>
                </li>
            }
        });
        view! { <ul class="chips" role="list" aria-label="Active filters">{chips.collect_view()}</ul> }
    })
}
