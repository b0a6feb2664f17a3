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

/// Three statements, whatever the number of lines. Says whether every promotion could be reserved; if not, the caller
/// rolls back.
pub(crate) async fn write_draft(
    conn: &mut PgConnection,
    order: &NewOrder<'_>,
    goods: Goods,
) -> Result<bool, StoreError> {
    store::order::insert_draft(&mut *conn, order).await?;
    let line_ids: Vec<_> = order.agreement.terms.lines.iter().map(|_| rng::new_id()).collect();
    let is_reserved = store::order::insert_lines(&mut *conn, order, &line_ids).await?;
    if goods == Goods::Held && is_reserved {
        store::inventory::bind(conn, order.cart_id, order.order_id, order.now + HOLD_FOR).await?;
    }
    Ok(is_reserved)
}
