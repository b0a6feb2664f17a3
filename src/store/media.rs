//! Pictures: where they come from, and which renditions exist.

use crate::error::StoreError;
use domain::id::{MediaId, ProductId};
use sqlx::PgConnection;

/// A picture that is to be worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaSource {
    /// `https://…`, `original:NAME` for bytes that are in the storage, `demo:KEY` for the demo store's drawings.
    pub source: String,
    /// `pending`, `ready` or `refused`.
    pub state: String,
    /// Name of the original, once it is in the storage.
    pub content_name: Option<String>,
}

/// What rendering found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered<'a> {
    /// Name of the original; folder of the renditions.
    pub content_name: &'a str,
    /// Pixels of the upright original.
    pub width: i32,
    /// Pixels of the upright original.
    pub height: i32,
    /// `#rrggbb`.
    pub dominant_colour: &'a str,
    /// Widths rendered as JPEG and WebP, ascending.
    pub widths: &'a [i32],
}

/// The source of a picture.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_source(conn: &mut PgConnection, media_id: MediaId) -> Result<Option<MediaSource>, StoreError> {
    let found = sqlx::query_as!(
        MediaSource,
        "select source, state, content_name
         from media
         where media_id = $1",
        media_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Marks a picture as ready to be shown.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_rendered(
    conn: &mut PgConnection,
    media_id: MediaId,
    rendered: &Rendered<'_>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update media
         set state = 'ready', refusal = null, content_name = $2, width = $3, height = $4, dominant_colour = $5,
             widths = $6, updated_at = now()
         where media_id = $1",
        media_id.0,
        rendered.content_name,
        rendered.width,
        rendered.height,
        rendered.dominant_colour,
        rendered.widths,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds the AVIF renditions.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_avif(conn: &mut PgConnection, media_id: MediaId, widths: &[i32]) -> Result<(), StoreError> {
    sqlx::query!(
        "update media set avif_widths = $2, updated_at = now() where media_id = $1",
        media_id.0,
        widths
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks a picture as refused, with the sentence that says why.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_refused(conn: &mut PgConnection, media_id: MediaId, refusal: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "update media
         set state = 'refused', refusal = left($2, 500), updated_at = now()
         where media_id = $1
           and state = 'pending'",
        media_id.0,
        refusal,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Products that show the picture, at most 1,000.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_products(conn: &mut PgConnection, media_id: MediaId) -> Result<Vec<ProductId>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select product_id
         from product_media
         where media_id = $1
         limit 1000",
        media_id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(ProductId).collect())
}

/// Rebuilds the list rows of some products.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn refresh_summaries(conn: &mut PgConnection, products: &[ProductId]) -> Result<(), StoreError> {
    let ids: Vec<_> = products.iter().map(|id| id.0).collect();
    sqlx::query!("select refresh_product_summaries($1)", &ids)
        .fetch_one(conn)
        .await?;
    Ok(())
}
