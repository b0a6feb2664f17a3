//! Choosing a variant and adding it to the cart: price, options, stock label and form follow the choice at once.
//!
//! Without scripts each value is a link to `?variant=` and the form posts to `/cart/lines`.

pub mod choice;
mod form;
mod options;

use domain::catalog::{OptionView, ProductPage, StockLevel};
use domain::id::VariantId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::browser;
use form::AddForm;
use options::OptionList;

/// What the box knows of a variant: words that the server wrote, and nothing to compute with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyable {
    /// Id.
    pub variant_id: VariantId,
    /// Index of its value in each option.
    pub values: Vec<u16>,
    /// Price of one unit, for people.
    pub price: String,
    /// What it was, for people.
    pub was: Option<String>,
    /// Stock.
    pub level: StockLevel,
    /// Stock in words.
    pub stock: String,
    /// Stock code; may be empty.
    pub sku: String,
    /// Index of its own picture.
    pub picture: Option<usize>,
}

/// An option and its values in the merchant's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyOption {
    /// "Size".
    pub name: String,
    /// "S", "M", "L".
    pub values: Vec<String>,
}

/// Everything the box shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Address of the product page.
    pub address: String,
    /// Options in order.
    pub options: Vec<BuyOption>,
    /// All variants in order.
    pub variants: Vec<Buyable>,
    /// Index of the variant that the address asks for.
    pub selected: usize,
    /// When stock was read, RFC 3339.
    pub checked_at: String,
    /// The same for people.
    pub checked_text: String,
}

impl Offer {
    /// The offer of a product page.
    pub fn of(page: &ProductPage) -> Self {
        let values = |option: &OptionView| option.values.iter().map(|value| value.value.clone()).collect();
        let options: Vec<_> =
            page.options.iter().map(|option| BuyOption { name: option.name.clone(), values: values(option) }).collect();
        let checked_at = page.selected_variant().map(|variant| variant.stock.checked_at);
        Self {
            address: ["/products/", &page.handle].concat(),
            variants: page.variants.iter().map(|variant| buyable(variant, &options)).collect(),
            options,
            selected: page.selected,
            checked_at: checked_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
            checked_text: checked_at.map(|at| at.format("%H:%M UTC").to_string()).unwrap_or_default(),
        }
    }
}

fn buyable(variant: &domain::catalog::VariantView, options: &[BuyOption]) -> Buyable {
    let index = |(option, value): (&BuyOption, &String)| {
        let found = option.values.iter().position(|known| known == value);
        found.and_then(|index| u16::try_from(index).ok()).unwrap_or(u16::MAX)
    };
    Buyable {
        variant_id: variant.variant_id,
        values: options.iter().zip(&variant.options).map(index).collect(),
        price: variant.price.text.clone(),
        was: variant.price.compare_at_text.clone(),
        level: variant.stock.level,
        stock: variant.stock.text.clone(),
        sku: variant.sku.clone(),
        picture: variant.picture_index,
    }
}

/// Price, options, stock and the form that adds to the cart.
#[island]
pub fn BuyBox(offer: Offer) -> impl IntoView {
    let selected = RwSignal::new(offer.selected);
    let options = offer.options;
    let (checked_at, checked_text) = (offer.checked_at, offer.checked_text);
    let variants = StoredValue::new(offer.variants);
    let address = StoredValue::new(offer.address);
    let choose = move |index: usize| {
        selected.set(index);
        variants.with_value(|variants| {
            if let Some(variant) = variants.get(index) {
                browser::replace_address(&address.with_value(|address| variant_address(address, variant)));
                if let Some(picture) = variant.picture {
                    browser::scroll_strip("gallery", &["picture-", &picture.to_string()].concat());
                }
            }
        });
    };
    view! {
        <div class="buy">
            <p class="buy-price">
                <span class="price" class:is-sale=move || of(variants, selected, |it| it.was.is_some())>
                    <span class="price-now">{move || of(variants, selected, |it| it.price.clone())}</span>
                    " "
                    {move || of(variants, selected, |it| it.was.clone()).map(|was| view! {
                        <s class="price-was"><span class="visually-hidden">"was "</span>{was}</s>
                    })}
                </span>
            </p>
            <OptionList options=options variants=variants address=address selected=selected choose=Callback::new(choose) />
            <p class="buy-stock" aria-live="polite">
                <span class=move || of(variants, selected, |it| ["stock is-", it.level.as_str()].concat())>
                    {move || of(variants, selected, |it| it.stock.clone())}
                </span>
                " "
                <span class="buy-checked">"checked " <time datetime=checked_at>{checked_text}</time></span>
            </p>
            <AddForm variants=variants selected=selected />
        </div>
    }
}

/// The address of the page with this variant chosen.
fn variant_address(address: &str, variant: &Buyable) -> String {
    [address, "?variant=", &variant.variant_id.to_string()].concat()
}

// A part of the selected variant; the selection is always one of them.
fn of<T: Default>(variants: StoredValue<Vec<Buyable>>, selected: RwSignal<usize>, part: fn(&Buyable) -> T) -> T {
    let index = selected.get();
    variants.with_value(|variants| variants.get(index).map(part)).unwrap_or_default()
}
