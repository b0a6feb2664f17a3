//! How long a price takes. The figure to watch is the cart of 50 lines; the others show that time grows with the lines.

use std::hint::black_box;

use chrono::DateTime;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use domain::{
    id::{PromotionId, VariantId},
    money::Currency,
    pricing::{
        CartLineInput, DeliveryInput, Destination, ENGINE_VERSION, PricingContext, allocate,
        discount::{Discounts, Eligible, OrderDiscount, Precedence, ProductBenefit, ProductDiscount, Reduction},
        price_cart, price_cart_with,
    },
    rate::Rate,
    rounding::RoundingMode,
    tax::{TaxBasis, TaxTable, TaxTreatment, seed},
};
use uuid::Uuid;

fn lines(count: u32) -> Vec<CartLineInput> {
    let line = |line_seq: u32| CartLineInput {
        line_seq,
        variant_id: VariantId(Uuid::from_u128(line_seq.into())),
        quantity: line_seq % 4 + 1,
        unit_price_minor: i64::from(line_seq) * 137 % 20_000 + 95,
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

fn allocation(criterion: &mut Criterion) {
    let weights: Vec<(u32, i64)> = (1..=50).map(|seq| (seq, i64::from(seq) * 137)).collect();
    criterion.bench_function("allocate/50", |bencher| {
        bencher.iter(|| allocate(black_box(9999), black_box(&weights)));
    });
}

criterion_group!(benches, carts, allocation);
criterion_main!(benches);
