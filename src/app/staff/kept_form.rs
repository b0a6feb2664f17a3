//! A refused form of the admin's pages, kept for the page that shows it again.

use super::StaffError;
use crate::App;
use crate::cart::token::digest;
use crate::forms::{self, KeptForm};
use domain::id::FormStateId;
use std::collections::BTreeMap;
use store::form_state::FormKey;

/// Keeps what was typed for the browser that has the secret `owner`. The caller leaves passwords and codes out.
///
/// # Errors
/// [`StaffError::Store`].
pub async fn keep_form(
    app: &App,
    owner: &str,
    form: &str,
    kept: &KeptForm<BTreeMap<String, String>>,
) -> Result<FormStateId, StaffError> {
    let mut conn = app.pool.acquire().await?;
    let owner = digest(owner);
    let key = FormKey { owner: &owner, form };
    Ok(forms::keep(&mut conn, key, kept, app.clock.now()).await?)
}

/// What was typed, while it is kept.
///
/// # Errors
/// [`StaffError::Store`].
pub async fn recall_form(
    app: &App,
    owner: &str,
    form: &str,
    form_state_id: FormStateId,
) -> Result<Option<KeptForm<BTreeMap<String, String>>>, StaffError> {
    let mut conn = app.pool.acquire().await?;
    let owner = digest(owner);
    let key = FormKey { owner: &owner, form };
    Ok(forms::recall(&mut conn, form_state_id, key, app.clock.now()).await?)
}
