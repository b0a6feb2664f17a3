//! Writes a draft with its lines and makes what its cart holds the draft's.

use crate::payment::HOLD_FOR;
use adapters::rng;
use sqlx::PgConnection;
use store::error::StoreError;
use store::order::NewOrder;

/// Whether the cart of a draft holds its goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goods {
    /// All of them, and nothing else.
    Held,
    /// None: nobody counts them, or there are not enough.
    NotHeld,
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is there with everything that it needs.
    Whole,
    /// A promotion is used up: the caller rolls back.
    PromotionUsedUp,
    /// A gift card or store credit has less than it has to pay: the caller rolls back.
    TenderSpent,
}

/// Three statements, whatever the number of lines, and two more where gift cards or store credit pay: what these pay is
/// taken here, so that no two drafts have the same money.
pub(crate) async fn write_draft(
    conn: &mut PgConnection,
    order: &NewOrder<'_>,
    goods: Goods,
) -> Result<Written, StoreError> {
    store::order::insert_draft(&mut *conn, order).await?;
    let line_ids: Vec<_> = order.agreement.terms.lines.iter().map(|_| rng::new_id()).collect();
    let is_reserved = store::order::insert_lines(&mut *conn, order, &line_ids).await?;
    if !is_reserved {
        return Ok(Written::PromotionUsedUp);
    }
    if goods == Goods::Held {
        store::inventory::bind(&mut *conn, order.cart_id, order.order_id, order.now + HOLD_FOR).await?;
    }
    let tenders = &order.agreement.terms.tenders;
    if !tenders.is_empty() && !store::tender::take(conn, order.order_id, tenders, order.now).await? {
        return Ok(Written::TenderSpent);
    }
    Ok(Written::Whole)
}
