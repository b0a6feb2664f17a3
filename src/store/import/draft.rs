//! What an import brings: a product as a file describes it, before it has ids.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::pricing::Content;
use serde::Serialize;

/// A product as a file describes it. Everything here has passed the limits of the schema.
///
/// The digest that tells "unchanged" is made of its serialised form: a new field changes every digest, and the next
/// import updates every product once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductDraft {
    /// The last part of its address; the identity of the product.
    pub handle: String,
    /// The file has no handles and this one was made from the title, so SKUs say better which product it is.
    #[serde(skip)]
    pub handle_is_derived: bool,
    /// 1 to 400 characters.
    pub title: String,
    /// Clean HTML.
    pub description_html: String,
    /// Who makes it; may be empty.
    pub vendor: String,
    /// What it is; may be empty.
    pub product_type: String,
    /// In the order of the file, without repetitions.
    pub tags: Vec<String>,
    /// Whether shoppers see it.
    pub status: DraftStatus,
    /// Shown from this moment on.
    pub published_from: Option<DateTime<Utc>>,
    /// For search engines; may be empty.
    pub seo_title: String,
    /// For search engines; may be empty.
    pub seo_description: String,
    /// `namespace.key` and text.
    pub metafields: BTreeMap<String, String>,
    /// None to three.
    pub options: Vec<OptionDraft>,
    /// At least one, each with as many option values as there are options.
    pub variants: Vec<VariantDraft>,
    /// In order of appearance to shoppers.
    pub images: Vec<ImageDraft>,
}

/// Whether shoppers see a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftStatus {
    /// Not yet.
    Draft,
    /// Yes.
    Active,
    /// No longer.
    Archived,
}

impl DraftStatus {
    /// As the table writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }
}

/// A choice that the variants differ in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionDraft {
    /// `Size`.
    pub name: String,
    /// `S`, `M`, `L`, in the order in which the file first names them.
    pub values: Vec<String>,
}

/// A variant as a file describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantDraft {
    /// Unique in the shop.
    pub sku: Option<String>,
    /// EAN, UPC, ISBN or the like, as written.
    pub barcode: Option<String>,
    /// One value for each option of the product.
    pub option_values: Vec<String>,
    /// Whole grams, at most a ton.
    pub weight_grams: i32,
    /// Whether there is something to ship.
    pub requires_shipping: bool,
    /// `standard`, or another category of the tax table.
    pub tax_category: String,
    /// Whether units are counted.
    pub tracks_inventory: bool,
    /// Sold on below zero.
    pub continue_selling: bool,
    /// Units on hand according to the file, if it says; never negative.
    pub quantity: Option<i32>,
    /// Price in minor units of the shop's currency.
    pub amount_minor: i64,
    /// What it cost before; larger than the price.
    pub compare_at_minor: Option<i64>,
    /// What it holds, for its price per measure. Left out of the digest where there is none, so that drafts without keep theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    /// Its picture, as an index into the product's images.
    pub image: Option<usize>,
}

/// A picture that is still elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImageDraft {
    /// Its address, `file:NAME` for a file of the media folder, or `original:NAME` once its bytes are stored here.
    pub source: String,
    /// Where a copy lies on this machine, to be stored before the product is written.
    #[serde(skip)]
    pub file: Option<String>,
    /// Alternative text; may be empty.
    pub alt: String,
}
