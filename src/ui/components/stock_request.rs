//! "Tell me when it is back": shown for what is sold out, and a plain form. `ui::islands::buy_box` shows and hides it as
//! variants are chosen.

use super::{Field, FieldKind, SubmitButton};
use leptos::prelude::*;

/// The form for a variant.
#[component]
pub fn StockRequest(
    /// Which.
    variant_id: String,
    /// What was typed before.
    #[prop(optional)]
    email: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    problem: Option<String>,
    /// Whether there is nothing to wait for.
    #[prop(optional)]
    is_hidden: bool,
) -> impl IntoView {
    view! {
        <form class="stock-request" method="post" action="/back-in-stock" hidden=is_hidden>
            <input type="hidden" name="variant_id" value=variant_id />
            <p class="stock-request-title">"Tell me when it is back"</p>
            <Field name="email" label="E-mail" value=email kind=FieldKind::Email autocomplete="email"
                hint="One mail, once it can be bought again. Nothing else." error=problem />
            <SubmitButton label="Tell me" />
        </form>
    }
}
