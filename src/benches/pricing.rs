//! How long a price takes. The figure to watch is the whole cart of 50 lines that 20 promotions are met with; the others
//! show that time grows with the lines.

use std::collections::BTreeSet;
use std::hint::black_box;

use chrono::DateTime;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use domain::{
    id::{CollectionId, MarketId, ProductId, PromotionId, VariantId},
    money::Currency,
    pricing::{
        CartLineInput, DeliveryInput, Destination, ENGINE_VERSION, PricedCart, PricingContext, allocate,
        discount::{Discounts, Eligible, OrderDiscount, Precedence, ProductBenefit, ProductDiscount, Reduction},
        price_cart, price_cart_with,
    },
    promotion::{
        Benefit, Eligibility, EnteredCode, Goods, Limits, LineFacts, Minimum, Off, Offer, Promotion, PromotionClass,
        PromotionStatus, Shopper, Tier, evaluate,
    },
    rate::Rate,
    rounding::RoundingMode,
    tax::{DeliveryTax, TaxBasis, TaxTable, TaxTreatment, seed},
};
use uuid::Uuid;

fn lines(count: u32) -> Vec<CartLineInput> {
    let line = |line_seq: u32| CartLineInput {
        line_seq,
        variant_id: VariantId(Uuid::from_u128(line_seq.into())),
        quantity: line_seq % 4 + 1,
        unit_price_minor: i64::from(line_seq) * 137 % 20_000 + 95,
        prices: Vec::new(),
        tax_category: "standard".to_owned(),
        is_discountable: true,
    };
    (1..=count).map(line).collect()
}

fn context() -> PricingContext {
    PricingContext {
        currency: Currency::EUR,
        basis: TaxBasis::Inclusive,
        rounding: RoundingMode::HalfUp,
        now: DateTime::UNIX_EPOCH,
        catalog_version: 1,
        engine_version: ENGINE_VERSION,
        destination: Destination {
            country: "DE".to_owned(),
            region: None,
            postal_code: None,
        },
        treatment: TaxTreatment::Normal,
        delivery_tax: DeliveryTax::OwnCategory,
    }
}

fn delivery() -> DeliveryInput {
    DeliveryInput {
        name: "Standard".to_owned(),
        price_minor: 495,
        tax_category: "standard".to_owned(),
    }
}

fn discounts() -> Discounts {
    let precedence = |priority: i32| Precedence {
        priority,
        promotion_id: PromotionId(Uuid::from_u128(priority.unsigned_abs().into())),
    };
    let fifth_off = ProductDiscount {
        precedence: precedence(1),
        tag: "sale".to_owned(),
        combines_with: ["members".to_owned()].into(),
        eligible: Eligible::All,
        benefit: ProductBenefit::Line(Reduction::Percent(Rate::from_ppm(200_000))),
    };
    let third_free = ProductDiscount {
        precedence: precedence(2),
        tag: "members".to_owned(),
        combines_with: ["sale".to_owned()].into(),
        eligible: Eligible::All,
        benefit: ProductBenefit::BuyXGetY { buy: 2, get: 1 },
    };
    let ten_off = OrderDiscount {
        precedence: precedence(3),
        eligible: Eligible::All,
        reduction: Reduction::Fixed(1000),
    };
    Discounts {
        gifts: Vec::new(),
        products: vec![fifth_off, third_free],
        order: vec![ten_off],
        delivery: Vec::new(),
    }
}

fn carts(criterion: &mut Criterion) {
    let (context, delivery, taxes, discounts): (_, _, TaxTable, _) =
        (context(), delivery(), seed::table(), discounts());
    let mut group = criterion.benchmark_group("price_cart");
    for count in [1, 50, 500, 5000] {
        let lines = lines(count);
        group.throughput(Throughput::Elements(u64::from(count)));
        group.bench_with_input(BenchmarkId::new("plain", count), &lines, |bencher, lines| {
            bencher.iter(|| price_cart(black_box(lines), Some(&delivery), &context, &taxes));
        });
        group.bench_with_input(BenchmarkId::new("three_promotions", count), &lines, |bencher, lines| {
            bencher.iter(|| price_cart_with(black_box(lines), Some(&delivery), &discounts, &context, &taxes));
        });
    }
    group.finish();
}

fn collection(number: u32) -> CollectionId {
    CollectionId(Uuid::from_u128(u128::from(number) + 9000))
}

// What promotions look at in the same lines. Each is in two of five collections.
fn facts(lines: &[CartLineInput]) -> Vec<LineFacts> {
    let one = |line: &CartLineInput| LineFacts {
        line_seq: line.line_seq,
        product_id: ProductId(line.variant_id.0),
        variant_id: line.variant_id,
        collections: BTreeSet::from([collection(line.line_seq % 5), collection(line.line_seq / 5 % 5)]),
        quantity: line.quantity,
        unit_price_minor: line.unit_price_minor,
        is_discountable: line.is_discountable,
    };
    lines.iter().map(one).collect()
}

// How promotions on products stand to each other.
#[derive(Clone, Copy)]
enum Beside {
    // Each names two others, so that on most lines one or two are taken of the seven or so that could be.
    Few,
    // All but the one in four that stands alone, so that five or more are taken of each line.
    Most,
}

