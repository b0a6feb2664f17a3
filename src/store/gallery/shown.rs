//! What shoppers of the web shop may see at a moment, in one statement a page.

use super::TagRow;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::gallery::{Layout, SoldOutRule};
use domain::id::{GalleryId, ProductId, UgcPostId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// Whose eyes: when, and in which country.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// When.
    pub now: DateTime<Utc>,
    /// Two letters: the market's home.
    pub country: &'a str,
}

/// A gallery without its posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GalleryRow {
    /// Id.
    pub gallery_id: GalleryId,
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// A sentence.
    pub summary: String,
    /// How it is laid out.
    pub layout: Layout,
    /// What becomes of sold-out tags.
    pub sold_out_rule: SoldOutRule,
}

/// A post without its prices worked out.
#[derive(Debug, Clone)]
pub struct LookRow {
    /// Id.
    pub ugc_post_id: UgcPostId,
    /// What the creator wrote.
    pub caption: String,
    /// What is to be seen.
    pub alt: String,
    /// Focal point, 0 to 10,000.
    pub focal: (u32, u32),
    /// The post on its network.
    pub permalink: Option<String>,
    /// Without `@`.
    pub creator_handle: String,
    /// Name.
    pub creator_name: String,
    /// Pixels of the picture.
    pub size: (u32, u32),
    /// Widths as JPEG and WebP.
    pub widths: Vec<u32>,
    /// Widths as AVIF.
    pub avif_widths: Vec<u32>,
    /// `#rrggbb`.
    pub dominant_colour: String,
    /// What it shows.
    pub tags: Vec<TagRow>,
}

/// A gallery with some of its posts in order.
#[derive(Debug, Clone)]
pub struct ShownGallery {
    /// The gallery.
    pub gallery: GalleryRow,
    /// Posts.
    pub looks: Vec<LookRow>,
    /// How many it has in all.
    pub total: i64,
}

#[derive(Debug)]
struct Row {
    gallery_id: Uuid,
    handle: String,
    title: String,
    summary: String,
    layout: String,
    sold_out_rule: String,
    total: i64,
    ugc_post_id: Uuid,
    caption: String,
    alt: String,
    focal_x: i32,
    focal_y: i32,
    permalink: Option<String>,
    creator_handle: String,
    creator_name: String,
    width: i32,
    height: i32,
    widths: Vec<i32>,
    avif_widths: Vec<i32>,
    dominant_colour: Option<String>,
    tags: Json<Vec<TagRow>>,
}

impl Row {
    fn split(self) -> (GalleryRow, LookRow) {
        let unsigned = |widths: Vec<i32>| widths.into_iter().map(i32::unsigned_abs).collect();
        let gallery = GalleryRow {
            gallery_id: self.gallery_id.into(),
            handle: self.handle,
            title: self.title,
            summary: self.summary,
            // The schema knows no other words.
            layout: self.layout.parse().unwrap_or_default(),
            sold_out_rule: self.sold_out_rule.parse().unwrap_or_default(),
        };
        let look = LookRow {
            ugc_post_id: self.ugc_post_id.into(),
            caption: self.caption,
            alt: self.alt,
            focal: (self.focal_x.unsigned_abs(), self.focal_y.unsigned_abs()),
            permalink: self.permalink,
            creator_handle: self.creator_handle,
            creator_name: self.creator_name,
            size: (self.width.unsigned_abs(), self.height.unsigned_abs()),
            widths: unsigned(self.widths),
            avif_widths: unsigned(self.avif_widths),
            dominant_colour: self.dominant_colour.unwrap_or_else(|| "#dddddd".to_owned()),
            tags: self.tags.0,
        };
        (gallery, look)
    }
}

fn gathered(rows: Vec<Row>) -> Option<ShownGallery> {
    let total = rows.first()?.total;
    let mut gallery = None;
    let mut looks = Vec::with_capacity(rows.len());
    for row in rows {
        let (its, look) = row.split();
        gallery.get_or_insert(its);
        looks.push(look);
    }
    gallery.map(|gallery| ShownGallery { gallery, looks, total })
}

/// The gallery that stands on a kind of page, that of the target before that of all, with its first posts; `None` where
/// there is none, or where it has nothing to show.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_placed(
    conn: &mut PgConnection,
    (placement, target): (&str, &str),
    moment: Moment<'_>,
    limit: i64,
) -> Result<Option<ShownGallery>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select g.gallery_id, g.handle, g.title, g.summary, g.layout, g.sold_out_rule, s.total as "total!",
                  l.ugc_post_id as "ugc_post_id!", l.caption as "caption!", l.alt as "alt!", l.focal_x as "focal_x!",
                  l.focal_y as "focal_y!", l.permalink, l.creator_handle as "creator_handle!",
                  l.creator_name as "creator_name!", l.width as "width!", l.height as "height!", l.widths as "widths!",
                  l.avif_widths as "avif_widths!", l.dominant_colour, l.tags as "tags!: Json<Vec<TagRow>>"
           from (
               select g.*
               from gallery_placements p
               join galleries g using (gallery_id)
               where p.placement = $1
                 and p.target in ('', $2)
                 and g.status = 'published'
               order by p.target = '', p.position, g.handle
               limit 1
           ) g
           cross join lateral (
               select s.ugc_post_id, s.is_pinned, s.position, count(*) over () as total
               from shown_on_web($3, $4) s
               where s.gallery_id = g.gallery_id
               order by s.is_pinned desc, s.position, s.ugc_post_id
               limit $5
           ) s
           join looks l using (ugc_post_id)
           order by s.is_pinned desc, s.position, s.ugc_post_id"#,
        placement,
        target,
        moment.now,
        moment.country,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(gathered(rows))
}

