//! The few things that islands ask of the browser. Nothing here runs on the server.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDocument, HtmlElement, HtmlInputElement, ScrollBehavior, ScrollToOptions};

/// A cookie that holds a whole number, if there is one.
pub fn cookie_number(name: &str) -> Option<u32> {
    let cookies = document().dyn_into::<HtmlDocument>().ok()?.cookie().ok()?;
    let found = cookies.split("; ").find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    found.parse().ok()
}

/// The element with this id.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// What stands in the input with this id.
pub fn input_value(id: &str) -> Option<String> {
    Some(element(id)?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// Moves the focus once the page has changed.
pub fn focus_next(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = element(id) {
            let _ = element.focus();
        }
    });
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

/// Scrolls a strip sideways to one of its items.
pub fn scroll_strip(strip: &str, item: &str) {
    let (Some(strip), Some(item)) = (element(strip), element(item)) else { return };
    let options = ScrollToOptions::new();
    options.set_left(f64::from(item.offset_left() - strip.offset_left()));
    options.set_behavior(ScrollBehavior::Auto);
    strip.scroll_to_with_scroll_to_options(&options);
}
