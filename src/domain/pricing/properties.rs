//! What holds for every cart, whatever is in it.

use chrono::DateTime;
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use super::{
    CartLineInput, DeliveryInput, Destination, ENGINE_VERSION, PriceRow, PriceScope, PricedCart, PricingContext,
    PricingError,
    discount::{
        DeliveryDiscount, Discounts, Eligible, GiftDiscount, OrderDiscount, Precedence, ProductBenefit,
        ProductDiscount, Reduction,
    },
    price_cart, price_cart_with,
};
use crate::{
    id::{PriceListId, PromotionId, VariantId},
    money::Currency,
    rate::Rate,
    rounding::RoundingMode,
    tax::{DeliveryTax, TaxBasis, TaxRow, TaxTable, TaxTreatment},
};

pub(super) fn context(basis: TaxBasis, rounding: RoundingMode) -> PricingContext {
    PricingContext {
        currency: Currency::EUR,
        basis,
        rounding,
        now: DateTime::UNIX_EPOCH,
        catalog_version: 7,
        engine_version: ENGINE_VERSION,
        destination: Destination {
            country: "CA".into(),
            region: Some("QC".into()),
            postal_code: None,
        },
        treatment: TaxTreatment::Normal,
        delivery_tax: DeliveryTax::OwnCategory,
    }
}

pub(super) fn taxes() -> TaxTable {
    let row = |region: Option<&str>, category: &str, name: &str, ppm| {
        TaxRow::new("CA".into(), region.map(Into::into), category.into(), name.into(), ppm).unwrap()
    };
    TaxTable::new(vec![
        row(None, "standard", "GST", 50_000),
        row(Some("QC"), "standard", "QST", 99_750),
        row(None, "reduced", "GST", 26_000),
    ])
}

pub(super) fn line(line_seq: u32, unit_price_minor: i64, quantity: u32, reduced: bool) -> CartLineInput {
    let tax_category = if reduced { "reduced" } else { "standard" }.into();
    let variant_id = VariantId(Uuid::from_u128(line_seq.into()));
    CartLineInput {
        line_seq,
        variant_id,
        quantity,
        unit_price_minor,
        prices: price_rows(unit_price_minor, quantity),
        tax_category,
        is_discountable: true,
    }
}

// Every third line's price is the best of two lists at one position, every other that of one list.
fn price_rows(amount_minor: i64, quantity: u32) -> Vec<PriceRow> {
    let row = |list: u128, amount_minor| PriceRow {
        scope: PriceScope::Market,
        list_position: 1,
        list_id: PriceListId(Uuid::from_u128(list)),
        min_quantity: 1,
        amount_minor,
        compare_at_minor: None,
    };
    let other = quantity.is_multiple_of(3).then(|| row(2, 77));
    [row(1, amount_minor)].into_iter().chain(other).collect()
}

pub(super) fn sensible_lines() -> impl Strategy<Value = Vec<CartLineInput>> {
    let line_parts = (prop_oneof![0_i64..10, 0_i64..1_000_000], 1_u32..100, any::<bool>());
    vec(line_parts, 0..30).prop_map(|lines| {
        (1..)
            .zip(lines)
            .map(|(seq, (unit, quantity, reduced))| line(seq, unit, quantity, reduced))
            .collect()
    })
}

fn any_lines() -> impl Strategy<Value = Vec<CartLineInput>> {
    let unit = prop_oneof![any::<i64>(), 0..=i64::MAX, 0_i64..1000];
    let quantity = prop_oneof![any::<u32>(), 1_u32..3];
    vec((0_u32..60, unit, quantity, any::<bool>()), 0..6).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(seq, unit, quantity, reduced)| line(seq, unit, quantity, reduced))
            .collect()
    })
}

pub(super) fn delivery(price_minor: i64) -> DeliveryInput {
    DeliveryInput {
        name: "Standard".into(),
        price_minor,
        tax_category: "standard".into(),
    }
}

fn precedence() -> impl Strategy<Value = Precedence> {
    let from = |(priority, id): (i32, u128)| Precedence {
        priority,
        promotion_id: PromotionId(Uuid::from_u128(id)),
    };
    (-3..3, 0_u128..50).prop_map(from)
}

fn reduction(fixed: impl Strategy<Value = i64>) -> impl Strategy<Value = Reduction> {
    prop_oneof![
        (0_u32..1_500_000).prop_map(|ppm| Reduction::Percent(Rate::from_ppm(ppm))),
        fixed.prop_map(Reduction::Fixed),
    ]
}

fn eligible() -> impl Strategy<Value = Eligible> {
    let some = proptest::collection::btree_set(0_u32..10, 0..6).prop_map(|lines| Eligible::Lines(lines.into()));
    prop_oneof![Just(Eligible::All), some]
}

