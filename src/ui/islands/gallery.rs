//! Pictures of a product. Each is a link to its largest rendition; once hydrated the link opens it over the page.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::{Dialog, Img};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, HtmlDialogElement};

use crate::components::Icon;

/// Wraps the pictures that the server rendered; links with `data-zoom` are opened here.
#[island]
pub fn Gallery(children: Children) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let picture = NodeRef::<Img>::new();
    let at = RwSignal::new(0_u32);
    let show = move |index: u32| {
        let (Some(image), Some(link)) = (picture.get_untracked(), zoom_link(index)) else { return };
        image.set_src(&link.href());
        image.set_alt(&link.query_selector("img").ok().flatten().and_then(|img| img.get_attribute("alt")).unwrap_or_default());
        at.set(index);
    };
    let opened = move |event: MouseEvent| {
        if let (Some(index), Some(dialog)) = (clicked(&event), dialog.get_untracked()) {
            event.prevent_default();
            show(index);
            let _ = dialog.show_modal();
        }
    };
    let step = move |by: i32| {
        let count = zoom_count().max(1);
        show(at.get_untracked().wrapping_add_signed(by).wrapping_add(count) % count);
    };
    let keyed = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => step(-1),
        "ArrowRight" => step(1),
        _ => {}
    };
    view! {
        <div class="gallery-area" on:click=opened>{children()}</div>
        <dialog class="zoom" node_ref=dialog aria-label="Picture" on:keydown=keyed>
            <img class="zoom-picture" node_ref=picture alt="" on:click=move |event| close(&event) />
            <div class="zoom-steps">
                <button type="button" class="header-action is-back" on:click=move |_| step(-1)>
                    <Icon name="arrow" /><span class="visually-hidden">"Previous picture"</span>
                </button>
                <button type="button" class="header-action" on:click=move |_| step(1)>
                    <Icon name="arrow" /><span class="visually-hidden">"Next picture"</span>
                </button>
                <button type="button" class="header-action" on:click=move |event| close(&event)>
                    <Icon name="close" /><span class="visually-hidden">"Close"</span>
                </button>
            </div>
        </dialog>
    }
}

fn clicked(event: &MouseEvent) -> Option<u32> {
    if event.meta_key() || event.ctrl_key() || event.shift_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[data-zoom]").ok()??;
    (0..zoom_count()).find(|index| zoom_link(*index).is_some_and(|other| other.is_same_node(Some(&link))))
}

fn zoom_count() -> u32 {
    document().query_selector_all("a[data-zoom]").map_or(0, |links| links.length())
}

fn zoom_link(index: u32) -> Option<HtmlAnchorElement> {
    document().query_selector_all("a[data-zoom]").ok()?.item(index)?.dyn_into().ok()
}

fn close(event: &MouseEvent) {
    let dialog = event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("dialog").ok()?);
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}
