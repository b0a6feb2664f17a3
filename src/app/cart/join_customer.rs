//! The cart of a guest who signs in becomes the customer's, or joins the one that waits for them. Lines merge by variant
//! under the rule of every other command; nothing is taken out.

use super::line::resized;
use super::open::line_query;
use super::token;
use crate::App;
use crate::shop::ShopFacts;
use crate::stock;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::cart::{MAX_LINES, settle};
use domain::id::CustomerId;
use domain::money::Currency;
use sqlx::PgConnection;
use store::cart::{Cart, CartLine};
use store::customer::cart as carts;
use store::error::StoreError;

/// What became of the guest's cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joined {
    /// The browser's new cart cookie leads to the customer's cart, with everything in it.
    Yes,
    /// A payment for one of the two carts is open, or together they are too large: the browser keeps its own for now.
    Later,
}

/// Joins the carts under their locks; the caller holds the customer's.
pub(crate) async fn join_customer(
    conn: &mut PgConnection,
    app: &App,
    facts: &ShopFacts,
    customer_id: CustomerId,
    guest_token_hash: Option<&[u8; 32]>,
    now: DateTime<Utc>,
) -> Result<Joined, StoreError> {
    let (own, guest) = carts::lock_both(&mut *conn, customer_id, guest_token_hash).await?;
    let Some(guest) = guest else {
        return Ok(Joined::Yes);
    };
    let Some(mut own) = own else {
        carts::give_to(conn, guest.cart_id, customer_id, &unknown()).await?;
        return Ok(Joined::Yes);
    };
    if own.completing_at.is_some() || guest.completing_at.is_some() {
        return Ok(Joined::Later);
    }
    // What the guest's checkout held goes back first: it would stand in the way of the very units that move over.
    let freed = store::inventory::give_back(&mut *conn, guest.cart_id, now).await?;
    stock::changed(&mut *conn, app, &freed).await?;
    let own_lines = store::cart::list_lines(&mut *conn, &line_query(facts, &own, None, now)?)
        .await?
        .lines;
    let guest_lines = store::cart::list_lines(&mut *conn, &line_query(facts, &guest, None, now)?)
        .await?
        .lines;
    if own_lines.is_empty() && own.market_id != guest.market_id {
        // Nothing waits there at prices of its own, so the shopper stays where they are.
        let market = (guest.market_id, guest.currency);
        own.version = store::cart::update_market(&mut *conn, own.cart_id, market, now).await?;
        (own.market_id, own.currency) = market;
    }
    let Some(changed) = merged(&own, &own_lines, (guest.currency, guest_lines)) else {
        return Ok(Joined::Later);
    };
    if !changed.is_empty() {
        carts::save_lines(&mut *conn, own.cart_id, &changed, now).await?;
    }
    carts::absorb(conn, own.cart_id, guest.cart_id, &unknown(), now).await?;
    Ok(Joined::Yes)
}

/// The lines that change. A variant that is in both grows as if it were added, as far as it can be had; any other line
/// moves as it is, and the cart says itself what is wrong with it. `None` where one cart cannot hold them all.
///
/// The customer's cart keeps its market: a line from another one keeps the price that was seen there, so that the cart
/// shows what it cost before.
fn merged(
    own: &Cart,
    own_lines: &[CartLine],
    (currency, guest_lines): (Currency, Vec<CartLine>),
) -> Option<Vec<CartLine>> {
    let mut next_seq = own.next_line_seq;
    let mut changed = Vec::new();
    let mut moved = 0;
    for line in guest_lines {
        let variant_id = line.variant.variant_id;
        let known = own_lines.iter().find(|known| known.variant.variant_id == variant_id);
        if let Some(known) = known {
            let wanted = known.quantity.saturating_add(line.quantity);
            // Not one more can be had: the line stays, which holds at least what was in it.
            if let Ok(settled) = settle(known.quantity, wanted, known.variant.supply(wanted)) {
                changed.push(resized(known, settled.quantity));
            }
            continue;
        }
        let seen_in = line.seen(currency).currency;
        changed.push(CartLine {
            line_item_id: rng::new_id(),
            line_seq: next_seq,
            seen_in: (seen_in != own.currency).then_some(seen_in),
            ..line
        });
        next_seq = next_seq.saturating_add(1);
        moved += 1;
    }
    (own_lines.len() + moved <= MAX_LINES).then_some(changed)
}

// The digest of a token that nobody has.
fn unknown() -> [u8; 32] {
    token::digest(&rng::new_token())
}
