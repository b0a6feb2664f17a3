//! The ways in and out: two steps, a passkey, an invitation.

use super::super::answer::{Making, SIGN_IN, again, options, problem, recall};
use super::super::table::Present;
use super::super::visit::{Fields, Visit, text};
use super::Asked;
use crate::SiteState;
use crate::forms::going::Going;
use crate::pages::admin::{
    accept_page, code_page as code_view, factor_page, recovery_codes_page, sign_in_page as view,
};
use app::staff::{AddPasskey, PasskeySignIn, SignIn, StaffError, Welcome, has_passkeys, who};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;

const HOME: &str = "/admin";
const CODE: &str = "/admin/sign-in/code";

pub(in crate::admin) async fn sign_in_page(
    State(state): State<SiteState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    if asked.form.is_none() && who(&state.app, visit.session_token.as_deref()).await.is_ok() {
        return Ok(Going::to(HOME).go());
    }
    let making = Making::begin(&state, &visit, None, SIGN_IN).await?;
    let typed = recall(&state, &visit, "admin-sign-in", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let page = view(&typed, has_passkeys(&state.app), &making.frame);
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn sign_in(
    State(state): State<SiteState>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    let command = SignIn {
        email: text(&fields, "email"),
        password: text(&fields, "password"),
        caller: visit.caller(),
    };
    match app::staff::sign_in(&state.app, command).await {
        Ok(token) => Going::to(CODE).with(state.cookies.staff_half_way(&token)).go(),
        Err(error) => again(&state, &visit, ("admin-sign-in", SIGN_IN, &["email"]), &fields, &error).await,
    }
}

pub(in crate::admin) async fn code_page(
    State(state): State<SiteState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let token = visit.step_token.as_deref().unwrap_or_default();
    match app::staff::is_second_step_due(&state.app, token).await {
        Ok(true) => {}
        Ok(false) => return Ok(Going::to(SIGN_IN).refused(&state, &StaffError::StepSpent).go()),
        Err(error) => return Err(problem(&state, None, &error, visit.id).await),
    }
    let making = Making::begin(&state, &visit, None, CODE).await?;
    let typed = recall(&state, &visit, "admin-code", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let page = code_view(&typed, &making.frame);
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn code(
    State(state): State<SiteState>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    let token = visit.step_token.as_deref().unwrap_or_default();
    match app::staff::finish_sign_in(&state.app, token, text(&fields, "code"), visit.caller()).await {
        Ok(session) => Going::to(HOME).with(state.cookies.staff_entered(&session)).go(),
        Err(error) => again(&state, &visit, ("admin-code", CODE, &[]), &fields, &error).await,
    }
}

pub(in crate::admin) async fn passkey_options(State(state): State<SiteState>, visit: Visit) -> Response {
    let (browser, cookie) = state.cookies.form_owner(&visit.headers);
    let begun = app::staff::begin_passkey_sign_in(&state.app, &browser, visit.caller().network).await;
    options(begun, cookie)
}

pub(in crate::admin) async fn passkey(
    State(state): State<SiteState>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    let (browser, _) = state.cookies.form_owner(&visit.headers);
    let command = PasskeySignIn {
        challenge_id: text(&fields, "challenge"),
        browser: &browser,
        answer: text(&fields, "answer"),
        caller: visit.caller(),
    };
    match app::staff::sign_in_with_passkey(&state.app, command).await {
        Ok(session) => Going::to(HOME).with(state.cookies.staff_entered(&session)).go(),
        Err(error) => again(&state, &visit, ("admin-passkey", SIGN_IN, &[]), &fields, &error).await,
    }
}

// Signing out twice is signing out once: the second finds nobody, and the table sends it to the sign-in.
pub(in crate::admin) async fn sign_out(State(state): State<SiteState>, visit: Visit, _: Present) -> Response {
    let token = visit.session_token.as_deref().unwrap_or_default();
    match app::staff::sign_out(&state.app, token, visit.origin()).await {
        Ok(()) => Going::to(SIGN_IN)
            .with(state.cookies.staff_left())
            .saying(&state, "You are signed out.".to_owned(), false)
            .go(),
        // The cookie stays, since the session does.
        Err(error) => Going::to(HOME).refused(&state, &error).go(),
    }
}

pub(in crate::admin) async fn invitation_page(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let step = match app::staff::show_invitation(&state.app, &token).await {
        Ok(step) => step,
        Err(error @ StaffError::LinkSpent) => return Ok(Going::to(SIGN_IN).refused(&state, &error).go()),
        Err(error) => return Err(problem(&state, None, &error, visit.id).await),
    };
    let making = Making::begin(&state, &visit, None, "/admin/invitations").await?;
    let typed = recall(&state, &visit, "admin-invitation", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let page = match &step.setup {
        None => accept_page(&step, &token, &typed, &making.frame),
        Some(setup) => factor_page(setup, &token, has_passkeys(&state.app), &typed, &making.frame),
    };
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn choose(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    let (name, password) = (text(&fields, "name"), text(&fields, "password"));
    match app::staff::choose(&state.app, &token, name, password, visit.caller()).await {
        Ok(()) => Going::to(format!("/admin/invitations/{token}")).go(),
        Err(error) => refused(&state, &visit, &token, &fields, &error).await,
    }
}

pub(in crate::admin) async fn accept_code(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, Response> {
    match app::staff::accept_with_code(&state.app, &token, text(&fields, "code"), visit.caller()).await {
        Ok(welcome) => welcomed(&state, &visit, &welcome).await,
        Err(error) => Ok(refused(&state, &visit, &token, &fields, &error).await),
    }
}

pub(in crate::admin) async fn accept_passkey_options(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    let name = text(&fields, "passkey-name");
    options(
        app::staff::begin_accept_passkey(&state.app, &token, name, visit.caller()).await,
        None,
    )
}

pub(in crate::admin) async fn accept_passkey(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, Response> {
    let command = AddPasskey {
        challenge_id: text(&fields, "challenge"),
        answer: text(&fields, "answer"),
        name: text(&fields, "passkey-name"),
    };
    match app::staff::accept_with_passkey(&state.app, &token, command, visit.caller()).await {
        Ok(welcome) => welcomed(&state, &visit, &welcome).await,
        Err(error) => Ok(refused(&state, &visit, &token, &fields, &error).await),
    }
}

/// Codes are shown by the answer itself, not after a redirect: they are kept nowhere that a page could read them from.
async fn welcomed(state: &SiteState, visit: &Visit, welcome: &Welcome) -> Result<Response, Response> {
    let cookies = state.cookies.staff_entered(&welcome.session_token);
    if welcome.recovery_codes.is_empty() {
        let news = "Welcome. You can sign in with your passkey from now on.";
        return Ok(Going::to(HOME).with(cookies).saying(state, news.to_owned(), false).go());
    }
    let who = who(&state.app, Some(&welcome.session_token)).await.ok();
    let making = Making::begin(state, visit, who.as_ref(), HOME).await?;
    let page = recovery_codes_page(&welcome.recovery_codes, &making.frame);
    Ok(making.with(cookies).answer(page))
}

async fn refused(state: &SiteState, visit: &Visit, token: &str, fields: &Fields, error: &StaffError) -> Response {
    if matches!(error, StaffError::LinkSpent | StaffError::AlreadyStaff) {
        return Going::to(SIGN_IN).refused(state, error).go();
    }
    let page = format!("/admin/invitations/{token}");
    again(state, visit, ("admin-invitation", &page, &["name"]), fields, error).await
}
