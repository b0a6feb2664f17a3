//! Members and invitations, for owners.

use super::super::answer::{Making, again, done, problem, recall};
use super::super::table::Present;
use super::super::visit::{Fields, Visit, text};
use super::Asked;
use crate::SiteState;
use crate::forms::going::Going;
use crate::pages::admin::{MemberCard, invite_page as invite_view, member_page, staff_page};
use app::staff::StaffError;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::id::StaffMemberId;
use domain::staff::{MemberView, Role, Roles};
use std::cmp::Reverse;

const HERE: &str = "/admin/staff";
const INVITE: &str = "/admin/staff/invite";

pub(in crate::admin) async fn list(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let by = visit.by(&present);
    let found = async {
        let members = app::staff::list_members(&state.app, by).await?;
        let invitations = app::staff::list_invitations(&state.app, by).await?;
        Ok::<_, StaffError>((members, invitations))
    };
    let (mut members, invitations) = match found.await {
        Ok(found) => found,
        Err(error) => return Err(problem(&state, Some(&present), &error, visit.id).await),
    };
    let sort = asked.sort.as_deref().unwrap_or("name");
    order(&mut members, sort);
    let making = Making::begin(&state, &visit, Some(&present), HERE).await?;
    let page = staff_page(&members, &invitations, sort, &making.frame);
    Ok(making.answer(page))
}

// At most two hundred, so they are put in order here.
fn order(members: &mut [MemberView], sort: &str) {
    match sort {
        "-name" => members.sort_by_key(|member| Reverse(member.name.to_lowercase())),
        "seen" => members.sort_by_key(|member| member.seen_at),
        "-seen" => members.sort_by_key(|member| Reverse(member.seen_at)),
        _ => members.sort_by_key(|member| (member.disabled_at.is_some(), member.name.to_lowercase())),
    }
}

