//! The catalogue as the importer takes it, so that the demo store goes through the same door as any other.

use std::collections::BTreeMap;

use domain::catalog::CollectionRule;
use store::import::Incoming;

use super::catalogue::{Members, Product, Shot, Status, Variant, products};
use crate::import::draft::{DraftStatus, ImageDraft, OptionDraft, ProductDraft, VariantDraft, digest};

/// Longer names are cut for search engines at their first colon.
const SEO_TITLE: usize = 70;

/// All products, in the order in which they are to appear.
///
/// # Errors
/// When a draft cannot be serialised, which none of ours does.
pub fn incoming() -> Result<Vec<Incoming>, serde_json::Error> {
    let drafts = products().into_iter().map(draft);
    drafts
        .map(|draft| digest(&draft).map(|digest| Incoming { draft, digest }))
        .collect()
}

/// The source of a picture, as the media pipeline knows it.
pub fn source(shot: &Shot) -> String {
    format!("demo:{}", shot.key)
}

/// The rule of a collection; `None` when its members are listed.
pub fn rule(members: Members) -> Option<CollectionRule> {
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect();
    match members {
        Members::Listed(_) => None,
        Members::Tagged(tags) => Some(CollectionRule {
            any_tag: words(tags),
            ..CollectionRule::default()
        }),
        Members::Below(cents) => Some(CollectionRule {
            price_below_minor: Some(cents),
            ..CollectionRule::default()
        }),
        Members::Reduced => Some(CollectionRule {
            on_sale: true,
            ..CollectionRule::default()
        }),
    }
}

fn draft(product: &Product) -> ProductDraft {
    let text = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    ProductDraft {
        handle: product.handle.to_owned(),
        handle_is_derived: false,
        title: product.title.to_owned(),
        description_html: product.description_html(),
        vendor: product.vendor.to_owned(),
        product_type: product.kind.to_owned(),
        tags: text(product.tags),
        status: match product.status {
            Status::Draft => DraftStatus::Draft,
            Status::Active => DraftStatus::Active,
            Status::Archived => DraftStatus::Archived,
        },
        published_from: None,
        seo_title: seo_title(product.title).to_owned(),
        seo_description: product.summary.to_owned(),
        metafields: BTreeMap::from([
            ("details.material".to_owned(), product.material.to_owned()),
            ("details.care".to_owned(), product.care.to_owned()),
        ]),
        options: product
            .options
            .iter()
            .map(|choice| OptionDraft {
                name: choice.name.to_owned(),
                values: text(choice.values),
            })
            .collect(),
        variants: product.variants().iter().map(|made| variant(product, made)).collect(),
        images: product.shots.iter().map(image).collect(),
    }
}

fn seo_title(title: &str) -> &str {
    if title.chars().count() <= SEO_TITLE {
        title
    } else {
        title.split(':').next().unwrap_or(title)
    }
}

fn variant(product: &Product, made: &Variant) -> VariantDraft {
    VariantDraft {
        sku: Some(made.sku.clone()),
        barcode: Some(made.barcode.clone()),
        option_values: made.values.iter().map(ToString::to_string).collect(),
        weight_grams: product.grams,
        requires_shipping: true,
        tax_category: "standard".to_owned(),
        tracks_inventory: true,
        continue_selling: product.to_order,
        quantity: Some(made.stock),
        amount_minor: made.price,
        compare_at_minor: made.was,
        content: product.content.parse().ok(),
        image: made.shot,
    }
}

fn image(shot: &Shot) -> ImageDraft {
    ImageDraft {
        source: source(shot),
        file: None,
        alt: shot.alt.to_owned(),
    }
}
