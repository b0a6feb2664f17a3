//! Meets the promotions on offer with one cart.

mod qualify;

use std::{cmp::Reverse, collections::BTreeSet};

use super::{CodeRefusal, Promotion, PromotionClass, Shopper};
use crate::{
    id::{CollectionId, ProductId, PromotionId, VariantId},
    pricing::{
        PricingContext, PricingError,
        discount::{self, Discounts, Working},
    },
};
use qualify::qualify;

/// What promotions look at in a line that is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFacts {
    /// Creation order in the cart.
    pub line_seq: u32,
    /// Its product.
    pub product_id: ProductId,
    /// What is bought.
    pub variant_id: VariantId,
    /// The collections that the product is in, as far as a promotion asks.
    pub collections: BTreeSet<CollectionId>,
    /// Units, at least one.
    pub quantity: u32,
    /// One unit, minor units.
    pub unit_price_minor: i64,
    /// Never for gift cards (R7).
    pub is_discountable: bool,
}

/// A promotion as it meets one cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub promotion: Promotion,
    /// Other orders that have it; 0 where there is no limit.
    pub used: u32,
    /// Other orders of this shopper that have it; 0 where there is no limit.
    pub used_by_customer: u32,
    /// Whether this shopper has ordered before; false where the promotion does not ask, or who it is is not known yet.
    pub has_ordered: bool,
    /// Its codes that were entered, in that order.
    pub codes: Vec<EnteredCode>,
}

/// A code that was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnteredCode {
    /// In capitals.
    pub code: String,
    /// Orders that may have this code.
    pub limit: Option<u32>,
    /// Other orders that have it.
    pub used: u32,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// For the pricing engine.
    pub discounts: Discounts,
    /// What applies, in order of precedence. A delivery promotion takes nothing while no delivery is chosen.
    pub applied: Vec<AppliedPromotion>,
    /// Entered codes that do not count, and why.
    pub refused: Vec<RefusedCode>,
}

/// A promotion that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedPromotion {
    /// Which.
    pub promotion_id: PromotionId,
    /// What shoppers read.
    pub name: String,
    /// What it takes from.
    pub class: PromotionClass,
    /// The code that it came by; `None` where it needs none.
    pub code: Option<String>,
    /// Whether other orders decide if it can be had: their number is bounded, here or for the code, or it is for who has
    /// not ordered before. Counted again under a lock when the order is placed.
    pub is_limited: bool,
}

/// A code that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedCode {
    /// In capitals.
    pub code: String,
    /// Why.
    pub why: CodeRefusal,
}

// A promotion whose conditions are met.
struct Candidate<'a> {
    promotion: &'a Promotion,
    code: Option<&'a EnteredCode>,
    discounts: Discounts,
    // What it would take of the goods if it stood alone.
    saving_minor: i64,
}

/// Which promotions apply to a cart. Pure, and independent of the order of offers and lines.
///
/// # Errors
/// [`PricingError`] for lines that cannot be priced.
pub fn evaluate(
    offers: &[Offer],
    lines: &[LineFacts],
    shopper: &Shopper<'_>,
    context: &PricingContext,
) -> Result<Evaluation, PricingError> {
    let working = lines
        .iter()
        .map(|line| Working::new(line.line_seq, line.unit_price_minor, line.quantity))
        .collect::<Result<Vec<_>, _>>()?;
    let mut evaluation = Evaluation::default();
    let mut candidates = Vec::new();
    for offer in offers {
        match qualify(offer, lines, shopper, context) {
            Ok((code, discounts)) => candidates.push(Candidate {
                promotion: &offer.promotion,
                code,
                saving_minor: discount::alone(&working, &discounts, context.rounding)?,
                discounts,
            }),
            Err(why) => evaluation.refuse(&offer.codes, &why),
        }
    }
    for candidate in &candidates {
        let spare = offers
            .iter()
            .filter(|offer| offer.promotion.promotion_id == candidate.promotion.promotion_id);
        for code in spare
            .flat_map(|offer| &offer.codes)
            .filter(|code| !is_same(candidate.code, code))
        {
            let with = candidate.promotion.name.clone();
            evaluation.refuse(std::slice::from_ref(code), &CodeRefusal::DoesNotCombine { with });
        }
    }
    choose(&mut evaluation, candidates, &working, context)?;
    evaluation.refused.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(evaluation)
}

