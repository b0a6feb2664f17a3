//! Promotions and their codes: what a cart is offered, what shoppers enter, what merchants publish.
//!
//! Usages are written with the lines of a draft, in `store::order`, and go with it when it is rolled back.

mod code;
mod list;
mod offer;
mod publish;
mod row;

pub use code::{Entered, delete_code, insert_code};
pub use list::{Summary, list_active, list_foreign_codes, list_known, list_summaries};
pub use offer::{CartPromotions, find_for_cart};
pub use publish::{Names, Resolved, lock_publishing, resolve, upsert};
