//! Settings as merchants write them in files: markets, price lists, taxes, delivery.

mod read;
mod write;

pub use read::{Stored, find};
pub(crate) use read::{charm, currency, rate};
pub use write::{knows_time_zone, replace_taxes, update_shop, upsert_market, upsert_price_list, upsert_zone};
