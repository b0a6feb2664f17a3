//! What is kept of a customer: taken along as a file, or erased.

use super::frame::{AccountNews, Typed, document, fault_view, inside};
use crate::{Chrome, Rendered};
use leptos::prelude::*;
use ui::components::{ButtonKind, Field, FieldKind, SubmitButton};

/// Export and erasure. `typed` says what was wrong with the form of the erasure.
pub fn data_page(email: &str, typed: &Typed, news: Option<AccountNews>, op: &str, chrome: &Chrome) -> Rendered {
    let (email, typed) = (email.to_owned(), typed.clone());
    let erase_op = format!("{op}.erase");
    document("Your data", chrome, || {
        let body = view! {
            {fault_view(&typed.errors)}
            <section aria-labelledby="export">
                <h2 id="export">"Take it along"</h2>
                <p>"One file with your profile, addresses, orders, sessions, passkeys and the mails that we wrote to you."</p>
                <p><a class="button" href="/account/data/export.json" download="account.json">"Download your data"</a></p>
            </section>
            <section aria-labelledby="erase">
                <h2 id="erase">"Erase the account"</h2>
                <p>
                    "Profile, passkeys, addresses, cart and sessions are erased for good. Orders stay as they were agreed, with name, \
                     address and e-mail, as the law wants of every shop; their own pages go on working."
                </p>
                <form class="account-form" method="post" action="/account/erase" novalidate=true>
                    <input type="hidden" name="_op" value=erase_op />
                    <input type="hidden" name="username" value=email autocomplete="username" />
                    <Field name="password" label="Your password" value=String::new() kind=FieldKind::Password
                        autocomplete="current-password" error=typed.error("password") />
                    <SubmitButton label="Erase my account" kind=ButtonKind::Quiet />
                </form>
            </section>
        };
        inside("Your data", "/account/data", news, op, chrome, body.into_any())
    })
}
