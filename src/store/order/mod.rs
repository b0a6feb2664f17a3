//! Orders: the agreement as it was made, copied and never joined, its state, and what happens to it afterwards.

mod agreement;
mod event;
mod exchange;
mod fulfilment;
mod list;
mod read;
mod refund;
mod returns;
mod state;
mod stock;
mod write;

pub use agreement::{Agreement, Calculation, Terms, TermsAdjustment, TermsLine, TermsTender};
pub use event::{OrderEvent, append_event, has_event, list_events};
pub use exchange::{
    Exchange, ExchangeLine, PreparedCart, Replacement, find_exchange, insert_exchange, keep_goods, list_exchanges,
    list_replacements, list_waiting_exchanges, update_exchange_credited, update_exchange_lapsed,
    update_exchange_placed, update_exchange_reserved,
};
pub use fulfilment::{
    Fulfilment, NewFulfilment, Shipment, find_fulfilment_by_ref, insert_fulfilment, insert_shipment, list_fulfilments,
    update_delivered,
};
pub use list::{OrderFilter, OrderSummary, find_id_by_number, list_summaries};
pub(crate) use read::HeadRow;
pub use read::{
    Order, OrderDetail, OrderHead, find_agreement, find_by_cart, find_by_id, find_by_token, find_detail_by_id,
    find_detail_by_token, is_of_cart, list_numbers,
};
pub use refund::{
    NewRefund, Refund, RefundTender, find_refund, find_refund_by_ref, insert_refund, list_open_refunds, list_refunds,
    update_refund_failed, update_refund_succeeded, update_refund_unknown,
};
pub use returns::{
    NewReturn, Return, ReturnLine, find_return_by_ref, insert_return, list_returns, update_inspected, update_return,
};
pub use state::{
    Balance, Counter, LineState, add_units, get_balance, list_line_states, note_cancelled, save_axes, update_hold,
};
pub use stock::{Allocation, Leaving, allocate_late, lock_allocations, restock, take};
pub use write::{NewOrder, Placed, UsageLimits, delete_draft, insert_detached_cart, insert_draft, insert_lines, place};
