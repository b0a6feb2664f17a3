//! Gifts as lines of a cart. They have no rows: whoever reads a cart makes them from the promotions that apply then, so a
//! gift comes and goes with its condition, and nobody can have it twice or change how many there are.

use chrono::{DateTime, Utc};
use domain::cart::Supply;
use domain::id::VariantId;
use domain::promotion::{Evaluation, Gift, GiftFacts, Offer};
use store::cart::{Cart, CartLine, CartVariant};
use store::promotion::CartPromotions;

/// Tells each offer of a gift whether that can be had: it is sold here, and enough is left beside what the cart buys.
pub(super) fn tell(promotions: &mut CartPromotions, cart: &Cart, lines: &[CartLine]) {
    let last = lines.iter().map(|line| line.line_seq).max().unwrap_or(0);
    let mut line_seq = cart.next_line_seq.max(last.saturating_add(1));
    for offer in &mut promotions.offers {
        let Some((variant_id, quantity)) = offer.promotion.benefit.gift() else {
            continue;
        };
        let variant = promotions.gifts.iter().find(|gift| gift.variant_id == variant_id);
        let variant = variant.filter(|variant| is_left(variant, bought(lines, variant_id), quantity));
        let price = variant.and_then(|variant| variant.price(quantity));
        offer.gift = price.map(|price| GiftFacts {
            line_seq,
            unit_price_minor: price.amount_minor,
        });
        line_seq = line_seq.saturating_add(1);
    }
}

fn bought(lines: &[CartLine], variant_id: VariantId) -> u32 {
    let same = lines
        .iter()
        .filter(|line| line.gift_of.is_none() && line.variant.variant_id == variant_id);
    same.map(|line| line.quantity).fold(0, u32::saturating_add)
}

fn is_left(variant: &CartVariant, bought: u32, given: u32) -> bool {
    match variant.supply(given) {
        Supply::NotSold => false,
        Supply::Unlimited => true,
        Supply::UpTo(units) => bought.saturating_add(given) <= units,
    }
}

/// Whether a gift is on offer whose variant was not read with the lines: its code was entered since.
pub(crate) fn is_unread(promotions: &CartPromotions) -> bool {
    let is_known = |variant_id| promotions.gifts.iter().any(|gift| gift.variant_id == variant_id);
    let gift = |offer: &Offer| offer.promotion.benefit.gift().map(|(variant_id, _)| variant_id);
    promotions.offers.iter().filter_map(gift).any(|gift| !is_known(gift))
}

/// The lines that the shopper has put in, and the gifts that they bring.
pub(crate) fn with_gifts(
    lines: &[CartLine],
    promotions: &CartPromotions,
    evaluation: &Evaluation,
    now: DateTime<Utc>,
) -> Vec<CartLine> {
    let given = evaluation.gifts.iter().filter_map(|gift| line(gift, promotions, now));
    let own = lines.iter().filter(|line| line.gift_of.is_none()).cloned();
    own.chain(given).collect()
}

fn line(gift: &Gift, promotions: &CartPromotions, now: DateTime<Utc>) -> Option<CartLine> {
    let variant = promotions
        .gifts
        .iter()
        .find(|known| known.variant_id == gift.variant_id)?;
    Some(CartLine {
        // A promotion gives one line; no command knows a line of this id.
        line_item_id: gift.promotion_id.0.into(),
        line_seq: gift.line_seq,
        quantity: gift.quantity,
        unit_price_at_add_minor: variant.price(gift.quantity)?.amount_minor,
        seen_in: None,
        quote_id: None,
        added_at: now,
        gift_of: Some(gift.promotion_id),
        variant: variant.clone(),
    })
}

/// What a shopper is told of gifts that have run out, as (name of the promotion, words).
pub(crate) fn notes(evaluation: &Evaluation) -> Vec<(String, String)> {
    let words = "The gift has run out. Everything else goes on without it.";
    let gone = evaluation.gifts_gone.iter();
    gone.map(|name| (name.clone(), words.to_owned())).collect()
}
