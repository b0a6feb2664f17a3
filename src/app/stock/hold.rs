//! Holds what a cart needs from the start of its checkout (S-3): all of it or nothing, from the places that
//! `domain::inventory::choose` names.

use super::changed;
use crate::App;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::id::{CartId, ReservationId};
use domain::inventory::{Choice, Needs, Short, choose};
use sqlx::{Acquire as _, PgConnection};
use store::cart::CartLine;
use store::error::StoreError;
use store::inventory::{self, Held};

/// What a cart needs, and where it goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub cart_id: CartId,
    pub needs: &'a Needs,
    /// ISO 3166-1 alpha-2, once it is known.
    pub country: Option<&'a str>,
    pub now: DateTime<Utc>,
}

/// The stock that lines need: of what is sold and counted, summed by variant (S-6).
pub(crate) fn needs(lines: &[CartLine]) -> Needs {
    let mut needs = Needs::default();
    for line in lines {
        let variant = &line.variant;
        if variant.is_tracked && variant.supply(line.quantity) != domain::cart::Supply::NotSold {
            needs.add(variant.variant_id, line.quantity, variant.sells_without_stock);
        }
    }
    needs
}

/// Holds everything for the cart and gives back what it held besides; or, when something is short, says what, and leaves
/// everything as it was. The caller has the cart's lock.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub(crate) async fn hold(conn: &mut PgConnection, app: &App, wanted: &Wanted<'_>) -> Result<Vec<Short>, StoreError> {
    if wanted.needs.is_empty() {
        let levels = inventory::give_back(&mut *conn, wanted.cart_id, wanted.now).await?;
        changed(conn, app, &levels).await?;
        return Ok(Vec::new());
    }
    let Wanted {
        cart_id,
        needs,
        country,
        now,
    } = *wanted;
    let variants = needs.variants();
    let locked = inventory::lock_wanted(&mut *conn, cart_id, &variants).await?;
    // What others have held for too long is to be had, unless they claim it at this very moment: then without it.
    for lapsed_by in [now, DateTime::UNIX_EPOCH] {
        let (shelves, has_lapsed) =
            inventory::list_shelves(&mut *conn, &variants, country, Some(cart_id), lapsed_by).await?;
        let choice = match choose(needs, &shelves) {
            Ok(choice) => choice,
            Err(shorts) => return Ok(shorts),
        };
        if !has_lapsed && locked.has_all(&choice.takes) {
            // Under the locks there is what there seemed to be.
            if take(conn, app, wanted, &choice, locked.holds_some).await? {
                return Ok(Vec::new());
            }
            return Err(StoreError::Corrupt {
                what: "stock that is locked",
                source: None,
            });
        }
        let mut savepoint = conn.begin().await?;
        if take(&mut savepoint, app, wanted, &choice, true).await? {
            savepoint.commit().await?;
            return Ok(Vec::new());
        }
        savepoint.rollback().await?;
    }
    Ok(all_short(wanted.needs))
}

/// False when the places had less than they seemed to; then the caller takes everything back.
async fn take(
    conn: &mut PgConnection,
    app: &App,
    wanted: &Wanted<'_>,
    choice: &Choice,
    ends_some: bool,
) -> Result<bool, StoreError> {
    let Wanted { cart_id, now, .. } = *wanted;
    let mut levels = Vec::new();
    if ends_some {
        levels = inventory::unhold(&mut *conn, cart_id, &choice.takes, now).await?;
    }
    let ids: Vec<ReservationId> = choice.takes.iter().map(|_| rng::new_id()).collect();
    let Some(held) = inventory::apply(&mut *conn, cart_id, &choice.takes, &ids, choice.reason, now).await? else {
        return Ok(false);
    };
    levels.extend(held);
    changed(conn, app, &levels).await?;
    Ok(true)
}

fn all_short(needs: &Needs) -> Vec<Short> {
    let short = needs.iter().map(|(variant_id, need)| Short {
        variant_id,
        wanted: need.quantity,
        available: 0,
    });
    short.collect()
}

/// Makes sure of the holds of a cart that is about to be paid: usually its checkout has them already.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub(crate) async fn make_sure(
    conn: &mut PgConnection,
    app: &App,
    wanted: &Wanted<'_>,
) -> Result<Vec<Short>, StoreError> {
    let held = inventory::claim(&mut *conn, wanted.cart_id, wanted.country, wanted.now).await?;
    if is_exactly(&held, wanted.needs) {
        return Ok(Vec::new());
    }
    hold(conn, app, wanted).await
}

fn is_exactly(held: &[Held], needs: &Needs) -> bool {
    let mut sums = Needs::default();
    for held in held {
        if !held.is_good {
            return false;
        }
        sums.add(held.variant_id, held.quantity, false);
    }
    let plain = |needs: &Needs| needs.iter().map(|(id, need)| (id, need.quantity)).collect::<Vec<_>>();
    plain(&sums) == plain(needs)
}

/// Most rows of levels that one transaction of the sweeper works on.
const SWEPT_AT_ONCE: i64 = 200;
/// Most transactions of one round.
const MOST_ROUNDS: usize = 50;

/// S-10: gives back what lapsed, past rows that somebody else works on. Run every half minute, on any number of
/// machines. Says how many levels changed.
///
/// # Errors
/// [`StoreError`] when a statement fails; what was given back until then stays so.
pub async fn sweep_holds(app: &App) -> Result<usize, StoreError> {
    let mut swept = 0;
    for _ in 0..MOST_ROUNDS {
        let mut tx = app.pool.begin().await?;
        let levels = inventory::release_lapsed(&mut tx, app.clock.now(), SWEPT_AT_ONCE).await?;
        changed(&mut tx, app, &levels).await?;
        tx.commit().await?;
        swept += levels.len();
        if levels.is_empty() {
            break;
        }
    }
    Ok(swept)
}
