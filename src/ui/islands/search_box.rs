//! The search form, with suggestions while typing (the combobox pattern of the ARIA Authoring Practices).

use domain::catalog::Suggestion;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use std::time::Duration;

use super::browser;
use crate::components::Icon;

const PAUSE: Duration = Duration::from_millis(140);

/// A field that searches on Enter; suggestions appear below it once hydrated.
#[island]
pub fn SearchBox(query: String) -> impl IntoView {
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let active = RwSignal::new(None::<usize>);
    let is_ready = RwSignal::new(false);
    Effect::new(move || is_ready.set(true));
    let look = Action::new(|typed: &String| rpc::catalog::suggest(typed.clone()));
    let running = StoredValue::new(None::<ActionAbortHandle>);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move || {
        active.set(None);
        found.set(look.value().get().and_then(Result::ok).unwrap_or_default());
    });
    let typed = move |_| {
        waiting.update_value(|handle| handle.take().iter().for_each(TimeoutHandle::clear));
        let next = set_timeout_with_handle(move || ask(look, running, found), PAUSE);
        waiting.set_value(next.ok());
    };
    let closed = move || {
        found.set(Vec::new());
        active.set(None);
    };
    let keyed = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => count,
            "Escape" if count > 0 => {
                closed();
                return event.prevent_default();
            }
            _ => return,
        };
        if count > 0 {
            event.prevent_default();
            active.update(|at| *at = Some((at.map_or(count, |at| at) + step) % (count + 1)).filter(|at| *at < count));
        }
    };
    let submitted = move |event: SubmitEvent| {
        let chosen = active.get_untracked();
        if let Some(one) = chosen.and_then(|at| found.with_untracked(|found| found.get(at).cloned())) {
            event.prevent_default();
            browser::go_to(&one.address);
        }
    };
    let is_open = move || !found.with(Vec::is_empty);
    view! {
        <form class="search" role="search" action="/search" method="get" on:submit=submitted>
            <label class="visually-hidden" for="search">"Search products"</label>
            <input
                class="search-input"
                id="search"
                type="search"
                name="q"
                value=query
                placeholder="Search"
                maxlength="200"
                autocomplete="off"
                enterkeyhint="search"
                role=move || is_ready.get().then_some("combobox")
                aria-expanded=move || is_ready.get().then(|| is_open().to_string())
                aria-controls=move || is_ready.get().then_some("suggestions")
                aria-autocomplete=move || is_ready.get().then_some("list")
                aria-activedescendant=move || active.get().map(option_id)
                on:input=typed
                on:keydown=keyed
                on:blur=move |_| closed()
            />
            <button class="header-action" type="submit"><Icon name="search" /><span class="visually-hidden">"Search"</span></button>
            <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions" hidden=move || !is_open()>
                {move || found.get().into_iter().enumerate().map(|(at, one)| option_view(at, one, active)).collect_view()}
            </ul>
        </form>
    }
}

fn ask(look: Action<String, Result<Vec<Suggestion>, ServerFnError>>, running: StoredValue<Option<ActionAbortHandle>>, found: RwSignal<Vec<Suggestion>>) {
    if let Some(stale) = running.try_update_value(Option::take).flatten() {
        stale.abort();
    }
    match browser::input_value("search") {
        Some(text) if text.trim().chars().count() >= 2 => running.set_value(Some(look.dispatch(text))),
        _ => found.set(Vec::new()),
    }
}

fn option_id(at: usize) -> String {
    ["suggestion-", &at.to_string()].concat()
}

fn option_view(at: usize, one: Suggestion, active: RwSignal<Option<usize>>) -> impl IntoView {
    let address = one.address;
    view! {
        <li
            class="suggestion"
            id=option_id(at)
            role="option"
            aria-selected=move || (active.get() == Some(at)).to_string()
            on:mousedown=move |_| browser::go_to(&address)
        >
            {one.picture_address.map(|source| view! { <img src=source alt="" width="40" height="50" /> })}
            <span class="suggestion-title">{one.title}</span>
            <span class="suggestion-price">{one.price_text}</span>
        </li>
    }
}
