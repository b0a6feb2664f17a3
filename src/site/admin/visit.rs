//! Who sends a request to the admin: cookies, network, browser, and the request's own id.

use super::table::Present;
use crate::visitor::Network;
use crate::{RequestId, SiteState};
use app::audit::Origin;
use app::staff::{By, Caller};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::customer::device_of;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// A form as it was sent.
pub(super) type Fields = BTreeMap<String, String>;

/// A field; empty where it was not sent.
pub(super) fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map(String::as_str).unwrap_or_default()
}

/// What the admin's handlers need to know of a request. No `Debug`: it holds secrets.
pub(super) struct Visit {
    /// All headers.
    pub headers: HeaderMap,
    /// The secret of the session, valid or not.
    pub session_token: Option<String>,
    /// The secret of a sign-in whose second step is due, valid or not.
    pub step_token: Option<String>,
    /// Id of the request.
    pub id: Option<RequestId>,
    network: String,
    device: String,
}

impl Visit {
    /// The same for a verb.
    pub fn caller(&self) -> Caller<'_> {
        Caller {
            network: &self.network,
            device: &self.device,
            session_token: self.session_token.as_deref(),
            request_id: self.id.map(|id| id.0),
        }
    }

    /// The same for the audit log.
    pub fn origin(&self) -> Origin<'_> {
        self.caller().origin()
    }

    /// The member who wants something done.
    pub fn by<'a>(&'a self, present: &'a Present) -> By<'a> {
        By::Member(present, self.origin())
    }
}

impl FromRequestParts<SiteState> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &SiteState) -> Result<Self, Infallible> {
        let headers = parts.headers.clone();
        let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let network = parts.extensions.get::<Network>();
        Ok(Self {
            session_token: state.cookies.staff_session(&headers),
            step_token: state.cookies.staff_step(&headers),
            id: parts.extensions.get::<RequestId>().copied(),
            network: network.map(|network| network.0.clone()).unwrap_or_default(),
            device: device_of(user_agent.unwrap_or_default()),
            headers,
        })
    }
}
