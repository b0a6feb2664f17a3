//! Products as pages print them.

use super::{Picture, StockLabel, StockLevel};
use crate::gallery::Gallery;
use crate::id::{ProductId, VariantId};
use crate::money::Money;
use crate::pricing::{MeasurePrice, QuoteId};
use serde::{Deserialize, Serialize};

/// A price with its words, made by `domain::pricing` and printed as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceLabel {
    /// The amount.
    pub money: Money,
    /// For people: `€65.88`.
    pub text: String,
    /// What it was, when that is more: `€80.00`.
    pub compare_at_text: Option<String>,
    /// The lowest price of the thirty days before it became this one, where a reduction has to say so: `€70.00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest_text: Option<String>,
    /// What the reference measure costs, where the goods are measured: `€8.63 per 100 g`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_measure: Option<MeasurePrice>,
    /// Whether dearer variants exist, so that a card says "from".
    pub is_from: bool,
    /// Names this price in its circumstances; printed with it.
    pub quote_id: QuoteId,
}

/// A product in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductCard {
    /// Id.
    pub product_id: ProductId,
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// Brand.
    pub vendor: String,
    /// Lowest price of its variants.
    pub price: PriceLabel,
    /// Best level of its variants.
    pub stock: StockLevel,
    /// First picture.
    pub picture: Option<Picture>,
    /// Shown on hover.
    pub second_picture: Option<Picture>,
}

/// One option and its values, with what can be chosen given the selected variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionView {
    /// "Size".
    pub name: String,
    /// Values in the merchant's order.
    pub values: Vec<ValueView>,
}

/// One value of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueView {
    /// "M".
    pub value: String,
    /// Whether the selected variant has it.
    pub selected: bool,
    /// The variant reached by changing only this option, if that combination exists.
    pub variant_id: Option<VariantId>,
    /// Whether that variant can be bought.
    pub available: bool,
}

/// A variant on the product page; the picker island gets all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantView {
    /// Id, in the address as `?variant=`.
    pub variant_id: VariantId,
    /// "Coral / M"; empty when the product has one variant without options.
    pub title: String,
    /// Option values in option order.
    pub options: Vec<String>,
    /// Stock code; may be empty.
    pub sku: String,
    /// EAN/UPC; may be empty.
    pub barcode: String,
    /// Price of one unit.
    pub price: PriceLabel,
    /// Stock.
    pub stock: StockLabel,
    /// Index into the page's pictures of the variant's own picture.
    pub picture_index: Option<usize>,
}

/// Everything the product page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPage {
    /// Id.
    pub product_id: ProductId,
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// Brand.
    pub vendor: String,
    /// Kind.
    pub product_type: String,
    /// Sanitised on the way in.
    pub description_html: String,
    /// For `<title>`; the product's title when the merchant gave none.
    pub seo_title: String,
    /// For the description tag; plain text.
    pub seo_description: String,
    /// Pictures in order.
    pub pictures: Vec<Picture>,
    /// Options with what the selected variant leaves open.
    pub options: Vec<OptionView>,
    /// All variants in order; never empty.
    pub variants: Vec<VariantView>,
    /// Index into `variants`.
    pub selected: usize,
    /// A collection it belongs to, as (handle, title), for the breadcrumb.
    pub collection: Option<(String, String)>,
    /// Others worth a look; at most 4.
    pub related: Vec<ProductCard>,
    /// Where it is to be seen on somebody, if a gallery stands on product pages.
    pub gallery: Option<Gallery>,
}

impl ProductPage {
    /// The selected variant.
    pub fn selected_variant(&self) -> Option<&VariantView> {
        self.variants.get(self.selected)
    }
}
