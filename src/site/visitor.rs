//! Who sends a request: the browser's cookies, its name, and the network it comes from.

use crate::SiteState;
use app::customer::Caller;
use app::scope::Scope;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::customer::device_of;
use std::convert::Infallible;

/// The network that a request comes from, as the outermost layer found out: an IPv4 address, or the first 64 bits of an
/// IPv6 one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network(pub String);

/// What the account's pages and forms need to know of a request. No `Debug`: it holds secrets.
pub(crate) struct Visitor {
    /// All headers.
    pub headers: HeaderMap,
    /// The cart.
    pub scope: Scope,
    /// The secret of the session, valid or not.
    pub session_token: Option<String>,
    /// See [`Network`]; empty where no layer told.
    pub network: String,
    device: String,
}

impl Visitor {
    /// The same for a verb.
    pub fn caller(&self) -> Caller<'_> {
        Caller {
            network: &self.network,
            device: &self.device,
            session_token: self.session_token.as_deref(),
        }
    }
}

impl FromRequestParts<SiteState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &SiteState) -> Result<Self, Infallible> {
        let headers = parts.headers.clone();
        let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let network = parts.extensions.get::<Network>();
        Ok(Self {
            scope: state.cookies.scope(&headers),
            session_token: state.cookies.session(&headers),
            network: network.map(|network| network.0.clone()).unwrap_or_default(),
            device: device_of(user_agent.unwrap_or_default()),
            headers,
        })
    }
}
