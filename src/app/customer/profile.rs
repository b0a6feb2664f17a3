//! Changes name and phone.

use super::{CustomerError, SignedIn};
use crate::App;
use domain::customer::ProfileInput;

/// Replaces name and phone. What was typed last counts.
///
/// # Errors
/// [`CustomerError::Invalid`], [`CustomerError::Store`].
pub async fn update_profile(app: &App, signed_in: &SignedIn, input: &ProfileInput) -> Result<(), CustomerError> {
    let profile = input.checked().map_err(CustomerError::Invalid)?;
    let mut conn = app.pool.acquire().await?;
    store::customer::update_profile(&mut conn, signed_in.customer_id, &profile, app.clock.now()).await?;
    Ok(())
}
