//! Lists as pages print them.

use super::{ListFilter, Picture, ProductCard};
use crate::gallery::Gallery;
use crate::pricing::QuoteId;
use serde::{Deserialize, Serialize};

/// A collection in a list of collections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionCard {
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// Its picture, if it has one that is ready.
    pub picture: Option<Picture>,
}

/// One value of a facet with how many products have it under the other filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// Products that would be listed.
    pub count: u32,
    /// Whether it is chosen.
    pub selected: bool,
}

/// A facet: what the list can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Name in the address: `type`, `vendor`, `option.Size`.
    pub key: String,
    /// Words for people.
    pub title: String,
    /// Values, most frequent first, at most 30.
    pub values: Vec<FacetValue>,
}

/// Everything a collection page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionPage {
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// Sanitised.
    pub description_html: String,
    /// For `<title>`.
    pub seo_title: String,
    /// For the description tag.
    pub seo_description: String,
    /// Its picture.
    pub picture: Option<Picture>,
    /// What was asked for.
    pub filter: ListFilter,
    /// What it can be narrowed by.
    pub facets: Vec<Facet>,
    /// This page of products.
    pub products: Vec<ProductCard>,
    /// Products under the filter.
    pub total: u32,
    /// Pages under the filter, at least 1.
    pub page_count: u32,
    /// What customers made of it, if a gallery stands here.
    pub gallery: Option<Gallery>,
}

/// Everything the search page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was typed, trimmed, at most 200 characters.
    pub query: String,
    /// What was asked for.
    pub filter: ListFilter,
    /// Found products of this page.
    pub products: Vec<ProductCard>,
    /// Found products in all, counted up to 1,000.
    pub total: u32,
    /// Pages, at least 1.
    pub page_count: u32,
    /// Whether the words as typed matched nothing and similar ones are shown.
    pub is_fuzzy: bool,
}

/// One suggestion under the search field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Name of the product or collection.
    pub title: String,
    /// Where it is.
    pub address: String,
    /// Its price in words, for products.
    pub price_text: Option<String>,
    /// Names that price.
    pub quote_id: Option<QuoteId>,
    /// A small picture.
    pub picture_address: Option<String>,
}

/// Everything the home page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePage {
    /// The large picture at the top.
    pub hero: Option<Picture>,
    /// Collections in the merchant's order, at most 6.
    pub collections: Vec<CollectionCard>,
    /// Newest products, at most 8.
    pub newest: Vec<ProductCard>,
    /// What customers made of it, if a gallery stands here.
    pub gallery: Option<Gallery>,
}
