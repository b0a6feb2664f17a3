//! Sign in, register, reset: one short form a page, which works without scripts.

use super::frame::{AccountNews, Typed, document, document_with, fault_view, outside};
use crate::assets;
use crate::{Chrome, Rendered};
use domain::customer::MIN_PASSWORD;
use leptos::prelude::*;
use ui::components::{ButtonKind, DrawingKind, EmptyState, Field, FieldKind, LinkButton, SubmitButton};

const PASSWORD_HINT: &str = "At least 10 characters. A short sentence is a good password.";
const _: () = assert!(MIN_PASSWORD == 10, "the hint says how long a password is");

/// "Sign in". `next` is where it leads afterwards.
pub fn sign_in_page(
    typed: &Typed,
    next: &'static str,
    has_passkeys: bool,
    news: Option<AccountNews>,
    op: &str,
    chrome: &Chrome,
) -> Rendered {
    let (typed, op) = (typed.clone(), op.to_owned());
    let passkey_op = format!("{op}.passkey");
    let script = has_passkeys.then(assets::passkeys_script);
    document_with(script, "Sign in", chrome, || {
        let faults = fault_view(&typed.errors);
        let body = view! {
            {faults}
            <form class="account-form" method="post" action="/account/sign-in" novalidate=true>
                <input type="hidden" name="_op" value=op />
                <input type="hidden" name="next" value=next />
                {email_view(&typed)}
                <Field name="password" label="Password" value=String::new() kind=FieldKind::Password
                    autocomplete="current-password" error=typed.error("password") />
                <SubmitButton label="Sign in" />
            </form>
            {has_passkeys.then(|| passkey_view(next, passkey_op))}
            <p><a href="/account/reset">"Forgotten your password?"</a></p>
            <div class="account-other">
                <h2>"New here?"</h2>
                <p>"With an account you see all your orders in one place and need not type your address again. You can buy without one."</p>
                <LinkButton address="/account/register" label="Make an account" kind=ButtonKind::Quiet />
            </div>
        };
        outside("Sign in".into(), news, chrome, body.into_any())
    })
}

/// "Make an account": the address first, which is proven by a mail.
pub fn register_page(typed: &Typed, news: Option<AccountNews>, op: &str, chrome: &Chrome) -> Rendered {
    let (typed, op) = (typed.clone(), op.to_owned());
    document("Make an account", chrome, || {
        let body = view! {
            {fault_view(&typed.errors)}
            <p class="page-lead">"Enter your e-mail address. We send you a link; there you choose a password."</p>
            <form class="account-form" method="post" action="/account/register" novalidate=true>
                <input type="hidden" name="_op" value=op />
                {email_view(&typed)}
                <SubmitButton label="Send me the link" />
            </form>
            <p><a href="/account/sign-in">"You have an account? Sign in"</a></p>
        };
        outside("Make an account".into(), news, chrome, body.into_any())
    })
}

/// "Forgotten your password?"
pub fn reset_page(typed: &Typed, news: Option<AccountNews>, op: &str, chrome: &Chrome) -> Rendered {
    let (typed, op) = (typed.clone(), op.to_owned());
    document("Forgotten your password?", chrome, || {
        let body = view! {
            {fault_view(&typed.errors)}
            <p class="page-lead">"Enter your e-mail address. If there is an account for it, we send you a link to a new password."</p>
            <form class="account-form" method="post" action="/account/reset" novalidate=true>
                <input type="hidden" name="_op" value=op />
                {email_view(&typed)}
                <SubmitButton label="Send me the link" />
            </form>
            <p><a href="/account/sign-in">"Back to signing in"</a></p>
        };
        outside("Forgotten your password?".into(), news, chrome, body.into_any())
    })
}

/// Where the link to a new account leads. `token` is the link's.
pub fn new_account_page(email: &str, token: &str, typed: &Typed, op: &str, chrome: &Chrome) -> Rendered {
    let (email, typed, op) = (email.to_owned(), typed.clone(), op.to_owned());
    let action = format!("/account/register/{token}");
    document("Make an account", chrome, || {
        let body = view! {
            {fault_view(&typed.errors)}
            <p class="page-lead">"The account is for " <strong>{email.clone()}</strong> "."</p>
            <form class="account-form" method="post" action=action novalidate=true>
                <input type="hidden" name="_op" value=op />
                {known_user(email)}
                <Field name="name" label="Full name" value=typed.value("name") autocomplete="name" error=typed.error("name") />
                <Field name="password" label="Password" value=String::new() kind=FieldKind::Password
                    autocomplete="new-password" hint=PASSWORD_HINT error=typed.error("password") />
                <SubmitButton label="Make the account" />
            </form>
        };
        outside("One step is left".into(), None, chrome, body.into_any())
    })
}

/// Where the link to a new password leads. `token` is the link's.
pub fn new_password_page(email: &str, token: &str, typed: &Typed, op: &str, chrome: &Chrome) -> Rendered {
    let (email, typed, op) = (email.to_owned(), typed.clone(), op.to_owned());
    let action = format!("/account/reset/{token}");
    document("Choose a new password", chrome, || {
        let body = view! {
            {fault_view(&typed.errors)}
            <p class="page-lead">"For the account of " <strong>{email.clone()}</strong> ". All browsers that are signed in are signed out."</p>
            <form class="account-form" method="post" action=action novalidate=true>
                <input type="hidden" name="_op" value=op />
                {known_user(email)}
                <Field name="password" label="New password" value=String::new() kind=FieldKind::Password
                    autocomplete="new-password" hint=PASSWORD_HINT error=typed.error("password") />
                <SubmitButton label="Set the password" />
            </form>
        };
        outside("Choose a new password".into(), None, chrome, body.into_any())
    })
}

/// 429: tried too often.
pub fn wait_page(text: &str, chrome: &Chrome) -> Rendered {
    let text = text.to_owned();
    document("Please wait a moment", chrome, || {
        let body = view! {
            <EmptyState drawing=DrawingKind::Lighthouse title="Please wait a moment" text=text is_page=true>
                <LinkButton address="/account/sign-in" label="Back to signing in" />
                <LinkButton address="/" label="To the home page" kind=ButtonKind::Quiet />
            </EmptyState>
        };
        crate::layouts::shop_layout(chrome, "", view! { <div class="page failure">{body}</div> })
    })
}

// Shown by the script where the browser knows passkeys; until then there is nothing that it could do.
fn passkey_view(next: &'static str, op: String) -> impl IntoView {
    view! {
        <form class="account-form" method="post" action="/account/sign-in/passkey" hidden=true
            data-passkey="get" data-options="/account/sign-in/passkey/options">
            <input type="hidden" name="_op" value=op />
            <input type="hidden" name="next" value=next />
            <input type="hidden" name="challenge" />
            <input type="hidden" name="answer" />
            <p class="field-error" role="alert" data-passkey-fault=true hidden=true></p>
            <SubmitButton label="Sign in with a passkey" kind=ButtonKind::Quiet />
        </form>
    }
}

fn email_view(typed: &Typed) -> impl IntoView + use<> {
    view! {
        <Field name="email" label="E-mail" value=typed.value("email") kind=FieldKind::Email autocomplete="username"
            error=typed.error("email") />
    }
}

// Tells password managers whose password it is.
fn known_user(email: String) -> impl IntoView {
    view! { <input type="hidden" name="username" value=email autocomplete="username" /> }
}
