//! A collection page in two statements, and one more for its facets when they are not known.

use super::CatalogError;
use super::cards::card;
use super::facets::counted;
use crate::App;
use crate::gallery::gallery_on;
use crate::scope::Scope;
use domain::catalog::{CollectionCard, CollectionPage, ListFilter, PAGE_SIZE};
use domain::gallery::Placement;
use store::catalog::CollectionHead;

/// The handle under which all products are listed, whatever collections exist.
pub const ALL_PRODUCTS: &str = "all";

/// Most collections on the page that lists them.
const MAX_COLLECTIONS: i64 = 100;

/// Everything a collection page shows. A page past the last one shows no products and says how many pages there are.
///
/// # Errors
/// [`CatalogError::NotFound`] for a collection that does not exist.
pub async fn show_collection(
    app: &App,
    scope: &Scope,
    handle: &str,
    filter: ListFilter,
) -> Result<CollectionPage, CatalogError> {
    let facts = app.shop().await?;
    let market = facts.market(scope.market.as_deref());
    let mut conn = app.pool.acquire().await?;
    let head = match store::catalog::find_collection(&mut conn, handle).await? {
        Some(head) => Some(head),
        None if handle == ALL_PRODUCTS => None,
        None => return Err(CatalogError::NotFound),
    };
    let id = head.as_ref().map(|head| head.collection_id);
    let rows = store::catalog::list_cards(&mut conn, market.market_id, id, &filter, app.clock.now()).await?;
    let place = (
        Placement::Collection,
        head.as_ref().map_or(ALL_PRODUCTS, |head| head.handle.as_str()),
    );
    let gallery = gallery_on(&mut conn, (&facts, market), place, app.clock.now()).await?;
    drop(conn);
    let counted = counted(app, market.market_id, id, &filter).await?;
    let head = head.unwrap_or_else(all_products);
    Ok(CollectionPage {
        seo_title: if head.seo_title.is_empty() {
            head.title.clone()
        } else {
            head.seo_title
        },
        handle: head.handle,
        title: head.title,
        description_html: head.description_html,
        seo_description: head.seo_description,
        picture: head.picture,
        facets: counted.facets.clone(),
        products: rows.into_iter().map(|row| card(row, &facts, market)).collect(),
        total: counted.total,
        page_count: counted.total.div_ceil(PAGE_SIZE).clamp(1, ListFilter::MAX_PAGE),
        filter,
        gallery,
    })
}

/// Active collections in the merchant's order, at most 100.
///
/// # Errors
/// [`CatalogError`] when the database fails.
pub async fn list_collections(app: &App) -> Result<Vec<CollectionCard>, CatalogError> {
    let mut conn = app.pool.acquire().await?;
    let heads = store::catalog::list_collections(&mut conn, MAX_COLLECTIONS).await?;
    Ok(heads.into_iter().map(collection_card).collect())
}

pub(super) fn collection_card(head: CollectionHead) -> CollectionCard {
    CollectionCard {
        handle: head.handle,
        title: head.title,
        picture: head.picture,
    }
}

fn all_products() -> CollectionHead {
    CollectionHead {
        collection_id: uuid::Uuid::nil().into(),
        handle: ALL_PRODUCTS.to_owned(),
        title: "All products".to_owned(),
        description_html: String::new(),
        seo_title: String::new(),
        seo_description: String::new(),
        picture: None,
    }
}
