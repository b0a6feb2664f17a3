//! Answers of the admin: pages that nobody keeps, redirects, and refusals in words.

use super::table::Present;
use super::visit::{Fields, Visit};
use crate::forms::going::Going;
use crate::pages::account::Typed;
use crate::pages::admin::{Frame, Member, News, problem_page};
use crate::routes::{chrome_of, failed};
use crate::{Rendered, RequestId, SiteState};
use app::forms::KeptForm;
use app::refusal::Refusal as _;
use app::staff::{PasskeyChallenge, SignedIn, StaffError};
use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use domain::checkout::FieldError;
use domain::kind::{HasKind as _, Kind};
use serde_json::json;

/// Where one signs in.
pub(super) const SIGN_IN: &str = "/admin/sign-in";

/// A page in the making: what stands around it, and the cookies that go with it.
pub(super) struct Making {
    /// What stands around it.
    pub frame: Frame,
    cookies: Vec<HeaderValue>,
}

impl Making {
    /// Begins a page at a path, for whoever is there.
    pub async fn begin(state: &SiteState, visit: &Visit, who: Option<&SignedIn>, path: &str) -> Result<Self, Response> {
        let chrome = match chrome_of(state, None, path).await {
            Ok(chrome) => chrome,
            Err(error) => return Err(failed(state, &error, visit.id).await),
        };
        let (news, cookies) = match state.cookies.take_notice(&visit.headers) {
            Some((notice, gone)) => (
                Some(News {
                    text: notice.text,
                    is_error: notice.is_error,
                }),
                vec![gone],
            ),
            None => (None, Vec::new()),
        };
        let frame = Frame {
            chrome,
            member: who.map(member),
            news,
        };
        Ok(Self { frame, cookies })
    }

    /// The page, as an answer.
    pub fn answer(self, page: Rendered) -> Response {
        self.with_status(StatusCode::OK, page)
    }

    /// The page of a form; 422 where it was refused just before.
    pub fn answer_form(self, typed: &Typed, page: Rendered) -> Response {
        let status = if typed.errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        self.with_status(status, page)
    }

    /// With more cookies.
    pub fn with(mut self, cookies: Vec<HeaderValue>) -> Self {
        self.cookies.extend(cookies);
        self
    }

