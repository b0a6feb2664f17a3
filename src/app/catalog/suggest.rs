//! Suggestions while a shopper types.

use super::CatalogError;
use super::cards::card;
use super::search::{MAX_QUERY, prefix_query};
use crate::App;
use crate::scope::Scope;
use domain::catalog::{ListFilter, ProductCard, Suggestion};

/// Most suggestions at once.
pub const MAX_SUGGESTIONS: usize = 6;
/// Shorter texts get no suggestions, in characters.
const MIN_LENGTH: usize = 2;

/// Up to six products whose names begin like, or resemble, what was typed.
///
/// # Errors
/// [`CatalogError`] when the database fails.
pub async fn suggest(app: &App, scope: &Scope, typed: &str) -> Result<Vec<Suggestion>, CatalogError> {
    let typed: String = typed
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_QUERY)
        .collect();
    let Some(words) = prefix_query(&typed).filter(|_| typed.chars().count() >= MIN_LENGTH) else {
        return Ok(Vec::new());
    };
    let facts = app.shop().await?;
    let market = facts.market(scope.market.as_deref());
    let (filter, now) = (ListFilter::default(), app.clock.now());
    let mut conn = app.pool.acquire().await?;
    let (mut rows, found) = store::catalog::list_found(&mut conn, market.market_id, &words, &filter, now).await?;
    if found == 0 {
        rows = store::catalog::list_similar(&mut conn, market.market_id, &typed, &filter, now)
            .await?
            .0;
    }
    rows.truncate(MAX_SUGGESTIONS);
    Ok(rows
        .into_iter()
        .map(|row| suggestion(&card(row, &facts, market)))
        .collect())
}

fn suggestion(card: &ProductCard) -> Suggestion {
    Suggestion {
        title: card.title.clone(),
        address: format!("/products/{}", card.handle),
        price_text: Some(card.price.text.clone()),
        quote_id: Some(card.price.quote_id),
        picture_address: card.picture.as_ref().map(|picture| picture.address(320, "webp")),
    }
}
