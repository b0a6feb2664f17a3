//! Where a form goes next: a redirect with its cookies.

use crate::SiteState;
use crate::session::Notice;
use app::cart::CartChanged;
use app::refusal::Refusal;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::kind::Kind;

/// A redirect under construction.
pub(crate) struct Going {
    to: String,
    cookies: Vec<HeaderValue>,
}

impl Going {
    /// Goes to a path of ours, or to the payment provider's page.
    pub fn to(address: impl Into<String>) -> Self {
        Self {
            to: address.into(),
            cookies: Vec::new(),
        }
    }

    /// With the cookies of a changed cart and what it has to say.
    pub fn changed(mut self, state: &SiteState, changed: &CartChanged) -> Self {
        self.cookies.extend(state.cookies.after(changed));
        match &changed.notice {
            Some(text) => self.saying(state, text.clone(), false),
            None => self,
        }
    }

    /// To a form that is still being filled in.
    pub fn draft(mut self) -> Self {
        if self.to.contains("?form=") {
            self.to.push_str("&draft=1");
        }
        self
    }

    /// Where what is said belongs to a field.
    pub fn at(mut self, field: &str) -> Self {
        let separator = if self.to.contains('?') { "&" } else { "?" };
        self.to = [&self.to, separator, "at=", field, "#", field].concat();
        self
    }

    /// With cookies.
    pub fn with(mut self, cookies: Vec<HeaderValue>) -> Self {
        self.cookies.extend(cookies);
        self
    }

    /// With a refusal's sentence. What is our fault goes to the log too.
    pub fn refused(self, state: &SiteState, error: &(impl Refusal + 'static)) -> Self {
        if matches!(error.kind(), Kind::Internal | Kind::Unavailable) {
            tracing::error!(
                error = error as &dyn std::error::Error,
                "A form could not be carried out"
            );
        }
        self.saying(state, error.sentence(), true)
    }

    /// With a sentence.
    pub fn saying(mut self, state: &SiteState, text: String, is_error: bool) -> Self {
        self.cookies.extend(state.cookies.notice(&Notice { text, is_error }));
        self
    }

    /// The response: 303, so that a reload asks for the page and not for the change.
    pub fn go(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let headers = response.headers_mut();
        let location = HeaderValue::from_str(&self.to).unwrap_or_else(|_| HeaderValue::from_static("/"));
        headers.insert(header::LOCATION, location);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        for cookie in self.cookies {
            headers.append(header::SET_COOKIE, cookie);
        }
        response
    }
}
