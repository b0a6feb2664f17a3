//! Promotions: who gets what off, and why not.
//!
//! A [`Promotion`] says what it gives ([`Benefit`]), of which goods, when, to whom ([`Eligibility`]), and beside what else.
//! [`evaluate`] meets the ones on offer with one cart and says which apply, as [`crate::pricing::discount::Discounts`] for
//! the pricing engine, and in words why an entered code does not. [`conflicts`] finds pairs that would surprise before they
//! are published.
//!
//! **Which of several promotions apply.** Two promotions of one class combine if each lists the other's tag; two of
//! different classes combine if each lists the other's class. Products and order come first: the promotion that would
//! save most if it stood alone is taken (ties: lower priority number, then lower id), then the next that combines with
//! all taken so far, and so on. Delivery promotions join in the same way afterwards, so that the price of the delivery
//! never decides about the goods. Product promotions meet line by line: on each line the best one, or several that list
//! each other (R6). A gift has a line of its own, so it stands beside all of those; of several promotions that give the
//! same variant one counts.

mod benefit;
mod code;
mod conflict;
mod currency;
mod definition;
mod eligibility;
mod evaluate;
mod refusal;
#[cfg(test)]
mod tests;
mod view;

pub use benefit::{Benefit, Off, Tier};
pub use code::{CodeError, normalise_code};
pub use conflict::{Conflict, conflicts};
pub use currency::InCurrency;
pub use definition::{
    BenefitDefinition, CodeDefinition, CombinesDefinition, CurrencyDefinition, Definition, DefinitionError,
    GoodsDefinition, LimitsDefinition, MinimumDefinition, TierDefinition,
};
pub use eligibility::{Eligibility, Shopper};
pub use evaluate::{
    AppliedPromotion, EnteredCode, Evaluation, Gift, GiftFacts, LeftOut, LineFacts, Offer, RefusedCode, evaluate,
};
pub use refusal::CodeRefusal;
pub use view::CodeView;

pub use crate::pricing::discount::PromotionClass;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::{CollectionId, ProductId, PromotionId, VariantId},
    money::Currency,
    pricing::discount::Precedence,
};

/// Most codes that a cart holds.
pub const MAX_CODES: usize = 5;
/// Most promotions without a code that are active at once: every cart reads them all.
pub const MAX_AUTOMATIC: usize = 50;

/// A discount rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promotion {
    /// Id; the last tie-break of everything.
    pub promotion_id: PromotionId,
    /// How the merchant's file knows it.
    pub handle: String,
    /// What shoppers read.
    pub name: String,
    /// What it takes from.
    pub class: PromotionClass,
    /// How much it gives.
    pub benefit: Benefit,
    /// The lowest goes first.
    pub priority: i32,
    /// What others of its class call it.
    pub tag: String,
    /// Tags of its own class that it stands beside.
    pub combines_with_tags: BTreeSet<String>,
    /// Other classes that it stands beside.
    pub combines_with_classes: BTreeSet<PromotionClass>,
    /// Whether it is published.
    pub status: PromotionStatus,
    /// In force from here on.
    pub starts_at: Option<DateTime<Utc>>,
    /// In force until before this.
    pub ends_at: Option<DateTime<Utc>>,
    /// Only those who type one of its codes get it.
    pub by_code: bool,
    /// How often.
    pub limits: Limits,
    /// What the goods must come to.
    pub minimum: Minimum,
    /// Of all amounts in it; `None` where there are none.
    pub currency: Option<Currency>,
    /// The same in other currencies. In one that is named nowhere it does not count: nothing is converted.
    pub in_currencies: Vec<InCurrency>,
    /// What it is about.
    pub goods: Goods,
    /// Whom it is for, and where.
    pub eligibility: Eligibility,
}

/// Whether a promotion is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromotionStatus {
    /// Being prepared.
    #[default]
    Draft,
    /// Published; in force within its window.
    Active,
    /// Over.
    Archived,
}

/// How often a promotion can be had; counted in orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// By everybody together.
    pub total: Option<u32>,
    /// By one e-mail address or account.
    pub per_customer: Option<u32>,
}

/// What the eligible goods must come to, before any discount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minimum {
    /// List amounts together, minor units.
    pub subtotal_minor: Option<i64>,
    /// Units together.
    pub quantity: Option<u32>,
}

/// The goods that a promotion is about: everything, or what is in one of the sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goods {
    /// All products in these.
    pub collections: BTreeSet<CollectionId>,
    /// All variants of these.
    pub products: BTreeSet<ProductId>,
    /// These.
    pub variants: BTreeSet<VariantId>,
}

impl Promotion {
    /// Its place among others.
    pub const fn precedence(&self) -> Precedence {
        Precedence {
            priority: self.priority,
            promotion_id: self.promotion_id,
        }
    }

    /// Whether it may stand beside another promotion. Products meet on lines, where the engine looks at their tags.
    pub fn combines_with(&self, other: &Self) -> bool {
        if self.class != other.class {
            return self.combines_with_classes.contains(&other.class)
                && other.combines_with_classes.contains(&self.class);
        }
        self.combines_with_tags.contains(&other.tag) && other.combines_with_tags.contains(&self.tag)
    }
}

impl PromotionStatus {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }

    /// Reads the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Draft, Self::Active, Self::Archived]
            .into_iter()
            .find(|status| status.as_str() == word)
    }
}

impl Goods {
    /// Whether everything is meant.
    pub fn is_everything(&self) -> bool {
        self.collections.is_empty() && self.products.is_empty() && self.variants.is_empty()
    }

    fn hold(&self, line: &LineFacts) -> bool {
        self.is_everything()
            || self.variants.contains(&line.variant_id)
            || self.products.contains(&line.product_id)
            || line.collections.iter().any(|id| self.collections.contains(id))
    }
}
