//! The home page in three statements, and a fourth where a gallery stands on it.

use super::CatalogError;
use super::cards::card;
use super::show_collection::collection_card;
use crate::App;
use crate::gallery::gallery_on;
use crate::scope::Scope;
use domain::catalog::HomePage;
use domain::gallery::Placement;

/// Collections with pictures on the home page.
const COLLECTIONS: i64 = 6;
/// Newest products on the home page.
const NEWEST: i64 = 8;

/// Everything the home page shows.
///
/// # Errors
/// [`CatalogError`] when the database fails.
pub async fn show_home(app: &App, scope: &Scope) -> Result<HomePage, CatalogError> {
    let facts = app.shop().await?;
    let market = facts.market(scope.market.as_deref());
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let hero = store::shop::find_hero(&mut conn).await?;
    let collections = store::catalog::list_collections(&mut conn, COLLECTIONS).await?;
    let newest = store::catalog::list_newest(&mut conn, market.market_id, NEWEST, now).await?;
    let gallery = gallery_on(&mut conn, (&facts, market), (Placement::Home, ""), now).await?;
    Ok(HomePage {
        hero,
        collections: collections.into_iter().map(collection_card).collect(),
        newest: newest.into_iter().map(|row| card(row, &facts, market)).collect(),
        gallery,
    })
}