    fn with_status(self, status: StatusCode, page: Rendered) -> Response {
        let mut response = (status, Html(page.html)).into_response();
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

fn member(signed_in: &SignedIn) -> Member {
    Member {
        name: signed_in.name.clone(),
        email: signed_in.email.clone(),
        roles: signed_in.roles.clone(),
    }
}

/// Nothing of the admin is kept by anybody, or found by search engines.
pub(super) fn seal(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let robots = HeaderName::from_static("x-robots-tag");
    headers.insert(robots, HeaderValue::from_static("noindex"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// To the page where one signs in. Whoever only typed the address is told nothing.
pub(super) fn sign_in_first(state: &SiteState, error: &StaffError) -> Response {
    Going::to(SIGN_IN).refused(state, error).go()
}

/// 403 as a page.
pub(super) async fn forbidden(state: &SiteState, who: &SignedIn, id: Option<RequestId>) -> Response {
    problem(state, Some(who), &StaffError::Forbidden, id).await
}

/// A refusal as a page; what is our fault goes to the log.
pub(super) async fn problem(
    state: &SiteState,
    who: Option<&SignedIn>,
    error: &StaffError,
    id: Option<RequestId>,
) -> Response {
    let title = match error {
        StaffError::Forbidden => "This is not yours to see",
        StaffError::TooOften { .. } => "Please wait a moment",
        _ if error.kind() == Kind::NotFound => "This is not there",
        _ => return failed(state, error, id).await,
    };
    let chrome = match chrome_of(state, None, "/admin").await {
        Ok(chrome) => chrome,
        Err(error) => return failed(state, &error, id).await,
    };
    let frame = Frame {
        chrome,
        member: who.map(member),
        news: None,
    };
    let page = problem_page(title, &error.sentence(), &frame);
    let mut response = (status(error), Html(page.html)).into_response();
    wait(&mut response, error);
    response
}

fn status(error: &StaffError) -> StatusCode {
    match error {
        StaffError::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::from_u16(error.kind().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn wait(response: &mut Response, error: &StaffError) {
    if let StaffError::TooOften { wait } = error {
        let seconds = HeaderValue::from(wait.num_seconds().max(1));
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
}

/// Where a refused form goes: back to its page with what was typed, or to a page that says how long to wait. `kept` names
/// the fields that are shown again; never a password or a code.
pub(super) async fn again(
    state: &SiteState,
    visit: &Visit,
    (form, page, kept): (&'static str, &str, &[&str]),
    fields: &Fields,
    error: &StaffError,
) -> Response {
    let errors = match error {
        StaffError::NotSignedIn | StaffError::StepSpent => return Going::to(SIGN_IN).refused(state, error).go(),
        StaffError::TooOften { .. } | StaffError::Forbidden => return problem(state, None, error, visit.id).await,
        StaffError::Invalid(errors) => errors.clone(),
        StaffError::WrongPassword => vec![FieldError::new("password", error.sentence())],
        StaffError::WrongCode => vec![FieldError::new("code", error.sentence())],
        _ => return Going::to(page).refused(state, error).go(),
    };
    let values = kept.iter().filter_map(|name| kept_text(fields, name)).collect();
    let (owner, cookie) = state.cookies.form_owner(&visit.headers);
    let kept = KeptForm::<Fields> { values, errors };
    match app::staff::keep_form(&state.app, &owner, form, &kept).await {
        Ok(id) => Going::to(format!("{page}?form={id}"))
            .with(cookie.into_iter().collect())
            .go(),
        Err(_) => Going::to(page).refused(state, error).go(),
    }
}

/// Longest text that is kept of a field, in bytes.
const MAX_KEPT: usize = 300;

fn kept_text(fields: &Fields, name: &str) -> Option<(String, String)> {
    let text = fields.get(name)?;
    Some((name.to_owned(), text[..text.floor_char_boundary(MAX_KEPT)].to_owned()))
}

/// What was typed into a form that was refused just before. A form that cannot be read is an empty one.
pub(super) async fn recall(state: &SiteState, visit: &Visit, form: &str, asked: Option<&str>) -> Option<Typed> {
    let form_state_id = asked?.parse().ok()?;
    let (owner, _) = state.cookies.form_owner(&visit.headers);
    let kept = app::staff::recall_form(&state.app, &owner, form, form_state_id).await;
    let kept = kept.ok().flatten()?;
    Some(Typed {
        values: kept.values,
        errors: kept.errors,
    })
}

/// To a page, with a sentence about what was done or why it was not.
pub(super) async fn done(
    state: &SiteState,
    visit: &Visit,
    present: &Present,
    page: &str,
    outcome: Result<String, StaffError>,
) -> Response {
    match outcome {
        Ok(news) if news.is_empty() => Going::to(page).go(),
        Ok(news) => Going::to(page).saying(state, news, false).go(),
        Err(error @ StaffError::NotSignedIn) => sign_in_first(state, &error),
        Err(error) if error.kind() == Kind::NotFound || matches!(error, StaffError::Forbidden) => {
            problem(state, Some(present), &error, visit.id).await
        }
        Err(error) => Going::to(page).refused(state, &error).go(),
    }
}

/// For the script that asks a device: the options, or a sentence to show.
pub(super) fn options(begun: Result<PasskeyChallenge, StaffError>, cookie: Option<HeaderValue>) -> Response {
    let mut response = match begun {
        Ok(begun) => Json(json!({ "challenge": begun.challenge_id, "options": begun.options })).into_response(),
        Err(error) => {
            if matches!(error.kind(), Kind::Internal | Kind::Unavailable) {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "A member's passkey could not be asked for");
            }
            // The form has one place for it.
            let sentence = match &error {
                StaffError::Invalid(faults) => faults.first().map(|fault| fault.text.clone()),
                _ => None,
            };
            let body = json!({ "code": error.code(), "error": sentence.unwrap_or_else(|| error.sentence()) });
            let mut response = (status(&error), Json(body)).into_response();
            wait(&mut response, &error);
            response
        }
    };
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
