//! Shoppable galleries: what shoppers see of them, and how a post gets there and away again.
//!
//! Prices and stock of tagged products come from the same functions as those of product pages. What may be shown is
//! decided by the database (migration 0027): no verb here can publish without a live grant.

mod end_rights;
mod grant_rights;
mod list;
mod looks;
mod picture;
mod publish;
mod show_gallery;
mod show_look;
#[cfg(test)]
mod tests;

pub use end_rights::{EndRightsError, expire, revoke};
pub use grant_rights::{Grant, GrantError, grant};
pub use list::{list_galleries, list_grants};
pub use picture::find_picture;
pub use publish::{PublishError, Published, WAITING_SHOWN, publish, withdraw};
pub use show_gallery::show_gallery;
pub use show_look::show_look;

pub(crate) use grant_rights::write as write_grant;
pub(crate) use looks::{gallery_of_product, gallery_on};
