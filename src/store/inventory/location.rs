//! The places that hold stock.

use crate::error::StoreError;
use domain::id::StockLocationId;
use sqlx::PgConnection;

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Id.
    pub stock_location_id: StockLocationId,
    /// "Main".
    pub name: String,
    /// Priority: lower is asked first.
    pub position: i32,
    /// Where it sends to, ISO 3166-1 alpha-2; none means everywhere.
    pub countries: Vec<String>,
    /// Whether its stock counts.
    pub is_active: bool,
}

/// What changes about a place; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocationPatch {
    /// Priority.
    pub position: Option<i32>,
    /// Where it sends to.
    pub countries: Option<Vec<String>>,
    /// Whether its stock counts.
    pub is_active: Option<bool>,
}

/// Every place, in the order in which they are asked; at most 500.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_locations(conn: &mut PgConnection) -> Result<Vec<Location>, StoreError> {
    let rows = sqlx::query_as!(
        Location,
        r#"select stock_location_id, name, position, countries::text[] as "countries!", active as is_active
           from stock_locations
           order by position, stock_location_id
           limit 500"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The place with a name, however it is written; without a name the first that is in use.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_by_name(conn: &mut PgConnection, name: Option<&str>) -> Result<Option<Location>, StoreError> {
    let row = sqlx::query_as!(
        Location,
        r#"select stock_location_id, name, position, countries::text[] as "countries!", active as is_active
           from stock_locations
           where $1::text is null
              or lower(name) = lower($1)
           order by active desc, position, stock_location_id
           limit 1"#,
        name,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// Adds a place; false when the name is taken.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_location(conn: &mut PgConnection, location: &Location) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into stock_locations (stock_location_id, name, position, countries, active)
         values ($1, $2, $3, $4::text[]::char(2)[], $5)
         on conflict (name) do nothing",
        location.stock_location_id.0,
        location.name,
        location.position,
        &location.countries,
        location.is_active,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Changes a place. Lists and pages that count its stock are for the caller to refresh.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_location(
    conn: &mut PgConnection,
    stock_location_id: StockLocationId,
    patch: &LocationPatch,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update stock_locations
         set position = coalesce($2, position),
             countries = coalesce($3::text[]::char(2)[], countries),
             active = coalesce($4, active)
         where stock_location_id = $1",
        stock_location_id.0,
        patch.position,
        patch.countries.as_deref(),
        patch.is_active,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Places whose stock does not count.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_inactive(conn: &mut PgConnection) -> Result<Vec<StockLocationId>, StoreError> {
    let rows = sqlx::query_scalar!("select stock_location_id from stock_locations where not active")
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Whether pages may say how many are left (S-11).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_counts_shown(conn: &mut PgConnection, are_shown: bool) -> Result<(), StoreError> {
    sqlx::query!("update shops set shows_stock_counts = $1", are_shown)
        .execute(conn)
        .await?;
    Ok(())
}
