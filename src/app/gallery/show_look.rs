//! The page of a post, in two statements: itself, and more of its gallery.

use super::looks::Eyes;
use crate::App;
use crate::catalog::CatalogError;
use crate::scope::Scope;
use domain::gallery::LookPage;
use domain::id::UgcPostId;

/// Posts below it.
const MORE: usize = 8;

/// A post that may be shown now, in the gallery of that handle or else in the first that shows it.
///
/// # Errors
/// [`CatalogError::NotFound`] for one that may not be shown, whatever the reason.
pub async fn show_look(
    app: &App,
    scope: &Scope,
    ugc_post_id: UgcPostId,
    gallery: &str,
) -> Result<LookPage, CatalogError> {
    let facts = app.shop().await?;
    let eyes = Eyes::new(&facts, facts.market(scope.market.as_deref()), app.clock.now());
    let mut conn = app.pool.acquire().await?;
    let found = store::gallery::find_look(&mut conn, ugc_post_id, gallery, eyes.moment()).await?;
    let (gallery, row) = found.ok_or(CatalogError::NotFound)?;
    let part = (i64::try_from(MORE + 1).unwrap_or(i64::MAX), 0);
    let others = store::gallery::list_of_gallery(&mut conn, &gallery.handle, eyes.moment(), part).await?;
    // It was there a moment ago, so at worst it went in between, and the post with it.
    let mut others = eyes.gallery(others.ok_or(CatalogError::NotFound)?);
    others.looks.retain(|look| look.ugc_post_id != ugc_post_id);
    others.looks.truncate(MORE);
    Ok(LookPage {
        look: eyes.look(row, gallery.sold_out_rule),
        gallery: others,
    })
}
