//! The columns of a Shopify product CSV, in both of its generations.

use std::ops::Deref;

use crate::import::columns::{self, Columns};
use crate::import::source::Row;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Handle,
    Title,
    Body,
    Vendor,
    Type,
    Tags,
    Category,
    Published,
    PublishedAt,
    Status,
    OptionName(u8),
    OptionValue(u8),
    Sku,
    Grams,
    Weight,
    WeightUnit,
    Tracker,
    Quantity,
    Policy,
    Price,
    CompareAt,
    RequiresShipping,
    Taxable,
    TaxCode,
    Barcode,
    Holds,
    HoldsUnit,
    Reference,
    ReferenceUnit,
    ImageSrc,
    ImagePosition,
    ImageAlt,
    VariantImage,
    GiftCard,
    SeoTitle,
    SeoDescription,
    MetafieldNamespace,
    MetafieldKey,
    MetafieldValue,
}

fn known(plain: &str) -> Option<Field> {
    Some(match plain {
        "handle" | "urlhandle" => Field::Handle,
        "title" => Field::Title,
        "body" | "bodyhtml" | "description" => Field::Body,
        "vendor" => Field::Vendor,
        "type" => Field::Type,
        "tags" => Field::Tags,
        "productcategory" => Field::Category,
        "published" | "publishedononlinestore" => Field::Published,
        "publishedat" => Field::PublishedAt,
        "status" => Field::Status,
        "option1name" => Field::OptionName(1),
        "option2name" => Field::OptionName(2),
        "option3name" => Field::OptionName(3),
        "option1value" => Field::OptionValue(1),
        "option2value" => Field::OptionValue(2),
        "option3value" => Field::OptionValue(3),
        "variantsku" | "sku" => Field::Sku,
        "variantgrams" | "weightvaluegrams" => Field::Grams,
        "variantweight" => Field::Weight,
        "variantweightunit" | "weightunitfordisplay" => Field::WeightUnit,
        "variantinventorytracker" | "inventorytracker" => Field::Tracker,
        "variantinventoryqty" | "variantinventoryquantity" | "inventoryquantity" => Field::Quantity,
        "variantinventorypolicy" | "continuesellingwhenoutofstock" => Field::Policy,
        "variantprice" | "price" => Field::Price,
        "variantcompareatprice" | "compareatprice" => Field::CompareAt,
        "variantrequiresshipping" | "requiresshipping" => Field::RequiresShipping,
        "varianttaxable" | "chargetax" => Field::Taxable,
        "varianttaxcode" | "taxcode" => Field::TaxCode,
        "variantbarcode" | "barcode" => Field::Barcode,
        "unitpricetotalmeasure" => Field::Holds,
        "unitpricetotalmeasureunit" => Field::HoldsUnit,
        "unitpricebasemeasure" => Field::Reference,
        "unitpricebasemeasureunit" => Field::ReferenceUnit,
        "imagesrc" | "productimageurl" => Field::ImageSrc,
        "imageposition" => Field::ImagePosition,
        "imagealttext" => Field::ImageAlt,
        "variantimage" | "variantimageurl" => Field::VariantImage,
        "giftcard" => Field::GiftCard,
        "seotitle" | "metafieldsglobaltitletag" => Field::SeoTitle,
        "seodescription" | "metafieldsglobaldescriptiontag" => Field::SeoDescription,
        "metafieldnamespace" => Field::MetafieldNamespace,
        "metafieldkey" => Field::MetafieldKey,
        "metafieldvalue" => Field::MetafieldValue,
        _ => return None,
    })
}

/// Which cell holds what, the metafield columns among them.
#[derive(Debug, Clone)]
pub struct ShopifyColumns {
    columns: Columns<Field>,
    /// Cell number and `namespace.key`.
    pub metafields: Vec<(usize, String)>,
}

impl ShopifyColumns {
    /// Matches a header.
    pub fn find(header: &[String]) -> Self {
        let mut columns = Columns::find(header, known);
        let metafields: Vec<_> = header
            .iter()
            .enumerate()
            .filter_map(|(index, name)| Some((index, metafield(name)?)))
            .collect();
        for (index, _) in &metafields {
            columns.claim(&header[*index]);
        }
        Self { columns, metafields }
    }

    /// A view of one row by field.
    pub fn cells<'a>(&'a self, row: &'a Row) -> Cells<'a> {
        Cells::new(&self.columns, row)
    }
}

impl Deref for ShopifyColumns {
    type Target = Columns<Field>;

    fn deref(&self) -> &Columns<Field> {
        &self.columns
    }
}

// `Flavor (product.metafields.shopify.flavor)` and `Google Shopping / Gender`.
fn metafield(name: &str) -> Option<String> {
    if let Some((_, path)) = name.split_once("(product.metafields.") {
        let path = path.strip_suffix(')')?.trim();
        return path.contains('.').then(|| path.to_owned());
    }
    let words: Vec<_> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let words = words.join("_").to_lowercase();
    words
        .strip_prefix("google_shopping_")
        .map(|key| format!("google_shopping.{key}"))
}

/// One row of such a file.
pub type Cells<'a> = columns::Cells<'a, Field>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metafield_columns_of_both_kinds_are_read_and_others_reported() {
        let header = [
            "Handle",
            "Flavor (product.metafields.shopify.flavor)",
            "Google Shopping / Age Group",
            "Google shopping mpn",
            "Sparkle",
        ];

        let columns = ShopifyColumns::find(&header.map(str::to_owned));

        let keys: Vec<_> = columns.metafields.iter().map(|(_, key)| key.as_str()).collect();
        assert_eq!(
            keys,
            ["shopify.flavor", "google_shopping.age_group", "google_shopping.mpn"]
        );
        assert_eq!(columns.ignored, ["Sparkle"]);
    }
}
