//! The cart's lines and sums, printed by the server on the cart page and, empty, in the drawer. `ui::islands::cart` fills
//! in what changes, by the class names that are set here.

mod drawer;
mod line;
mod panel;

pub use drawer::DrawerContent;
pub use line::{CartLine, CartLineTemplate};
pub use panel::CartPanel;
