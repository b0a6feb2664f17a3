//! The verb: load the demo store.

use std::collections::HashMap;
use std::fmt;

use adapters::rng::new_id;
use domain::id::MediaId;
use domain::kind::{HasKind, Kind};
use domain::money::Currency;
use domain::pricing::PricingError;
use domain::tax::TaxBasis;
use sqlx::PgConnection;
use store::demo as rows;
use store::error::StoreError;
use store::import::{Met, Target, Verdict};
use store::shop::{NewShop, Shop};

use super::catalogue::{COLLECTIONS, Collection, EMAIL, HERO, LOOKS, Members, NAME, Shot, TAGLINE, products};
use super::promotions::promotions;
use super::{drafts, looks, markets, places};
use crate::App;
use crate::media::FETCH_JOB;
use crate::promotion::{PublishError, publish_missing};

/// Pictures that a visitor sees first are drawn first; lower is sooner, and an import's pictures have 200.
const HERO_PRIORITY: i16 = 150;
const COLLECTION_PRIORITY: i16 = 160;
const FIRST_PICTURE_PRIORITY: i16 = 170;
const LOOK_PRIORITY: i16 = 165;

/// What was loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Products that were not there.
    pub created: usize,
    /// Products that were there and different.
    pub updated: usize,
    /// Products that were there already.
    pub unchanged: usize,
    /// Products that could not be loaded because something else has their stock codes.
    pub refused: usize,
    /// Collections, new or not.
    pub collections: usize,
}

impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            created,
            updated,
            unchanged,
            refused,
            collections,
        } = self;
        write!(
            f,
            "{NAME}: {created} products new, {updated} changed, {unchanged} as before, in {collections} collections"
        )?;
        if *refused > 0 {
            write!(f, "; {refused} left out, since the shop has their stock codes already")?;
        }
        Ok(())
    }
}

