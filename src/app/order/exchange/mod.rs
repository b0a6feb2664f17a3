//! Exchanges: a return whose value pays for a new order.
//!
//! 1. A return names what is wanted instead ([`wish`]).
//! 2. With the approval of the return a cart is prepared and its goods are kept ([`reserve`]); what is gone meanwhile makes
//!    it an ordinary return.
//! 3. When the goods have come back, or earlier where the shop says so, their value goes to an account of the exchange by
//!    a refund of the first order, by the slots of R13 ([`credit`]). One commit: the value is there once.
//! 4. The cart is placed by the one placement there is ([`settle`]): at once where the value pays for all of it, or by the
//!    shopper, who pays the difference. The account can pay for no other cart, and a cart becomes one order at most.
//! 5. What is left in the account goes back the way that the first order was paid ([`pay_out`]): the change of a cheaper
//!    one, all of it when the exchange is given up ([`give_up`]), and later what a refund of the new order gives back.
//!
//! Steps 4 and 5 are resumed by a job and a sweeper from what is stored, whoever was killed where.

mod credit;
mod give_up;
mod page;
mod pay_out;
mod prepare;
mod replacements;
mod reserve;
mod settle;
mod wish;

pub(super) use credit::credit;
pub use credit::credit_now;
pub use give_up::give_up;
pub(super) use give_up::give_up_open;
pub use page::{ExchangeAgreed, pay_difference, show_exchange};
pub(super) use pay_out::after_refund;
pub use pay_out::pay_out_again;
pub use replacements::list_replacements;
pub(super) use reserve::reserve;
pub(super) use settle::soon as settle_soon;
pub use settle::{EXCHANGE_JOB, settle, sweep};
pub(super) use wish::wish;

use super::OrderError;
use super::open::Open;
use chrono::Duration;
use domain::id::{ExchangeId, OrderId, ReturnId};
use domain::order::OrderRefusal;
use sqlx::PgConnection;
use store::order::Exchange;

/// How long goods are kept for what is to come back.
pub const KEEP_FOR: Duration = Duration::days(30);
/// How long the difference can be paid.
pub const PAY_WITHIN: Duration = Duration::days(14);

/// The exchange of a return, if it has one. Under the order's lock it stays as it is.
async fn of_return(order: &mut Open<'_>, return_id: ReturnId) -> Result<Option<Exchange>, OrderError> {
    let all = store::order::list_exchanges(&mut order.tx, order.head.order_id).await?;
    Ok(all.into_iter().find(|exchange| exchange.return_id == return_id))
}

/// The same exchange as it is under the order's lock.
async fn again(order: &mut Open<'_>, exchange_id: ExchangeId) -> Result<Exchange, OrderError> {
    let found = store::order::find_exchange(&mut order.tx, exchange_id).await?;
    found.ok_or(OrderError::NoSuchPart("exchange"))
}

/// The exchange of a return, by the return's number in its order.
async fn numbered(conn: &mut PgConnection, order_id: OrderId, return_seq: u32) -> Result<Exchange, OrderError> {
    let all = store::order::list_exchanges(conn, order_id).await?;
    let found = all
        .into_iter()
        .find(|exchange| exchange.order_id == order_id && exchange.return_seq == return_seq);
    found.ok_or(OrderError::NoSuchPart("exchange"))
}

/// Whether an error says that something cannot be done, rather than that it could not be tried.
const fn is_refusal(error: &OrderError) -> bool {
    matches!(
        error,
        OrderError::Refused(
            OrderRefusal::TooManyUnits { .. }
                | OrderRefusal::ExceedsCaptured { .. }
                | OrderRefusal::NothingToRefund
                | OrderRefusal::NoSuchLine
        )
    )
}
