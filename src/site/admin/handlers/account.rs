//! One's own account: password, authenticator, recovery codes, passkeys, sessions.

use super::super::answer::{Making, again, done, options, problem, recall};
use super::super::table::Present;
use super::super::visit::{Fields, Visit, text};
use super::Asked;
use crate::SiteState;
use crate::forms::going::Going;
use crate::pages::admin::{self as pages, recovery_codes_page};
use app::staff::{AddPasskey, ChangePassword, StaffError, has_passkeys};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;

const HERE: &str = "/admin/account";
const PASSWORD: &str = "/admin/account/password";
const AUTHENTICATOR: &str = "/admin/account/authenticator";
const RECOVERY: &str = "/admin/account/recovery-codes";
const PASSKEYS: &str = "/admin/account/passkeys";

pub(in crate::admin) async fn overview(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
) -> Result<Response, Response> {
    let listed = app::staff::list_sessions(&state.app, visit.by(&present), present.staff_member_id).await;
    let sessions = or_problem(&state, &visit, &present, listed).await?;
    let making = Making::begin(&state, &visit, Some(&present), HERE).await?;
    let page = pages::account_page(&sessions, &making.frame);
    Ok(making.answer(page))
}

pub(in crate::admin) async fn password_page(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let typed = recall(&state, &visit, "admin-password", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let making = Making::begin(&state, &visit, Some(&present), PASSWORD).await?;
    let page = pages::password_page(&typed, &making.frame);
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn password(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Response {
    let command = ChangePassword {
        current: text(&fields, "current"),
        new: text(&fields, "password"),
    };
    match app::staff::change_password(&state.app, &present, command, visit.origin()).await {
        Ok(session) => Going::to(HERE)
            .with(state.cookies.staff_entered(&session))
            .saying(
                &state,
                "Your password is changed. All other browsers were signed out.".into(),
                false,
            )
            .go(),
        Err(error) => again(&state, &visit, ("admin-password", PASSWORD, &[]), &fields, &error).await,
    }
}

pub(in crate::admin) async fn authenticator_page(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let factors = app::staff::show_factors(&state.app, &present).await;
    let factors = or_problem(&state, &visit, &present, factors).await?;
    let typed = recall(&state, &visit, "admin-totp", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let making = Making::begin(&state, &visit, Some(&present), AUTHENTICATOR).await?;
    let page = pages::authenticator_page(&factors, &typed, &making.frame);
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn begin_authenticator(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Response {
    let password = text(&fields, "password");
    match app::staff::begin_authenticator(&state.app, &present, password, visit.origin()).await {
        Ok(()) => Going::to(AUTHENTICATOR).go(),
        Err(error) => again(&state, &visit, ("admin-totp", AUTHENTICATOR, &[]), &fields, &error).await,
    }
}

pub(in crate::admin) async fn confirm_authenticator(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Result<Response, Response> {
    let code = text(&fields, "code");
    match app::staff::confirm_authenticator(&state.app, &present, code, visit.origin()).await {
        Ok(codes) => shown_once(&state, &visit, &present, &codes).await,
        Err(error) => Ok(again(&state, &visit, ("admin-totp", AUTHENTICATOR, &[]), &fields, &error).await),
    }
}

pub(in crate::admin) async fn recovery_page(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let factors = app::staff::show_factors(&state.app, &present).await;
    let factors = or_problem(&state, &visit, &present, factors).await?;
    let typed = recall(&state, &visit, "admin-recovery", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let making = Making::begin(&state, &visit, Some(&present), RECOVERY).await?;
    let page = pages::recovery_page(&factors, &typed, &making.frame);
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn recovery(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Result<Response, Response> {
    let password = text(&fields, "password");
    match app::staff::new_recovery_codes(&state.app, &present, password, visit.origin()).await {
        Ok(codes) => shown_once(&state, &visit, &present, &codes).await,
        Err(error) => Ok(again(&state, &visit, ("admin-recovery", RECOVERY, &[]), &fields, &error).await),
    }
}

pub(in crate::admin) async fn passkeys_page(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let passkeys = app::staff::list_passkeys(&state.app, present.staff_member_id).await;
    let passkeys = or_problem(&state, &visit, &present, passkeys).await?;
    let typed = recall(&state, &visit, "admin-passkey", asked.form.as_deref())
        .await
        .unwrap_or_default();
    let making = Making::begin(&state, &visit, Some(&present), PASSKEYS).await?;
    let page = pages::passkeys_page(&passkeys, has_passkeys(&state.app), &typed, &making.frame);
    Ok(making.answer_form(&typed, page))
}

pub(in crate::admin) async fn passkey_options(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Response {
    let typed = (text(&fields, "password"), text(&fields, "name"));
    options(
        app::staff::begin_passkey(&state.app, &present, typed, visit.origin()).await,
        None,
    )
}

pub(in crate::admin) async fn add_passkey(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Form(fields): Form<Fields>,
) -> Response {
    let command = AddPasskey {
        challenge_id: text(&fields, "challenge"),
        answer: text(&fields, "answer"),
        name: text(&fields, "name"),
    };
    match app::staff::add_passkey(&state.app, &present, command, visit.caller()).await {
        Ok(()) => {
            let news = "The passkey is added. You can sign in with it from now on.";
            Going::to(PASSKEYS).saying(&state, news.to_owned(), false).go()
        }
        Err(error) => again(&state, &visit, ("admin-passkey", PASSKEYS, &["name"]), &fields, &error).await,
    }
}

pub(in crate::admin) async fn remove_passkey(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
) -> Response {
    let removed = match id.parse() {
        Ok(id) => app::staff::remove_passkey(&state.app, &present, id, visit.origin()).await,
        Err(_) => Ok(()),
    };
    let news = "The passkey is removed. Your device may still offer it; delete it there too.";
    done(&state, &visit, &present, PASSKEYS, removed.map(|()| news.to_owned())).await
}

pub(in crate::admin) async fn end_others(State(state): State<SiteState>, visit: Visit, present: Present) -> Response {
    let ended = app::staff::end_other_sessions(&state.app, &present, visit.origin()).await;
    let news = ended.map(|_| "All other browsers are signed out.".to_owned());
    done(&state, &visit, &present, HERE, news).await
}

pub(in crate::admin) async fn end_session(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visit: Visit,
    present: Present,
) -> Response {
    let ended = match id.parse() {
        Ok(id) => app::staff::end_session(&state.app, visit.by(&present), present.staff_member_id, id).await,
        Err(_) => Ok(()),
    };
    let news = ended.map(|()| "That browser is signed out.".to_owned());
    done(&state, &visit, &present, HERE, news).await
}

/// Codes are shown by the answer itself, not after a redirect: they are kept nowhere that a page could read them from.
async fn shown_once(
    state: &SiteState,
    visit: &Visit,
    present: &Present,
    codes: &[String],
) -> Result<Response, Response> {
    let making = Making::begin(state, visit, Some(present), HERE).await?;
    let page = recovery_codes_page(codes, &making.frame);
    Ok(making.answer(page))
}

async fn or_problem<T>(
    state: &SiteState,
    visit: &Visit,
    present: &Present,
    outcome: Result<T, StaffError>,
) -> Result<T, Response> {
    match outcome {
        Ok(found) => Ok(found),
        Err(error) => Err(problem(state, Some(present), &error, visit.id).await),
    }
}
