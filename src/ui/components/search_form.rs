//! The search form; a plain GET form, with room for suggestions below it.

use leptos::prelude::*;

use super::Icon;

/// A field that searches on Enter.
#[component]
pub fn SearchForm(
    /// What was searched for.
    query: String,
) -> impl IntoView {
    view! {
        <form class="search" role="search" action="/search" method="get">
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
            />
            <button class="header-action" type="submit"><Icon name="search" /><span class="visually-hidden">"Search"</span></button>
            <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions" hidden=true></ul>
            <template id="suggestion">
                <li class="suggestion" role="option" aria-selected="false">
                    <img class="suggestion-picture" src="data:," alt="" width="40" height="50" />
                    <span class="suggestion-title"></span>
                    <span class="suggestion-price"></span>
                </li>
            </template>
        </form>
    }
}
