//! Writes a draft with its lines and the stock that is held for it.

use crate::payment::HOLD_FOR;
use adapters::rng;
use sqlx::PgConnection;
use store::error::StoreError;
use store::inventory::Demand;
use store::order::NewOrder;

/// Three statements, whatever the number of lines. The units are held already. Says whether every promotion could be
/// reserved; if not, the caller rolls back.
pub(crate) async fn write_draft(
    conn: &mut PgConnection,
    order: &NewOrder<'_>,
    demands: &[Demand],
) -> Result<bool, StoreError> {
    store::order::insert_draft(&mut *conn, order).await?;
    let line_ids: Vec<_> = order.agreement.terms.lines.iter().map(|_| rng::new_id()).collect();
    let is_reserved = store::order::insert_lines(&mut *conn, order, &line_ids).await?;
    if demands.is_empty() || !is_reserved {
        return Ok(is_reserved);
    }
    let ids: Vec<_> = demands.iter().map(|_| rng::new_id()).collect();
    let expires_at = order.now + HOLD_FOR;
    store::inventory::insert_reservations(conn, order.order_id, demands, &ids, expires_at, order.now).await?;
    Ok(true)
}
