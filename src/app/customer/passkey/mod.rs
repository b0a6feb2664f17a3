//! Passkeys: keys of a customer's devices, which sign in instead of address and password.
//!
//! A ceremony has two halves. The first keeps a challenge; the second takes it out, whatever comes of it, so that an
//! answer counts once, within five minutes, and in the browser that asked. A key that is not known, not theirs, or
//! signed for another page gets one answer: it does not work here. The password stays: it is what a customer without
//! their device signs in with, and what is asked for before a key is added.

mod add;
mod keep;
mod sign_in;

pub use add::{AddPasskey, BeginPasskey, add_passkey, begin_passkey};
pub use keep::{list_passkeys, remove_passkey, rename_passkey};
pub use sign_in::{PasskeySignIn, begin_passkey_sign_in, sign_in_with_passkey};

use super::CustomerError;
use crate::App;
use adapters::passkey::{Begun, PasskeyError, RelyingParty};
use adapters::rng;
use domain::customer::CHALLENGE_LASTS;
use domain::id::CustomerPasskeyChallengeId;
use serde_json::Value;
use sqlx::PgConnection;
use std::time::Duration;
use store::customer::passkey_challenge::{self, Asked};
use store::error::StoreError;

/// What a browser needs to ask its device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyChallenge {
    /// Comes back with the answer.
    pub challenge_id: CustomerPasskeyChallengeId,
    /// For `PublicKeyCredential.parse…OptionsFromJSON`.
    pub options: Value,
}

/// Whether this shop's address is one that keys can be bound to; a bare `127.0.0.1` is not.
pub fn has_passkeys(app: &App) -> bool {
    relying_party(app, "").is_ok()
}

fn relying_party(app: &App, shop_name: &str) -> Result<RelyingParty, CustomerError> {
    let lasts = CHALLENGE_LASTS.to_std().unwrap_or(Duration::ZERO);
    Ok(RelyingParty::new(&app.base_url, shop_name, lasts)?)
}

async fn keep(
    conn: &mut PgConnection,
    app: &App,
    asked: Asked<'_>,
    begun: Begun,
) -> Result<PasskeyChallenge, StoreError> {
    let challenge_id = rng::new_id();
    let expires_at = app.clock.now() + CHALLENGE_LASTS;
    passkey_challenge::insert(conn, challenge_id, asked, &begun.state, expires_at).await?;
    Ok(PasskeyChallenge {
        challenge_id,
        options: begun.options,
    })
}

/// Takes the challenge out for good, before the answer is looked at.
async fn take(app: &App, challenge_id: &str, asked: Asked<'_>) -> Result<Option<Value>, CustomerError> {
    let Ok(challenge_id) = challenge_id.parse() else {
        return Ok(None);
    };
    let mut conn = app.pool.acquire().await?;
    Ok(passkey_challenge::take(&mut conn, challenge_id, asked, app.clock.now()).await?)
}

/// All that may be wrong with an answer is one refusal; the log knows more.
fn refused(error: PasskeyError) -> CustomerError {
    match error {
        PasskeyError::NoDomain | PasskeyError::State(_) => error.into(),
        _ => {
            tracing::info!(error = &error as &dyn std::error::Error, "A passkey was refused");
            CustomerError::PasskeyRefused
        }
    }
}
