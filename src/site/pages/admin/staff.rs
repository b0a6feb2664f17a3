//! Members and invitations, for owners.

use super::account::{moment, sessions_view};
use super::components::{
    Badge, BadgeKind, Check, CheckGroup, Column, ConfirmDialog, DataTable, Empty, PageHead, faults,
};
use super::frame::Frame;
use crate::Rendered;
use crate::pages::account::Typed;
use domain::id::StaffMemberId;
use domain::staff::{InvitationView, MemberView, Role, Roles, StaffSessionView};
use leptos::prelude::*;
use ui::components::{ButtonKind, Field, FieldKind, LinkButton, SubmitButton};

/// A member as their page shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCard {
    /// Id.
    pub staff_member_id: StaffMemberId,
    /// Address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// What they do.
    pub roles: Roles,
    /// Whether they may not sign in.
    pub is_disabled: bool,
    /// Whether codes of an authenticator are set up.
    pub has_totp: bool,
    /// How many passkeys they have.
    pub passkeys: usize,
}

/// Everybody who works here, and who is invited. `sort` is the word of the column.
pub fn staff_page(members: &[MemberView], invitations: &[InvitationView], sort: &str, frame: &Frame) -> Rendered {
    let address = |word: &str| format!("/admin/staff?sort={word}");
    let columns = vec![
        Column::new("Name").sorted("name", sort, address),
        Column::new("E-mail"),
        Column::new("Roles"),
        Column::new("Last seen").sorted("seen", sort, address),
        Column::new("State"),
    ];
    frame.page("Staff", None, || {
        let rows = members.iter().map(member_row).collect();
        let nobody = view! { <Empty title="Nobody works here" text="Invite somebody." /> }.into_any();
        let invited = invitations.iter().map(invitation_row).collect();
        let invited_columns = ["E-mail", "Roles", "Works until", "Ways"].map(Column::new).to_vec();
        let none = view! { <p class="admin-quiet">"No invitation is open."</p> }.into_any();
        view! {
            <PageHead title="Staff" lead="Who works here, and as what.">
                <LinkButton address="/admin/staff/invite" label="Invite somebody" />
            </PageHead>
            <DataTable caption="Members" columns=columns rows=rows empty=nobody />
            <section class="admin-section" aria-labelledby="invited">
                <h2 id="invited">"Invited"</h2>
                <DataTable caption="Open invitations" columns=invited_columns rows=invited empty=none />
            </section>
        }
        .into_any()
    })
}

fn member_row(member: &MemberView) -> Vec<AnyView> {
    let address = format!("/admin/staff/{}", member.staff_member_id);
    let seen = member.seen_at.map_or_else(|| "not signed in".to_owned(), moment);
    vec![
        view! { <a href=address>{member.name.clone()}</a> }.into_any(),
        member.email.clone().into_any(),
        member.roles.text().into_any(),
        seen.into_any(),
        state_view(member.disabled_at.is_some()).into_any(),
    ]
}

fn state_view(is_disabled: bool) -> impl IntoView {
    if is_disabled {
        view! { <Badge text="Disabled" kind=BadgeKind::Bad /> }
    } else {
        view! { <Badge text="Active" kind=BadgeKind::Good /> }
    }
}

fn invitation_row(invitation: &InvitationView) -> Vec<AnyView> {
    let action = format!("/admin/staff/invitations/{}/revoke", invitation.staff_invitation_id);
    let email = invitation.email.clone();
    vec![
        invitation.email.clone().into_any(),
        invitation.roles.text().into_any(),
        moment(invitation.expires_at).into_any(),
        view! {
            <form method="post" action=action>
                <button class="button is-plain" type="submit">
                    "Take back" <span class="visually-hidden">": " {email}</span>
                </button>
            </form>
        }
        .into_any(),
    ]
}

fn role_checks(is_on: impl Fn(Role) -> bool) -> Vec<Check> {
    let check = |role: Role| Check {
        name: format!("role-{}", role.as_str()),
        label: role.label().to_owned(),
        hint: role.purpose().to_owned(),
        is_on: is_on(role),
    };
    Role::ALL.map(check).to_vec()
}

/// Invites somebody.
pub fn invite_page(typed: &Typed, frame: &Frame) -> Rendered {
    let is_on = |role: Role| typed.values.contains_key(&format!("role-{}", role.as_str()));
    frame.page("Invite somebody", None, || {
        view! {
            <PageHead title="Invite somebody" lead="They get a link by mail, which works once, within three days." />
            {faults(typed)}
            <form class="admin-form" method="post" action="/admin/staff/invite" novalidate=true>
                <Field name="email" label="E-mail" value=typed.value("email") kind=FieldKind::Email autocomplete="off"
                    error=typed.error("email") />
                <CheckGroup id="roles" legend="Roles" checks=role_checks(is_on) error=typed.error("roles") />
                <SubmitButton label="Send the invitation" />
            </form>
            <p><a href="/admin/staff">"Back to the staff"</a></p>
        }
        .into_any()
    })
}

/// A member, for owners.
pub fn member_page(member: &MemberCard, sessions: &[StaffSessionView], frame: &Frame) -> Rendered {
    let base = format!("/admin/staff/{}", member.staff_member_id);
    let sessions = sessions.to_vec();
    frame.page(&member.name, None, || {
        let factors = match (member.has_totp, member.passkeys) {
            (true, 0) => "Authenticator".to_owned(),
            (true, count) => format!("Authenticator, passkeys: {count}"),
            (false, count) => format!("Passkeys: {count}"),
        };
        let (roles, is_disabled) = (&member.roles, member.is_disabled);
        let has_sessions = !sessions.is_empty();
        view! {
            <PageHead title=member.name.clone() lead=member.email.clone()>{state_view(is_disabled)}</PageHead>
            <p class="admin-quiet">"Second factor: " {factors}</p>
            <form class="admin-form" method="post" action=format!("{base}/roles") novalidate=true>
                <CheckGroup id="roles" legend="Roles" checks=role_checks(|role| roles.contains(role)) />
                <p class="field-hint">"Other roles sign the member out everywhere."</p>
                <SubmitButton label="Change the roles" />
            </form>
            <section class="admin-section" aria-labelledby="sessions">
                <h2 id="sessions">"Where they are signed in"</h2>
                {sessions_view(sessions, &format!("{base}/sessions"))}
                {has_sessions.then(|| view! {
                    <form method="post" action=format!("{base}/sessions/end")>
                        <SubmitButton label="Sign out everywhere" kind=ButtonKind::Quiet />
                    </form>
                })}
            </section>
            <section class="admin-section" aria-labelledby="access">
                <h2 id="access">"Access"</h2>
                {access_view(member, &base)}
            </section>
            <p><a href=format!("/admin/audit?person={}", member.staff_member_id)>"What they did, in the audit log"</a></p>
        }
        .into_any()
    })
}

fn access_view(member: &MemberCard, base: &str) -> AnyView {
    if member.is_disabled {
        return view! {
            <p>"They may not sign in."</p>
            <form method="post" action=format!("{base}/enable")>
                <SubmitButton label="Let them sign in again" />
            </form>
        }
        .into_any();
    }
    view! {
        <div>
            <ConfirmDialog id="disable" button="Disable" title=format!("Disable {}?", member.name)
                text="They are signed out everywhere and cannot sign in until somebody lets them again."
                action=format!("{base}/disable") confirm="Disable" />
        </div>
    }
    .into_any()
}
