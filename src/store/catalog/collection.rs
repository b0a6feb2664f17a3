//! Collections.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::catalog::Picture;
use domain::id::CollectionId;
use sqlx::PgConnection;
use sqlx::types::Json;

/// A collection without its products.
#[derive(Debug, Clone)]
pub struct CollectionHead {
    /// Id.
    pub collection_id: CollectionId,
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// Sanitised.
    pub description_html: String,
    /// May be empty.
    pub seo_title: String,
    /// May be empty.
    pub seo_description: String,
    /// Its picture, when that is ready.
    pub picture: Option<Picture>,
}

/// The active collection at a handle.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_collection(conn: &mut PgConnection, handle: &str) -> Result<Option<CollectionHead>, StoreError> {
    Ok(list(conn, Some(handle), 1).await?.pop())
}

/// Active collections in the merchant's order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_collections(conn: &mut PgConnection, limit: i64) -> Result<Vec<CollectionHead>, StoreError> {
    list(conn, None, limit).await
}

async fn list(conn: &mut PgConnection, handle: Option<&str>, limit: i64) -> Result<Vec<CollectionHead>, StoreError> {
    let rows = sqlx::query!(
        r#"select c.collection_id, c.handle, c.title, c.description_html, c.seo_title, c.seo_description,
                  case when m.state = 'ready' then json_build_object(
                      'name', m.content_name, 'width', m.width, 'height', m.height, 'widths', m.widths,
                      'avif_widths', m.avif_widths, 'dominant_colour', m.dominant_colour, 'alt', c.media_alt,
                      'focal_x', 5000, 'focal_y', 5000) end as "picture: Json<Picture>"
           from collections c
           left join media m using (media_id)
           where c.status = 'active'
             and ($1::text is null or c.handle = $1)
           order by c.position, c.handle
           limit $2"#,
        handle,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CollectionHead {
            collection_id: row.collection_id.into(),
            handle: row.handle,
            title: row.title,
            description_html: row.description_html,
            seo_title: row.seo_title,
            seo_description: row.seo_description,
            picture: row.picture.map(|json| json.0),
        })
        .collect())
}

/// How many products a collection has, visible or not.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn count_members(conn: &mut PgConnection, collection_id: CollectionId) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from collection_products where collection_id = $1"#,
        collection_id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// Addresses of all visible products and active collections, at most 50,000 (the protocol's limit for one file).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_sitemap(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
    let rows = sqlx::query!(
        r#"select '/collections/' || handle as "path!", updated_at as "updated_at!"
           from collections
           where status = 'active'
           union all
           (select '/products/' || p.handle, p.updated_at
            from products p
            join product_summaries s using (product_id)
            where s.visible
              and (p.published_from is null or p.published_from <= $1)
              and (p.published_until is null or p.published_until > $1)
            order by p.product_id
            limit 49000)
           limit 50000"#,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.path, row.updated_at)).collect())
}