/// Why the demo store was not loaded. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The shop sells in another currency.
    #[error("the demo store sells in EUR, this shop in {0}")]
    Currency(Currency),
    /// A price could not be converted into a market's currency.
    #[error("the prices of a market could not be made")]
    Prices(#[from] PricingError),
    /// A product did not serialise.
    #[error("a product of the demo store could not be prepared")]
    Draft(#[from] serde_json::Error),
    /// A promotion was refused.
    #[error("the promotions of the demo store could not be published")]
    Promotions(#[from] PublishError),
    /// The database failed.
    #[error("the demo store could not be written")]
    Store(#[from] StoreError),
}

impl HasKind for DemoError {
    fn kind(&self) -> Kind {
        match self {
            Self::Currency(_) => Kind::Conflict,
            Self::Prices(_) | Self::Draft(_) => Kind::Internal,
            Self::Promotions(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }
}

/// Whether the database is empty, so that the demo store would be welcome.
///
/// # Errors
/// [`StoreError`] when it cannot be asked.
pub async fn is_wanted(app: &App) -> Result<bool, StoreError> {
    let mut conn = app.pool.acquire().await?;
    rows::is_empty(&mut conn).await
}

/// Loads the demo store in one transaction: an empty database becomes Ondelune, an existing shop in EUR gets its
/// products and collections beside its own. Loading again changes nothing. Pictures are drawn by jobs afterwards.
///
/// # Errors
/// [`DemoError`].
pub async fn load(app: &App) -> Result<Loaded, DemoError> {
    let incoming = drafts::incoming()?;
    let mut tx = app.pool.begin().await.map_err(StoreError::from)?;
    let (shop, is_ours) = ensure_shop(&mut tx).await?;
    let written = store::import::write(&mut tx, &incoming, &target(&shop), &mut Met::default()).await?;
    let verdicts = written.verdicts;
    let mut changed = load_pictures(&mut tx).await?;
    changed |= load_collections(&mut tx, app).await?;
    // A shop of somebody's own gets goods to look at, but no markets and no discounts.
    if is_ours {
        markets::open(&mut tx, shop.price_list_id, app.clock.now()).await?;
        publish_missing(&mut tx, &promotions()?, shop.currency, app.clock.now()).await?;
    }
    if is_ours || shop.is_demo {
        changed |= load_looks(&mut tx, app).await?;
    }
    let hero = ensure_picture(&mut tx, &HERO, HERO_PRIORITY).await?;
    changed |= rows::mark_loaded(&mut tx, hero, HERO.alt, app.clock.now()).await?;
    if changed {
        store::shop::bump_catalog_version(&mut tx).await?;
        store::notify::catalog_changed(&mut tx, &["*".to_owned()]).await?;
    }
    tx.commit().await.map_err(StoreError::from)?;
    app.forget(&["*".to_owned()]);
    Ok(count(&verdicts))
}

// Whether it was not there before comes with it.
async fn ensure_shop(conn: &mut PgConnection) -> Result<(Shop, bool), DemoError> {
    let ours = NewShop {
        name: NAME,
        tagline: TAGLINE,
        email: EMAIL,
        currency: Currency::EUR,
        basis: TaxBasis::Inclusive,
        country: places::COUNTRY,
    };
    let is_new = store::shop::insert_if_absent(&mut *conn, &ours, new_id(), new_id()).await?;
    if is_new {
        rows::insert_taxes(&mut *conn, places::TAXES).await?;
        for zone in places::DELIVERY {
            rows::insert_delivery(&mut *conn, zone, None, new_id).await?;
        }
    }
    let shop = store::shop::find(conn).await?.ok_or(StoreError::NotFound("the shop"))?;
    if shop.currency != Currency::EUR {
        return Err(DemoError::Currency(shop.currency));
    }
    Ok((shop, is_new))
}

fn target(shop: &Shop) -> Target {
    Target {
        run_id: new_id(),
        price_list_id: shop.price_list_id,
        stock_location_id: shop.stock_location_id,
        fetch_job: FETCH_JOB,
        new_id,
    }
}

async fn load_pictures(conn: &mut PgConnection) -> Result<bool, StoreError> {
    let shots = products().into_iter().flat_map(|product| product.shots);
    let points: Vec<_> = shots
        .map(|shot| (drafts::source(shot), i32::from(shot.focal.0), i32::from(shot.focal.1)))
        .collect();
    rows::hasten_first_pictures(&mut *conn, FETCH_JOB, FIRST_PICTURE_PRIORITY).await?;
    rows::update_focal_points(conn, &points).await
}

async fn load_collections(conn: &mut PgConnection, app: &App) -> Result<bool, StoreError> {
    let mut changed = false;
    for (position, collection) in (1_i32..).zip(COLLECTIONS) {
        let media_id = ensure_picture(&mut *conn, &collection.shot, COLLECTION_PRIORITY).await?;
        changed |= load_collection(&mut *conn, collection, media_id, position).await?;
    }
    store::catalog::refresh_members(conn, app.clock.now()).await?;
    Ok(changed)
}

async fn load_looks(conn: &mut PgConnection, app: &App) -> Result<bool, DemoError> {
    let mut pictures = HashMap::new();
    for look in LOOKS {
        pictures.insert(
            look.shot.key,
            ensure_picture(&mut *conn, &look.shot, LOOK_PRIORITY).await?,
        );
    }
    looks::load(conn, app, &pictures).await
}

async fn load_collection(
    conn: &mut PgConnection,
    collection: &Collection,
    media_id: MediaId,
    position: i32,
) -> Result<bool, StoreError> {
    let row = rows::NewCollection {
        handle: collection.handle,
        title: collection.title,
        description_html: &format!("<p>{}</p>", collection.story),
        rule: drafts::rule(collection.members),
        media_id,
        media_alt: collection.shot.alt,
        position,
        seo_description: collection.summary,
    };
    let mut changed = rows::upsert_collection(&mut *conn, &row, new_id()).await?;
    if let Members::Listed(handles) = collection.members {
        let handles: Vec<String> = handles.iter().map(ToString::to_string).collect();
        changed |= rows::set_members(conn, collection.handle, &handles).await?;
    }
    Ok(changed)
}

async fn ensure_picture(conn: &mut PgConnection, shot: &Shot, priority: i16) -> Result<MediaId, StoreError> {
    rows::ensure_media(conn, &drafts::source(shot), new_id(), FETCH_JOB, priority).await
}

fn count(verdicts: &[Verdict]) -> Loaded {
    let mut loaded = Loaded {
        collections: COLLECTIONS.len(),
        ..Loaded::default()
    };
    for verdict in verdicts {
        match verdict {
            Verdict::Created => loaded.created += 1,
            Verdict::Updated => loaded.updated += 1,
            Verdict::Unchanged => loaded.unchanged += 1,
            Verdict::Conflict(reason) => {
                tracing::warn!(reason, "A product of the demo store was left out");
                loaded.refused += 1;
            }
        }
    }
    loaded
}
