//! P-7: money for a draft that was rolled back. It gets its order whatever happened meanwhile, and where that cannot be
//! the order that was agreed, a person is told.

use super::finalize::{Paid, append, finalize, note_money};
use super::{Advanced, settle};
use crate::App;
use crate::checkout::place_order::write_draft;
use crate::shop::ShopFacts;
use adapters::rng;
use domain::id::{CartId, VariantId};
use domain::order::{OrderStatus, PaymentStatus};
use serde_json::json;
use sqlx::{Acquire as _, PgConnection};
use store::cart::Cart;
use store::error::StoreError;
use store::inventory::Demand;
use store::order::{NewOrder, OrderHead, Terms, UsageLimits};
use store::payment::{Attempt, KeptDraft};

/// Why such an order is on hold.
const HOLD_REASON: &str = "payment_after_expiry";

/// Takes late money under the lock of the cart that it was to pay for.
pub(super) async fn accept(
    conn: &mut PgConnection,
    app: &App,
    cart: &Cart,
    attempt: &Attempt,
    paid: &Paid<'_>,
) -> Result<Advanced, StoreError> {
    let existing = store::order::find_by_cart(&mut *conn, cart.cart_id).await?;
    match existing {
        // The shopper tried again and has paid: this is the second money for one purchase.
        Some(head) if head.status != OrderStatus::Draft => paid_twice(conn, app, head, attempt, paid).await,
        existing => {
            let Some(draft) = store::payment::find_draft(&mut *conn, attempt.attempt_id).await? else {
                return without_order(conn, app, attempt, paid).await;
            };
            let is_unchanged =
                existing.is_none() && is_unchanged(&mut *conn, app, cart, &draft.agreement.terms).await?;
            let cart_id = if is_unchanged {
                cart.cart_id
            } else {
                detached_cart(&mut *conn, app, cart).await?
            };
            let demands = if is_unchanged {
                hold(&mut *conn, app, &draft.agreement.terms).await?
            } else {
                None
            };
            restore(conn, app, cart_id, &draft, demands, paid).await
        }
    }
}

async fn paid_twice(
    conn: &mut PgConnection,
    app: &App,
    head: OrderHead,
    attempt: &Attempt,
    paid: &Paid<'_>,
) -> Result<Advanced, StoreError> {
    let head = store::lock::order(&mut *conn, head.order_id)
        .await?
        .ok_or(StoreError::NotFound("the order"))?;
    let money = note_money(&mut *conn, app, &head, paid).await?;
    crate::order::rederive(&mut *conn, app, &head).await?;
    let payload = json!({ "order": { "id": head.order_id, "payment_status": PaymentStatus::of(money) } });
    append(&mut *conn, &head, "order.payment_updated", payload).await?;
    let detail = json!({ "order_id": head.order_id, "amount": paid.amount, "reference": paid.reference });
    settle::alert(conn, app, "payment_twice", attempt.attempt_id, &detail).await?;
    Ok(Advanced::placed(head))
}

// The draft was forgotten, a month after it failed: only a person can tell what it was for.
async fn without_order(
    conn: &mut PgConnection,
    app: &App,
    attempt: &Attempt,
    paid: &Paid<'_>,
) -> Result<Advanced, StoreError> {
    let detail = json!({ "cart_id": attempt.cart_id, "amount": paid.amount, "reference": paid.reference });
    settle::alert(conn, app, "payment_without_order", attempt.attempt_id, &detail).await?;
    Ok(Advanced::Checking)
}

async fn is_unchanged(conn: &mut PgConnection, app: &App, cart: &Cart, terms: &Terms) -> Result<bool, StoreError> {
    let facts = ShopFacts::read(&mut *conn).await?;
    let query = crate::cart::line_query(&facts, cart, None, app.clock.now())?;
    let (lines, _) = store::cart::list_lines(conn, &query).await?;
    let now: Vec<_> = lines
        .iter()
        .map(|line| (line.variant.variant_id, line.quantity))
        .collect();
    let then: Vec<_> = terms
        .lines
        .iter()
        .map(|line| (line.variant_id, line.quantity))
        .collect();
    Ok(now == then)
}

// The shopper goes on shopping with the own cart; the order needs one of its own.
async fn detached_cart(conn: &mut PgConnection, app: &App, cart: &Cart) -> Result<CartId, StoreError> {
    let cart_id = rng::new_id();
    // Nobody has this token.
    let token_hash = crate::cart::token::digest(&rng::new_token());
    store::order::insert_detached_cart(
        conn,
        cart_id,
        &token_hash,
        (cart.market_id, cart.currency),
        app.clock.now(),
    )
    .await?;
    Ok(cart_id)
}

/// Holds everything or nothing.
async fn hold(conn: &mut PgConnection, app: &App, terms: &Terms) -> Result<Option<Vec<Demand>>, StoreError> {
    let location = ShopFacts::read(&mut *conn).await?.shop.stock_location_id;
    let variants: Vec<VariantId> = terms.lines.iter().map(|line| line.variant_id).collect();
    let tracked = store::inventory::list_tracked(&mut *conn, &variants).await?;
    let units = |variant_id| {
        terms
            .lines
            .iter()
            .filter(|line| line.variant_id == variant_id)
            .map(|line| line.quantity)
            .sum::<u32>()
    };
    let mut demands: Vec<Demand> = tracked
        .into_iter()
        .map(|(variant_id, sells_without_stock)| Demand {
            variant_id,
            stock_location_id: location,
            quantity: i32::try_from(units(variant_id)).unwrap_or(i32::MAX),
            sells_without_stock,
        })
        .collect();
    demands.sort_by_key(|demand| (demand.variant_id, demand.stock_location_id));
    let mut savepoint = conn.begin().await?;
    let levels = store::inventory::hold(&mut savepoint, &demands).await?;
    if levels.len() < demands.len() {
        savepoint.rollback().await?;
        return Ok(None);
    }
    crate::stock::changed(&mut savepoint, app, &levels).await?;
    savepoint.commit().await?;
    Ok(Some(demands))
}

/// The draft comes back with its id and address, and is placed at once: as agreed where its stock could be held, on hold
/// where not.
async fn restore(
    conn: &mut PgConnection,
    app: &App,
    cart_id: CartId,
    draft: &KeptDraft,
    demands: Option<Vec<Demand>>,
    paid: &Paid<'_>,
) -> Result<Advanced, StoreError> {
    let order = NewOrder {
        order_id: draft.order_id,
        cart_id,
        access_token: &draft.access_token,
        agreement: &draft.agreement,
        now: app.clock.now(),
        usage_limits: UsageLimits::Waived,
    };
    let hold_reason = demands.is_none().then_some(HOLD_REASON);
    write_draft(&mut *conn, &order, &demands.unwrap_or_default()).await?;
    let head = store::lock::order(&mut *conn, draft.order_id)
        .await?
        .ok_or(StoreError::NotFound("the order"))?;
    finalize(&mut *conn, app, &head, Some(paid), hold_reason).await?;
    if hold_reason.is_some() {
        let detail = json!({ "order_id": head.order_id, "amount": paid.amount, "reference": paid.reference });
        settle::alert(conn, app, HOLD_REASON, paid.attempt_id, &detail).await?;
    }
    Ok(Advanced::placed(head))
}
