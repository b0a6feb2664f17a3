//! Keys that the customer's devices keep.

use super::frame::{AccountNews, Typed, document_with, fault_view, inside};
use crate::assets;
use crate::{Chrome, Rendered};
use domain::customer::PasskeyView;
use leptos::prelude::*;
use ui::components::{Field, FieldKind, SubmitButton};

const HERE: &str = "/account/passkeys";

/// The passkeys, the oldest first. `email` is the account's, where one more can be added; `typed` says what was wrong with
/// the form that adds one.
pub fn passkeys_page(
    passkeys: &[PasskeyView],
    email: Option<&str>,
    typed: &Typed,
    news: Option<AccountNews>,
    op: &str,
    chrome: &Chrome,
) -> Rendered {
    let (passkeys, email, typed) = (passkeys.to_vec(), email.map(str::to_owned), typed.clone());
    let script = email.is_some().then(assets::passkeys_script);
    document_with(script, "Passkeys", chrome, || {
        let is_empty = passkeys.is_empty();
        let rows = passkeys
            .into_iter()
            .map(|passkey| passkey_view(passkey, op))
            .collect_view();
        let body = view! {
            {fault_view(&typed.errors)}
            <p class="page-lead">
                "With a passkey you sign in by finger, face or PIN of your device, and type no password. Your password goes on working."
            </p>
            {is_empty.then(|| view! { <p>"There is no passkey yet."</p> })}
            {(!is_empty).then(|| view! { <ul class="account-sessions" role="list">{rows}</ul> })}
            {match email {
                Some(email) => add_view(email, typed, format!("{op}.add")).into_any(),
                None => view! { <p>"Passkeys do not work at this address of the shop."</p> }.into_any(),
            }}
        };
        inside("Passkeys", HERE, news, op, chrome, body.into_any())
    })
}

// Shown by the script where the browser knows passkeys; until then there is nothing that it could do.
fn add_view(email: String, typed: Typed, op: String) -> impl IntoView {
    view! {
        <p data-passkey-missing=true>"To add one, you need a browser that knows passkeys and may run scripts."</p>
        <form class="account-form" method="post" action=HERE hidden=true aria-labelledby="add"
            data-passkey="create" data-options=format!("{HERE}/options")>
            <h2 id="add">"Add a passkey"</h2>
            <input type="hidden" name="_op" value=op />
            <input type="hidden" name="username" value=email autocomplete="username" />
            <input type="hidden" name="challenge" />
            <input type="hidden" name="answer" />
            <Field name="name" label="Name" value=typed.value("name") is_optional=true
                hint="Such as the device it is on." error=typed.error("name") />
            <Field name="password" label="Your password" value=String::new() kind=FieldKind::Password
                autocomplete="current-password" />
            <p class="field-error" role="alert" data-passkey-fault=true hidden=true></p>
            <SubmitButton label="Add a passkey" />
        </form>
    }
}

fn passkey_view(passkey: PasskeyView, op: &str) -> impl IntoView + use<> {
    let id = passkey.customer_passkey_id;
    let (rename_op, remove_op) = (format!("{op}.rename.{id}"), format!("{op}.remove.{id}"));
    let (field, name) = (format!("name-{id}"), passkey.name.clone());
    let used = passkey
        .used_text
        .map_or_else(|| "never used".to_owned(), |day| format!("last used {day}"));
    let place = if passkey.is_backed_up {
        ", also on other devices of yours"
    } else {
        ""
    };
    view! {
        <li class="account-session">
            <div>
                <p>
                    <strong>{passkey.name.clone()}</strong>
                    {passkey.is_blocked.then_some(view! {
                        <span class="account-warning">" Blocked: somebody has a copy of it"</span>
                    })}
                </p>
                <p class="account-quiet">"Added " {passkey.added_text} ", " {used} {place}</p>
            </div>
            <div class="account-ways">
                <form class="account-rename" method="post" action=format!("{HERE}/{id}")>
                    <input type="hidden" name="_op" value=rename_op />
                    <label class="visually-hidden" for=field.clone()>{format!("New name of {name}")}</label>
                    <input id=field name="name" value=name.clone() maxlength="60" required=true autocomplete="off" />
                    <button class="button is-plain" type="submit">
                        "Rename" <span class="visually-hidden">{format!(": {name}")}</span>
                    </button>
                </form>
                <form method="post" action=format!("{HERE}/{id}/remove")>
                    <input type="hidden" name="_op" value=remove_op />
                    <button class="button is-plain" type="submit">
                        "Remove" <span class="visually-hidden">{format!(": {name}")}</span>
                    </button>
                </form>
            </div>
        </li>
    }
}