pub(in crate::admin) async fn invite_page(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let typed = recall(&state, &visit, "admin-invite", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let making = Making::begin(&state, &visit, Some(&present), INVITE).await?;
    let page = invite_view(&typed, &making.frame);
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn invite(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Response {
    let email = text(&fields, "email");
    let invited = match chosen(&fields) {
        Some(roles) => app::staff::invite(&state.app, visit.by(&present), email, &roles).await,
        None => Err(no_role()),
    };
    match invited {
        Ok(_) => {
            let news = format!(
                "{} is invited. The link in the mail works for three days.",
                email.trim()
            );
            Going::to(HERE).saying(&state, news, false).go()
        }
        Err(error) => {
            let kept: Vec<&str> = ["email"].into_iter().chain(Role::ALL.map(field)).collect();
            again(&state, &visit, ("admin-invite", INVITE, &kept), &fields, &error).await
        }
    }
}

pub(in crate::admin) async fn revoke(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
) -> Response {
    let revoked = match id.parse() {
        Ok(id) => app::staff::revoke_invitation(&state.app, visit.by(&present), id).await,
        Err(_) => Err(StaffError::NoSuchInvitation),
    };
    let news = revoked.map(|()| "The invitation is taken back. Its link does not work any more.".to_owned());
    done(&state, &visit, &present, HERE, news).await
}

pub(in crate::admin) async fn member(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
) -> Result<Response, Response> {
    let by = visit.by(&present);
    let found = async {
        let member = app::staff::get(&state.app, by, read(&id)?).await?;
        let sessions = app::staff::list_sessions(&state.app, by, member.staff_member_id).await?;
        let passkeys = app::staff::list_passkeys(&state.app, member.staff_member_id).await?;
        Ok::<_, StaffError>((member, sessions, passkeys))
    };
    let (member, sessions, passkeys) = match found.await {
        Ok(found) => found,
        Err(error) => return Err(problem(&state, Some(&present), &error, visit.id).await),
    };
    let card = MemberCard {
        staff_member_id: member.staff_member_id,
        email: member.email,
        name: member.name,
        roles: member.roles,
        is_disabled: member.is_disabled,
        has_totp: member.totp_secret.is_some(),
        passkeys: passkeys.len(),
    };
    let making = Making::begin(&state, &visit, Some(&present), HERE).await?;
    let page = member_page(&card, &sessions, &making.frame);
    Ok(making.answer(page))
}

pub(in crate::admin) async fn roles(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Response {
    let changed = async {
        let roles = chosen(&fields);
        let member_id = read(&id)?;
        // Who is not there is said first.
        app::staff::get(&state.app, visit.by(&present), member_id).await?;
        let roles = roles.ok_or_else(no_role)?;
        app::staff::change_roles(&state.app, visit.by(&present), member_id, &roles).await
    };
    let news = match changed.await {
        Ok(()) => Ok("The roles are changed. All browsers of the member were signed out.".to_owned()),
        Err(StaffError::Invalid(faults)) => {
            let fault = faults.into_iter().next().map(|fault| fault.text).unwrap_or_default();
            return Going::to(format!("{HERE}/{id}")).saying(&state, fault, true).go();
        }
        Err(error) => Err(error),
    };
    done(&state, &visit, &present, &format!("{HERE}/{id}"), news).await
}

pub(in crate::admin) async fn disable(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
) -> Response {
    let disabled = match read(&id) {
        Ok(id) => app::staff::disable(&state.app, visit.by(&present), id).await,
        Err(error) => Err(error),
    };
    let news = disabled.map(|()| "The member is disabled and signed out everywhere.".to_owned());
    done(&state, &visit, &present, &format!("{HERE}/{id}"), news).await
}

pub(in crate::admin) async fn enable(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
) -> Response {
    let enabled = match read(&id) {
        Ok(id) => app::staff::enable(&state.app, visit.by(&present), id).await,
        Err(error) => Err(error),
    };
    let news = enabled.map(|()| "The member may sign in again.".to_owned());
    done(&state, &visit, &present, &format!("{HERE}/{id}"), news).await
}

pub(in crate::admin) async fn end_sessions(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
) -> Response {
    let ended = match read(&id) {
        Ok(id) => app::staff::end_sessions_of(&state.app, visit.by(&present), id).await,
        Err(error) => Err(error),
    };
    let news = ended.map(|_| "The member is signed out everywhere.".to_owned());
    done(&state, &visit, &present, &format!("{HERE}/{id}"), news).await
}

pub(in crate::admin) async fn end_session(
    State(state): State<SiteState>,
    Path((id, session)): Path<(String, String)>,
    visit: Visit,
    present: Present,
) -> Response {
    let ended = match (read(&id), session.parse()) {
        (Ok(id), Ok(session)) => app::staff::end_session(&state.app, visit.by(&present), id, session).await,
        (Err(error), _) => Err(error),
        (Ok(_), Err(_)) => Ok(()),
    };
    let news = ended.map(|()| "That browser is signed out.".to_owned());
    done(&state, &visit, &present, &format!("{HERE}/{id}"), news).await
}

fn read(id: &str) -> Result<StaffMemberId, StaffError> {
    id.parse().map_err(|_| StaffError::NoSuchMember)
}

fn chosen(fields: &Fields) -> Option<Roles> {
    Roles::new(Role::ALL.into_iter().filter(|role| fields.contains_key(field(*role))))
}

fn no_role() -> StaffError {
    let text = "Choose at least one role.";
    StaffError::Invalid(vec![domain::checkout::FieldError::new("roles", text)])
}

// Each role is a field of its own, so that a form is a map of names.
const fn field(role: Role) -> &'static str {
    match role {
        Role::Owner => "role-owner",
        Role::Merchandiser => "role-merchandiser",
        Role::Catalogue => "role-catalogue",
        Role::Orders => "role-orders",
        Role::Analyst => "role-analyst",
        Role::Developer => "role-developer",
    }
}
