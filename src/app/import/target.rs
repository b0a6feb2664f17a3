//! Where an import goes: the shop's currency, price list and stock location.

use adapters::rng::new_id;
use domain::money::Currency;
use domain::tax::TaxBasis;
use sqlx::{Connection as _, PgConnection, PgPool};
use store::error::StoreError;
use store::import::Target;
use store::shop::{self, NewShop, Shop};
use uuid::Uuid;

use super::error::ImportError;
use super::progress::Progress;
use super::request::ImportRequest;
use crate::media::FETCH_JOB;

/// Reads the shop. An empty database becomes a plain shop first, in the currency that was asked for or in EUR; a dry
/// run only pretends so.
pub async fn find_target(
    pool: &PgPool,
    request: &ImportRequest,
    progress: &dyn Progress,
) -> Result<(Currency, Target), ImportError> {
    let mut conn = pool.acquire().await?;
    let mut found = shop::find(&mut conn).await?;
    let currency = found
        .as_ref()
        .map_or(request.currency.unwrap_or(Currency::EUR), |shop| shop.currency);
    if let Some(asked) = request.currency.filter(|asked| *asked != currency) {
        return Err(ImportError::Currency { asked, shop: currency });
    }
    if found.is_none() && !request.dry_run {
        progress.say(&format!(
            "The database has no shop yet: setting up one that sells in {currency}"
        ));
        set_up(&mut conn, currency).await?;
        found = shop::find(&mut conn).await?;
    }
    match found {
        Some(shop) => Ok((currency, target(&shop))),
        None if request.dry_run => Ok((currency, nowhere())),
        None => Err(StoreError::NotFound("the shop").into()),
    }
}

fn target(shop: &Shop) -> Target {
    Target {
        run_id: new_id(),
        price_list_id: shop.price_list_id,
        stock_location_id: shop.stock_location_id,
        fetch_job: FETCH_JOB,
        new_id: new_id::<Uuid>,
    }
}

// A dry run looks and does not write.
fn nowhere() -> Target {
    Target {
        run_id: new_id(),
        price_list_id: new_id(),
        stock_location_id: new_id(),
        fetch_job: FETCH_JOB,
        new_id: new_id::<Uuid>,
    }
}

async fn set_up(conn: &mut PgConnection, currency: Currency) -> Result<(), ImportError> {
    let plain = NewShop {
        name: "Vitrine",
        tagline: "",
        email: "shop@example.com",
        currency,
        basis: TaxBasis::Inclusive,
        country: "DE",
    };
    let mut tx = conn.begin().await?;
    shop::insert_if_absent(&mut tx, &plain, new_id(), new_id()).await?;
    tx.commit().await?;
    Ok(())
}
