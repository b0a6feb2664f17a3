//! Who asks, and how a verb's outcome becomes an answer. The server's context has [`App`], [`Scope`] and, for the
//! cookies of a new cart, [`CartCookies`].

use app::App;
use app::cart::CartChanged;
use app::scope::Scope;
use domain::cart::CartView;
use domain::kind::Kind;
use http::{HeaderValue, header};
use leptos::prelude::{ServerFnError, use_context};
use leptos_axum::ResponseOptions;
use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::{CartAnswer, CartReply, Refusal};

/// Writes the cookies that a changed cart needs: its token, if it is new, and the number of its units.
#[derive(Clone)]
pub struct CartCookies(pub Arc<WriteCookies>);

/// The cookies of a changed cart.
pub type WriteCookies = dyn Fn(&CartChanged) -> Vec<HeaderValue> + Send + Sync;

/// The application and who asks it.
///
/// # Errors
/// [`ServerFnError`] when the router did not provide them: a fault of the wiring, not of the caller.
pub fn caller() -> Result<(App, Scope), ServerFnError> {
    let app = use_context::<App>().ok_or_else(|| ServerFnError::new("no application in the context"))?;
    Ok((app, use_context::<Scope>().unwrap_or_default()))
}

/// A cart that was only looked at.
///
/// # Errors
/// The refusal, as a value that the island shows.
pub fn shown<E: app::refusal::Refusal>(outcome: Result<CartView, E>) -> CartAnswer {
    outcome
        .map(|cart| CartReply::new(cart, None))
        .map_err(|error| refusal(&error))
}

/// A cart that was changed, with its cookies.
///
/// # Errors
/// The refusal, as a value that the island shows.
pub fn changed<E: app::refusal::Refusal>(outcome: Result<CartChanged, E>) -> CartAnswer {
    let changed = outcome.map_err(|error| refusal(&error))?;
    if let (Some(cookies), Some(options)) = (use_context::<CartCookies>(), use_context::<ResponseOptions>()) {
        for cookie in (cookies.0)(&changed) {
            options.append_header(header::SET_COOKIE, cookie);
        }
    }
    Ok(CartReply::new(changed.cart, changed.notice))
}

/// What was found, or nothing and a line in the log.
pub fn logged<T: Default, E: Error>(outcome: Result<T, E>) -> T {
    outcome.unwrap_or_else(|error| {
        tracing::error!(error = chain(&error), "A server function failed: {error}");
        T::default()
    })
}

fn refusal<E: app::refusal::Refusal>(error: &E) -> Refusal {
    if matches!(error.kind(), Kind::Internal | Kind::Unavailable) {
        tracing::error!(error = chain(error), "A cart command failed: {error}");
    }
    Refusal {
        kind: error.kind(),
        text: error.sentence(),
    }
}

// The error with its sources, for the log.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(text, ": {cause}");
        source = cause.source();
    }
    text
}