// Twelve of products, five of the order, three of the delivery. Each qualifies; one in four comes by a code.
fn offers(beside: Beside) -> Vec<Offer> {
    (0..20).map(|number| offer(number, beside)).collect()
}

fn offer(number: u32, beside: Beside) -> Offer {
    let percent = |percent: u32| Benefit::Percent {
        rate: Rate::from_ppm(percent * 10_000),
    };
    let tier = |min_subtotal_minor, amount| Tier {
        min_subtotal_minor,
        off: Off::AmountMinor(amount),
    };
    let (class, benefit) = match number {
        0..3 => (PromotionClass::Product, percent(5 + number)),
        3..6 => (PromotionClass::Product, Benefit::FixedPerUnit { amount_minor: 150 }),
        6..9 => (PromotionClass::Product, Benefit::FixedPerLine { amount_minor: 400 }),
        9..12 => (PromotionClass::Product, Benefit::BuyXGetY { buy: 3, get: 1 }),
        12 | 13 => (PromotionClass::Order, percent(number - 4)),
        14 | 15 => (PromotionClass::Order, Benefit::FixedOrder { amount_minor: 1500 }),
        16 => {
            let tiers = vec![tier(5_000, 500), tier(50_000, 6_000), tier(900_000_000, 1)];
            (PromotionClass::Order, Benefit::Tiers { tiers })
        }
        _ => (PromotionClass::Delivery, percent(30)),
    };
    let (tag, combines_with_tags) = match beside {
        Beside::Few => {
            let other = |other: u32| format!("tag-{other}");
            (other(number), [number ^ 1, number ^ 2].map(other).into())
        }
        Beside::Most => {
            let tags = (0..3).map(|tag| format!("tag-{tag}"));
            (format!("tag-{}", number % 4), tags.collect())
        }
    };
    let by_code = number.is_multiple_of(4);
    let promotion = Promotion {
        promotion_id: PromotionId(Uuid::from_u128(u128::from(number) + 100)),
        handle: format!("offer-{number}"),
        name: format!("Offer {number}"),
        class,
        benefit,
        priority: i32::from(number.is_multiple_of(3)),
        tag,
        combines_with_tags,
        combines_with_classes: [PromotionClass::Product, PromotionClass::Order, PromotionClass::Delivery]
            .into_iter()
            .filter(|other| *other != class)
            .collect(),
        status: PromotionStatus::Active,
        starts_at: None,
        ends_at: None,
        by_code,
        limits: Limits::default(),
        minimum: Minimum {
            subtotal_minor: Some(1000),
            quantity: Some(2),
        },
        currency: Some(Currency::EUR),
        in_currencies: Vec::new(),
        goods: Goods {
            collections: if number.is_multiple_of(2) {
                BTreeSet::new()
            } else {
                [collection(number % 5)].into()
            },
            ..Goods::default()
        },
        eligibility: Eligibility::default(),
    };
    let code = EnteredCode {
        code: format!("CODE{number}"),
        limit: None,
        used: 0,
    };
    Offer {
        promotion,
        used: 0,
        used_by_customer: 0,
        has_ordered: false,
        gift: None,
        codes: if by_code { vec![code] } else { Vec::new() },
    }
}

fn whole_cart(
    lines: &[CartLineInput],
    facts: &[LineFacts],
    offers: &[Offer],
    delivery: &DeliveryInput,
    (context, taxes): (&PricingContext, &TaxTable),
) -> Option<PricedCart> {
    let shopper = Shopper {
        market_id: MarketId(Uuid::nil()),
        customer_groups: None,
    };
    let evaluation = evaluate(offers, facts, &shopper, context).ok()?;
    price_cart_with(lines, Some(delivery), &evaluation.discounts, context, taxes).ok()
}

// As the cart asks for it: which of the promotions apply, and then what everything comes to.
fn promotions(criterion: &mut Criterion) {
    let (context, delivery, taxes) = (context(), delivery(), seed::table());
    let mut group = criterion.benchmark_group("whole_cart");
    for (name, beside) in [
        ("20_promotions", Beside::Few),
        ("20_promotions_that_combine", Beside::Most),
    ] {
        let offers = offers(beside);
        for count in [2, 50, 500] {
            let lines = lines(count);
            let facts = facts(&lines);
            group.throughput(Throughput::Elements(u64::from(count)));
            group.bench_with_input(BenchmarkId::new(name, count), &lines, |bencher, lines| {
                bencher.iter(|| whole_cart(black_box(lines), &facts, &offers, &delivery, (&context, &taxes)));
            });
        }
    }
    group.finish();
}

fn allocation(criterion: &mut Criterion) {
    let weights: Vec<(u32, i64)> = (1..=50).map(|seq| (seq, i64::from(seq) * 137)).collect();
    criterion.bench_function("allocate/50", |bencher| {
        bencher.iter(|| allocate(black_box(9999), black_box(&weights)));
    });
}

criterion_group!(benches, carts, promotions, allocation);
criterion_main!(benches);
