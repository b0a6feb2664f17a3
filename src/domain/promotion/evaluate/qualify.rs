//! Whether one promotion's conditions are met, whatever else is on offer.

use super::{EnteredCode, LineFacts, Offer};
use crate::{
    money::Money,
    pricing::{
        PricingContext,
        discount::{
            DeliveryDiscount, Discounts, Eligible, GiftDiscount, OrderDiscount, ProductBenefit, ProductDiscount,
            Reduction,
        },
    },
    promotion::{Benefit, CodeRefusal, Promotion, PromotionClass, PromotionStatus, Shopper},
    rate::Rate,
};

// What a promotion gives and asks for in the currency of the cart.
#[derive(Clone, Copy)]
struct Terms<'a> {
    benefit: &'a Benefit,
    min_subtotal_minor: Option<i64>,
}

/// The code that it comes by and what it gives, or why not.
pub(super) fn qualify<'a>(
    offer: &'a Offer,
    lines: &[LineFacts],
    shopper: &Shopper<'_>,
    context: &PricingContext,
) -> Result<(Option<&'a EnteredCode>, Discounts), CodeRefusal> {
    let promotion = &offer.promotion;
    in_force(promotion, context)?;
    promotion.eligibility.admit(shopper)?;
    let terms = in_currency(promotion, context)?;
    let code = entitled(offer)?;
    let eligible: Vec<&LineFacts> = lines
        .iter()
        .filter(|line| line.is_discountable && promotion.goods.hold(line))
        .collect();
    if eligible.is_empty() {
        return Err(CodeRefusal::NotForTheseGoods);
    }
    let subtotal_minor = reached(promotion, terms, &eligible, context)?;
    let discounts = match terms.benefit.gift() {
        Some(_) => given(offer)?,
        None => discounts(promotion, terms.benefit, &eligible, lines.len(), subtotal_minor)
            .ok_or(CodeRefusal::NotForTheseGoods)?,
    };
    if !promotion.by_code {
        // Last, so that nobody is told of what they would not have had.
        is_left(offer)?;
    }
    Ok((code, discounts))
}

fn given(offer: &Offer) -> Result<Discounts, CodeRefusal> {
    let gift = offer.gift.ok_or(CodeRefusal::GiftGone)?;
    let gifts = vec![GiftDiscount {
        promotion_id: offer.promotion.promotion_id,
        line_seq: gift.line_seq,
    }];
    Ok(Discounts {
        gifts,
        ..Discounts::default()
    })
}

fn in_force(promotion: &Promotion, context: &PricingContext) -> Result<(), CodeRefusal> {
    if promotion.status != PromotionStatus::Active {
        return Err(CodeRefusal::Unknown);
    }
    if let Some(starts_at) = promotion.starts_at.filter(|starts_at| context.now < *starts_at) {
        return Err(CodeRefusal::NotYet { starts_at });
    }
    if promotion.ends_at.is_some_and(|ends_at| context.now >= ends_at) {
        return Err(CodeRefusal::Expired);
    }
    Ok(())
}

// After the market, which is the better word for who shops in another country.
fn in_currency<'a>(promotion: &'a Promotion, context: &PricingContext) -> Result<Terms<'a>, CodeRefusal> {
    let currency = context.currency;
    let (benefit, min_subtotal_minor) = promotion
        .in_currency(currency)
        .ok_or(CodeRefusal::OtherCurrency { currency })?;
    Ok(Terms {
        benefit,
        min_subtotal_minor,
    })
}

fn entitled(offer: &Offer) -> Result<Option<&EnteredCode>, CodeRefusal> {
    if !offer.promotion.by_code {
        return Ok(None);
    }
    is_left(offer)?;
    let good = offer
        .codes
        .iter()
        .find(|code| code.limit.is_none_or(|limit| code.used < limit));
    good.map(Some).ok_or(CodeRefusal::UsedUp)
}

