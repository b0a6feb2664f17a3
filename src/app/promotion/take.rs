//! What promotions take of a cart, for the engine, for orders and for people.

use super::gift;
use crate::cart::view;
use chrono::{DateTime, Utc};
use domain::money::{Money, display};
use domain::pricing::{PricedCart, PricingContext, PricingError};
use domain::promotion::{CodeView, Evaluation, LineFacts, Shopper};
use sqlx::PgConnection;
use store::cart::{Cart, CartLine, Contents};
use store::error::StoreError;
use store::order::TermsAdjustment;
use store::promotion::CartPromotions;

/// What is on offer to a cart, and whether its gifts can be had; asked only where there may be something.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub(crate) async fn of_cart(
    conn: &mut PgConnection,
    cart: &Cart,
    contents: &Contents,
    now: DateTime<Utc>,
) -> Result<CartPromotions, StoreError> {
    if !contents.may_have_offers {
        return Ok(CartPromotions::default());
    }
    let mut found = store::promotion::find_for_cart(conn, cart.cart_id, now).await?;
    found.gifts.clone_from(&contents.gifts);
    gift::tell(&mut found, cart, &contents.lines);
    Ok(found)
}

/// Which of the promotions on offer to a cart apply to its lines that are sold. Gifts among the lines count for nothing.
///
/// # Errors
/// [`PricingError`] for lines that cannot be priced.
pub(crate) fn evaluate(
    promotions: &CartPromotions,
    cart: &Cart,
    lines: &[CartLine],
    context: &PricingContext,
) -> Result<Evaluation, PricingError> {
    if promotions.offers.is_empty() {
        return Ok(Evaluation::default());
    }
    let facts: Vec<LineFacts> = lines.iter().filter_map(|line| facts(promotions, line)).collect();
    let shopper = Shopper {
        market_id: cart.market_id,
        customer_groups: cart.customer_groups.as_deref(),
    };
    domain::promotion::evaluate(&promotions.offers, &facts, &shopper, context)
}

fn facts(promotions: &CartPromotions, line: &CartLine) -> Option<LineFacts> {
    let input = view::input(line).filter(|_| line.gift_of.is_none())?;
    let product_id = line.variant.product_id;
    let collections = promotions.members.iter().filter(|(member, _)| *member == product_id);
    Some(LineFacts {
        line_seq: input.line_seq,
        product_id,
        variant_id: input.variant_id,
        collections: collections.map(|(_, collection_id)| *collection_id).collect(),
        quantity: input.quantity,
        unit_price_minor: input.unit_price_minor,
        is_discountable: input.is_discountable,
    })
}

/// What was taken, with names and codes: as an order keeps it.
pub(crate) fn adjustments(priced: &PricedCart, evaluation: &Evaluation) -> Vec<TermsAdjustment> {
    let named = priced.adjustments.iter().filter_map(|taken| {
        let promotion = evaluation.find(taken.promotion_id)?;
        Some(TermsAdjustment {
            promotion_id: taken.promotion_id,
            class: taken.class,
            name: promotion.name.clone(),
            code: promotion.code.clone().unwrap_or_default(),
            line_seq: taken.line_seq,
            amount_minor: taken.amount_minor,
        })
    });
    named.collect()
}

/// One row a promotion, as (name, amount below zero), in the order in which they first took something.
pub(crate) fn rows<'a>(
    adjustments: impl Iterator<Item = &'a TermsAdjustment>,
    currency: domain::money::Currency,
) -> Vec<(String, String)> {
    let mut sums: Vec<(&TermsAdjustment, i64)> = Vec::new();
    for taken in adjustments {
        match sums
            .iter_mut()
            .find(|(known, _)| known.promotion_id == taken.promotion_id)
        {
            // No sum exceeds the goods, which fit.
            Some((_, sum)) => *sum += taken.amount_minor,
            None => sums.push((taken, taken.amount_minor)),
        }
    }
    let row = |(taken, sum): (&TermsAdjustment, i64)| {
        let name = if taken.code.is_empty() {
            taken.name.clone()
        } else {
            format!("{} ({})", taken.name, taken.code)
        };
        let amount = display::format(Money::new(-sum, currency), display::Locale::default());
        (name, amount)
    };
    sums.into_iter().map(row).collect()
}

/// The entered codes with what became of them: those that count first.
pub(crate) fn codes(evaluation: &Evaluation) -> Vec<CodeView> {
    let applied = evaluation.applied.iter().filter_map(|applied| {
        Some(CodeView {
            code: applied.code.clone()?,
            is_applied: true,
            text: applied.name.clone(),
        })
    });
    let refused = evaluation.refused.iter().map(|refused| CodeView {
        code: refused.code.clone(),
        is_applied: false,
        text: refused.why.text(),
    });
    applied.chain(refused).collect()
}
