//! Looking for products while typing.

use domain::catalog::Suggestion;
use leptos::prelude::*;
use server_fn::codec::Json;

/// Products and collections whose names fit what is typed so far; none when the shop cannot answer now.
///
/// # Errors
/// [`ServerFnError`] when the request did not reach the verb.
#[server(prefix = "/_fn", input = Json, output = Json)]
pub async fn suggest(query: String) -> Result<Vec<Suggestion>, ServerFnError> {
    let (app, scope) = crate::caller::caller()?;
    Ok(crate::caller::logged(app::catalog::suggest(&app, &scope, &query).await))
}
