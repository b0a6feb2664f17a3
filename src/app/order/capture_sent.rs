//! Takes what has gone out of an order whose money is only set aside, and gives the rest of it up. A provider takes a
//! payment's money once: what is not taken with it is the shopper's again, so nothing more can be sent for it.

use super::open::open;
use super::record_refund::Wanted;
use super::{OrderError, cancel_units, settle_capture};
use crate::App;
use domain::id::OrderId;
use domain::order::{Actor, RefundWish};

/// The name of the units that are given up with it: there is one such capture of an order.
const CLIENT_REF: &str = "capture:sent";

/// Asks for what the units that have gone out come to, with the delivery, and cancels those that have not; the rest of the
/// money is let go.
///
/// # Errors
/// [`OrderError::Invalid`] when nothing has gone out, or nothing is set aside or owed, or while a capture is under way.
pub async fn capture_sent(app: &App, actor: &Actor, order_id: OrderId) -> Result<(), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    order.facts().may_change()?;
    if order.lines.iter().all(|line| line.units.shipped == 0) {
        return Err(OrderError::Invalid("Nothing of this order has gone out yet."));
    }
    if order.money.authorized == 0 {
        return Err(OrderError::Invalid("No money is set aside for this order."));
    }
    let lines = order.lines.iter();
    let unsent: Vec<_> = lines
        .map(|line| (line.order_line_id, line.units.unshipped()))
        .filter(|(_, units)| *units > 0)
        .collect();
    if !unsent.is_empty() {
        let client_ref = format!("units:{CLIENT_REF}");
        let wanted = Wanted {
            wish: RefundWish {
                units: unsent.clone(),
                ..RefundWish::default()
            },
            client_ref: &client_ref,
            reason: "",
            ..Wanted::default()
        };
        cancel_units::give_up(&mut order, &unsent, &wanted, CLIENT_REF).await?;
    }
    settle_capture::request(&mut order, None).await?;
    order.finish_derived().await
}
