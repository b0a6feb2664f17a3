//! The few things that islands ask of the browser. Nothing here runs on the server.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlDialogElement, HtmlDocument, HtmlElement, HtmlInputElement, HtmlTemplateElement};

/// A cookie that holds a whole number, if there is one.
pub fn cookie_number(name: &str) -> Option<u32> {
    let cookies = document().dyn_into::<HtmlDocument>().ok()?.cookie().ok()?;
    let found = cookies
        .split("; ")
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    found.parse().ok()
}

/// The first element of the page that fits.
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

/// The first element below `root` that fits.
pub fn find_in(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok()?
}

/// All elements of the page that fit.
pub fn all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into().ok())
        .collect()
}

/// All elements below `root` that fit.
pub fn all_in(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into().ok())
        .collect()
}

/// The nearest element around the one that an event happened to.
pub fn around(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Sets the text of everything below `root` that fits; unchanged text stays, so that it is not announced again.
pub fn set_text(root: &Element, selector: &str, text: &str) {
    for element in all_in(root, selector) {
        if element.text_content().as_deref() != Some(text) {
            element.set_text_content(Some(text));
        }
    }
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Adds or takes away a class.
pub fn toggle(element: &Element, class: &str, is_on: bool) {
    let _ = element.class_list().toggle_with_force(class, is_on);
}

/// A number in an attribute.
pub fn number(element: &Element, name: &str) -> Option<u32> {
    element.get_attribute(name)?.parse().ok()
}

/// A copy of the only element in a template.
pub fn copy_of(template: &str) -> Option<Element> {
    let template = find(template)?.dyn_into::<HtmlTemplateElement>().ok()?;
    template
        .content()
        .first_element_child()?
        .clone_node_with_deep(true)
        .ok()?
        .dyn_into()
        .ok()
}

/// An element as the input that it is.
pub fn input(element: Option<Element>) -> Option<HtmlInputElement> {
    element?.dyn_into().ok()
}

/// The dialog that fits.
pub fn dialog(selector: &str) -> Option<HtmlDialogElement> {
    find(selector)?.dyn_into().ok()
}

/// Moves the focus.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Shows another address without loading it.
pub fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Goes to a page.
pub fn go_to(address: &str) {
    let _ = window().location().set_href(address);
}
