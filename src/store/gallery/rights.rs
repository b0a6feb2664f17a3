//! Grants: who let us show a post where, for how long. What ends one is in the migration: the posts come down with it.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{RightsGrantId, UgcPostId};
use sqlx::PgConnection;
use uuid::Uuid;

/// A grant to be written.
#[derive(Debug, Clone)]
pub struct NewGrant<'a> {
    /// Id.
    pub rights_grant_id: RightsGrantId,
    /// Of what.
    pub ugc_post_id: UgcPostId,
    /// At least one.
    pub channels: &'a [&'a str],
    /// Countries, two letters each; none: everywhere.
    pub territory: &'a [String],
    /// From when.
    pub valid_from: DateTime<Utc>,
    /// Until when; without an end it lasts until it is revoked.
    pub valid_until: Option<DateTime<Utc>>,
    /// What shows that it was given.
    pub proof: &'a str,
    /// When it was given.
    pub granted_at: DateTime<Utc>,
}

/// A grant as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    /// Id.
    pub rights_grant_id: RightsGrantId,
    /// Of what.
    pub ugc_post_id: UgcPostId,
    /// Who gave it.
    pub creator_handle: String,
    /// `live`, `revoked` or `expired`.
    pub state: String,
    /// Where it lets the post be shown.
    pub channels: Vec<String>,
    /// Until when.
    pub valid_until: Option<DateTime<Utc>>,
    /// Galleries and channels that show the post under it now.
    pub publications: i64,
}

/// A grant that ended, and what came down with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedGrant {
    /// Id.
    pub rights_grant_id: RightsGrantId,
    /// Of what.
    pub ugc_post_id: UgcPostId,
    /// Places that showed it.
    pub taken_down: i64,
}

/// Writes a grant with its channels.
///
/// # Errors
/// [`StoreError`] when a statement fails, `NotFound` for a post that is not there.
pub async fn insert_grant(conn: &mut PgConnection, grant: &NewGrant<'_>) -> Result<(), StoreError> {
    let channels: Vec<String> = grant.channels.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "with granted as (
             insert into rights_grants (rights_grant_id, ugc_post_id, territory, valid_from, valid_until, proof, granted_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning rights_grant_id
         )
         insert into rights_grant_channels (rights_grant_id, channel)
         select g.rights_grant_id, c.channel
         from granted g
         cross join unnest($8::text[]) c (channel)",
        grant.rights_grant_id.0,
        grant.ugc_post_id.0,
        grant.territory as &[String],
        grant.valid_from,
        grant.valid_until,
        grant.proof,
        grant.granted_at,
        &channels,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends a live grant; `None` when there is no live one of that id.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn end_grant(
    conn: &mut PgConnection,
    rights_grant_id: RightsGrantId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Option<EndedGrant>, StoreError> {
    let ended = sqlx::query!(
        r#"with shown as (
               select count(*) as places
               from gallery_publications
               where rights_grant_id = $1
           )
           update rights_grants
           set state = 'revoked', ended_at = $3, ended_reason = $2
           where rights_grant_id = $1
             and state = 'live'
           returning ugc_post_id, (select places from shown) as "places!""#,
        rights_grant_id.0,
        reason,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(ended.map(|row| EndedGrant {
        rights_grant_id,
        ugc_post_id: row.ugc_post_id.into(),
        taken_down: row.places,
    }))
}

/// Ends grants whose time is over, the longest over first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn expire_grants(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(RightsGrantId, UgcPostId)>, StoreError> {
    let rows = sqlx::query!(
        "update rights_grants
         set state = 'expired', ended_at = $1, ended_reason = 'its time is over'
         where rights_grant_id in (
             select rights_grant_id
             from rights_grants
             where state = 'live'
               and valid_until <= $1
             order by valid_until
             limit $2
             for update skip locked
         )
         returning rights_grant_id, ugc_post_id",
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let ended = rows.into_iter();
    Ok(ended
        .map(|row| (row.rights_grant_id.into(), row.ugc_post_id.into()))
        .collect())
}

/// Grants, the newest first, those beyond `before` left out.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_grants(
    conn: &mut PgConnection,
    before: Option<RightsGrantId>,
    limit: i64,
) -> Result<Vec<GrantRow>, StoreError> {
    let before: Option<Uuid> = before.map(Uuid::from);
    let rows = sqlx::query!(
        r#"select r.rights_grant_id, r.ugc_post_id, c.handle, r.state, r.valid_until,
                  (select array_agg(k.channel order by k.channel)
                   from rights_grant_channels k
                   where k.rights_grant_id = r.rights_grant_id) as "channels?",
                  (select count(*)
                   from gallery_publications p
                   where p.rights_grant_id = r.rights_grant_id) as "publications!"
           from rights_grants r
           join ugc_posts u using (ugc_post_id)
           join creators c using (creator_id)
           where $1::uuid is null
              or r.rights_grant_id < $1
           order by r.rights_grant_id desc
           limit $2"#,
        before,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let grants = rows.into_iter().map(|row| GrantRow {
        rights_grant_id: row.rights_grant_id.into(),
        ugc_post_id: row.ugc_post_id.into(),
        creator_handle: row.handle,
        state: row.state,
        channels: row.channels.unwrap_or_default(),
        valid_until: row.valid_until,
        publications: row.publications,
    });
    Ok(grants.collect())
}
