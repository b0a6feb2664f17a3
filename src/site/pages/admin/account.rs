//! One's own account: sessions, password, authenticator, recovery codes, passkeys.

use super::components::{Badge, BadgeKind, Column, DataTable, Empty, PageHead, Tabs, faults};
use super::entry::{PASSWORD_HINT, code_field, setup_view};
use super::frame::Frame;
use crate::Rendered;
use crate::assets;
use crate::pages::account::Typed;
use app::staff::Factors;
use chrono::{DateTime, Utc};
use domain::staff::{StaffPasskeyView, StaffSessionView};
use leptos::prelude::*;
use ui::components::{ButtonKind, Field, FieldKind, SubmitButton};

const HERE: &str = "/admin/account";
const PASSWORD: &str = "/admin/account/password";
const AUTHENTICATOR: &str = "/admin/account/authenticator";
const RECOVERY: &str = "/admin/account/recovery-codes";
const PASSKEYS: &str = "/admin/account/passkeys";

fn tabs(here: &'static str) -> impl IntoView {
    let tabs = vec![
        (HERE, "Sessions"),
        (PASSWORD, "Password"),
        (AUTHENTICATOR, "Authenticator"),
        (RECOVERY, "Recovery codes"),
        (PASSKEYS, "Passkeys"),
    ];
    view! { <Tabs label="Your account" tabs=tabs here=here /> }
}

pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y, %H:%M UTC").to_string()
}

/// Where one is signed in.
pub fn account_page(sessions: &[StaffSessionView], frame: &Frame) -> Rendered {
    let sessions = sessions.to_vec();
    frame.page("Your account", None, || {
        let has_others = sessions.len() > 1;
        let lead = frame
            .member
            .as_ref()
            .map(|member| format!("{}, {}", member.name, member.email));
        view! {
            <PageHead title="Your account" lead=lead.unwrap_or_default() />
            {tabs(HERE)}
            {sessions_view(sessions, "/admin/account/sessions")}
            {has_others.then(|| view! {
                <form method="post" action="/admin/account/sessions/others/end">
                    <SubmitButton label="Sign out all other browsers" kind=ButtonKind::Quiet />
                </form>
            })}
        }
        .into_any()
    })
}

/// The browsers that are signed in. `base` is the address under which each is ended.
pub(super) fn sessions_view(sessions: Vec<StaffSessionView>, base: &str) -> impl IntoView + use<> {
    let columns = ["Browser", "Signed in", "Last seen", "Ways"].map(Column::new).to_vec();
    let rows = sessions.into_iter().map(|session| session_row(session, base)).collect();
    let empty = view! { <Empty title="Not signed in anywhere" text="No browser has a session." /> }.into_any();
    view! { <DataTable caption="Browsers that are signed in" columns=columns rows=rows empty=empty /> }
}

fn session_row(session: StaffSessionView, base: &str) -> Vec<AnyView> {
    let action = format!("{base}/{}/end", session.staff_session_id);
    let device = session.device.clone();
    let way = if session.is_this {
        view! { <Badge text="This browser" kind=BadgeKind::Good /> }.into_any()
    } else {
        view! {
            <form method="post" action=action>
                <button class="button is-plain" type="submit">
                    "Sign out" <span class="visually-hidden">": " {device}</span>
                </button>
            </form>
        }
        .into_any()
    };
    vec![
        session.device.into_any(),
        moment(session.created_at).into_any(),
        moment(session.last_seen_at).into_any(),
        way,
    ]
}

/// A new password.
pub fn password_page(typed: &Typed, frame: &Frame) -> Rendered {
    frame.page("Password", None, || {
        view! {
            <PageHead title="Password" lead="A new one signs out all other browsers." />
            {tabs(PASSWORD)}
            {faults(typed)}
            <form class="admin-form" method="post" action=PASSWORD novalidate=true>
                {known_user(frame)}
                <Field name="current" label="Password of now" value=String::new() kind=FieldKind::Password
                    autocomplete="current-password" error=typed.error("current") />
                <Field name="password" label="New password" value=String::new() kind=FieldKind::Password
                    autocomplete="new-password" hint=PASSWORD_HINT error=typed.error("password") />
                <SubmitButton label="Change the password" />
            </form>
        }
        .into_any()
    })
}

