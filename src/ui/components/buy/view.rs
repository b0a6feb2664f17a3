//! Price, options, stock and the form that adds to the cart.

use domain::catalog::{ProductPage, VariantView};
use leptos::prelude::*;

use super::super::{PriceText, StockText};
use super::choice::Variant;
use super::options::options_view;

/// Everything that depends on the variant.
#[component]
pub fn Buy(
    /// The product with the selected variant.
    page: ProductPage,
) -> impl IntoView {
    let variants: Vec<_> = page.variants.iter().map(|variant| known(variant, &page)).collect();
    let options = options_view(&page, &variants);
    let template = template_view(&page, &variants);
    page.selected_variant().cloned().map(|variant| {
        let is_available = variant.stock.level.is_available();
        let checked_at = variant.stock.checked_at;
        let quote = variant.price.quote_id.to_string();
        view! {
            <p class="buy-price"><PriceText price=variant.price /></p>
            {options}
            <p class="buy-stock" aria-live="polite">
                <span class="buy-stock-now"><StockText level=variant.stock.level text=variant.stock.text /></span>
                " "
                <span class="buy-checked">
                    "checked " <time datetime=checked_at.to_rfc3339()>{checked_at.format("%H:%M UTC").to_string()}</time>
                </span>
            </p>
            <form class="buy-form" method="post" action="/cart/lines">
                <input type="hidden" name="variant_id" value=variant.variant_id.to_string() />
                <input type="hidden" name="quote" value=quote />
                <div class="buy-quantity">
                    <label for="quantity">"Quantity"</label>
                    <input id="quantity" type="number" name="quantity" value="1" min="1" max="99" inputmode="numeric" autocomplete="off" />
                </div>
                <button class="buy-button button is-primary" type="submit" disabled=!is_available>
                    {if is_available { "Add to cart" } else { "Sold out" }}
                </button>
                <p class="buy-problem" role="alert"></p>
            </form>
            {template}
        }
    })
}

// Values that no option lists count as none.
fn known(variant: &VariantView, page: &ProductPage) -> Variant {
    let values = page.options.iter().zip(&variant.options);
    let index = |(option, value): (&domain::catalog::OptionView, &String)| {
        option
            .values
            .iter()
            .position(|known| known.value == *value)
            .unwrap_or(usize::MAX)
    };
    Variant {
        values: values.map(index).collect(),
        is_available: variant.stock.level.is_available(),
    }
}

// The words of every variant, to be copied when it is chosen; not needed where there is no choice.
fn template_view(page: &ProductPage, variants: &[Variant]) -> Option<impl IntoView + use<>> {
    let words: Vec<_> = page
        .variants
        .iter()
        .zip(variants)
        .map(|(variant, known)| {
            let values: Vec<_> = known.values.iter().map(usize::to_string).collect();
            let (price, stock) = (variant.price.clone(), variant.stock.clone());
            view! {
                <div
                    data-id=variant.variant_id.to_string()
                    data-values=values.join(" ")
                    data-available=known.is_available.to_string()
                    data-picture=variant.picture_index.map(|index| index.to_string())
                >
                    <PriceText price=price />
                    <StockText level=stock.level text=stock.text />
                </div>
            }
        })
        .collect();
    let selected = page.selected.to_string();
    let address = format!("/products/{}?variant=", page.handle);
    (words.len() > 1).then(|| {
        view! { <template class="buy-variants" data-selected=selected data-address=address>{words}</template> }
    })
}
