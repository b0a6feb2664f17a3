//! A mail as it would leave, without leaving.

use super::{Letter, MailingError, write};
use crate::App;
use domain::mail::Template;
use serde_json::Value;

/// The mail about the order with this number. What only an event knows (a parcel, an amount) is left out.
///
/// # Errors
/// [`MailingError::NoOrder`] when nothing has this number.
pub async fn preview(app: &App, template: Template, number: i64) -> Result<Letter, MailingError> {
    let mut conn = app.pool.acquire().await?;
    let order_id = store::order::find_id_by_number(&mut conn, number)
        .await?
        .ok_or(MailingError::NoOrder)?;
    let (_, letter) = write::letter_about(&mut conn, app, template, order_id, &Value::Null).await?;
    Ok(letter)
}
