//! The shop's settings and taxes, kept in memory for reads and read fresh for placement.

use chrono::{DateTime, Utc};
use domain::pricing::{Destination, ENGINE_VERSION, PricingContext};
use domain::tax::TaxTable;
use sqlx::PgConnection;
use std::sync::Arc;
use store::error::StoreError;
use store::shop::Shop;

/// What every price depends on.
#[derive(Debug, Clone)]
pub struct ShopFacts {
    /// Settings.
    pub shop: Shop,
    /// Rates by place and category.
    pub taxes: TaxTable,
}

impl ShopFacts {
    /// Reads both.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` before the shop was set up.
    pub async fn read(conn: &mut PgConnection) -> Result<Arc<Self>, StoreError> {
        let shop = store::shop::find(&mut *conn)
            .await?
            .ok_or(StoreError::NotFound("the shop"))?;
        let taxes = store::shop::get_tax_table(conn).await?;
        Ok(Arc::new(Self { shop, taxes }))
    }

    /// The context of one pricing call (R4): `now` is read once a request, by the caller. Without a destination
    /// the shop's own country is assumed.
    pub fn context(&self, now: DateTime<Utc>, destination: Option<Destination>) -> PricingContext {
        let home = || Destination {
            country: self.shop.country.clone(),
            region: None,
        };
        PricingContext {
            currency: self.shop.currency,
            basis: self.shop.basis,
            rounding: self.shop.rounding,
            now,
            catalog_version: self.shop.catalog_version,
            engine_version: ENGINE_VERSION,
            destination: destination.unwrap_or_else(home),
        }
    }
}
