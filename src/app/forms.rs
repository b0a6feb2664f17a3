//! Refused forms, kept for the page that shows them again (POST, redirect, GET): what was typed and what is at fault.
//!
//! Only an id travels in the address. The row is bound to its owner, expires after half an hour and is not used up by
//! reading, so that a reload of the page shows the same.

use adapters::rng;
use chrono::{DateTime, Duration, Utc};
use domain::checkout::{FieldError, holds_card_number};
use domain::id::FormStateId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgConnection;
use store::error::StoreError;
use store::form_state::{self, FormKey, FormState};

/// How long a refused form is kept.
pub const KEPT_FOR: Duration = Duration::minutes(30);

/// A refused form as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForm<T> {
    /// What was typed; card numbers are left out.
    pub values: T,
    /// What is at fault.
    pub errors: Vec<FieldError>,
}

/// Keeps a form. Fields that hold a card number are emptied first: no card number is ever stored (section 9, rule 2).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn keep<T: Serialize>(
    conn: &mut PgConnection,
    key: FormKey<'_>,
    form: &KeptForm<T>,
    now: DateTime<Utc>,
) -> Result<FormStateId, StoreError> {
    let mut values = serde_json::to_value(&form.values).map_err(|error| StoreError::corrupt("form values", error))?;
    clean(&mut values);
    let errors = serde_json::to_value(&form.errors).map_err(|error| StoreError::corrupt("form errors", error))?;
    let form_state_id = rng::new_id();
    form_state::insert(
        conn,
        form_state_id,
        key,
        &FormState { values, errors },
        now,
        now + KEPT_FOR,
    )
    .await?;
    Ok(form_state_id)
}

/// A kept form, unless it is somebody else's, expired, or of a version of the form that no longer reads.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn recall<T: DeserializeOwned>(
    conn: &mut PgConnection,
    form_state_id: FormStateId,
    key: FormKey<'_>,
    now: DateTime<Utc>,
) -> Result<Option<KeptForm<T>>, StoreError> {
    let Some(state) = form_state::find(conn, form_state_id, key, now).await? else {
        return Ok(None);
    };
    let values = serde_json::from_value(state.values).ok();
    let errors = serde_json::from_value(state.errors).ok();
    Ok(values.zip(errors).map(|(values, errors)| KeptForm { values, errors }))
}

// Postgres holds no NUL in text, so it goes as well.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) if holds_card_number(text) => text.clear(),
        Value::String(text) => text.retain(|c| c != '\0'),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn card_numbers_and_nul_do_not_reach_the_database() {
        let mut values = json!({ "name": "4242 4242 4242 4242", "city": "Lis\0boa", "tags": ["5555555555554444"] });

        clean(&mut values);

        assert_eq!(values, json!({ "name": "", "city": "Lisboa", "tags": [""] }));
    }
}
