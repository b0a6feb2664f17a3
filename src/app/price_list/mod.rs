//! Filling price lists: from a file, or from another list.

mod exchange;
mod file;
mod publish;
#[cfg(test)]
mod tests;

use crate::App;
use domain::kind::{HasKind, Kind};
use domain::money::Currency;
use domain::pricing::PricingError;
use sqlx::PgConnection;
use store::error::StoreError;
use store::price_list::{Changed, ListOverview, NamedList, find_by_name};

pub use exchange::{MAX_FAULTS, export_prices, import_prices};
pub use file::{FileError, MOST_ROWS, PriceRow, RowFault, VariantKey, read_prices, write_prices};
pub use publish::{Published, publish_prices};

/// Prices in one statement.
const BATCH: usize = 2000;

/// Why prices were not written. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum PriceListError {
    /// Nobody made a list of that name.
    #[error("there is no price list {0:?}; `vitrine price lists` shows what there is")]
    NoList(String),
    /// Publishing would write over it.
    #[error("{0:?} is made from another list; put fixed prices into a list of their own with a lower position")]
    Converted(String),
    /// It is made by hand.
    #[error("{0:?} is made from no other list, so there is nothing to publish")]
    NotConverted(String),
    /// A price cannot be converted.
    #[error("a price of {list:?} cannot be converted")]
    Conversion {
        /// The list that was made.
        list: String,
        /// Why.
        source: PricingError,
    },
    /// Rows are at fault; never empty.
    #[error("{} rows are at fault", .0.len())]
    Rows(Vec<RowFault>),
    /// Reading or writing failed.
    #[error("the prices could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PriceListError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for PriceListError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoList(_) => Kind::NotFound,
            Self::Converted(_) | Self::NotConverted(_) => Kind::Conflict,
            Self::Conversion { .. } | Self::Rows(_) => Kind::Invalid,
            Self::Store(error) => error.kind(),
        }
    }
}

/// Every price list, with what a merchant wants to know of it.
///
/// # Errors
/// [`PriceListError::Store`].
pub async fn list_overviews(app: &App) -> Result<Vec<ListOverview>, PriceListError> {
    let mut conn = app.pool.acquire().await?;
    Ok(store::price_list::list_overviews(&mut conn).await?)
}

/// The currency of a list: what its amounts are read in.
///
/// # Errors
/// [`PriceListError::NoList`], [`PriceListError::Store`].
pub async fn find_currency(app: &App, list: &str) -> Result<Currency, PriceListError> {
    let mut conn = app.pool.acquire().await?;
    Ok(find_list(&mut conn, list).await?.currency)
}

async fn find_list(conn: &mut PgConnection, name: &str) -> Result<NamedList, PriceListError> {
    let found = find_by_name(conn, name).await?;
    found.ok_or_else(|| PriceListError::NoList(name.to_owned()))
}

// Lists of products and kept pages follow prices that changed, in the same commit.
async fn announce(app: &App, conn: &mut PgConnection, changed: &mut Changed) -> Result<(), StoreError> {
    if !changed.is_anything() {
        return Ok(());
    }
    changed.products.sort_unstable();
    changed.products.dedup();
    crate::market::reprice(conn, Some(&changed.products), app.clock.now()).await
}
