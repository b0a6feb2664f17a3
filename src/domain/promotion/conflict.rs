//! Pairs of promotions that could make a price surprising, found before they are published.

use super::{Benefit, Goods, Promotion, PromotionClass, PromotionStatus, evaluate::gives_the_same};
use crate::rate::Rate;

/// Two promotions that surprise together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Handle of the one.
    pub one: String,
    /// Handle of the other.
    pub other: String,
    /// What would happen, for the merchant.
    pub text: String,
}

/// The surprising pairs among those that are active at the same time and in the same market: two free deliveries, the same
/// gift twice, and shares of the same goods that come to more than everything.
pub fn conflicts(promotions: &[Promotion]) -> Vec<Conflict> {
    let active: Vec<&Promotion> = promotions
        .iter()
        .filter(|promotion| promotion.status == PromotionStatus::Active)
        .collect();
    let pairs = active
        .iter()
        .enumerate()
        .flat_map(|(at, one)| active[at + 1..].iter().map(move |other| (*one, *other)));
    pairs.filter_map(|(one, other)| conflict(one, other)).collect()
}

fn conflict(one: &Promotion, other: &Promotion) -> Option<Conflict> {
    if !meet_in_time(one, other) || !one.eligibility.may_meet(&other.eligibility) {
        return None;
    }
    let text = free_twice(one, other)
        .or_else(|| given_twice(one, other))
        .or_else(|| more_than_everything(one, other))?;
    Some(Conflict {
        one: one.handle.clone(),
        other: other.handle.clone(),
        text,
    })
}

fn meet_in_time(one: &Promotion, other: &Promotion) -> bool {
    let is_before = |one: &Promotion, other: &Promotion| {
        one.ends_at
            .zip(other.starts_at)
            .is_some_and(|(ends_at, starts_at)| ends_at <= starts_at)
    };
    !is_before(one, other) && !is_before(other, one)
}

fn free_twice(one: &Promotion, other: &Promotion) -> Option<String> {
    let is_free = |promotion: &Promotion| {
        promotion.class == PromotionClass::Delivery && promotion.benefit.largest_rate() == Some(Rate::ONE)
    };
    let meet = one.combines_with(other) || !(one.by_code || other.by_code);
    (is_free(one) && is_free(other) && meet)
        .then(|| "both make the delivery free, so the second gives nothing".to_owned())
}

fn given_twice(one: &Promotion, other: &Promotion) -> Option<String> {
    gives_the_same(one, other).then(|| "both give the same gift, which a cart gets once".to_owned())
}

fn more_than_everything(one: &Promotion, other: &Promotion) -> Option<String> {
    let is_of_goods = |promotion: &Promotion| promotion.class != PromotionClass::Delivery;
    let is_same_stage = is_of_goods(one) == is_of_goods(other);
    if !is_same_stage || !one.combines_with(other) || !may_share_goods(&one.goods, &other.goods) {
        return None;
    }
    let (left, right) = (share(&one.benefit)?, share(&other.benefit)?);
    let sum = left.ppm() + right.ppm();
    (sum > Rate::ONE.ppm()).then(|| {
        format!(
            "together they promise {} % and {} %, more than everything",
            left.to_percent_string(),
            right.to_percent_string()
        )
    })
}

// Buy X get Y gives at most Y of X + Y, rounded up to parts per million.
fn share(benefit: &Benefit) -> Option<Rate> {
    match benefit {
        Benefit::BuyXGetY { buy, get } => {
            let all = u64::from(*buy) + u64::from(*get);
            let ppm = (u64::from(*get) * 1_000_000).checked_div(all)?;
            u32::try_from(ppm).ok().map(Rate::from_ppm)
        }
        benefit => benefit.largest_rate(),
    }
}

// Sets of different kinds may share goods for all that is known here.
fn may_share_goods(one: &Goods, other: &Goods) -> bool {
    if one.is_everything() || other.is_everything() {
        return true;
    }
    let only_products = |goods: &Goods| goods.collections.is_empty() && goods.variants.is_empty();
    let only_variants = |goods: &Goods| goods.collections.is_empty() && goods.products.is_empty();
    if only_products(one) && only_products(other) {
        return !one.products.is_disjoint(&other.products);
    }
    if only_variants(one) && only_variants(other) {
        return !one.variants.is_disjoint(&other.variants);
    }
    true
}
