//! Second factors: an authenticator to be set up, and recovery codes.

use super::StaffError;
use crate::App;
use crate::cart::token::digest;
use adapters::qr;
use adapters::totp::{Authenticator, new_recovery_code};
use domain::id::StaffMemberId;
use domain::staff::{RECOVERY_CODES, recovery_code, totp_code};
use sqlx::PgConnection;
use store::staff::recovery;

/// What is shown to set up an authenticator. No `Debug`: it holds the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Setup {
    /// To type.
    pub secret_text: String,
    /// To scan: an SVG element.
    pub qr_svg: String,
}

/// What an app needs to know of a secret.
pub(super) async fn setup(app: &App, secret: &[u8], email: &str) -> Result<Setup, StaffError> {
    // Before the shop is set up it has no name.
    let name = match app.shop().await {
        Ok(facts) => facts.shop.name.clone(),
        Err(_) => "Vitrine".to_owned(),
    };
    let authenticator = Authenticator::new(secret, &name, email)?;
    Ok(Setup {
        secret_text: authenticator.secret_text(),
        qr_svg: qr::svg(&authenticator.address()?, "QR code for your authenticator")?,
    })
}

/// The step whose code was typed, if it is one that counts now.
pub(super) fn step_of(app: &App, secret: &[u8], typed: &str) -> Result<Option<i64>, StaffError> {
    let authenticator = Authenticator::new(secret, "", "")?;
    let code = totp_code(typed);
    Ok(code.and_then(|code| authenticator.step_of(&code, app.clock.now())))
}

/// Gives a locked member new recovery codes, which are shown once; the old ones are worth nothing.
pub(super) async fn renew_codes(
    conn: &mut PgConnection,
    app: &App,
    member_id: StaffMemberId,
) -> Result<Vec<String>, StaffError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| new_recovery_code()).collect();
    let digests: Vec<Vec<u8>> = codes
        .iter()
        .filter_map(|code| recovery_code(code))
        .map(|code| digest(&code).to_vec())
        .collect();
    recovery::replace(conn, member_id, &digests, app.clock.now()).await?;
    Ok(codes)
}
