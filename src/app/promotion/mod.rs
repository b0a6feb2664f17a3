//! Promotions: meeting those on offer with a cart, and publishing them.
//!
//! Shoppers enter codes with [`apply_code`] and [`remove_code`], which are commands on the cart. What a cart gets is worked
//! out anew from what is true now whenever it is shown or placed; nothing of it is stored before there is an order.

mod gift;
mod publish;
mod take;
#[cfg(test)]
pub(crate) mod tests;

pub use crate::cart::{ApplyCode, ApplyCodeError, RemoveCode, RemoveCodeError, apply_code, remove_code};
pub(crate) use gift::{is_unread, notes, with_gifts};
pub use publish::{PublishError, Published, list_promotions, publish, publish_missing};
pub(crate) use take::{adjustments, codes, evaluate, of_cart, rows};
