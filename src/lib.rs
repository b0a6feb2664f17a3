//! The browser's half of the shop: the islands, and the function that lets them wake.
//!
//! `public/boot.js` loads this when a page is idle or a shopper reaches for an island.

// Or their exports are dropped by the binding generator.
pub use ui::*;

/// Prepares the page for its islands; each is woken by its own export afterwards.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // Readable panics cost a few kilobytes, which shoppers need not pay.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    ui::islands::wake();
}
