//! The options of a product as links. A combination that cannot be bought is shown as such, never hidden.

use domain::catalog::ProductPage;
use leptos::prelude::*;

use super::choice::{Variant, reach};

/// All options with the values that the selected variant leaves open.
pub fn options_view(page: &ProductPage, variants: &[Variant]) -> impl IntoView + use<> {
    let chosen = variants
        .get(page.selected)
        .map(|variant| variant.values.clone())
        .unwrap_or_default();
    let rows: Vec<_> = page
        .options
        .iter()
        .enumerate()
        .map(|(at, option)| {
            let id = format!("option-{at}");
            let label = id.clone();
            let current = chosen.get(at).copied().unwrap_or(usize::MAX);
            let name = option.values.get(current).map(|value| value.value.clone());
            let links: Vec<_> = (0..option.values.len())
                .map(|value| link_view(page, variants, at, value, value == current))
                .collect();
            view! {
                <div class="option" role="group" aria-labelledby=label>
                    <p class="option-name" id=id>{option.name.clone()} " " <span class="option-chosen">{name}</span></p>
                    <ul class="option-values" role="list">{links}</ul>
                </div>
            }
        })
        .collect();
    view! { <div class="options">{rows}</div> }
}

fn link_view(
    page: &ProductPage,
    variants: &[Variant],
    option: usize,
    value: usize,
    is_current: bool,
) -> impl IntoView + use<> {
    let reached = reach(variants, page.selected, option, value);
    let standing = reached.standing(variants);
    let name = page.options[option].values[value].value.clone();
    let href = reached
        .index()
        .map(|index| format!("/products/{}?variant={}", page.handle, page.variants[index].variant_id));
    view! {
        <li>
            <a
                class=standing.class()
                href=href
                aria-current=is_current.then_some("true")
                data-option=option.to_string()
                data-value=value.to_string()
            >
                <span class="option-word">{name}</span>
                <span class="option-note visually-hidden">{standing.words()}</span>
            </a>
        </li>
    }
}
