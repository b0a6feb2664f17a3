//! Stock: who holds what, what people and outside systems say is there, and who has to be told when that changes.
//!
//! What is available changes when a cart holds units and when it gives them back, not when held units become an order's
//! own. Every change comes by [`changed`], in the transaction that makes it, so that no cause can be forgotten.

mod change;
mod error;
mod file;
mod hold;
mod labels;
mod locations;
mod request;
mod show;
mod tell;
#[cfg(test)]
mod tests;
mod verify;

pub use change::{Change, Changed, Row, SHORT_ALERT, adjust, count, set_limits, take_in};
pub use error::StockError;
pub use file::{FileError, MOST_ROWS, read_rows};
pub use hold::sweep_holds;
pub(crate) use hold::{Wanted, hold, make_sure, needs};
pub(crate) use labels::changed;
pub use labels::{STOCK_JOB, refresh};
pub use locations::{add_location, change_location, list_locations, show_counts};
pub(crate) use request::address;
pub use request::{
    AskStock, RequestPage, StockForm, ask, keep_form, recall_form, show_form, show_withdrawal, withdraw,
};
pub use show::{LEVELS_SHOWN, Listed, MOVEMENTS_SHOWN, list_levels, list_movements, list_short_orders};
pub use tell::{TELL_JOB, look_after_waiting, tell_waiting};
pub use verify::{DIFFERENCE_ALERT, Verified, verify};
