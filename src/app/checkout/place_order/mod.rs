//! Places an order: the one long verb (SEMANTICS section 4).
//!
//! 1. [`prepare`] (P-1), one transaction under the cart's lock: the quote is read again and compared with what the
//!    shopper agreed to, stock is held, the draft, its lines and one payment attempt are written.
//!    Where a tax engine has to be asked first, nothing is written; it is asked, and this step begins again.
//! 2. [`pay`] (P-2, P-3), no transaction open: the provider is asked for a payment page, under a key derived from the
//!    attempt.
//! 3. The shopper pays elsewhere. Whoever hears of it first calls [`crate::payment::advance`] (P-4, P-5).
//!
//! A shopper who comes back and presses "pay" again is led to the page that already waits, as long as the cart is what
//! it was for. If it is not, that payment is made certainly dead first; never are two alive for one cart ([`resume`]).

mod agree;
mod draft;
mod error;
mod pay;
mod prepare;
mod resume;

#[cfg(test)]
mod tests;

pub(crate) use draft::{Goods, Written, write_draft};
pub use error::{PlaceOrderError, Shortage};

use crate::App;
use crate::scope::Scope;
use domain::id::OrderId;
use domain::money::Money;
use prepare::Prepared;
use std::time::Duration;

/// What the shopper agrees to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceOrder {
    /// The total that was shown; the guard against paying something else.
    pub expected_total: Option<Money>,
    /// What was shown as left to pay after gift cards and store credit; absent where nothing but the total was shown.
    pub expected_due: Option<Money>,
}

/// Where the shopper goes next. No `Debug`: the addresses hold secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum Placement {
    /// To the provider's page, to pay (202). Absolute.
    Pay {
        /// The provider's page.
        redirect_url: String,
        /// The order's own page, meanwhile.
        status_address: String,
    },
    /// To the order's page: nothing was due, it is placed (201).
    Placed {
        /// `/orders/{access_token}`.
        address: String,
    },
    /// To the order's page: it was placed before (200).
    Replayed {
        /// `/orders/{access_token}`.
        address: String,
    },
    /// To the order's page, which says that we are checking (202).
    Processing {
        /// `/orders/{access_token}`.
        address: String,
    },
}

/// How often the second of two clicks looks what became of the first.
const GLANCE: Duration = Duration::from_millis(100);
/// Earlier payments of one cart that are settled in one call; more come only of shoppers racing themselves.
const MOST_ROUNDS: u32 = 5;

/// Places the shopper's cart. Pressing the button twice is pressing it once.
///
/// # Errors
/// [`PlaceOrderError`]; the cart is then as it was, and can be tried again.
pub async fn place_order(app: &App, scope: &Scope, command: PlaceOrder) -> Result<Placement, PlaceOrderError> {
    let mut rounds = 0;
    let mut waited = Duration::ZERO;
    let mut is_taxed = false;
    loop {
        match prepare::prepare(app, scope, command).await {
            Ok(Prepared::Nothing { address }) => return Ok(Placement::Placed { address }),
            Ok(Prepared::Placed { address }) => return Ok(Placement::Replayed { address }),
            Ok(Prepared::Fresh(payment)) => return pay::pay(app, *payment).await,
            Ok(Prepared::Running) if waited >= app.patience => return Err(PlaceOrderError::CompletionInProgress),
            Ok(Prepared::Running) => {
                tokio::time::sleep(GLANCE).await;
                waited += GLANCE;
            }
            // Usually the page has asked. A cart that changes while it is asked about is somebody racing themselves.
            Ok(Prepared::Untaxed(_)) if is_taxed => return Err(PlaceOrderError::TaxUnavailable),
            Ok(Prepared::Untaxed(untaxed)) => {
                let (quote, question) = *untaxed;
                is_taxed = true;
                if !super::tax::ask(app, &quote, &question).await? {
                    return Err(PlaceOrderError::TaxUnavailable);
                }
            }
            Ok(Prepared::Earlier(_)) if rounds == MOST_ROUNDS => return Err(PlaceOrderError::CompletionInProgress),
            Ok(Prepared::Earlier(earlier)) => {
                rounds += 1;
                if let Some(placement) = resume::resume(app, *earlier).await? {
                    return Ok(placement);
                }
            }
            // Once: holds that have outlived their time may free what is missing (S-7).
            Err(PlaceOrderError::InsufficientStock { shortages }) if rounds == 0 => {
                rounds = 1;
                if !expire_stale_holds(app, &shortages).await? {
                    return Err(PlaceOrderError::InsufficientStock { shortages });
                }
            }
            Err(error) => return Err(error),
        }
    }
}

// Most holders that one shopper waits for.
const MOST_HOLDERS: i64 = 3;

async fn expire_stale_holds(app: &App, shortages: &[Shortage]) -> Result<bool, PlaceOrderError> {
    let variants: Vec<_> = shortages.iter().map(|shortage| shortage.variant_id).collect();
    let mut conn = app.pool.acquire().await?;
    let holders: Vec<OrderId> =
        store::inventory::list_stale_holders(&mut conn, &variants, app.clock.now(), MOST_HOLDERS).await?;
    drop(conn);
    let mut came_free = false;
    for order_id in holders {
        // A provider that cannot be asked leaves the hold where it is: for this shopper it is sold out.
        came_free |= crate::payment::expire(app, order_id).await.unwrap_or(false);
    }
    Ok(came_free)
}
