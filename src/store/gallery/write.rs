//! Writes what a gallery is made of. Each may be repeated: it ends in the same rows.

use super::GalleryRow;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CreatorId, GalleryId, MediaId, UgcPostId, VariantId};
use sqlx::PgConnection;
use uuid::Uuid;

/// A post as it comes in.
#[derive(Debug, Clone)]
pub struct NewPost<'a> {
    /// Id, if it is new.
    pub ugc_post_id: UgcPostId,
    /// Who made it.
    pub creator_id: CreatorId,
    /// `upload`, `file`, `instagram`, `tiktok` or `youtube`.
    pub source: &'a str,
    /// The source's own id.
    pub external_id: &'a str,
    /// The post on its network.
    pub permalink: Option<&'a str>,
    /// What the creator wrote.
    pub caption: &'a str,
    /// Its picture.
    pub media_id: MediaId,
    /// What is to be seen.
    pub alt: &'a str,
    /// 0 to 10,000 from the left and the top.
    pub focal: (i32, i32),
    /// When it was posted.
    pub posted_at: Option<DateTime<Utc>>,
}

/// One tag of a post.
#[derive(Debug, Clone, Copy)]
pub struct NewTag {
    /// What is shown.
    pub variant_id: VariantId,
    /// From the left, 0 to 10,000.
    pub x: i32,
    /// From the top, 0 to 10,000.
    pub y: i32,
    /// Of a box.
    pub size: Option<(i32, i32)>,
}

/// A gallery as it is written.
#[derive(Debug, Clone, Copy)]
pub struct NewGallery<'a> {
    /// Id, if it is new.
    pub gallery_id: GalleryId,
    /// Address part.
    pub handle: &'a str,
    /// Name.
    pub title: &'a str,
    /// A sentence.
    pub summary: &'a str,
    /// A word of `domain::gallery::Layout`.
    pub layout: &'a str,
    /// `draft`, `published` or `archived`.
    pub status: &'a str,
}

/// The creator of a handle, made if there is none.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn upsert_creator(
    conn: &mut PgConnection,
    new_id: CreatorId,
    handle: &str,
    name: &str,
) -> Result<CreatorId, StoreError> {
    let id = sqlx::query_scalar!(
        "insert into creators (creator_id, handle, name)
         values ($1, $2, $3)
         on conflict (handle) do update set name = excluded.name
         returning creator_id",
        new_id.0,
        handle,
        name,
    )
    .fetch_one(conn)
    .await?;
    Ok(id.into())
}

/// The post of a source's id, made if there is none, with its words as they are now. Moderation stays as it was.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn upsert_post(conn: &mut PgConnection, post: &NewPost<'_>) -> Result<UgcPostId, StoreError> {
    let id = sqlx::query_scalar!(
        "insert into ugc_posts (ugc_post_id, creator_id, source, external_id, permalink, caption, media_id, alt,
                                focal_x, focal_y, posted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (source, external_id) do update
         set caption = excluded.caption, alt = excluded.alt, focal_x = excluded.focal_x, focal_y = excluded.focal_y,
             permalink = excluded.permalink, media_id = excluded.media_id
         returning ugc_post_id",
        post.ugc_post_id.0,
        post.creator_id.0,
        post.source,
        post.external_id,
        post.permalink,
        post.caption,
        post.media_id.0,
        post.alt,
        post.focal.0,
        post.focal.1,
        post.posted_at,
    )
    .fetch_one(conn)
    .await?;
    Ok(id.into())
}

