//! What every page shows around its own content.

use crate::Assets;
use domain::money::Currency;
use std::sync::Arc;

/// The shop around a page; the same for everybody in a market.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// Name of the shop.
    pub shop_name: String,
    /// One sentence about it.
    pub tagline: String,
    /// Where shoppers write to.
    pub email: String,
    /// Code of the market that the page is made for.
    pub market: String,
    /// Markets to choose from as (code, name); none on pages that are of no market.
    pub markets: Vec<(String, String)>,
    /// The path that the choice of a market comes back to.
    pub return_to: String,
    /// Currency of prices in addresses.
    pub currency: Currency,
    /// Collections of the header as (handle, title).
    pub navigation: Arc<Vec<(String, String)>>,
    /// Origin without a slash at its end: `https://shop.example`.
    pub base_url: String,
    /// Path of this page, without its query.
    pub path: String,
    /// The built front end.
    pub assets: Assets,
    /// What the product page says about delivery.
    pub delivery_text: String,
    /// What the product page says about returns.
    pub returns_text: String,
}

/// Said about delivery unless the shop says otherwise.
pub const DELIVERY_TEXT: &str =
    "Ways to deliver, their prices and times are shown at checkout for your address, before you pay.";
/// Said about returns unless the shop says otherwise.
pub const RETURNS_TEXT: &str =
    "Not right? Send it back unworn within 14 days of its arrival. Write to us first and we tell you how.";

impl Chrome {
    /// The absolute address of a path.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }
}
