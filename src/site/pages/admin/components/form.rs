//! Forms (`form.admin-form`): all faults above the fields, boxes to tick, and one-line fields whose name is not fixed.
//! Fields with hints and faults of their own are `ui::components::Field`.

use crate::pages::account::{Typed, fault_view};
use leptos::prelude::*;

/// All faults of a form, each leading to its field; nothing when there is none.
pub fn faults(typed: &Typed) -> Option<impl IntoView + use<>> {
    fault_view(&typed.errors)
}

/// One box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Name and id.
    pub name: String,
    /// Label.
    pub label: String,
    /// What it means.
    pub hint: String,
    /// Whether it is ticked.
    pub is_on: bool,
}

/// Boxes to tick, under one heading.
#[component]
pub fn CheckGroup(
    /// Id, which a fault leads to.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    legend: String,
    /// The boxes.
    checks: Vec<Check>,
    /// What is wrong with them.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let error_id = [id, "-error"].concat();
    let described = error.as_ref().map(|_| error_id.clone());
    let boxes = checks.into_iter().map(check_view).collect_view();
    view! {
        <fieldset class="check-group" id=id tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            {boxes}
        </fieldset>
    }
}

fn check_view(check: Check) -> impl IntoView {
    let hint_id = format!("{}-hint", check.name);
    view! {
        <div class="check-line">
            <input type="checkbox" id=check.name.clone() name=check.name.clone() checked=check.is_on aria-describedby=hint_id.clone() />
            <label for=check.name>{check.label}</label>
            <p class="field-hint" id=hint_id>{check.hint}</p>
        </div>
    }
}

/// A one-line field of a filter.
#[component]
pub fn TextInput(
    /// Name and id.
    name: &'static str,
    /// Label.
    label: &'static str,
    /// What stands in it.
    value: String,
    /// `text`, `search` or `date`.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input id=name name=name type=kind value=value maxlength="100" autocomplete="off" />
        </div>
    }
}
