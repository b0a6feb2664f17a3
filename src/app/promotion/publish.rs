//! Publishes promotions from a file: what it names becomes as it says, what it does not name stays.

use crate::App;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::kind::{HasKind, Kind};
use domain::money::Currency;
use domain::promotion::{
    Conflict, Definition, DefinitionError, MAX_AUTOMATIC, Promotion, PromotionStatus, conflicts, normalise_code,
};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use store::error::StoreError;
use store::promotion::{Names, Resolved, Summary};
use store::written::Written;

/// Most promotions in one file.
pub const MAX_DEFINITIONS: usize = 200;

/// What a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Each handle of the file, in its order.
    pub written: Vec<(String, Written)>,
    /// Surprising pairs that were accepted.
    pub conflicts: Vec<Conflict>,
}

/// Why a file was not published. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// More than [`MAX_DEFINITIONS`].
    #[error("a file has at most {MAX_DEFINITIONS} promotions, this one has {0}")]
    TooMany(usize),
    /// Fields are at fault; never empty.
    #[error("{} fields are at fault", .0.len())]
    Invalid(Vec<DefinitionError>),
    /// Pairs that would surprise, and nobody said that they are wanted; never empty.
    #[error("{} pairs of promotions would make prices surprising", .0.len())]
    Conflicts(Vec<Conflict>),
    /// Every cart reads these, so their number is bounded.
    #[error("at most {MAX_AUTOMATIC} promotions without a code are active at once, these would be {0}")]
    TooManyAutomatic(usize),
    /// Reading or writing failed.
    #[error("the promotions could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PublishError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for PublishError {
    fn kind(&self) -> Kind {
        match self {
            Self::TooMany(_) | Self::Invalid(_) => Kind::Invalid,
            Self::Conflicts(_) | Self::TooManyAutomatic(_) => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }
}

/// Makes the promotions of a file what it says, all or none. Publishing the same again changes nothing.
///
/// # Errors
/// [`PublishError`].
pub async fn publish(app: &App, definitions: &[Definition], accept_conflicts: bool) -> Result<Published, PublishError> {
    if definitions.len() > MAX_DEFINITIONS {
        return Err(PublishError::TooMany(definitions.len()));
    }
    let mut tx = app.pool.begin().await?;
    store::promotion::lock_publishing(&mut tx).await?;
    let shop = store::shop::find(&mut tx)
        .await?
        .ok_or(StoreError::NotFound("the shop"))?;
    let written = write(&mut tx, definitions, shop.currency, app.clock.now()).await?;
    let conflicts = check_active(&mut tx, definitions).await?;
    if !(conflicts.is_empty() || accept_conflicts) {
        return Err(PublishError::Conflicts(conflicts));
    }
    tx.commit().await?;
    Ok(Published { written, conflicts })
}

/// Writes those that are not there yet, in the caller's transaction: a merchant's changes stay.
///
/// # Errors
/// [`PublishError`].
pub async fn publish_missing(
    conn: &mut PgConnection,
    definitions: &[Definition],
    currency: Currency,
    now: DateTime<Utc>,
) -> Result<usize, PublishError> {
    store::promotion::lock_publishing(&mut *conn).await?;
    let handles: Vec<String> = definitions.iter().map(|definition| definition.handle.clone()).collect();
    let known = store::promotion::list_known(&mut *conn, &handles).await?;
    let missing: Vec<Definition> = definitions
        .iter()
        .filter(|definition| !known.contains(&definition.handle))
        .cloned()
        .collect();
    Ok(write(conn, &missing, currency, now).await?.len())
}

/// All promotions, the ones in force first.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub async fn list_promotions(app: &App) -> Result<Vec<Summary>, StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::promotion::list_summaries(&mut conn).await
}

async fn write(
    conn: &mut PgConnection,
    definitions: &[Definition],
    currency: Currency,
    now: DateTime<Utc>,
) -> Result<Vec<(String, Written)>, PublishError> {
    let mut faults = repeated(definitions);
    let mut checked = Vec::with_capacity(definitions.len());
    for definition in definitions {
        match check(&mut *conn, definition, currency).await? {
            Ok(sound) => checked.push(sound),
            Err(found) => faults.extend(found),
        }
    }
    if !faults.is_empty() {
        return Err(PublishError::Invalid(faults));
    }
    let mut written = Vec::with_capacity(checked.len());
    for (promotion, codes) in checked {
        let outcome = store::promotion::upsert(&mut *conn, &promotion, &codes, now).await?;
        written.push((promotion.handle, outcome));
    }
    Ok(written)
}

