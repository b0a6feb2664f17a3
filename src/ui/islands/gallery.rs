//! Pictures of a product. Each is a link to its largest rendition; once hydrated the link opens it over the page.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, HtmlImageElement};

use super::browser::{self, all, around, find_in};

/// Wraps the pictures and the dialog that the server rendered; links with `data-zoom` are opened there.
#[island]
pub fn Gallery(children: Children) -> impl IntoView {
    view! { <div class="gallery-area" on:click=clicked on:keydown=keyed>{children()}</div> }
}

fn clicked(event: MouseEvent) {
    let is_plain = !(event.meta_key() || event.ctrl_key() || event.shift_key());
    if let (true, Some(link), Some(dialog)) = (is_plain, around(&event, "[data-zoom]"), browser::dialog(".zoom")) {
        event.prevent_default();
        show(&link);
        let _ = dialog.show_modal();
    } else if let Some(button) = around(&event, "[data-turn]") {
        turn(if button.get_attribute("data-turn").as_deref() == Some("1") {
            1
        } else {
            -1
        });
    } else if let (Some(_), Some(dialog)) = (around(&event, ".zoom"), browser::dialog(".zoom")) {
        dialog.close();
    }
}

fn keyed(event: KeyboardEvent) {
    if around(&event, ".zoom").is_some() {
        match event.key().as_str() {
            "ArrowLeft" => turn(-1),
            "ArrowRight" => turn(1),
            _ => {}
        }
    }
}

// Shows the picture of a link and remembers which it is.
fn show(link: &Element) -> Option<()> {
    let picture = browser::find(".zoom-picture")?.dyn_into::<HtmlImageElement>().ok()?;
    let words = find_in(link, "img")
        .and_then(|image| image.get_attribute("alt"))
        .unwrap_or_default();
    picture.set_src(&link.dyn_ref::<HtmlAnchorElement>()?.href());
    picture.set_alt(&words);
    Some(())
}

fn turn(by: isize) {
    let links = all("[data-zoom]");
    let shown =
        browser::find(".zoom-picture").and_then(|picture| Some(picture.dyn_into::<HtmlImageElement>().ok()?.src()));
    let is_shown = |link: &Element| link.dyn_ref::<HtmlAnchorElement>().map(HtmlAnchorElement::href) == shown;
    if let Some(at) = links.iter().position(is_shown) {
        let next = (at + links.len()).wrapping_add_signed(by) % links.len();
        show(&links[next]);
    }
}
