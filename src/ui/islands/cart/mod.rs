//! The cart in the page: the link with its count, the drawer, and the lines of the cart page.

mod drawer;
mod line;
mod link;
mod page;
mod panel;
pub mod state;

pub use drawer::CartDrawer;
pub use link::CartLink;
pub use page::CartOnPage;