// Other orders decide.
fn is_left(offer: &Offer) -> Result<(), CodeRefusal> {
    let limits = offer.promotion.limits;
    if limits.total.is_some_and(|limit| offer.used >= limit) {
        return Err(CodeRefusal::UsedUp);
    }
    if limits.per_customer.is_some_and(|limit| offer.used_by_customer >= limit) {
        return Err(CodeRefusal::UsedByCustomer);
    }
    if offer.promotion.eligibility.first_order && offer.has_ordered {
        return Err(CodeRefusal::NotFirstOrder);
    }
    Ok(())
}

// The list amounts of the eligible goods, if they reach what is asked.
fn reached(
    promotion: &Promotion,
    terms: Terms<'_>,
    eligible: &[&LineFacts],
    context: &PricingContext,
) -> Result<i64, CodeRefusal> {
    let of_some_goods = !promotion.goods.is_everything();
    let units = eligible
        .iter()
        .fold(0_u32, |sum, line| sum.saturating_add(line.quantity));
    let amount = |line: &&LineFacts| line.unit_price_minor.saturating_mul(i64::from(line.quantity));
    let subtotal_minor = eligible.iter().map(amount).fold(0_i64, i64::saturating_add);
    let group = match terms.benefit {
        Benefit::BuyXGetY { buy, get } => Some(buy.saturating_add(*get)),
        _ => None,
    };
    let wanted = promotion.minimum.quantity.max(group).unwrap_or(0);
    if units < wanted {
        let missing = wanted - units;
        return Err(CodeRefusal::QuantityMissing { missing, of_some_goods });
    }
    let wanted = terms
        .min_subtotal_minor
        .max(terms.benefit.first_tier_minor())
        .unwrap_or(0);
    if subtotal_minor < wanted {
        let missing = Money::new(wanted - subtotal_minor, context.currency);
        return Err(CodeRefusal::SubtotalMissing { missing, of_some_goods });
    }
    Ok(subtotal_minor)
}

fn discounts(
    promotion: &Promotion,
    benefit: &Benefit,
    lines: &[&LineFacts],
    of: usize,
    subtotal_minor: i64,
) -> Option<Discounts> {
    let precedence = promotion.precedence();
    let eligible = if lines.len() == of {
        Eligible::All
    } else {
        Eligible::Lines(lines.iter().map(|line| line.line_seq).collect())
    };
    let mut discounts = Discounts::default();
    match promotion.class {
        PromotionClass::Product => discounts.products.push(ProductDiscount {
            precedence,
            tag: promotion.tag.clone(),
            combines_with: promotion.combines_with_tags.clone(),
            eligible,
            benefit: product_benefit(benefit)?,
        }),
        PromotionClass::Order => discounts.order.push(OrderDiscount {
            precedence,
            eligible,
            reduction: benefit.order_reduction(subtotal_minor)?,
        }),
        PromotionClass::Delivery => discounts.delivery.push(DeliveryDiscount {
            precedence,
            reduction: match benefit {
                Benefit::FreeDelivery => Reduction::Percent(Rate::ONE),
                Benefit::Percent { rate } => Reduction::Percent(*rate),
                _ => return None,
            },
        }),
    }
    Some(discounts)
}

fn product_benefit(benefit: &Benefit) -> Option<ProductBenefit> {
    match *benefit {
        Benefit::Percent { rate } => Some(ProductBenefit::Line(Reduction::Percent(rate))),
        Benefit::FixedPerLine { amount_minor } => Some(ProductBenefit::Line(Reduction::Fixed(amount_minor))),
        Benefit::FixedPerUnit { amount_minor } => Some(ProductBenefit::EachUnit(amount_minor)),
        Benefit::BuyXGetY { buy, get } => Some(ProductBenefit::BuyXGetY { buy, get }),
        Benefit::FixedOrder { .. } | Benefit::Tiers { .. } | Benefit::FreeDelivery | Benefit::Gift { .. } => None,
    }
}
