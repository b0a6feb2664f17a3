//! Choosing a variant and adding it to the cart without leaving the page.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::time::Duration;
use web_sys::{Element, HtmlElement, HtmlTemplateElement};

use super::browser::{self, all_in, around, find_in, set, set_text};
use super::cart;
use crate::components::{Variant, reach};

/// Wraps what `components::Buy` prints.
#[island]
pub fn BuyBox(children: Children) -> impl IntoView {
    view! { <div class="buy" on:click=clicked on:submit=submitted>{children()}</div> }
}

fn clicked(event: MouseEvent) {
    let is_plain = !(event.meta_key() || event.ctrl_key() || event.shift_key());
    let (true, Some(link), Some(root)) = (is_plain, around(&event, ".option-value"), around(&event, ".buy")) else {
        return;
    };
    if pick(&root, &link).is_some() {
        event.prevent_default();
    }
}

fn pick(root: &Element, link: &Element) -> Option<()> {
    let template = find_in(root, ".buy-variants")?.dyn_into::<HtmlTemplateElement>().ok()?;
    let words = template.content().children();
    let items: Vec<Element> = (0..words.length()).filter_map(|at| words.item(at)).collect();
    let variants: Vec<_> = items.iter().map(variant).collect();
    let selected = browser::number(&template, "data-selected")? as usize;
    let (option, value) = (
        browser::number(link, "data-option")?,
        browser::number(link, "data-value")?,
    );
    let chosen = reach(&variants, selected, option as usize, value as usize).index()?;
    let address = template.get_attribute("data-address")?;
    set(&template, "data-selected", &chosen.to_string());
    show(root, &items[chosen], variants[chosen].is_available);
    let address_of = |index: usize| [address.as_str(), &id_of(&items[index])].concat();
    browser::replace_address(&address_of(chosen));
    for link in all_in(root, ".option-value") {
        mark(&link, &variants, chosen, address_of);
    }
    Some(())
}

fn variant(item: &Element) -> Variant {
    let values = item.get_attribute("data-values").unwrap_or_default();
    Variant {
        values: values.split(' ').filter_map(|value| value.parse().ok()).collect(),
        is_available: item.get_attribute("data-available").as_deref() == Some("true"),
    }
}

fn id_of(item: &Element) -> String {
    item.get_attribute("data-id").unwrap_or_default()
}

// Price, stock, form and picture of the variant.
fn show(root: &Element, item: &Element, is_available: bool) {
    for (from, to) in [(".price", ".buy-price"), (".stock", ".buy-stock-now")] {
        if let (Some(words), Some(place)) = (find_in(item, from), find_in(root, to))
            && let Ok(copy) = words.clone_node_with_deep(true)
        {
            place.set_text_content(None);
            let _ = place.append_child(&copy);
        }
    }
    if let Some(field) = browser::input(find_in(root, "[name=variant_id]")) {
        field.set_value(&id_of(item));
    }
    if let Some(field) = browser::input(find_in(root, "[name=quote]")) {
        let quote = find_in(item, "[data-quote]").and_then(|price| price.get_attribute("data-quote"));
        field.set_value(&quote.unwrap_or_default());
    }
    set_button(
        root,
        if is_available { "Add to cart" } else { "Sold out" },
        !is_available,
    );
    set_text(root, ".buy-problem", "");
    show_request(&id_of(item), is_available);
    if let Some(picture) = item.get_attribute("data-picture") {
        show_picture(&picture);
    }
}

// "Tell me when it is back" stands below, for what is sold out.
fn show_request(variant_id: &str, is_available: bool) {
    let Some(form) = browser::find(".stock-request") else {
        return;
    };
    let _ = form.toggle_attribute_with_force("hidden", is_available);
    if let Some(field) = browser::input(find_in(&form, "[name=variant_id]")) {
        field.set_value(variant_id);
    }
}

// Sideways only: the page itself must not jump.
fn show_picture(index: &str) -> Option<()> {
    let strip = browser::find("#gallery")?.dyn_into::<HtmlElement>().ok()?;
    let slide = browser::find(&["#picture-", index].concat())?
        .dyn_into::<HtmlElement>()
        .ok()?;
    strip.set_scroll_left(slide.offset_left() - strip.offset_left());
    Some(())
}

fn set_button(root: &Element, label: &str, is_disabled: bool) {
    set_text(root, ".buy-button", label);
    if let Some(button) = find_in(root, ".buy-button") {
        let _ = button.toggle_attribute_with_force("disabled", is_disabled);
    }
}

// How a value stands to the variant that is now chosen.
fn mark(link: &Element, variants: &[Variant], chosen: usize, address: impl Fn(usize) -> String) {
    let number = |name| browser::number(link, name).unwrap_or_default() as usize;
    let (option, value) = (number("data-option"), number("data-value"));
    let reached = reach(variants, chosen, option, value);
    let standing = reached.standing(variants);
    set(link, "class", standing.class());
    set_text(link, ".option-note", standing.words());
    if let Some(index) = reached.index() {
        set(link, "href", &address(index));
    }
    if variants[chosen].values.get(option) == Some(&value) {
        set(link, "aria-current", "true");
        let word = find_in(link, ".option-word")
            .and_then(|word| word.text_content())
            .unwrap_or_default();
        if let Ok(Some(row)) = link.closest(".option") {
            set_text(&row, ".option-chosen", &word);
        }
    } else {
        let _ = link.remove_attribute("aria-current");
    }
}

fn submitted(event: SubmitEvent) {
    let Some(root) = around(&event, ".buy") else { return };
    let value = |selector| {
        browser::input(find_in(&root, selector))
            .map(|field| field.value())
            .unwrap_or_default()
    };
    let (Ok(variant_id), quantity) = (
        value("[name=variant_id]").parse(),
        value("[name=quantity]").parse().unwrap_or(1),
    ) else {
        return;
    };
    event.prevent_default();
    // A second click while the first is on its way adds nothing.
    if root.has_attribute("aria-busy") {
        return;
    }
    set(&root, "aria-busy", "true");
    set_text(&root, ".buy-problem", "");
    set_text(&root, ".buy-button", "Adding …");
    cart::add(variant_id, quantity, value("[name=quote]"), move |refused| {
        let _ = root.remove_attribute("aria-busy");
        set_text(&root, ".buy-problem", refused);
        set_text(
            &root,
            ".buy-button",
            if refused.is_empty() {
                "In your cart"
            } else {
                "Add to cart"
            },
        );
        let root = root.clone();
        set_timeout(move || calm(&root), Duration::from_secs(2));
    });
}

// Back to what the button offers, unless another variant was chosen meanwhile.
fn calm(root: &Element) {
    if let Some(button) = find_in(root, ".buy-button")
        && !button.has_attribute("disabled")
        && !root.has_attribute("aria-busy")
    {
        set_text(root, ".buy-button", "Add to cart");
    }
}
