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
    /// Its gift, where it gives one that can be had now, beside what the cart buys of the same variant.
    pub gift: Option<GiftFacts>,
    /// Its codes that were entered, in that order.
    pub codes: Vec<EnteredCode>,
}

/// A gift as it would be a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GiftFacts {
    /// A place of its own among the lines of the cart.
    pub line_seq: u32,
    /// One unit, minor units: what it is worth.
    pub unit_price_minor: i64,
}

/// A gift that the cart gets: a line to be added, which costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gift {
    /// By which promotion.
    pub promotion_id: PromotionId,
    /// What is given.
    pub variant_id: VariantId,
    /// Units.
    pub quantity: u32,
    /// As [`GiftFacts`] said.
    pub line_seq: u32,
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
    /// Gifts, in order of precedence, none twice.
    pub gifts: Vec<Gift>,
    /// Names of promotions without a code that the cart would get if their gifts could be had.
    pub gifts_gone: Vec<String>,
    /// Promotions without a code that the cart does not get whatever is put into it, and why.
    pub left_out: Vec<LeftOut>,
    /// Entered codes that do not count, and why.
    pub refused: Vec<RefusedCode>,
}

/// A promotion without a code that has been used up, or has no amounts in the cart's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What shoppers read.
    pub name: String,
    /// Why.
    pub why: CodeRefusal,
}

impl LeftOut {
    /// One sentence.
    pub fn text(&self) -> String {
        let name = &self.name;
        match &self.why {
            CodeRefusal::UsedByCustomer => format!("“{name}” has been had as often as one customer may."),
            CodeRefusal::OtherCurrency { currency } => format!("“{name}” has no amounts in {currency}."),
            _ => format!("“{name}” has been used up."),
        }
    }
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
    gift: Option<GiftFacts>,
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
    let bought = lines
        .iter()
        .map(|line| Working::new(line.line_seq, line.unit_price_minor, line.quantity));
    let working = bought
        .chain(offers.iter().filter_map(gift_line))
        .collect::<Result<Vec<_>, _>>()?;
    let mut evaluation = Evaluation::default();
    let mut candidates = Vec::new();
    for offer in offers {
        match qualify(offer, lines, shopper, context) {
            Ok((code, discounts)) => candidates.push(Candidate {
                promotion: &offer.promotion,
                code,
                gift: offer.gift,
                saving_minor: discount::alone(&working, &discounts, context.rounding)?,
                discounts,
            }),
            Err(why) => {
                if !offer.promotion.by_code {
                    evaluation.leave_out(&offer.promotion, &why);
                }
                evaluation.refuse(&offer.codes, &why);
            }
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

// What a gift would be, whether the cart gets it or not; nothing but its own promotion touches it.
fn gift_line(offer: &Offer) -> Option<Result<Working, PricingError>> {
    let (_, quantity) = offer.promotion.benefit.gift()?;
    let gift = offer.gift?;
    Some(Working::new(gift.line_seq, gift.unit_price_minor, quantity).map(Working::gift))
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
        discounts.gifts.append(&mut candidate.discounts.gifts);
        discounts.products.append(&mut candidate.discounts.products);
        discounts.order.append(&mut candidate.discounts.order);
        discounts.delivery.append(&mut candidate.discounts.delivery);
    }
    let lines = taken(working, &evaluation.discounts, context)?;
    chosen.sort_by_key(|candidate| (candidate.promotion.class, candidate.promotion.precedence()));
    for candidate in &chosen {
        let gift = candidate.gift();
        let is_given = gift.is_some() || candidate.promotion.class == PromotionClass::Delivery;
        if is_given || took_anything(&lines, candidate) {
            evaluation.gifts.extend(gift);
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
    if gives_the_same(one, other) {
        return false;
    }
    let meet_on_lines = one.class == PromotionClass::Product && other.class == PromotionClass::Product;
    meet_on_lines || one.combines_with(other)
}

/// Whether both give the same variant: a cart gets it once.
pub(super) fn gives_the_same(one: &Promotion, other: &Promotion) -> bool {
    let gift = |promotion: &Promotion| promotion.benefit.gift().map(|(variant_id, _)| variant_id);
    gift(one).is_some() && gift(one) == gift(other)
}

fn took_anything(lines: &[Working], candidate: &Candidate<'_>) -> bool {
    let id = candidate.promotion.promotion_id;
    lines
        .iter()
        .any(|line| line.applied().iter().any(|applied| applied.promotion_id == id))
}

impl Candidate<'_> {
    fn gift(&self) -> Option<Gift> {
        let (variant_id, quantity) = self.promotion.benefit.gift()?;
        Some(Gift {
            promotion_id: self.promotion.promotion_id,
            variant_id,
            quantity,
            line_seq: self.gift?.line_seq,
        })
    }

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

    fn leave_out(&mut self, promotion: &Promotion, why: &CodeRefusal) {
        match why {
            CodeRefusal::GiftGone => self.gifts_gone.push(promotion.name.clone()),
            CodeRefusal::UsedUp | CodeRefusal::UsedByCustomer | CodeRefusal::OtherCurrency { .. } => {
                self.left_out.push(LeftOut {
                    name: promotion.name.clone(),
                    why: why.clone(),
                });
            }
            _ => {}
        }
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
