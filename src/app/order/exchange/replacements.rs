//! What a shopper can choose instead of what comes back.

use crate::App;
use crate::order::{OrderError, find_by_token};
use domain::order::ReplacementView;

/// The variants of the same products that are sold and in stock, by line of the order behind a link.
///
/// # Errors
/// [`OrderError`].
pub async fn list_replacements(app: &App, access_token: &str) -> Result<Vec<ReplacementView>, OrderError> {
    let order_id = find_by_token(app, access_token).await?;
    let mut conn = app.pool.acquire().await?;
    let choices = store::order::list_replacements(&mut conn, order_id, app.clock.now()).await?;
    let view = choices.iter().map(|choice| ReplacementView {
        order_line_id: choice.order_line_id,
        variant_id: choice.variant_id,
        title: super::wish::title(choice),
    });
    Ok(view.collect())
}
