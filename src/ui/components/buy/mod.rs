//! Choosing a variant, printed by the server for the one that the address asks for. Each option value is a link to
//! `?variant=`, the form posts to `/cart/lines`. `ui::islands::buy_box` does the same without leaving the page, with the
//! words of the other variants from a template, so that nothing is computed or formatted in the browser.

mod choice;
mod options;
mod view;

pub use choice::{Reach, Standing, Variant, reach};
pub use view::Buy;
