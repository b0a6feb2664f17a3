//! What a cart has to know of a variant: names, picture, prices and stock as they are now.

use chrono::{DateTime, Utc};
use domain::cart::Supply;
use domain::catalog::Picture;
use domain::id::{CartId, ProductId, VariantId};
use domain::pricing::{Content, PriceBook, PriceRow, unit_price};

/// For which cart and circumstances lines are read.
#[derive(Debug, Clone)]
pub struct LineQuery {
    /// Whose lines.
    pub cart_id: CartId,
    /// Also read this variant, which may become a line.
    pub candidate: Option<VariantId>,
    /// Prices of other lists do not count.
    pub prices: PriceBook,
    /// Decides publication windows.
    pub now: DateTime<Utc>,
}

/// A variant with everything that a cart line shows and an order line copies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of a variant, read one by one"
)]
pub struct CartVariant {
    /// Id.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// Address part of the product.
    pub product_handle: String,
    /// Product name.
    pub product_title: String,
    /// "Coral / M"; empty without options.
    pub variant_title: String,
    /// Stock code; may be empty.
    pub sku: String,
    /// Its own picture, or else the product's first.
    pub picture: Option<Picture>,
    /// What it holds, for its price per measure.
    pub content: Option<Content>,
    /// Category in the tax table.
    pub tax_category: String,
    /// Whether it is sent.
    pub requires_shipping: bool,
    /// Whether stock is counted.
    pub is_tracked: bool,
    /// Whether it is sold on below zero.
    pub sells_without_stock: bool,
    /// On hand less allocated, held and safety, plus what may be back-ordered (S-1), at every place that is in use and
    /// serves the cart's country, once that is known. Units that this cart or its payment holds count as available to it,
    /// and so do those whose hold has lapsed. At least 0.
    pub available: i64,
    /// Active and within its publication window.
    pub is_published: bool,
    /// All prices of the lists that were asked for, in any order.
    pub prices: Vec<PriceRow>,
}

impl CartVariant {
    /// What one of `quantity` units costs (R5); `None` where it has no price.
    pub fn price(&self, quantity: u32) -> Option<&PriceRow> {
        unit_price(&self.prices, quantity)
    }

    /// The least units that it is sold in; `None` where it has no price for any.
    pub fn least_quantity(&self) -> Option<u32> {
        self.prices.iter().map(|row| row.min_quantity).min()
    }

    /// What can be had of it now by whoever wants this many units: one that is only sold in larger numbers is not sold to
    /// whoever wants fewer.
    pub fn supply(&self, quantity: u32) -> Supply {
        let is_sold = self.is_published && self.price(quantity).is_some();
        Supply::of(is_sold, self.is_tracked, self.sells_without_stock, self.available)
    }
}
