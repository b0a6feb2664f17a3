//! Settings from a file: markets, price lists, taxes, delivery. What a file names becomes as it says, what it does not
//! name stays; all of it or nothing.

#[cfg(test)]
mod tests;

use crate::App;
use adapters::rng::new_id;
use domain::kind::{HasKind, Kind};
use domain::settings::{CheckedSettings, Settings, SettingsFault, checked};
use sqlx::PgConnection;
use store::error::StoreError;
use store::settings as rows;
use store::written::Written;

/// What became of each part of a file, in its order: `market us`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Name and outcome.
    pub parts: Vec<(String, Written)>,
}

/// Why a file was not applied. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is no shop to change.
    #[error("the shop is not set up yet: import products or load the demo store first")]
    NoShop,
    /// Parts are at fault; never empty.
    #[error("{} fields are at fault", .0.len())]
    Invalid(Vec<SettingsFault>),
    /// Reading or writing failed.
    #[error("the settings could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for SettingsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for SettingsError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoShop => Kind::NotFound,
            Self::Invalid(_) => Kind::Invalid,
            Self::Store(error) => error.kind(),
        }
    }
}

/// The settings as they are, in the words of a file: applied again they change nothing.
///
/// # Errors
/// [`SettingsError::NoShop`], [`SettingsError::Store`].
pub async fn show(app: &App) -> Result<Settings, SettingsError> {
    let mut conn = app.pool.acquire().await.map_err(StoreError::from)?;
    let stored = rows::find(&mut conn).await?.ok_or(SettingsError::NoShop)?;
    Ok(stored.settings)
}

/// Makes the settings what a file says, or with `only_try` says what would become of it. Applying it again changes
/// nothing. Quotes and kept pages follow from the commit on, by triggers of the tables.
///
/// # Errors
/// [`SettingsError`].
pub async fn apply(app: &App, settings: &Settings, only_try: bool) -> Result<Applied, SettingsError> {
    let mut tx = app.pool.begin().await?;
    // Lists of products are made anew below, and what does that takes its turn.
    store::import::lock_imports(&mut tx).await?;
    let stored = rows::find(&mut tx).await?.ok_or(SettingsError::NoShop)?;
    let checked = checked(settings, &stored.known).map_err(SettingsError::Invalid)?;
    check_time_zone(&mut tx, settings).await?;
    let mut parts = write_prices(&mut tx, &checked).await?;
    // Which lists speak to whom, and on whose clocks, decides what lists of products show.
    if parts.iter().any(|(_, written)| *written != Written::Unchanged) {
        crate::market::reprice(&mut tx, None, app.clock.now()).await?;
    }
    parts.extend(write_places(&mut tx, &checked).await?);
    if only_try {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(Applied { parts })
}

async fn check_time_zone(conn: &mut PgConnection, settings: &Settings) -> Result<(), SettingsError> {
    let Some(zone) = settings.shop.as_ref().and_then(|shop| shop.time_zone.as_deref()) else {
        return Ok(());
    };
    if rows::knows_time_zone(conn, zone).await? {
        return Ok(());
    }
    Err(SettingsError::Invalid(vec![SettingsFault {
        part: "shop".to_owned(),
        field: "time_zone",
        reason: format!("nobody knows the time zone “{zone}”; write a name such as Europe/Lisbon"),
    }]))
}

// Markets before what is for one of them; lists that others are made from before those.
async fn write_prices(
    conn: &mut PgConnection,
    settings: &CheckedSettings<'_>,
) -> Result<Vec<(String, Written)>, StoreError> {
    let mut parts = Vec::new();
    if let Some(shop) = settings.shop {
        parts.push(("shop".to_owned(), rows::update_shop(&mut *conn, shop).await?));
    }
    for market in settings.markets {
        let written = rows::upsert_market(&mut *conn, market, new_id()).await?;
        parts.push((format!("market {}", market.code), written));
    }
    let (plain, converted): (Vec<_>, Vec<_>) = settings.price_lists.iter().partition(|(_, how)| how.is_none());
    for (list, conversion) in plain.into_iter().chain(converted) {
        let written = rows::upsert_price_list(&mut *conn, list, conversion, new_id()).await?;
        parts.push((format!("price list {}", list.name), written));
    }
    Ok(parts)
}

// Taxes and delivery are on no list of products.
async fn write_places(
    conn: &mut PgConnection,
    settings: &CheckedSettings<'_>,
) -> Result<Vec<(String, Written)>, StoreError> {
    let mut parts = Vec::new();
    for (tax, rates) in &settings.taxes {
        let written = rows::replace_taxes(&mut *conn, tax, rates).await?;
        parts.push((format!("taxes of {}", tax.country), written));
    }
    for (zone, bands) in &settings.delivery_zones {
        let written = rows::upsert_zone(&mut *conn, zone, bands, new_id).await?;
        parts.push((format!("zone {}", zone.name), written));
    }
    Ok(parts)
}
