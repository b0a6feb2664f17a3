//! From "wants to show" to "shows": an item is published in a channel under a live grant, and what has none waits.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{GalleryId, UgcPostId};
use sqlx::PgConnection;

/// Why an item of a gallery is not shown in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// Nobody approved the post, or somebody rejected it.
    NotApproved,
    /// No live grant covers the channel.
    NoRights,
    /// It may be shown, and nobody published it.
    NotPublished,
}

/// An item that is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub ugc_post_id: UgcPostId,
    /// Why.
    pub reason: WaitReason,
}

/// Publishes all items of a gallery that may be shown in a channel and are not yet, under the grant that lasts longest.
/// Returns how many those were. The rows of the grants are held until the transaction ends, so that a revocation comes
/// before or after, never between.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn publish(
    conn: &mut PgConnection,
    gallery_id: GalleryId,
    channel: &str,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "insert into gallery_publications (gallery_id, ugc_post_id, channel, rights_grant_id, published_at)
         select i.gallery_id, i.ugc_post_id, $2, r.rights_grant_id, $3
         from gallery_items i
         join ugc_posts u using (ugc_post_id)
         cross join lateral (
             select r.rights_grant_id
             from rights_grants r
             join rights_grant_channels c using (rights_grant_id)
             where r.ugc_post_id = i.ugc_post_id
               and r.state = 'live'
               and (r.valid_until is null or r.valid_until > $3)
               and c.channel = $2
             order by r.valid_until desc nulls first, r.rights_grant_id
             limit 1
         ) r
         where i.gallery_id = $1
           and u.moderation = 'approved'
         on conflict do nothing",
        gallery_id.0,
        channel,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Takes a gallery out of a channel; returns how many posts it showed there.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_publications(
    conn: &mut PgConnection,
    gallery_id: GalleryId,
    channel: &str,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "delete from gallery_publications
         where gallery_id = $1
           and channel = $2",
        gallery_id.0,
        channel,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Items of a gallery that a channel does not show, in the gallery's order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_waiting(
    conn: &mut PgConnection,
    gallery_id: GalleryId,
    channel: &str,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let rows = sqlx::query!(
        r#"select i.ugc_post_id, u.moderation = 'approved' as "is_approved!",
                  exists (
                      select from rights_grants r
                      join rights_grant_channels c using (rights_grant_id)
                      where r.ugc_post_id = i.ugc_post_id
                        and r.state = 'live'
                        and (r.valid_until is null or r.valid_until > $3)
                        and c.channel = $2
                  ) as "has_rights!"
           from gallery_items i
           join ugc_posts u using (ugc_post_id)
           where i.gallery_id = $1
             and not exists (
                 select from gallery_publications p
                 where p.gallery_id = i.gallery_id
                   and p.ugc_post_id = i.ugc_post_id
                   and p.channel = $2
             )
           order by i.is_pinned desc, i.position, i.ugc_post_id
           limit $4"#,
        gallery_id.0,
        channel,
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        ugc_post_id: row.ugc_post_id.into(),
        reason: match (row.is_approved, row.has_rights) {
            (false, _) => WaitReason::NotApproved,
            (true, false) => WaitReason::NoRights,
            (true, true) => WaitReason::NotPublished,
        },
    });
    Ok(waiting.collect())
}

/// Holds a gallery until the transaction ends.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock(conn: &mut PgConnection, gallery_id: GalleryId) -> Result<(), StoreError> {
    sqlx::query!(
        "select gallery_id
         from galleries
         where gallery_id = $1
         for no key update",
        gallery_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(())
}
