//! A refused return form, kept for the page that shows it again. Whoever has the order's link owns it.

use super::OrderError;
use crate::App;
use crate::cart::token::digest;
use crate::forms::{self, KeptForm};
use domain::id::FormStateId;
use domain::order::ReturnInput;
use store::form_state::FormKey;

const FORM: &str = "return";

/// Keeps what was typed.
///
/// # Errors
/// [`OrderError::Store`].
pub async fn keep_return_form(
    app: &App,
    access_token: &str,
    form: &KeptForm<ReturnInput>,
) -> Result<FormStateId, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let key = FormKey {
        owner: &digest(access_token),
        form: FORM,
    };
    Ok(forms::keep(&mut conn, key, form, app.clock.now()).await?)
}

/// What was typed, while it is kept.
///
/// # Errors
/// [`OrderError::Store`].
pub async fn recall_return_form(
    app: &App,
    access_token: &str,
    form_state_id: FormStateId,
) -> Result<Option<KeptForm<ReturnInput>>, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let key = FormKey {
        owner: &digest(access_token),
        form: FORM,
    };
    Ok(forms::recall(&mut conn, form_state_id, key, app.clock.now()).await?)
}
