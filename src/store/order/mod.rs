//! Orders: the agreement as it was made, copied and never joined, and its state.

mod agreement;
mod read;
mod write;

pub use agreement::{Agreement, Calculation, Terms, TermsAdjustment, TermsLine};
pub(crate) use read::HeadRow;
pub use read::{
    Order, OrderDetail, OrderHead, find_agreement, find_by_cart, find_by_id, find_by_number, find_detail_by_id,
    find_detail_by_token, find_token_owner, list_numbers,
};
pub use write::{
    NewOrder, Placed, UsageLimits, delete_draft, insert_detached_cart, insert_draft, insert_lines, place, update_money,
};
