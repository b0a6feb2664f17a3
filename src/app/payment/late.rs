//! P-7: money for a draft that was rolled back. It gets its order whatever happened meanwhile, and where that cannot be
//! the order that was agreed, a person is told and, if the shop wants it so, the money goes back by itself.

use super::finalize::{Paid, append, finalize, note_money};
use super::{Advanced, settle};
use crate::App;
use crate::checkout::place_order::{Goods, Written, write_draft};
use crate::order::{RETURN_ORDER_JOB, Second, settle_second_payment};
use crate::shop::ShopFacts;
use crate::stock::{self, Wanted};
use adapters::rng;
use domain::id::{CartId, VariantId};
use domain::inventory::Needs;
use domain::order::{OrderStatus, PaymentStatus};
use serde_json::json;
use sqlx::PgConnection;
use store::cart::Cart;
use store::error::StoreError;
use store::order::{NewOrder, OrderHead, Terms, UsageLimits};
use store::payment::{Attempt, FactKind, KeptDraft};

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
            let Some(mut draft) = store::payment::find_draft(&mut *conn, attempt.attempt_id).await? else {
                return without_order(conn, app, attempt, paid).await;
            };
            let is_unchanged =
                existing.is_none() && is_unchanged(&mut *conn, app, cart, &draft.agreement.terms).await?;
            drop_spent_tenders(&mut *conn, app, &mut draft.agreement.terms).await?;
            let cart_id = if is_unchanged {
                cart.cart_id
            } else {
                detached_cart(&mut *conn, app, cart).await?
            };
            let goods = if is_unchanged {
                hold(&mut *conn, app, cart_id, &draft.agreement.terms).await?
            } else {
                Goods::NotHeld
            };
            restore(conn, app, (cart_id, cart.cart_id), &draft, goods, paid).await
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
    let payload = json!({ "order": { "id": head.order_id, "payment_status": PaymentStatus::of(money) } });
    append(&mut *conn, &head, "order.payment_updated", payload).await?;
    let second = Second {
        attempt_id: attempt.attempt_id,
        amount: paid.amount,
        reference: paid.reference,
    };
    let taken = (paid.kind == FactKind::Capture).then_some(second);
    settle_second_payment(conn, app, &head, taken).await?;
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
    let lines = store::cart::list_lines(conn, &query).await?.lines;
    let now: Vec<_> = lines
        .iter()
        .map(|line| (line.variant.variant_id, line.quantity))
        .collect();
    // Gifts are in no cart, and were agreed on.
    let then: Vec<_> = terms
        .lines
        .iter()
        .filter(|line| !line.is_gift)
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

/// Holds everything for the cart, or nothing: then it keeps nothing either, since it is bought all the same.
async fn hold(conn: &mut PgConnection, app: &App, cart_id: CartId, terms: &Terms) -> Result<Goods, StoreError> {
    let now = app.clock.now();
    let variants: Vec<VariantId> = terms.lines.iter().map(|line| line.variant_id).collect();
    let mut needs = Needs::default();
    for (variant_id, sells_without_stock) in store::inventory::list_tracked(&mut *conn, &variants).await? {
        let lines = terms.lines.iter().filter(|line| line.variant_id == variant_id);
        needs.add(variant_id, lines.map(|line| line.quantity).sum(), sells_without_stock);
    }
    let wanted = Wanted {
        cart_id,
        needs: &needs,
        country: Some(&terms.address.country),
        now,
    };
    if stock::make_sure(&mut *conn, app, &wanted).await?.is_empty() {
        return Ok(Goods::Held);
    }
    let levels = store::inventory::give_back(&mut *conn, cart_id, now).await?;
    stock::changed(conn, app, &levels).await?;
    Ok(Goods::NotHeld)
}

/// Locks the tenders and, where one has not any more what it was to pay, takes all of them out: that is owed then.
async fn drop_spent_tenders(conn: &mut PgConnection, app: &App, terms: &mut Terms) -> Result<(), StoreError> {
    if terms.tenders.is_empty() {
        return Ok(());
    }
    store::lock::tender_accounts(&mut *conn, &terms.tender_ids()).await?;
    if !store::tender::can_take(conn, &terms.tenders, app.clock.now()).await? {
        terms.tenders.clear();
        terms.due_minor = terms.total_minor;
    }
    Ok(())
}

/// The draft comes back with its id and address, and is placed at once: as agreed where its stock could be held and its
/// gift cards and store credit could be taken again, on hold where not.
async fn restore(
    conn: &mut PgConnection,
    app: &App,
    (cart_id, shopper_cart_id): (CartId, CartId),
    draft: &KeptDraft,
    goods: Goods,
    paid: &Paid<'_>,
) -> Result<Advanced, StoreError> {
    let order = NewOrder {
        order_id: draft.order_id,
        cart_id,
        shopper_cart_id,
        access_token: &draft.access_token,
        agreement: &draft.agreement,
        now: app.clock.now(),
        usage_limits: UsageLimits::Waived,
    };
    let is_covered = paid.amount == draft.agreement.terms.due();
    let hold_reason = (goods == Goods::NotHeld || !is_covered).then_some(HOLD_REASON);
    if write_draft(&mut *conn, &order, goods).await? != Written::Whole {
        return Err(StoreError::NotFound("what the draft was to be paid with"));
    }
    let head = store::lock::order(&mut *conn, draft.order_id)
        .await?
        .ok_or(StoreError::NotFound("the order"))?;
    finalize(&mut *conn, app, &head, Some(paid), hold_reason).await?;
    if hold_reason.is_some() {
        let detail = json!({ "order_id": head.order_id, "amount": paid.amount, "reference": paid.reference });
        settle::alert(&mut *conn, app, HOLD_REASON, paid.attempt_id, &detail).await?;
        if app.refunds_late_payments {
            let job = json!({ "order_id": head.order_id });
            store::job::append(conn, RETURN_ORDER_JOB, None, &job, 20, app.clock.now()).await?;
        }
    }
    Ok(Advanced::placed(head))
}
