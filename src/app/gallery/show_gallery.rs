//! The page of a gallery, in one statement.

use super::looks::Eyes;
use crate::App;
use crate::catalog::CatalogError;
use crate::scope::Scope;
use domain::gallery::GalleryPage;

/// Posts on one page of a gallery.
const PAGE_SIZE: u32 = 24;

/// A page of a gallery, `page` from 1.
///
/// # Errors
/// [`CatalogError::NotFound`] where there is no such gallery, or nothing on that page of it.
pub async fn show_gallery(app: &App, scope: &Scope, handle: &str, page: u32) -> Result<GalleryPage, CatalogError> {
    let facts = app.shop().await?;
    let eyes = Eyes::new(&facts, facts.market(scope.market.as_deref()), app.clock.now());
    let page = page.max(1);
    let mut conn = app.pool.acquire().await?;
    let offset = i64::from(page - 1) * i64::from(PAGE_SIZE);
    let part = (i64::from(PAGE_SIZE), offset);
    let shown = store::gallery::list_of_gallery(&mut conn, handle, eyes.moment(), part).await?;
    let shown = shown.ok_or(CatalogError::NotFound)?;
    let total = u32::try_from(shown.total).unwrap_or(u32::MAX);
    Ok(GalleryPage {
        gallery: eyes.gallery(shown),
        page,
        page_count: total.div_ceil(PAGE_SIZE).max(1),
    })
}