/// Posts that show a product, the newest first, under the heading of the gallery that stands on product pages; `None`
/// where none stands there, or where nothing shows the product.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_of_product(
    conn: &mut PgConnection,
    product_id: ProductId,
    moment: Moment<'_>,
    limit: i64,
) -> Result<Option<ShownGallery>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select g.gallery_id, g.handle, g.title, g.summary, g.layout, g.sold_out_rule, s.total as "total!",
                  l.ugc_post_id as "ugc_post_id!", l.caption as "caption!", l.alt as "alt!", l.focal_x as "focal_x!",
                  l.focal_y as "focal_y!", l.permalink, l.creator_handle as "creator_handle!",
                  l.creator_name as "creator_name!", l.width as "width!", l.height as "height!", l.widths as "widths!",
                  l.avif_widths as "avif_widths!", l.dominant_colour, l.tags as "tags!: Json<Vec<TagRow>>"
           from (
               select g.*
               from gallery_placements p
               join galleries g using (gallery_id)
               where p.placement = 'product'
                 and p.target = ''
                 and g.status = 'published'
               order by p.position, g.handle
               limit 1
           ) g
           cross join lateral (
               select d.ugc_post_id, count(*) over () as total
               from (
                   select distinct s.ugc_post_id
                   from variants v
                   join product_tags t using (variant_id)
                   join shown_on_web($2, $3) s using (ugc_post_id)
                   where v.product_id = $1
               ) d
               order by d.ugc_post_id desc
               limit $4
           ) s
           join looks l using (ugc_post_id)
           order by s.ugc_post_id desc"#,
        product_id.0,
        moment.now,
        moment.country,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(gathered(rows))
}

/// A page of a gallery; `None` where there is no such gallery or nothing on that page.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_of_gallery(
    conn: &mut PgConnection,
    handle: &str,
    moment: Moment<'_>,
    (limit, offset): (i64, i64),
) -> Result<Option<ShownGallery>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select g.gallery_id, g.handle, g.title, g.summary, g.layout, g.sold_out_rule, s.total as "total!",
                  l.ugc_post_id as "ugc_post_id!", l.caption as "caption!", l.alt as "alt!", l.focal_x as "focal_x!",
                  l.focal_y as "focal_y!", l.permalink, l.creator_handle as "creator_handle!",
                  l.creator_name as "creator_name!", l.width as "width!", l.height as "height!", l.widths as "widths!",
                  l.avif_widths as "avif_widths!", l.dominant_colour, l.tags as "tags!: Json<Vec<TagRow>>"
           from galleries g
           cross join lateral (
               select s.ugc_post_id, s.is_pinned, s.position, count(*) over () as total
               from shown_on_web($2, $3) s
               where s.gallery_id = g.gallery_id
               order by s.is_pinned desc, s.position, s.ugc_post_id
               limit $4
               offset $5
           ) s
           join looks l using (ugc_post_id)
           where g.handle = $1
             and g.status = 'published'
           order by s.is_pinned desc, s.position, s.ugc_post_id"#,
        handle,
        moment.now,
        moment.country,
        limit,
        offset,
    )
    .fetch_all(conn)
    .await?;
    Ok(gathered(rows))
}

/// One post, in the gallery of that handle or else in the first that shows it; `None` where none does.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_look(
    conn: &mut PgConnection,
    ugc_post_id: UgcPostId,
    gallery: &str,
    moment: Moment<'_>,
) -> Result<Option<(GalleryRow, LookRow)>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"select g.gallery_id, g.handle, g.title, g.summary, g.layout, g.sold_out_rule, 1::bigint as "total!",
                  l.ugc_post_id as "ugc_post_id!", l.caption as "caption!", l.alt as "alt!", l.focal_x as "focal_x!",
                  l.focal_y as "focal_y!", l.permalink, l.creator_handle as "creator_handle!",
                  l.creator_name as "creator_name!", l.width as "width!", l.height as "height!", l.widths as "widths!",
                  l.avif_widths as "avif_widths!", l.dominant_colour, l.tags as "tags!: Json<Vec<TagRow>>"
           from shown_on_web($3, $4) s
           join galleries g using (gallery_id)
           join looks l using (ugc_post_id)
           where s.ugc_post_id = $1
           order by g.handle <> $2, g.handle
           limit 1"#,
        ugc_post_id.0,
        gallery,
        moment.now,
        moment.country,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Row::split))
}

/// The folder of a post's picture while the post may be shown anywhere at all.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_picture(
    conn: &mut PgConnection,
    ugc_post_id: UgcPostId,
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let name = sqlx::query_scalar!(
        r#"select m.content_name as "content_name!"
           from ugc_posts u
           join media m using (media_id)
           where u.ugc_post_id = $1
             and m.state = 'ready'
             and exists (
                 select from shown_posts s
                 where s.ugc_post_id = u.ugc_post_id
                   and (s.shows_from is null or s.shows_from <= $2)
                   and (s.shows_until is null or s.shows_until > $2)
             )"#,
        ugc_post_id.0,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(name)
}