fn product_discount(fixed: impl Strategy<Value = i64> + Clone) -> impl Strategy<Value = ProductDiscount> {
    let benefit = prop_oneof![
        reduction(fixed.clone()).prop_map(ProductBenefit::Line),
        fixed.prop_map(ProductBenefit::EachUnit),
        (0_u32..4, 1_u32..3).prop_map(|(buy, get)| ProductBenefit::BuyXGetY { buy, get }),
    ];
    let tags = proptest::collection::btree_set("[a-c]", 0..3);
    (precedence(), "[a-c]", tags, eligible(), benefit).prop_map(
        |(precedence, tag, combines_with, eligible, benefit)| ProductDiscount {
            precedence,
            tag,
            combines_with,
            eligible,
            benefit,
        },
    )
}

pub(super) fn discounts(fixed: impl Strategy<Value = i64> + Clone) -> impl Strategy<Value = Discounts> {
    let order = (precedence(), eligible(), reduction(fixed.clone())).prop_map(|(precedence, eligible, reduction)| {
        OrderDiscount {
            precedence,
            eligible,
            reduction,
        }
    });
    let delivery = (precedence(), reduction(fixed.clone()))
        .prop_map(|(precedence, reduction)| DeliveryDiscount { precedence, reduction });
    // Some lines are gifts, perhaps of several promotions, and some gifts have no line.
    let gift = (precedence(), 0_u32..12).prop_map(|(precedence, line_seq)| GiftDiscount {
        promotion_id: precedence.promotion_id,
        line_seq,
    });
    (
        vec(gift, 0..3),
        vec(product_discount(fixed), 0..4),
        vec(order, 0..3),
        vec(delivery, 0..3),
    )
        .prop_map(|(gifts, products, order, delivery)| Discounts {
            gifts,
            products,
            order,
            delivery,
        })
}

pub(super) fn any_context() -> impl Strategy<Value = PricingContext> {
    let basis = prop_oneof![Just(TaxBasis::Inclusive), Just(TaxBasis::Exclusive)];
    let mode = prop_oneof![Just(RoundingMode::HalfUp), Just(RoundingMode::HalfEven)];
    let way = prop_oneof![Just(DeliveryTax::OwnCategory), Just(DeliveryTax::ProportionalToGoods)];
    (basis, mode, way).prop_map(|(basis, mode, delivery_tax)| PricingContext {
        delivery_tax,
        ..context(basis, mode)
    })
}

// R11, as the database checks it.
fn holds_together(cart: &PricedCart, basis: TaxBasis) -> Result<(), TestCaseError> {
    for line in &cart.lines {
        prop_assert_eq!(line.gross_minor, line.net_minor + line.tax_minor);
        prop_assert_eq!(line.list_minor, line.unit_price_minor * i64::from(line.quantity));
        prop_assert!((0..=line.list_minor).contains(&line.discount_minor));
        prop_assert!(line.net_minor >= 0 && line.tax_minor >= 0);
        let taxed = if basis == TaxBasis::Inclusive {
            line.gross_minor
        } else {
            line.net_minor
        };
        prop_assert_eq!(taxed, line.list_minor - line.discount_minor);
        prop_assert_eq!(
            line.taxes.iter().map(|part| part.amount_minor).sum::<i64>(),
            line.tax_minor
        );
    }
    let of_delivery = |pick: fn(&super::PricedDelivery) -> i64| cart.delivery.as_ref().map_or(0, pick);
    let of_lines = |pick: fn(&super::PricedLine) -> i64| cart.lines.iter().map(pick).sum::<i64>();
    prop_assert_eq!(cart.subtotal_minor, of_lines(|line| line.list_minor));
    prop_assert_eq!(cart.discount_minor, of_lines(|line| line.discount_minor));
    prop_assert_eq!(
        cart.tax_minor,
        of_lines(|line| line.tax_minor) + of_delivery(|delivery| delivery.tax_minor)
    );
    prop_assert_eq!(
        cart.total_minor,
        of_lines(|line| line.gross_minor) + of_delivery(|delivery| delivery.gross_minor)
    );
    prop_assert_eq!(
        of_delivery(|delivery| delivery.gross_minor - delivery.net_minor - delivery.tax_minor),
        0
    );
    prop_assert!(of_delivery(|delivery| delivery.gross_minor) >= 0);
    for line in &cart.lines {
        let own = cart
            .adjustments
            .iter()
            .filter(|taken| taken.line_seq == Some(line.line_seq));
        prop_assert_eq!(own.map(|taken| taken.amount_minor).sum::<i64>(), line.discount_minor);
    }
    let of_delivery_promotions = cart.adjustments.iter().filter(|taken| taken.line_seq.is_none());
    prop_assert_eq!(
        of_delivery_promotions.map(|taken| taken.amount_minor).sum::<i64>(),
        of_delivery(|delivery| delivery.discount_minor)
    );
    prop_assert!(cart.adjustments.iter().all(|taken| taken.amount_minor > 0));
    prop_assert_eq!(
        cart.tax_summary().iter().map(|part| part.amount_minor).sum::<i64>(),
        cart.tax_minor
    );
    Ok(())
}

