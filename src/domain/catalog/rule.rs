//! What puts a product into a rule-based collection.

use serde::{Deserialize, Serialize};

/// All conditions that are present must hold; a rule without any matches every visible product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CollectionRule {
    /// Carries at least one of these tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any_tag: Vec<String>,
    /// Is of one of these product types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any_type: Vec<String>,
    /// Comes from one of these vendors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any_vendor: Vec<String>,
    /// Lowest price below this, in minor units of the shop's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_below_minor: Option<i64>,
    /// Its cheapest variant has a compare-at price.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub on_sale: bool,
    /// Created within this many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer_than_days: Option<u32>,
}
