//! Structured data (schema.org) for products and breadcrumbs, from the same views that the page prints.

use crate::Chrome;
use domain::catalog::{PriceLabel, ProductPage, StockLevel, VariantView};
use domain::pricing::{Measure, MeasurePrice};
use serde_json::{Value, json};
use ui::components::Crumb;

/// The shop itself and how to search it, for the home page.
pub fn site_ld(chrome: &Chrome) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": chrome.shop_name,
        "url": chrome.absolute("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": chrome.absolute("/search?q={search_term_string}"),
            "query-input": "required name=search_term_string",
        },
    })
}

/// A product with the offer of its selected variant.
pub fn product_ld(page: &ProductPage, chrome: &Chrome) -> Value {
    let pictures: Vec<_> = page
        .pictures
        .iter()
        .map(|picture| chrome.absolute(&picture.address(1280, "jpg")))
        .collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": page.title,
        "description": page.seo_description,
        "image": pictures,
        "productID": page.product_id.to_string(),
    });
    if !page.vendor.is_empty() {
        data["brand"] = json!({ "@type": "Brand", "name": page.vendor });
    }
    if let Some(variant) = page.selected_variant() {
        if !variant.sku.is_empty() {
            data["sku"] = json!(variant.sku);
        }
        if is_gtin(&variant.barcode) {
            data["gtin"] = json!(variant.barcode);
        }
        data["offers"] = offer(page, variant, chrome);
    }
    data
}

fn offer(page: &ProductPage, variant: &VariantView, chrome: &Chrome) -> Value {
    let address = format!("/products/{}?variant={}", page.handle, variant.variant_id);
    let mut offer = json!({
        "@type": "Offer",
        // Every thing may have one; this is the quote that the page prints.
        "identifier": variant.price.quote_id,
        "url": chrome.absolute(&address),
        "price": variant.price.money.to_decimal_string(),
        "priceCurrency": variant.price.money.currency.code(),
        "availability": availability(variant.stock.level),
        "itemCondition": "https://schema.org/NewCondition",
    });
    if let Some(measure) = &variant.price.per_measure {
        offer["priceSpecification"] = per_measure(&variant.price, measure);
    }
    offer
}

// As search engines ask for it: the price of one unit, what that holds, and the measure that it is told for.
fn per_measure(price: &PriceLabel, measure: &MeasurePrice) -> Value {
    let quantity = |measure: Measure| {
        json!({
            "@type": "QuantitativeValue",
            "value": measure.amount().to_string(),
            "unitCode": measure.unit().unit_code(),
        })
    };
    let mut holds = quantity(measure.content.holds());
    holds["valueReference"] = quantity(measure.content.reference());
    json!({
        "@type": "UnitPriceSpecification",
        "price": price.money.to_decimal_string(),
        "priceCurrency": price.money.currency.code(),
        "referenceQuantity": holds,
    })
}

const fn availability(level: StockLevel) -> &'static str {
    match level {
        StockLevel::InStock => "https://schema.org/InStock",
        StockLevel::LowStock => "https://schema.org/LimitedAvailability",
        StockLevel::Backorder => "https://schema.org/BackOrder",
        StockLevel::OutOfStock => "https://schema.org/OutOfStock",
    }
}

// GTIN-8, -12, -13 and -14 are digits; merchants put other things into the barcode as well.
fn is_gtin(barcode: &str) -> bool {
    matches!(barcode.len(), 8 | 12 | 13 | 14) && barcode.bytes().all(|byte| byte.is_ascii_digit())
}

/// The steps of the breadcrumb; the last one is the page itself.
pub fn breadcrumb_ld(crumbs: &[Crumb], chrome: &Chrome) -> Value {
    let step = |(at, crumb): (usize, &Crumb)| {
        let mut step = json!({ "@type": "ListItem", "position": at + 1, "name": crumb.title });
        if let Some(address) = &crumb.address {
            step["item"] = json!(chrome.absolute(address));
        }
        step
    };
    let steps: Vec<_> = crumbs.iter().enumerate().map(step).collect();
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps })
}

/// JSON that cannot end the element it stands in, nor open a comment (HTML, "restrictions for contents of script elements").
pub(super) fn safe_text(data: &Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let data = json!({ "name": "</script><!-- & \u{2028}" });

        let text = safe_text(&data);

        assert!(!text.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), data);
    }
}