fn is_same(one: Option<&EnteredCode>, other: &EnteredCode) -> bool {
    one.is_some_and(|one| one.code == other.code)
}

fn taken(working: &[Working], discounts: &Discounts, context: &PricingContext) -> Result<Vec<Working>, PricingError> {
    let mut lines = working.to_vec();
    discount::apply(&mut lines, discounts, context.rounding, &mut ())?;
    Ok(lines)
}

// The module's documentation says by which rule.
fn choose(
    evaluation: &mut Evaluation,
    mut candidates: Vec<Candidate<'_>>,
    working: &[Working],
    context: &PricingContext,
) -> Result<(), PricingError> {
    candidates.sort_by_key(|candidate| {
        let is_delivery = candidate.promotion.class == PromotionClass::Delivery;
        (
            is_delivery,
            Reverse(candidate.saving_minor),
            candidate.promotion.precedence(),
        )
    });
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    for candidate in candidates {
        match chosen
            .iter()
            .find(|other| !stand_together(candidate.promotion, other.promotion))
        {
            Some(other) => evaluation.refuse_candidate(&candidate, other.promotion),
            None => chosen.push(candidate),
        }
    }
    for candidate in &mut chosen {
        let discounts = &mut evaluation.discounts;
        discounts.products.append(&mut candidate.discounts.products);
        discounts.order.append(&mut candidate.discounts.order);
        discounts.delivery.append(&mut candidate.discounts.delivery);
    }
    let lines = taken(working, &evaluation.discounts, context)?;
    chosen.sort_by_key(|candidate| (candidate.promotion.class, candidate.promotion.precedence()));
    for candidate in &chosen {
        if candidate.promotion.class == PromotionClass::Delivery || took_anything(&lines, candidate) {
            evaluation.applied.push(candidate.applied());
        } else if let Some(other) = chosen.iter().find(|other| took_anything(&lines, other)) {
            evaluation.refuse_candidate(candidate, other.promotion);
        } else {
            evaluation.refuse(
                candidate.code.map_or(&[], std::slice::from_ref),
                &CodeRefusal::NotForTheseGoods,
            );
        }
    }
    Ok(())
}

fn stand_together(one: &Promotion, other: &Promotion) -> bool {
    let meet_on_lines = one.class == PromotionClass::Product && other.class == PromotionClass::Product;
    meet_on_lines || one.combines_with(other)
}

fn took_anything(lines: &[Working], candidate: &Candidate<'_>) -> bool {
    let id = candidate.promotion.promotion_id;
    lines
        .iter()
        .any(|line| line.applied().iter().any(|applied| applied.promotion_id == id))
}

impl Candidate<'_> {
    fn applied(&self) -> AppliedPromotion {
        let limits = self.promotion.limits;
        AppliedPromotion {
            promotion_id: self.promotion.promotion_id,
            name: self.promotion.name.clone(),
            class: self.promotion.class,
            code: self.code.map(|code| code.code.clone()),
            is_limited: limits.total.is_some()
                || limits.per_customer.is_some()
                || self.promotion.eligibility.first_order
                || self.code.is_some_and(|code| code.limit.is_some()),
        }
    }
}

impl Evaluation {
    fn refuse(&mut self, codes: &[EnteredCode], why: &CodeRefusal) {
        self.refused.extend(codes.iter().map(|code| RefusedCode {
            code: code.code.clone(),
            why: why.clone(),
        }));
    }

    fn refuse_candidate(&mut self, candidate: &Candidate<'_>, other: &Promotion) {
        let with = other.name.clone();
        self.refuse(
            candidate.code.map_or(&[], std::slice::from_ref),
            &CodeRefusal::DoesNotCombine { with },
        );
    }

    /// The promotion of an amount that the engine took.
    pub fn find(&self, promotion_id: PromotionId) -> Option<&AppliedPromotion> {
        self.applied.iter().find(|applied| applied.promotion_id == promotion_id)
    }
}
