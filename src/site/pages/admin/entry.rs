//! The ways in: sign in, second step, an invitation. One short form a page, which works without scripts.

use super::components::{PageHead, faults};
use super::frame::Frame;
use crate::Rendered;
use crate::assets;
use crate::pages::account::Typed;
use app::staff::{InvitationStep, Setup};
use domain::customer::MIN_PASSWORD;
use leptos::prelude::*;
use ui::components::{ButtonKind, Field, FieldKind, LinkButton, SubmitButton};

pub(super) const PASSWORD_HINT: &str = "At least 10 characters. A short sentence is a good password.";
const _: () = assert!(MIN_PASSWORD == 10, "the hint says how long a password is");

/// "Sign in".
pub fn sign_in_page(typed: &Typed, has_passkeys: bool, frame: &Frame) -> Rendered {
    let script = has_passkeys.then(assets::passkeys_script);
    frame.page("Sign in", script, || {
        view! {
            <PageHead title="Sign in" lead="For people who work here." />
            {faults(typed)}
            <form class="admin-form" method="post" action="/admin/sign-in" novalidate=true>
                <Field name="email" label="E-mail" value=typed.value("email") kind=FieldKind::Email
                    autocomplete="username" error=typed.error("email") />
                <Field name="password" label="Password" value=String::new() kind=FieldKind::Password
                    autocomplete="current-password" error=typed.error("password") />
                <SubmitButton label="Continue" />
            </form>
            {has_passkeys.then(passkey_view)}
        }
        .into_any()
    })
}

// Shown by the script where the browser knows passkeys; until then there is nothing that it could do.
fn passkey_view() -> impl IntoView {
    view! {
        <form class="admin-form" method="post" action="/admin/sign-in/passkey" hidden=true
            data-passkey="get" data-options="/admin/sign-in/passkey/options">
            <input type="hidden" name="challenge" />
            <input type="hidden" name="answer" />
            <p class="field-error" role="alert" data-passkey-fault=true hidden=true></p>
            <SubmitButton label="Sign in with a passkey" kind=ButtonKind::Quiet />
        </form>
    }
}

/// The second step.
pub fn code_page(typed: &Typed, frame: &Frame) -> Rendered {
    frame.page("Second step", None, || {
        view! {
            <PageHead title="Second step" lead="Your password is right. One code is left." />
            {faults(typed)}
            <form class="admin-form" method="post" action="/admin/sign-in/code" novalidate=true>
                <Field name="code" label="Code" value=String::new() autocomplete="one-time-code"
                    hint="Six digits of your authenticator, or one of your recovery codes." error=typed.error("code") />
                <SubmitButton label="Sign in" />
            </form>
            <p><a href="/admin/sign-in">"Start again"</a></p>
        }
        .into_any()
    })
}

/// An invitation's first step: name and password.
pub fn accept_page(step: &InvitationStep, token: &str, typed: &Typed, frame: &Frame) -> Rendered {
    let (email, roles) = (step.email.clone(), step.roles.text());
    let action = format!("/admin/invitations/{token}");
    frame.page("Accept the invitation", None, || {
        let lead = format!("You are invited as {roles}. First your name and a password.");
        view! {
            <PageHead title="Accept the invitation" lead=lead />
            {faults(typed)}
            <form class="admin-form" method="post" action=action novalidate=true>
                <p>"The account is for " <strong>{email.clone()}</strong> "."</p>
                <input type="hidden" name="username" value=email autocomplete="username" />
                <Field name="name" label="Full name" value=typed.value("name") autocomplete="name" error=typed.error("name") />
                <Field name="password" label="Password" value=String::new() kind=FieldKind::Password
                    autocomplete="new-password" hint=PASSWORD_HINT error=typed.error("password") />
                <SubmitButton label="Continue" />
            </form>
        }
        .into_any()
    })
}

/// An invitation's second step: an authenticator or a passkey.
pub fn factor_page(setup: &Setup, token: &str, has_passkeys: bool, typed: &Typed, frame: &Frame) -> Rendered {
    let script = has_passkeys.then(assets::passkeys_script);
    let base = format!("/admin/invitations/{token}");
    let action = format!("{base}/code");
    frame.page("Second factor", script, || {
        view! {
            <PageHead title="Second factor" lead="A password alone lets nobody in here. Choose what stands beside it." />
            {faults(typed)}
            <section class="admin-section" aria-labelledby="authenticator">
                <h2 id="authenticator">"An authenticator app"</h2>
                {setup_view(setup)}
                <form class="admin-form" method="post" action=action novalidate=true>
                    {code_field(typed)}
                    <SubmitButton label="Join" />
                </form>
            </section>
            {has_passkeys.then(|| new_passkey_view(base))}
        }
        .into_any()
    })
}

/// The picture to scan and the same to type.
pub(super) fn setup_view(setup: &Setup) -> impl IntoView + use<> {
    view! {
        <div class="setup">
            <div class="setup-picture" inner_html=setup.qr_svg.clone()></div>
            <div>
                <p>"Scan this with your app, or type the secret into it:"</p>
                <p><code class="secret">{setup.secret_text.clone()}</code></p>
                <p>"Then type the six digits that the app shows."</p>
            </div>
        </div>
    }
}

pub(super) fn code_field(typed: &Typed) -> impl IntoView + use<> {
    view! {
        <Field name="code" label="Code" value=String::new() autocomplete="one-time-code" error=typed.error("code") />
    }
}

fn new_passkey_view(base: String) -> impl IntoView {
    view! {
        <form class="admin-form admin-section" method="post" action=format!("{base}/passkey") hidden=true
            aria-labelledby="passkey" data-passkey="create" data-options=format!("{base}/passkey/options")>
            <h2 id="passkey">"Or a passkey"</h2>
            <p>"Your device keeps a key and unlocks it by finger, face or PIN. Then you sign in with it alone."</p>
            <input type="hidden" name="challenge" />
            <input type="hidden" name="answer" />
            <Field name="passkey-name" label="Name of the passkey" value=String::new() is_optional=true
                hint="Such as the device it is on." />
            <p class="field-error" role="alert" data-passkey-fault=true hidden=true></p>
            <SubmitButton label="Join with a passkey" kind=ButtonKind::Quiet />
        </form>
    }
}

/// Recovery codes, shown this once.
pub fn recovery_codes_page(codes: &[String], frame: &Frame) -> Rendered {
    let codes: Vec<String> = codes.to_vec();
    frame.page("Your recovery codes", None, || {
        let codes: Vec<_> = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect();
        let lead = "Print them or write them down. Each signs you in once, when your authenticator is lost. They are shown \
                    only now; older ones do not work any more.";
        view! {
            <PageHead title="Your recovery codes" lead=lead />
            <ul class="recovery-codes" role="list">{codes}</ul>
            <LinkButton address="/admin" label="I have kept them" />
        }
        .into_any()
    })
}
