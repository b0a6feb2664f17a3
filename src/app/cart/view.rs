//! Builds the view of a cart from what is true now: prices by `domain::pricing`, words by its money display.

use crate::checkout::requirements::{Stage, problem, requirements};
use crate::promotion;
use crate::shop::ShopFacts;
use chrono::{DateTime, Utc};
use domain::cart::{CartLineView, CartView, PriceChange, Supply};
use domain::market::Market;
use domain::money::{Money, display};
use domain::pricing::{
    CartLineInput, MeasurePrice, PriceScope, PricingError, Quote, QuoteId, QuoteSubject, contenders, price_cart_with,
};
use domain::promotion::PromotionClass;
use domain::tax::TaxBasis;
use store::cart::{Cart, CartLine, CartVariant};
use store::order::TermsAdjustment;
use store::promotion::CartPromotions;

/// The view of a cart and its lines in its market.
///
/// A line that is not sold any more is shown with the last price known for it, counts nothing, and blocks checkout.
///
/// # Errors
/// [`PricingError`] where an amount does not fit.
pub fn build(
    facts: &ShopFacts,
    market: &Market,
    cart: &Cart,
    lines: &[CartLine],
    promotions: &CartPromotions,
    now: DateTime<Utc>,
) -> Result<CartView, PricingError> {
    let context = facts.context(market, now, None);
    let evaluation = promotion::evaluate(promotions, cart, lines, &context)?;
    let lines = &promotion::with_gifts(lines, promotions, &evaluation, now);
    let priced = price_cart_with(&inputs(lines), None, &evaluation.discounts, &context, &facts.taxes)?;
    let taken = promotion::adjustments(&priced, &evaluation);
    let of_class = |class| taken.iter().filter(move |taken| taken.class == class);
    let of_products: i64 = of_class(PromotionClass::Product).map(|taken| taken.amount_minor).sum();
    let subtotal = Money::new(priced.subtotal_minor - of_products, market.currency);
    let total = Money::new(priced.subtotal_minor - priced.discount_minor, market.currency);
    Ok(CartView {
        version: cart.version,
        market: market.code.clone(),
        lines: lines
            .iter()
            .map(|line| line_view(line, quote(facts, market, cart, line), market, &taken))
            .collect(),
        item_count: lines.iter().map(|line| line.quantity).sum(),
        subtotal,
        subtotal_text: text(subtotal),
        discounts: promotion::rows(of_class(PromotionClass::Order), market.currency),
        total_text: if total == subtotal { String::new() } else { text(total) },
        codes: promotion::codes(&evaluation),
        notes: promotion::notes(&evaluation),
        tax_text: tax_text(market, lines),
        note: cart.note.clone(),
        blocks_checkout: requirements(lines, market, &Stage::Cart),
    })
}

// Pages are the same for everybody, so the cart says where a member's prices are not those of the pages.
fn tax_text(market: &Market, lines: &[CartLine]) -> String {
    let is_of_group = |line: &CartLine| {
        let price = line.variant.price(line.quantity);
        price.is_some_and(|price| price.scope == PriceScope::Group)
    };
    let tax = if market.basis == TaxBasis::Inclusive {
        "Tax included"
    } else {
        "Tax is added at checkout"
    };
    if lines.iter().any(is_of_group) {
        format!("With the prices of your account. {tax}")
    } else {
        tax.to_owned()
    }
}

/// What of a cart is priced: every line that is sold.
pub(crate) fn inputs(lines: &[CartLine]) -> Vec<CartLineInput> {
    lines.iter().filter_map(input).collect()
}

/// A line as it is priced; `None` where it is not sold.
pub(crate) fn input(line: &CartLine) -> Option<CartLineInput> {
    let variant = &line.variant;
    let price = variant
        .price(line.quantity)
        .filter(|_| variant.supply(line.quantity) != Supply::NotSold)?;
    Some(CartLineInput {
        line_seq: line.line_seq,
        variant_id: variant.variant_id,
        quantity: line.quantity,
        unit_price_minor: price.amount_minor,
        prices: contenders(&variant.prices, line.quantity),
        tax_category: variant.tax_category.clone(),
        // Until there are products that are gift cards.
        is_discountable: true,
    })
}

// The price that the shopper has, which is that of their groups and of this many units.
fn quote(facts: &ShopFacts, market: &Market, cart: &Cart, line: &CartLine) -> Option<QuoteId> {
    let price = line.variant.price(line.quantity)?;
    let subject = QuoteSubject::Variant(line.variant.variant_id);
    let quote = Quote {
        customer_groups: cart.customer_groups.as_deref().unwrap_or_default(),
        quantity: line.quantity,
        ..facts.quote(market, subject, (price.amount_minor, price.compare_at_minor))
    };
    Some(quote.id())
}

fn line_view(line: &CartLine, quote_id: Option<QuoteId>, market: &Market, taken: &[TermsAdjustment]) -> CartLineView {
    let variant = &line.variant;
    let money = |minor| Money::new(minor, market.currency);
    let price = variant.price(line.quantity);
    let seen = line.seen(market.currency);
    let unit_price = price.map_or(seen, |price| money(price.amount_minor));
    let own =
        |taken: &&TermsAdjustment| taken.class == PromotionClass::Product && taken.line_seq == Some(line.line_seq);
    // Priced before, so the product fits.
    let list_minor = input(line).map_or(0, |input| {
        input.unit_price_minor.saturating_mul(i64::from(line.quantity))
    });
    let discount_minor: i64 = taken.iter().filter(own).map(|taken| taken.amount_minor).sum();
    let line_total = money(list_minor - discount_minor);
    let supply = variant.supply(line.quantity);
    CartLineView {
        line_item_id: line.line_item_id,
        variant_id: variant.variant_id,
        address: format!("/products/{}?variant={}", variant.product_handle, variant.variant_id),
        title: variant.product_title.clone(),
        variant_title: variant.variant_title.clone(),
        sku: variant.sku.clone(),
        picture: variant.picture.clone(),
        is_gift: line.gift_of.is_some(),
        quantity: line.quantity,
        max_quantity: supply.most(),
        unit_price,
        unit_price_text: text(unit_price),
        per_measure_text: measure_text(variant, unit_price, market),
        quote_id,
        compare_at_text: price
            .and_then(|price| price.compare_at_minor)
            .map(|minor| text(money(minor))),
        line_total,
        line_total_text: text(line_total),
        before_text: (discount_minor > 0).then(|| text(money(list_minor))),
        discounts: promotion::rows(taken.iter().filter(own), market.currency),
        price_change: price_change(seen, unit_price),
        problem: problem(line, market).map(|(_, text)| text),
    }
}

// What a measure of it costs at the price that is shown.
fn measure_text(variant: &CartVariant, unit_price: Money, market: &Market) -> Option<String> {
    variant.price(1)?;
    let price = MeasurePrice::of(unit_price, variant.content?, market.rounding)?;
    Some(price.text)
}

// Of prices of two currencies neither is more; both are shown.
fn price_change(was: Money, now: Money) -> Option<PriceChange> {
    (was != now).then(|| PriceChange {
        was_text: text(was),
        is_increase: was.currency == now.currency && now.minor > was.minor,
    })
}

fn text(money: Money) -> String {
    display::format(money, display::Locale::default())
}
