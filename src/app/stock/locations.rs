//! The places that hold stock: their priority, the countries that they serve, and whether they are in use.

use super::{StockError, TELL_JOB};
use crate::App;
use adapters::rng;
use serde_json::json;
use sqlx::PgConnection;
use store::inventory::{self, Location, LocationPatch};

/// Every place, in the order in which they are asked.
///
/// # Errors
/// [`StockError::Store`].
pub async fn list_locations(app: &App) -> Result<Vec<Location>, StockError> {
    let mut conn = app.pool.acquire().await?;
    Ok(inventory::list_locations(&mut conn).await?)
}

/// Adds a place, without stock. Adding it again is refused.
///
/// # Errors
/// [`StockError`].
pub async fn add_location(app: &App, name: &str, patch: LocationPatch) -> Result<(), StockError> {
    let name = name.trim();
    if !(1..=80).contains(&name.chars().count()) {
        return Err(StockError::Invalid("A place's name has 1 to 80 characters.".to_owned()));
    }
    check(&patch)?;
    let location = Location {
        stock_location_id: rng::new_id(),
        name: name.to_owned(),
        position: patch.position.unwrap_or(0),
        countries: patch.countries.unwrap_or_default(),
        is_active: patch.is_active.unwrap_or(true),
    };
    let mut tx = app.pool.begin().await?;
    let is_taken = inventory::find_by_name(&mut tx, Some(name)).await?.is_some();
    if is_taken || !inventory::insert_location(&mut tx, &location).await? {
        return Err(StockError::NameTaken(name.to_owned()));
    }
    tx.commit().await?;
    Ok(())
}

/// Changes a place. What lies there counts, or no longer counts, from the commit on; orders that were promised something
/// of it keep their promise.
///
/// # Errors
/// [`StockError`].
pub async fn change_location(app: &App, name: &str, patch: LocationPatch) -> Result<(), StockError> {
    check(&patch)?;
    let mut tx = app.pool.begin().await?;
    store::import::lock_imports(&mut tx).await?;
    let place = inventory::find_by_name(&mut tx, Some(name))
        .await?
        .ok_or_else(|| StockError::NoLocation(name.to_owned()))?;
    inventory::update_location(&mut tx, place.stock_location_id, &patch).await?;
    if patch.is_active.is_some_and(|is_active| is_active != place.is_active) {
        refresh_all(&mut tx, app).await?;
    }
    tx.commit().await?;
    Ok(())
}

// A place may hold anything, so every list row is made anew; this is done by hand and rarely.
async fn refresh_all(conn: &mut PgConnection, app: &App) -> Result<(), StockError> {
    inventory::refresh_all_summaries(&mut *conn).await?;
    store::notify::catalog_changed(&mut *conn, &["*".to_owned()]).await?;
    for variant_id in inventory::list_all_waited_for(&mut *conn).await? {
        let payload = json!({ "variant_id": variant_id });
        store::job::append(&mut *conn, TELL_JOB, None, &payload, 60, app.clock.now()).await?;
    }
    Ok(())
}

fn check(patch: &LocationPatch) -> Result<(), StockError> {
    let countries = patch.countries.iter().flatten();
    let is_code = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    match countries.into_iter().find(|code| !is_code(code)) {
        Some(code) => Err(StockError::Invalid(format!(
            "{code:?} is not a country of two capital letters, such as DE"
        ))),
        None => Ok(()),
    }
}

/// Whether pages may say how many are left (S-11).
///
/// # Errors
/// [`StockError::Store`].
pub async fn show_counts(app: &App, are_shown: bool) -> Result<(), StockError> {
    let mut tx = app.pool.begin().await?;
    inventory::update_counts_shown(&mut tx, are_shown).await?;
    store::notify::catalog_changed(&mut tx, &["*".to_owned()]).await?;
    tx.commit().await?;
    Ok(())
}