/// The authenticator, and a new one.
pub fn authenticator_page(factors: &Factors, typed: &Typed, frame: &Frame) -> Rendered {
    frame.page("Authenticator", None, || {
        let state = if factors.has_totp {
            "Codes of your app are your second step. A new app replaces the old one, and makes new recovery codes."
        } else {
            "You have none. With one, password and code sign you in where no passkey is at hand."
        };
        view! {
            <PageHead title="Authenticator" lead=state />
            {tabs(AUTHENTICATOR)}
            {faults(typed)}
            {factors.setup.as_ref().map(|setup| view! {
                {setup_view(setup)}
                <form class="admin-form" method="post" action="/admin/account/authenticator/confirm" novalidate=true>
                    {code_field(typed)}
                    <SubmitButton label="Use this authenticator" />
                </form>
            })}
            <form class="admin-form" method="post" action=AUTHENTICATOR novalidate=true>
                {known_user(frame)}
                <Field name="password" label="Your password" value=String::new() kind=FieldKind::Password
                    autocomplete="current-password" error=typed.error("password") />
                <SubmitButton label="Set up a new authenticator" kind=ButtonKind::Quiet />
            </form>
        }
        .into_any()
    })
}

/// Recovery codes: how many are left, and new ones.
pub fn recovery_page(factors: &Factors, typed: &Typed, frame: &Frame) -> Rendered {
    let lead = match factors.recovery_codes {
        0 => "No code is left.".to_owned(),
        1 => "One code is left.".to_owned(),
        count => format!("{count} codes are left."),
    };
    frame.page("Recovery codes", None, || {
        view! {
            <PageHead title="Recovery codes" lead=format!("{lead} New ones replace them all.") />
            {tabs(RECOVERY)}
            {faults(typed)}
            <form class="admin-form" method="post" action=RECOVERY novalidate=true>
                {known_user(frame)}
                <Field name="password" label="Your password" value=String::new() kind=FieldKind::Password
                    autocomplete="current-password" error=typed.error("password") />
                <SubmitButton label="Make new codes" />
            </form>
        }
        .into_any()
    })
}

/// One's passkeys, and one more.
pub fn passkeys_page(passkeys: &[StaffPasskeyView], works: bool, typed: &Typed, frame: &Frame) -> Rendered {
    let passkeys = passkeys.to_vec();
    let script = works.then(assets::passkeys_script);
    frame.page("Passkeys", script, || {
        let columns = ["Name", "Added", "Last used", "Ways"].map(Column::new).to_vec();
        let rows = passkeys.into_iter().map(passkey_row).collect();
        let text = "A passkey is a key that your device keeps. It signs you in alone, without password and code.";
        let empty = view! { <Empty title="There is no passkey yet" text=text /> }.into_any();
        let way = if works {
            add_view(typed, frame).into_any()
        } else {
            view! { <p>"Passkeys do not work at this address of the shop."</p> }.into_any()
        };
        view! {
            <PageHead title="Passkeys" lead="You sign in by finger, face or PIN of your device." />
            {tabs(PASSKEYS)}
            {faults(typed)}
            <DataTable caption="Your passkeys" columns=columns rows=rows empty=empty />
            {way}
        }
        .into_any()
    })
}

fn passkey_row(passkey: StaffPasskeyView) -> Vec<AnyView> {
    let action = format!("{PASSKEYS}/{}/remove", passkey.staff_passkey_id);
    let name = passkey.name.clone();
    let blocked = passkey
        .is_blocked
        .then(|| view! { " " <Badge text="Blocked: copied" kind=BadgeKind::Bad /> });
    vec![
        view! { {passkey.name} {blocked} }.into_any(),
        moment(passkey.created_at).into_any(),
        passkey
            .last_used_at
            .map_or_else(|| "never".to_owned(), moment)
            .into_any(),
        view! {
            <form method="post" action=action>
                <button class="button is-plain" type="submit">
                    "Remove" <span class="visually-hidden">": " {name}</span>
                </button>
            </form>
        }
        .into_any(),
    ]
}

// Shown by the script where the browser knows passkeys; until then there is nothing that it could do.
fn add_view(typed: &Typed, frame: &Frame) -> impl IntoView + use<> {
    view! {
        <p data-passkey-missing=true>"To add one, you need a browser that knows passkeys and may run scripts."</p>
        <form class="admin-form" method="post" action=PASSKEYS hidden=true aria-labelledby="add"
            data-passkey="create" data-options=format!("{PASSKEYS}/options")>
            <h2 id="add">"Add a passkey"</h2>
            {known_user(frame)}
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

// Tells password managers whose password it is.
fn known_user(frame: &Frame) -> impl IntoView + use<> {
    let email = frame
        .member
        .as_ref()
        .map(|member| member.email.clone())
        .unwrap_or_default();
    view! { <input type="hidden" name="username" value=email autocomplete="username" /> }
}