proptest! {
    #[test]
    fn totals_are_sums_of_lines_and_every_line_holds_together(
        lines in sensible_lines(),
        price in proptest::option::of(0_i64..5000),
        discounts in discounts(0_i64..100_000),
        context in any_context(),
    ) {
        let delivery = price.map(delivery);
        let cart = price_cart_with(&lines, delivery.as_ref(), &discounts, &context, &taxes()).unwrap();
        holds_together(&cart, context.basis)?;
    }

    #[test]
    fn any_input_is_a_price_or_an_error(
        lines in any_lines(),
        price in proptest::option::of(any::<i64>()),
        discounts in discounts(any::<i64>()),
        context in any_context(),
    ) {
        let delivery = price.map(delivery);
        if let Ok(cart) = price_cart_with(&lines, delivery.as_ref(), &discounts, &context, &taxes()) {
            holds_together(&cart, context.basis)?;
        }
    }

    #[test]
    fn the_order_of_the_lines_changes_no_line(
        (lines, shuffled) in sensible_lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        discounts in discounts(0_i64..100_000),
        context in any_context(),
    ) {
        let priced = |lines: &[CartLineInput]| {
            let mut cart = price_cart_with(lines, None, &discounts, &context, &taxes()).unwrap();
            cart.lines.sort_by_key(|line| line.line_seq);
            (cart.lines, cart.total_minor, cart.tax_minor)
        };
        prop_assert_eq!(priced(&lines), priced(&shuffled));
    }

    #[test]
    fn the_same_arguments_give_the_same_bytes(
        lines in sensible_lines(),
        discounts in discounts(0_i64..100_000),
        context in any_context(),
    ) {
        let priced = || {
            let cart = price_cart_with(&lines, Some(&delivery(495)), &discounts, &context, &taxes()).unwrap();
            serde_json::to_string(&cart).unwrap()
        };
        let text = priced();
        prop_assert_eq!(&text, &priced());
        let read: PricedCart = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    // Counted in steps, not in time: each line has its list amount, its tax and at most one step for each promotion on
    // products and on the order; everything else does not depend on how many lines there are.
    #[test]
    fn with_promotions_the_work_is_linear_in_the_lines(
        lines in sensible_lines(),
        discounts in discounts(0_i64..100_000),
        context in any_context(),
    ) {
        let cart = price_cart_with(&lines, Some(&delivery(495)), &discounts, &context, &taxes()).unwrap();
        let a_line = 2 + discounts.products.len() + discounts.order.len();
        let a_cart = discounts.gifts.len() + discounts.products.len() + discounts.order.len() + discounts.delivery.len();
        prop_assert!(cart.trace.steps.len() <= a_line * lines.len() + a_cart + 3);
    }

    // The trace holds two for each line and nothing that grows faster.
    #[test]
    fn the_work_is_linear_in_the_lines(lines in sensible_lines(), context in any_context()) {
        let cart = price_cart(&lines, Some(&delivery(495)), &context, &taxes()).unwrap();
        prop_assert_eq!(cart.trace.steps.len(), 2 * lines.len() + 3);
    }
}

fn refused(lines: &[CartLineInput]) -> PricingError {
    let context = context(TaxBasis::Exclusive, RoundingMode::HalfUp);
    price_cart(lines, None, &context, &taxes()).unwrap_err()
}

#[test]
fn an_empty_cart_costs_nothing() {
    let context = context(TaxBasis::Exclusive, RoundingMode::HalfUp);
    let cart = price_cart(&[], None, &context, &taxes()).unwrap();

    assert_eq!((cart.total_minor, cart.tax_minor, cart.subtotal_minor), (0, 0, 0));
}

#[test]
fn impossible_lines_are_refused_by_name() {
    assert_eq!(refused(&[line(1, -1, 1, false)]), PricingError::NegativeAmount);
    assert_eq!(refused(&[line(1, 100, 0, false)]), PricingError::NoUnits);
    assert_eq!(refused(&[line(1, i64::MAX, 2, false)]), PricingError::Overflow);
    assert_eq!(
        refused(&[line(1, 1, 1, false), line(2, 1, 1, false), line(1, 1, 1, false)]),
        PricingError::DuplicateLine { line_seq: 1 }
    );
    let large = i64::MAX / 2 + 1;
    assert_eq!(
        refused(&[line(1, large, 1, false), line(2, large, 1, false)]),
        PricingError::Overflow
    );
}
