//! A promotion as a merchant writes it in a file, and what can be wrong with it.

mod check;
mod currency;
mod faults;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{PromotionClass, PromotionStatus};

/// One promotion of a file. Amounts are decimals in the shop's currency, percentages are decimals of a hundred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Identity: applying a file again changes the promotion of this handle.
    pub handle: String,
    /// What shoppers read.
    pub name: String,
    /// What it takes from.
    pub class: PromotionClass,
    /// Whether it is published.
    #[serde(default)]
    pub status: PromotionStatus,
    /// What it gives.
    pub benefit: BenefitDefinition,
    /// Without any, everybody gets it.
    #[serde(default)]
    pub codes: Vec<CodeDefinition>,
    /// The lowest goes first.
    #[serde(default)]
    pub priority: i32,
    /// What others of its class call it; the handle if absent.
    #[serde(default)]
    pub tag: Option<String>,
    /// What it stands beside.
    #[serde(default)]
    pub combines_with: CombinesDefinition,
    /// RFC 3339 with the shop's offset.
    #[serde(default)]
    pub starts_at: Option<DateTime<Utc>>,
    /// As above.
    #[serde(default)]
    pub ends_at: Option<DateTime<Utc>>,
    /// How often.
    #[serde(default)]
    pub limits: LimitsDefinition,
    /// What the goods must come to.
    #[serde(default)]
    pub minimum: MinimumDefinition,
    /// Its amounts in other currencies than the shop's, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub currencies: BTreeMap<String, CurrencyDefinition>,
    /// What it is about; everything if empty.
    #[serde(default)]
    pub goods: GoodsDefinition,
    /// Codes of markets; all of them if empty.
    #[serde(default)]
    pub markets: BTreeSet<String>,
    /// Groups of customers; everybody if empty.
    #[serde(default)]
    pub customer_groups: BTreeSet<String>,
    /// Whether it is only for who has not ordered before.
    #[serde(default)]
    pub first_order: bool,
}

/// See [`Benefit`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum BenefitDefinition {
    /// A share.
    Percent {
        /// "12.5".
        percent: String,
    },
    /// Off each unit.
    FixedPerUnit {
        /// "5.00".
        amount: String,
    },
    /// Off each line.
    FixedPerLine {
        /// "5.00".
        amount: String,
    },
    /// Off the goods together.
    FixedOrder {
        /// "5.00".
        amount: String,
    },
    /// Free units.
    BuyXGetY {
        /// Paid units.
        buy: u32,
        /// Free units.
        get: u32,
    },
    /// More for more.
    Tiers {
        /// At least one.
        tiers: Vec<TierDefinition>,
    },
    /// No delivery price.
    FreeDelivery {},
    /// Units of a variant for nothing.
    Gift {
        /// Its stock code.
        sku: String,
        /// Units.
        #[serde(default = "one")]
        quantity: u32,
    },
}

const fn one() -> u32 {
    1
}

/// One tier: a percentage or an amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierDefinition {
    /// Subtotal from which it counts, "100.00".
    pub from: String,
    /// "10".
    #[serde(default)]
    pub percent: Option<String>,
    /// "15.00".
    #[serde(default)]
    pub amount: Option<String>,
}

/// A code, alone or with a limit of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CodeDefinition {
    /// "WELCOME10".
    Plain(String),
    /// With a limit.
    Limited {
        /// "ANA-50".
        code: String,
        /// Orders that may have it.
        limit: u32,
    },
}

/// What it stands beside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CombinesDefinition {
    /// Other classes.
    #[serde(default)]
    pub classes: BTreeSet<PromotionClass>,
    /// Tags of its own class.
    #[serde(default)]
    pub tags: BTreeSet<String>,
}

/// How often, in orders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsDefinition {
    /// By everybody together.
    #[serde(default)]
    pub total: Option<u32>,
    /// By one e-mail address or account.
    #[serde(default)]
    pub per_customer: Option<u32>,
}

/// What the goods must come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumDefinition {
    /// "50.00".
    #[serde(default)]
    pub subtotal: Option<String>,
    /// Units.
    #[serde(default)]
    pub quantity: Option<u32>,
}

/// Every amount of a promotion in one more currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurrencyDefinition {
    /// In place of the benefit's: "5.00".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// In place of the benefit's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiers: Option<Vec<TierDefinition>>,
    /// In place of the minimum's: "50.00".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtotal: Option<String>,
}

/// What it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodsDefinition {
    /// Handles.
    #[serde(default)]
    pub collections: BTreeSet<String>,
    /// Handles.
    #[serde(default)]
    pub products: BTreeSet<String>,
    /// Stock codes of variants.
    #[serde(default)]
    pub skus: BTreeSet<String>,
}

impl Definition {
    /// The stock code of what it gives, if it is a gift.
    pub fn gift_sku(&self) -> Option<&str> {
        match &self.benefit {
            BenefitDefinition::Gift { sku, .. } => Some(sku),
            _ => None,
        }
    }
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{handle}: {field}: {reason}")]
pub struct DefinitionError {
    /// Which promotion.
    pub handle: String,
    /// Which field.
    pub field: &'static str,
    /// What is wrong with it, and what would be right.
    pub reason: String,
}
