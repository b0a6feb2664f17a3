//! Form fields: a label that is always there, a hint, and the fault by the field it belongs to.

use leptos::prelude::*;

/// What is typed into a field; chooses keyboard and built-in checks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// An amount of money.
    Amount,
    /// A secret, which is never shown again.
    Password,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Password => "password",
            Self::Text | Self::Amount => "text",
        }
    }
}

/// A text field with everything that names and explains it.
#[component]
pub fn Field(
    /// Name in the form and id in the page.
    name: &'static str,
    /// Label.
    label: &'static str,
    /// What is typed so far.
    value: String,
    /// What it takes.
    #[prop(optional)]
    kind: FieldKind,
    /// The `autocomplete` purpose (WCAG 1.3.5).
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// A word of help.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Whether it may stay empty.
    #[prop(optional)]
    is_optional: bool,
    /// What is likely to be typed; the browser offers it.
    #[prop(optional)]
    suggestions: Vec<String>,
) -> impl IntoView {
    let notes = Notes { name, hint, error };
    let list = (!suggestions.is_empty()).then(|| [name, "-suggestions"].concat());
    let choices = suggestions
        .into_iter()
        .map(|text| view! { <option value=text></option> });
    let choices = list
        .clone()
        .map(|id| view! { <datalist id=id>{choices.collect_view()}</datalist> });
    view! {
        <div class=notes.class()>
            {label_view(name, label, is_optional)}
            {notes.hint_view()}
            <input
                id=name
                name=name
                type=kind.input_type()
                value=value
                autocomplete=autocomplete
                inputmode=(kind == FieldKind::Amount).then_some("decimal")
                maxlength="254"
                list=list
                required=!is_optional
                aria-invalid=notes.error.is_some().then_some("true")
                aria-describedby=notes.described_by()
            />
            {choices}
            {notes.error_view()}
        </div>
    }
}

/// A field of several lines.
#[component]
pub fn TextArea(
    /// Name in the form and id in the page.
    name: &'static str,
    /// Label, for those who do not see what stands above.
    label: &'static str,
    /// What is typed so far.
    value: String,
    /// Most characters.
    max_length: usize,
) -> impl IntoView {
    // The framework takes a text area's children for markup and does not escape them; the first newline is not content.
    let content = ["\n", &escaped(&value)].concat();
    view! {
        <label class="visually-hidden" for=name>{label}</label>
        <textarea id=name name=name rows="3" maxlength=max_length.to_string() inner_html=content></textarea>
    }
}

/// Text as it may stand between tags, for the few elements whose text the framework does not escape.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// One choice of a list: what is sent and what is read.
pub type Choice = (String, String);

/// A list to choose one from.
#[component]
pub fn SelectField(
    /// Name in the form and id in the page.
    name: &'static str,
    /// Label.
    label: &'static str,
    /// What is chosen.
    value: String,
    /// What can be chosen, in order.
    choices: Vec<Choice>,
    /// What stands there before a choice is made.
    placeholder: &'static str,
    /// The `autocomplete` purpose.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let notes = Notes {
        name,
        hint: None,
        error,
    };
    let is_unknown = !choices.iter().any(|(code, _)| *code == value);
    let choices = choices.into_iter().map(|(code, text)| {
        let selected = code == value;
        view! { <option value=code selected=selected>{text}</option> }
    });
    view! {
        <div class=notes.class()>
            {label_view(name, label, false)}
            <select
                id=name
                name=name
                autocomplete=autocomplete
                required=true
                aria-invalid=notes.error.is_some().then_some("true")
                aria-describedby=notes.described_by()
            >
                <option value="" selected=is_unknown>{placeholder}</option>
                {choices.collect_view()}
            </select>
            {notes.error_view()}
        </div>
    }
}

fn label_view(name: &'static str, label: &'static str, is_optional: bool) -> impl IntoView {
    view! {
        <label for=name>
            {label} {is_optional.then_some(view! { <span class="field-optional">" (optional)"</span> })}
        </label>
    }
}

// Hint and fault, with the ids that tie them to the field.
struct Notes {
    name: &'static str,
    hint: Option<&'static str>,
    error: Option<String>,
}

impl Notes {
    fn class(&self) -> String {
        let state = if self.error.is_some() { " has-error" } else { "" };
        ["field field-", self.name, state].concat()
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.map(|_| [self.name, "-hint"].concat());
        let error = self.error.as_ref().map(|_| [self.name, "-error"].concat());
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn hint_view(&self) -> Option<impl IntoView + use<>> {
        let id = [self.name, "-hint"].concat();
        self.hint.map(|hint| view! { <p class="field-hint" id=id>{hint}</p> })
    }

    fn error_view(&self) -> Option<impl IntoView + use<>> {
        let id = [self.name, "-error"].concat();
        self.error
            .clone()
            .map(|error| view! { <p class="field-error" id=id>{error}</p> })
    }
}