/// Whether a post is there, and its moderation.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_post(conn: &mut PgConnection, ugc_post_id: UgcPostId) -> Result<Option<String>, StoreError> {
    let found = sqlx::query_scalar!(
        "select moderation
         from ugc_posts
         where ugc_post_id = $1",
        ugc_post_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Sets the moderation of a post; returns whether it was another. A post that is no longer approved comes down from
/// everything with it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_moderation(
    conn: &mut PgConnection,
    ugc_post_id: UgcPostId,
    moderation: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update ugc_posts
         set moderation = $2
         where ugc_post_id = $1
           and moderation <> $2",
        ugc_post_id.0,
        moderation,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Makes these the tags of a post, in this order.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn set_tags(conn: &mut PgConnection, ugc_post_id: UgcPostId, tags: &[NewTag]) -> Result<(), StoreError> {
    sqlx::query!("delete from product_tags where ugc_post_id = $1", ugc_post_id.0)
        .execute(&mut *conn)
        .await?;
    let variants: Vec<Uuid> = tags.iter().map(|tag| tag.variant_id.0).collect();
    let xs: Vec<i32> = tags.iter().map(|tag| tag.x).collect();
    let ys: Vec<i32> = tags.iter().map(|tag| tag.y).collect();
    let widths: Vec<Option<i32>> = tags.iter().map(|tag| tag.size.map(|size| size.0)).collect();
    let heights: Vec<Option<i32>> = tags.iter().map(|tag| tag.size.map(|size| size.1)).collect();
    sqlx::query!(
        "insert into product_tags (ugc_post_id, variant_id, position, x, y, width, height)
         select $1, t.variant_id, t.position, t.x, t.y, t.width, t.height
         from unnest($2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[])
             with ordinality t (variant_id, x, y, width, height, position)",
        ugc_post_id.0,
        &variants,
        &xs,
        &ys,
        &widths as &[Option<i32>],
        &heights as &[Option<i32>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The gallery of a handle, made if there is none, with its words as they are now.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn upsert_gallery(conn: &mut PgConnection, gallery: &NewGallery<'_>) -> Result<GalleryId, StoreError> {
    let id = sqlx::query_scalar!(
        r#"with written as (
               insert into galleries (gallery_id, handle, title, summary, layout, status)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (handle) do update
               set title = excluded.title, summary = excluded.summary, layout = excluded.layout, status = excluded.status,
                   updated_at = now()
               where (galleries.title, galleries.summary, galleries.layout, galleries.status)
                   is distinct from (excluded.title, excluded.summary, excluded.layout, excluded.status)
               returning gallery_id
           )
           select gallery_id as "gallery_id!"
           from written
           union all
           select gallery_id
           from galleries
           where handle = $2
           limit 1"#,
        gallery.gallery_id.0,
        gallery.handle,
        gallery.title,
        gallery.summary,
        gallery.layout,
        gallery.status,
    )
    .fetch_one(conn)
    .await?;
    Ok(id.into())
}

/// Makes these the items of a gallery, in this order. Those that leave it leave its channels too.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn set_items(conn: &mut PgConnection, gallery_id: GalleryId, posts: &[UgcPostId]) -> Result<(), StoreError> {
    let posts: Vec<Uuid> = posts.iter().map(|id| id.0).collect();
    sqlx::query!(
        "delete from gallery_items
         where gallery_id = $1
           and ugc_post_id <> all ($2)",
        gallery_id.0,
        &posts,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into gallery_items (gallery_id, ugc_post_id, position)
         select $1, t.ugc_post_id, t.position
         from unnest($2::uuid[]) with ordinality t (ugc_post_id, position)
         on conflict (gallery_id, ugc_post_id) do update set position = excluded.position",
        gallery_id.0,
        &posts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts a gallery on a kind of page.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn set_placement(
    conn: &mut PgConnection,
    gallery_id: GalleryId,
    (placement, target): (&str, &str),
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into gallery_placements (gallery_id, placement, target)
         values ($1, $2, $3)
         on conflict do nothing",
        gallery_id.0,
        placement,
        target,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The gallery of a handle with its status, whatever that is.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_gallery(conn: &mut PgConnection, handle: &str) -> Result<Option<(GalleryRow, String)>, StoreError> {
    let row = sqlx::query!(
        "select gallery_id, handle, title, summary, layout, sold_out_rule, status
         from galleries
         where handle = $1",
        handle,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let gallery = GalleryRow {
            gallery_id: row.gallery_id.into(),
            handle: row.handle,
            title: row.title,
            summary: row.summary,
            layout: row.layout.parse().unwrap_or_default(),
            sold_out_rule: row.sold_out_rule.parse().unwrap_or_default(),
        };
        (gallery, row.status)
    }))
}

/// Galleries by handle, with status, items and posts that the web shows; at most `limit` after `after`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_galleries(
    conn: &mut PgConnection,
    after: &str,
    limit: i64,
) -> Result<Vec<(String, String, i64, i64)>, StoreError> {
    let rows = sqlx::query!(
        r#"select g.handle, g.status,
                  (select count(*) from gallery_items i where i.gallery_id = g.gallery_id) as "items!",
                  (select count(*)
                   from gallery_publications p
                   where p.gallery_id = g.gallery_id
                     and p.channel = 'web') as "shown!"
           from galleries g
           where g.handle > $1
           order by g.handle
           limit $2"#,
        after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let galleries = rows.into_iter();
    Ok(galleries
        .map(|row| (row.handle, row.status, row.items, row.shown))
        .collect())
}

/// The variants of products with these option values, in the order asked for; the first of a product where no values are
/// given, and `None` where there is no such variant.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_variants(
    conn: &mut PgConnection,
    wanted: &[(&str, &[&str])],
) -> Result<Vec<Option<VariantId>>, StoreError> {
    let handles: Vec<String> = wanted.iter().map(|(handle, _)| (*handle).to_owned()).collect();
    let nth = |at: usize| -> Vec<Option<String>> {
        let values = wanted.iter().map(|(_, values)| values.get(at));
        values.map(|value| value.map(ToString::to_string)).collect()
    };
    let rows = sqlx::query!(
        r#"select (select v.variant_id
                   from products p
                   join variants v using (product_id)
                   where p.handle = t.handle
                     and (t.option1 is null or v.option1 = t.option1)
                     and (t.option2 is null or v.option2 = t.option2)
                     and (t.option3 is null or v.option3 = t.option3)
                   order by v.position, v.variant_id
                   limit 1) as variant_id
           from unnest($1::text[], $2::text[], $3::text[], $4::text[])
               with ordinality t (handle, option1, option2, option3, place)
           order by t.place"#,
        &handles,
        &nth(0) as &[Option<String>],
        &nth(1) as &[Option<String>],
        &nth(2) as &[Option<String>],
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.variant_id.map(VariantId)).collect())
}
