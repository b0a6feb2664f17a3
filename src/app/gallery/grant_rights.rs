//! Writes down that somebody lets us show a post.

use crate::App;
use adapters::rng::new_id;
use chrono::{DateTime, Utc};
use domain::event::DomainEvent;
use domain::gallery::Channel;
use domain::id::{RightsGrantId, UgcPostId};
use domain::kind::{HasKind, Kind};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::gallery::NewGrant;

/// Longest proof, in characters.
const MAX_PROOF: usize = 2000;

/// What was granted.
#[derive(Debug, Clone)]
pub struct Grant<'a> {
    /// Of what.
    pub ugc_post_id: UgcPostId,
    /// Where it may be shown; at least one.
    pub channels: &'a [Channel],
    /// Countries, two letters each; none: everywhere.
    pub territory: &'a [String],
    /// Until when; without an end it lasts until it is revoked.
    pub until: Option<DateTime<Utc>>,
    /// What shows that it was given: words of the answer, an address, the version of the terms; 1 to 2,000 characters.
    pub proof: &'a str,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// There is no such post.
    #[error("there is no such post")]
    UnknownPost,
    /// No channel was named.
    #[error("a grant names at least one channel")]
    NoChannel,
    /// It is over before it began.
    #[error("the grant would be over already")]
    Over,
    /// A country is not two capital letters.
    #[error("“{0}” is no country: two letters, such as DE")]
    Country(String),
    /// There is no proof, or too much of it.
    #[error("say in 1 to {MAX_PROOF} characters what shows that the rights were given")]
    Proof,
    /// The database failed.
    #[error("the grant could not be written")]
    Store(#[from] StoreError),
}

impl HasKind for GrantError {
    fn kind(&self) -> Kind {
        match self {
            Self::UnknownPost => Kind::NotFound,
            Self::NoChannel | Self::Over | Self::Country(_) | Self::Proof => Kind::Invalid,
            Self::Store(error) => error.kind(),
        }
    }
}

impl From<sqlx::Error> for GrantError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Writes a grant. It shows nothing by itself: [`super::publish`] does.
///
/// # Errors
/// [`GrantError`].
pub async fn grant(app: &App, grant: &Grant<'_>) -> Result<RightsGrantId, GrantError> {
    let now = app.clock.now();
    check(grant, now)?;
    let mut tx = app.pool.begin().await?;
    if store::gallery::find_post(&mut tx, grant.ugc_post_id).await?.is_none() {
        return Err(GrantError::UnknownPost);
    }
    let id = write(&mut tx, grant, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Writes a grant that was checked, in the caller's transaction.
pub(crate) async fn write(
    conn: &mut PgConnection,
    grant: &Grant<'_>,
    now: DateTime<Utc>,
) -> Result<RightsGrantId, StoreError> {
    let rights_grant_id = RightsGrantId(new_id());
    let channels: Vec<&str> = grant.channels.iter().map(|channel| channel.as_str()).collect();
    let row = NewGrant {
        rights_grant_id,
        ugc_post_id: grant.ugc_post_id,
        channels: &channels,
        territory: grant.territory,
        valid_from: now,
        valid_until: grant.until,
        proof: grant.proof,
        granted_at: now,
    };
    store::gallery::insert_grant(&mut *conn, &row).await?;
    let event = DomainEvent {
        aggregate_type: "rights_grant",
        aggregate_id: rights_grant_id.into(),
        name: "rights.granted",
        payload: json!({ "rights_grant_id": rights_grant_id, "ugc_post_id": grant.ugc_post_id, "channels": channels }),
    };
    store::outbox::append(conn, new_id(), &event).await?;
    Ok(rights_grant_id)
}

fn check(grant: &Grant<'_>, now: DateTime<Utc>) -> Result<(), GrantError> {
    if grant.channels.is_empty() {
        return Err(GrantError::NoChannel);
    }
    if grant.until.is_some_and(|until| until <= now) {
        return Err(GrantError::Over);
    }
    let is_country = |code: &&String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some(code) = grant.territory.iter().find(|code| !is_country(code)) {
        return Err(GrantError::Country(code.clone()));
    }
    let length = grant.proof.trim().chars().count();
    if length == 0 || length > MAX_PROOF {
        return Err(GrantError::Proof);
    }
    Ok(())
}