type Sound = (Promotion, Vec<(String, Option<u32>)>);

async fn check(
    conn: &mut PgConnection,
    definition: &Definition,
    currency: Currency,
) -> Result<Result<Sound, Vec<DefinitionError>>, StoreError> {
    let wanted = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>();
    let names = Names {
        collections: wanted(&definition.goods.collections),
        products: wanted(&definition.goods.products),
        gift: definition.gift_sku().map(str::to_owned),
        skus: wanted(&definition.goods.skus),
        markets: wanted(&definition.markets),
    };
    let resolved = store::promotion::resolve(&mut *conn, &names).await?;
    let mut faults = unknown(definition, &resolved);
    match definition.checked(rng::new_id(), currency, resolved.goods, resolved.markets, resolved.gift) {
        Ok((promotion, codes)) => {
            let words: Vec<String> = codes.iter().map(|(code, _)| code.clone()).collect();
            for code in store::promotion::list_foreign_codes(conn, &definition.handle, &words).await? {
                faults.push(fault(
                    definition,
                    "codes",
                    format!("{code} belongs to another promotion"),
                ));
            }
            Ok(if faults.is_empty() {
                Ok((promotion, codes))
            } else {
                Err(faults)
            })
        }
        Err(found) => {
            faults.extend(found);
            Ok(Err(faults))
        }
    }
}

// Goods and markets that are not there would otherwise turn "only these" into "everything".
fn unknown(definition: &Definition, resolved: &Resolved) -> Vec<DefinitionError> {
    let of = |field, what: &str, names: &[String]| {
        let text = |name: &String| fault(definition, field, format!("there is no {what} “{name}”"));
        names.iter().map(text).collect::<Vec<_>>()
    };
    [
        of("goods.collections", "collection", &resolved.unknown_collections),
        of("goods.products", "product", &resolved.unknown_products),
        of("goods.skus", "variant with the stock code", &resolved.unknown_skus),
        of("markets", "market", &resolved.unknown_markets),
    ]
    .concat()
}

// A handle or a code that the file itself has twice.
fn repeated(definitions: &[Definition]) -> Vec<DefinitionError> {
    let mut faults = Vec::new();
    let (mut handles, mut codes) = (BTreeSet::new(), BTreeSet::<String>::new());
    for definition in definitions {
        if !handles.insert(definition.handle.as_str()) {
            faults.push(fault(definition, "handle", "is there twice".to_owned()));
        }
        let own: BTreeSet<String> = definition
            .codes
            .iter()
            .filter_map(|code| normalise_code(code.word()).ok())
            .collect();
        for code in own.intersection(&codes) {
            faults.push(fault(
                definition,
                "codes",
                format!("{code} belongs to another promotion"),
            ));
        }
        codes.extend(own);
    }
    faults
}

fn fault(definition: &Definition, field: &'static str, reason: String) -> DefinitionError {
    DefinitionError {
        handle: definition.handle.clone(),
        field,
        reason,
    }
}

// Only pairs that the file has a part in: what was accepted once is not asked about again.
async fn check_active(conn: &mut PgConnection, definitions: &[Definition]) -> Result<Vec<Conflict>, PublishError> {
    let active = store::promotion::list_active(conn).await?;
    let is_automatic = |promotion: &&Promotion| promotion.status == PromotionStatus::Active && !promotion.by_code;
    let automatic = active.iter().filter(is_automatic).count();
    if automatic > MAX_AUTOMATIC {
        return Err(PublishError::TooManyAutomatic(automatic));
    }
    let is_ours = |handle: &str| definitions.iter().any(|definition| definition.handle == handle);
    let mut found = conflicts(&active);
    found.retain(|conflict| is_ours(&conflict.one) || is_ours(&conflict.other));
    Ok(found)
}
