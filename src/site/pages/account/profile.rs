//! Name, phone and password.

use super::frame::{AccountNews, Typed, document, fault_view, inside};
use crate::{Chrome, Rendered};
use leptos::prelude::*;
use ui::components::{Field, FieldKind, SubmitButton};

/// The profile of a customer: `typed` holds what is known, or what was refused; `password` what was wrong with the form
/// of the password.
pub fn profile_page(
    email: &str,
    typed: &Typed,
    password: &Typed,
    news: Option<AccountNews>,
    op: &str,
    chrome: &Chrome,
) -> Rendered {
    let (email, typed, password) = (email.to_owned(), typed.clone(), password.clone());
    let (profile_op, password_op) = (format!("{op}.profile"), format!("{op}.password"));
    document("Profile and password", chrome, || {
        let body = view! {
            {fault_view(&typed.errors)}
            {fault_view(&password.errors)}
            <section aria-labelledby="profile">
                <h2 id="profile">"Profile"</h2>
                <form class="account-form" method="post" action="/account/profile" novalidate=true>
                    <input type="hidden" name="_op" value=profile_op />
                    <p>"E-mail: " <strong>{email.clone()}</strong></p>
                    <Field name="name" label="Full name" value=typed.value("name") autocomplete="name" error=typed.error("name") />
                    <Field name="phone" label="Phone" value=typed.value("phone") kind=FieldKind::Phone autocomplete="tel"
                        is_optional=true hint="Only for the carrier, if there is a question." error=typed.error("phone") />
                    <SubmitButton label="Keep the profile" />
                </form>
            </section>
            <section aria-labelledby="password-title">
                <h2 id="password-title">"Password"</h2>
                <form class="account-form" method="post" action="/account/password" novalidate=true>
                    <input type="hidden" name="_op" value=password_op />
                    <input type="hidden" name="username" value=email autocomplete="username" />
                    <Field name="current" label="Your password now" value=String::new() kind=FieldKind::Password
                        autocomplete="current-password" error=password.error("current") />
                    <Field name="password" label="New password" value=String::new() kind=FieldKind::Password
                        autocomplete="new-password" hint="At least 10 characters. All other browsers are signed out."
                        error=password.error("password") />
                    <SubmitButton label="Change the password" />
                </form>
            </section>
        };
        inside(
            "Profile and password",
            "/account/profile",
            news,
            op,
            chrome,
            body.into_any(),
        )
    })
}
