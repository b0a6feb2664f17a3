//! The one route table of the admin: method, address, who may pass, handler.

use super::answer::{forbidden, seal, sign_in_first};
use super::handlers::{account, audit, entry, home, staff};
use crate::routes::failed;
use crate::{RequestId, SiteState};
use app::staff::{SignedIn, StaffError, who};
use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::handler::Handler;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::staff::{Permission, Roles};
use std::sync::Arc;

/// Who may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Everybody: the ways in.
    Public,
    /// Whoever is signed in.
    AnyStaff,
    /// Whoever has a role that allows it.
    May(Permission),
}

impl Needs {
    /// Whether these roles may pass.
    pub fn allow(self, roles: &Roles) -> bool {
        match self {
            Self::Public | Self::AnyStaff => true,
            Self::May(permission) => roles.allow(permission),
        }
    }
}

/// One line of the table.
pub(super) struct Door {
    /// GET or POST.
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of every door asks by it"))]
    pub method: Method,
    /// Address, with names of its parts in braces.
    pub path: &'static str,
    /// Who may pass.
    pub needs: Needs,
    handler: MethodRouter<SiteState>,
}

fn door<H, T>(filter: MethodFilter, method: Method, path: &'static str, needs: Needs, handler: H) -> Door
where
    H: Handler<T, SiteState>,
    T: 'static,
{
    Door {
        method,
        path,
        needs,
        handler: on(filter, handler),
    }
}

fn get<H: Handler<T, SiteState>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Door {
    door(MethodFilter::GET, Method::GET, path, needs, handler)
}

fn post<H: Handler<T, SiteState>, T: 'static>(path: &'static str, needs: Needs, handler: H) -> Door {
    door(MethodFilter::POST, Method::POST, path, needs, handler)
}

/// Every door of the admin.
pub(super) fn doors() -> Vec<Door> {
    use Needs::{AnyStaff, May, Public};
    const STAFF: Needs = May(Permission::ManageStaff);
    vec![
        get("/admin/sign-in", Public, entry::sign_in_page),
        post("/admin/sign-in", Public, entry::sign_in),
        get("/admin/sign-in/code", Public, entry::code_page),
        post("/admin/sign-in/code", Public, entry::code),
        post("/admin/sign-in/passkey", Public, entry::passkey),
        post("/admin/sign-in/passkey/options", Public, entry::passkey_options),
        get("/admin/invitations/{token}", Public, entry::invitation_page),
        post("/admin/invitations/{token}", Public, entry::choose),
        post("/admin/invitations/{token}/code", Public, entry::accept_code),
        post("/admin/invitations/{token}/passkey", Public, entry::accept_passkey),
        post(
            "/admin/invitations/{token}/passkey/options",
            Public,
            entry::accept_passkey_options,
        ),
        post("/admin/sign-out", AnyStaff, entry::sign_out),
        get("/admin", AnyStaff, home::home),
        get("/admin/style-guide", May(Permission::ReadStyleGuide), home::style_guide),
        get("/admin/account", AnyStaff, account::overview),
        get("/admin/account/password", AnyStaff, account::password_page),
        post("/admin/account/password", AnyStaff, account::password),
        get("/admin/account/authenticator", AnyStaff, account::authenticator_page),
        post("/admin/account/authenticator", AnyStaff, account::begin_authenticator),
        post(
            "/admin/account/authenticator/confirm",
            AnyStaff,
            account::confirm_authenticator,
        ),
        get("/admin/account/recovery-codes", AnyStaff, account::recovery_page),
        post("/admin/account/recovery-codes", AnyStaff, account::recovery),
        get("/admin/account/passkeys", AnyStaff, account::passkeys_page),
        post("/admin/account/passkeys", AnyStaff, account::add_passkey),
        post("/admin/account/passkeys/options", AnyStaff, account::passkey_options),
        post("/admin/account/passkeys/{id}/remove", AnyStaff, account::remove_passkey),
        post("/admin/account/sessions/others/end", AnyStaff, account::end_others),
        post("/admin/account/sessions/{id}/end", AnyStaff, account::end_session),
        get("/admin/staff", STAFF, staff::list),
        get("/admin/staff/invite", STAFF, staff::invite_page),
        post("/admin/staff/invite", STAFF, staff::invite),
        post("/admin/staff/invitations/{id}/revoke", STAFF, staff::revoke),
        get("/admin/staff/{id}", STAFF, staff::member),
        post("/admin/staff/{id}/roles", STAFF, staff::roles),
        post("/admin/staff/{id}/disable", STAFF, staff::disable),
        post("/admin/staff/{id}/enable", STAFF, staff::enable),
        post("/admin/staff/{id}/sessions/end", STAFF, staff::end_sessions),
        post("/admin/staff/{id}/sessions/{session}/end", STAFF, staff::end_session),
        get("/admin/audit", May(Permission::ReadAudit), audit::search),
    ]
}

/// The admin. Each handler stands behind its own line's check.
pub fn routes(state: &SiteState) -> Router<SiteState> {
    doors().into_iter().fold(Router::new(), |router, door| {
        let check = from_fn_with_state((state.clone(), door.needs), pass);
        router.route(door.path, door.handler.route_layer(check))
    })
}

async fn pass(State((state, needs)): State<(SiteState, Needs)>, mut request: Request, next: Next) -> Response {
    if needs == Needs::Public {
        return seal(next.run(request).await);
    }
    let token = state.cookies.staff_session(request.headers());
    let id = request.extensions().get::<RequestId>().copied();
    let answer = match who(&state.app, token.as_deref()).await {
        Ok(signed_in) if needs.allow(&signed_in.roles) => {
            request.extensions_mut().insert(Present(Arc::new(signed_in)));
            next.run(request).await
        }
        Ok(signed_in) => forbidden(&state, &signed_in, id).await,
        Err(error @ StaffError::NotSignedIn) => sign_in_first(&state, &error),
        Err(error) => failed(&state, &error, id).await,
    };
    seal(answer)
}

/// The member who asks, as the check of the table found them. A handler that wants one cannot stand behind a public door.
#[derive(Clone)]
pub(super) struct Present(Arc<SignedIn>);

impl std::ops::Deref for Present {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl FromRequestParts<SiteState> for Present {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &SiteState) -> Result<Self, StatusCode> {
        let present = parts.extensions.get::<Self>().cloned();
        present.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
