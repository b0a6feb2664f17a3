//! Suggestions while typing (the combobox pattern of the ARIA Authoring Practices). Without them the form just searches.

use domain::catalog::Suggestion;
use leptos::ev::{Event, FocusEvent, KeyboardEvent, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::time::Duration;
use web_sys::Element;

use super::browser::{self, all, around, find, find_in, set, set_text};

const PAUSE: Duration = Duration::from_millis(140);

thread_local! {
    // Counts keystrokes: what was asked for before the last one is stale.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// Wraps what `components::SearchForm` prints.
#[island]
pub fn SearchBox(children: Children) -> impl IntoView {
    view! {
        <div class="search-area" on:input=typed on:keydown=keyed on:submit=submitted on:mousedown=pressed on:focusout=left>
            {children()}
        </div>
    }
}

fn typed(_: Event) {
    let mine = LATEST.get().wrapping_add(1);
    LATEST.set(mine);
    set_timeout(
        move || {
            if LATEST.get() == mine {
                ask(mine);
            }
        },
        PAUSE,
    );
}

fn ask(mine: u32) {
    let text = browser::input(find("#search"))
        .map(|field| field.value())
        .unwrap_or_default();
    if text.trim().chars().nth(1).is_none() {
        return close();
    }
    spawn_local(async move {
        if let (Ok(found), true) = (rpc::catalog::suggest(text).await, LATEST.get() == mine) {
            draw(&found);
        }
    });
}

fn draw(found: &[Suggestion]) {
    let (Some(list), Some(field)) = (find("#suggestions"), find("#search")) else {
        return;
    };
    // An answer that comes late must not take away what was chosen meanwhile.
    let address = |item: &Element| item.get_attribute("data-address");
    let chosen = all(".suggestion").iter().find(|item| is_active(item)).and_then(address);
    list.set_text_content(None);
    for (at, one) in found.iter().enumerate() {
        if let Some(item) = item(at, one) {
            let _ = list.append_child(&item);
        }
    }
    for (name, value) in [
        ("role", "combobox"),
        ("aria-autocomplete", "list"),
        ("aria-controls", "suggestions"),
    ] {
        set(&field, name, value);
    }
    let _ = field.remove_attribute("aria-activedescendant");
    set(&field, "aria-expanded", if found.is_empty() { "false" } else { "true" });
    let _ = list.toggle_attribute_with_force("hidden", found.is_empty());
    let items = all(".suggestion");
    if let Some(at) = chosen.and_then(|chosen| items.iter().position(|item| address(item).as_ref() == Some(&chosen))) {
        activate(&items, at + 1);
    }
}

fn item(at: usize, one: &Suggestion) -> Option<Element> {
    let item = browser::copy_of("#suggestion")?;
    set(&item, "id", &["suggestion-", &at.to_string()].concat());
    set(&item, "data-address", &one.address);
    set_text(&item, ".suggestion-title", &one.title);
    set_text(
        &item,
        ".suggestion-price",
        one.price_text.as_deref().unwrap_or_default(),
    );
    if let (Some(quote_id), Some(price)) = (one.quote_id, find_in(&item, ".suggestion-price")) {
        set(&price, "data-quote", &quote_id.to_string());
    }
    match (&one.picture_address, find_in(&item, ".suggestion-picture")) {
        (Some(address), Some(picture)) => set(&picture, "src", address),
        (None, Some(picture)) => picture.remove(),
        _ => {}
    }
    Some(item)
}

fn close() {
    if find("#search").is_some_and(|field| field.has_attribute("aria-expanded")) {
        draw(&[]);
    }
}

fn keyed(event: KeyboardEvent) {
    let items = all(".suggestion");
    if items.is_empty() {
        return;
    }
    // One place more than there are suggestions: the field itself.
    let places = items.len() + 1;
    let at = items.iter().position(is_active).map_or(0, |at| at + 1);
    match event.key().as_str() {
        "ArrowDown" => activate(&items, (at + 1) % places),
        "ArrowUp" => activate(&items, (at + places - 1) % places),
        "Escape" => close(),
        _ => return,
    }
    event.prevent_default();
}

fn is_active(item: &Element) -> bool {
    item.get_attribute("aria-selected").as_deref() == Some("true")
}

fn activate(items: &[Element], place: usize) {
    for (at, item) in items.iter().enumerate() {
        set(item, "aria-selected", if at + 1 == place { "true" } else { "false" });
    }
    if let Some(field) = find("#search") {
        match place.checked_sub(1).map(|at| items[at].id()) {
            Some(id) => set(&field, "aria-activedescendant", &id),
            None => drop(field.remove_attribute("aria-activedescendant")),
        }
    }
}

fn submitted(event: SubmitEvent) {
    if let Some(item) = all(".suggestion").into_iter().find(is_active) {
        event.prevent_default();
        go(&item);
    }
}

fn pressed(event: MouseEvent) {
    if let Some(item) = around(&event, ".suggestion") {
        event.prevent_default();
        go(&item);
    }
}

fn go(item: &Element) {
    if let Some(address) = item.get_attribute("data-address") {
        browser::go_to(&address);
    }
}

fn left(_: FocusEvent) {
    LATEST.set(LATEST.get().wrapping_add(1));
    close();
}
