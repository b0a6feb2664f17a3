//! `WooCommerce` product CSV: one row a product or a variation; a variation names its parent by SKU or `id:NUMBER`.
//!
//! Variations may stand anywhere, before their parent too. A [`survey`] notes where the last row of each parent is, so
//! that the second reading holds a parent only until then, and refuses a file whose rows are so far apart that holding
//! them would fill the memory. What is not a product that we can sell and ship is skipped with its reason: grouped,
//! external and downloadable products, and product types of plugins.

mod attributes;
mod columns;
mod family;
mod head;
mod kind;
mod names;
mod product;
mod stream;
mod survey;
mod variant;

pub use columns::WooColumns;
pub use stream::WooProducts;
pub use survey::{WooSurvey, survey};
