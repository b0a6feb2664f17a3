//! What shoppers get, what they are told, and what holds for every stack of promotions.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta};
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use super::*;
use crate::{
    id::VariantId,
    money::Money,
    pricing::{CartLineInput, DeliveryInput, Destination, ENGINE_VERSION, PricedCart, PricingContext, price_cart_with},
    rate::Rate,
    rounding::RoundingMode,
    tax::{TaxBasis, TaxTable},
};

fn context() -> PricingContext {
    PricingContext {
        currency: Currency::EUR,
        basis: TaxBasis::Inclusive,
        rounding: RoundingMode::HalfUp,
        now: DateTime::UNIX_EPOCH,
        catalog_version: 1,
        engine_version: ENGINE_VERSION,
        destination: Destination {
            country: "DE".into(),
            region: None,
        },
    }
}

fn promotion(id: u128, class: PromotionClass, benefit: Benefit) -> Promotion {
    Promotion {
        promotion_id: PromotionId(Uuid::from_u128(id)),
        handle: format!("p{id}"),
        name: format!("Promotion {id}"),
        class,
        benefit,
        priority: 0,
        tag: format!("p{id}"),
        combines_with_tags: BTreeSet::new(),
        combines_with_classes: BTreeSet::new(),
        status: PromotionStatus::Active,
        starts_at: None,
        ends_at: None,
        by_code: false,
        limits: Limits::default(),
        minimum: Minimum::default(),
        currency: None,
        goods: Goods::default(),
    }
}

fn percent(id: u128, class: PromotionClass, percent: u32) -> Promotion {
    let rate = Rate::from_ppm(percent * 10_000);
    promotion(id, class, Benefit::Percent { rate })
}

fn automatic(promotion: Promotion) -> Offer {
    Offer {
        promotion,
        used: 0,
        used_by_customer: 0,
        codes: Vec::new(),
    }
}

fn by_code(promotion: Promotion, code: &str) -> Offer {
    let code = EnteredCode {
        code: code.to_owned(),
        limit: None,
        used: 0,
    };
    Offer {
        codes: vec![code],
        ..automatic(Promotion {
            by_code: true,
            ..promotion
        })
    }
}

fn line(line_seq: u32, unit_price_minor: i64, quantity: u32) -> LineFacts {
    LineFacts {
        line_seq,
        product_id: Uuid::from_u128(u128::from(line_seq) + 100).into(),
        variant_id: Uuid::from_u128(line_seq.into()).into(),
        collections: BTreeSet::new(),
        quantity,
        unit_price_minor,
        is_discountable: true,
    }
}

fn priced(offers: &[Offer], lines: &[LineFacts], delivery_minor: i64) -> (Evaluation, PricedCart) {
    let evaluation = evaluate(offers, lines, &context()).unwrap();
    let inputs: Vec<CartLineInput> = lines
        .iter()
        .map(|line| CartLineInput {
            line_seq: line.line_seq,
            variant_id: line.variant_id,
            quantity: line.quantity,
            unit_price_minor: line.unit_price_minor,
            tax_category: "standard".into(),
            is_discountable: line.is_discountable,
        })
        .collect();
    let delivery = DeliveryInput {
        name: "Standard".into(),
        price_minor: delivery_minor,
        tax_category: "standard".into(),
    };
    let cart = price_cart_with(
        &inputs,
        Some(&delivery),
        &evaluation.discounts,
        &context(),
        &TaxTable::new(Vec::new()),
    );
    (evaluation, cart.unwrap())
}

fn refused(offer: &Offer, lines: &[LineFacts]) -> Option<CodeRefusal> {
    let evaluation = evaluate(std::slice::from_ref(offer), lines, &context()).unwrap();
    evaluation.refused.into_iter().map(|refused| refused.why).next()
}

fn names(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.applied.iter().map(|applied| applied.name.as_str()).collect()
}

use PromotionClass::{Delivery, Order, Product};

#[test]
fn every_benefit_comes_to_its_amount() {
    let lines = [line(1, 2000, 2), line(2, 500, 1)];
    let tiers = vec![
        Tier {
            min_subtotal_minor: 4000,
            off: Off::AmountMinor(300),
        },
        Tier {
            min_subtotal_minor: 4500,
            off: Off::Percent(Rate::from_ppm(200_000)),
        },
        Tier {
            min_subtotal_minor: 9000,
            off: Off::AmountMinor(9000),
        },
    ];
    let cases = [
        (percent(1, Product, 10), 450),
        (
            promotion(1, Product, Benefit::FixedPerUnit { amount_minor: 600 }),
            1200 + 500,
        ),
        (
            promotion(1, Product, Benefit::FixedPerLine { amount_minor: 600 }),
            600 + 500,
        ),
        (promotion(1, Product, Benefit::BuyXGetY { buy: 2, get: 1 }), 500),
        (percent(1, Order, 10), 450),
        (promotion(1, Order, Benefit::FixedOrder { amount_minor: 9999 }), 4500),
        (promotion(1, Order, Benefit::Tiers { tiers }), 900),
    ];
    for (promotion, expected) in cases {
        let benefit = promotion.benefit.clone();
        let (evaluation, cart) = priced(&[automatic(promotion)], &lines, 495);
        assert_eq!(
            (cart.discount_minor, evaluation.applied.len()),
            (expected, 1),
            "{benefit:?}"
        );
    }
    let (_, cart) = priced(&[automatic(promotion(1, Delivery, Benefit::FreeDelivery))], &lines, 495);
    assert_eq!((cart.discount_minor, cart.total_minor), (0, 4500));
    assert_eq!(cart.adjustments[0].line_seq, None);
}

#[test]
fn a_code_that_does_not_count_says_why() {
    let lines = [line(1, 2000, 2)];
    let ten = || percent(1, Order, 10);
    let now = context().now;
    let cases = [
        (
            Promotion {
                status: PromotionStatus::Draft,
                ..ten()
            },
            CodeRefusal::Unknown,
        ),
        (
            Promotion {
                status: PromotionStatus::Archived,
                ..ten()
            },
            CodeRefusal::Unknown,
        ),
        (
            Promotion {
                starts_at: Some(now + TimeDelta::seconds(1)),
                ..ten()
            },
            CodeRefusal::NotYet {
                starts_at: now + TimeDelta::seconds(1),
            },
        ),
        (
            Promotion {
                ends_at: Some(now),
                ..ten()
            },
            CodeRefusal::Expired,
        ),
        (
            Promotion {
                currency: Some(Currency::USD),
                ..ten()
            },
            CodeRefusal::OtherCurrency {
                currency: Currency::EUR,
            },
        ),
        (
            Promotion {
                minimum: Minimum {
                    subtotal_minor: Some(5000),
                    quantity: None,
                },
                ..ten()
            },
            CodeRefusal::SubtotalMissing {
                missing: Money::new(1000, Currency::EUR),
                of_some_goods: false,
            },
        ),
        (
            Promotion {
                minimum: Minimum {
                    subtotal_minor: None,
                    quantity: Some(3),
                },
                ..ten()
            },
            CodeRefusal::QuantityMissing {
                missing: 1,
                of_some_goods: false,
            },
        ),
        (
            promotion(1, Product, Benefit::BuyXGetY { buy: 3, get: 2 }),
            CodeRefusal::QuantityMissing {
                missing: 3,
                of_some_goods: false,
            },
        ),
        (
            Promotion {
                goods: Goods {
                    variants: [Uuid::from_u128(9).into()].into(),
                    ..Goods::default()
                },
                ..ten()
            },
            CodeRefusal::NotForTheseGoods,
        ),
    ];
    for (promotion, why) in cases {
        assert_eq!(refused(&by_code(promotion, "SEA"), &lines), Some(why));
    }
    assert_eq!(refused(&by_code(ten(), "SEA"), &lines), None);
    assert_eq!(
        refused(&by_code(ten(), "SEA"), &[]),
        Some(CodeRefusal::NotForTheseGoods)
    );
}

#[test]
fn a_limit_that_is_reached_refuses_and_one_before_it_does_not() {
    let lines = [line(1, 2000, 2)];
    let limits = Limits {
        total: Some(5),
        per_customer: Some(2),
    };
    let offer = |used, used_by_customer| Offer {
        used,
        used_by_customer,
        ..by_code(
            Promotion {
                limits,
                ..percent(1, Order, 10)
            },
            "SEA",
        )
    };
    assert_eq!(refused(&offer(4, 1), &lines), None);
    assert_eq!(refused(&offer(5, 0), &lines), Some(CodeRefusal::UsedUp));
    assert_eq!(refused(&offer(4, 2), &lines), Some(CodeRefusal::UsedByCustomer));

    let mut own = offer(0, 0);
    own.codes[0].limit = Some(3);
    own.codes[0].used = 3;
    assert_eq!(refused(&own, &lines), Some(CodeRefusal::UsedUp));
}

#[test]
fn of_two_that_do_not_combine_the_one_that_saves_more_wins_and_the_other_is_told() {
    let lines = [line(1, 2000, 2)];
    let offers = [
        by_code(percent(1, Order, 10), "TEN"),
        by_code(percent(2, Order, 20), "TWENTY"),
    ];

    let (evaluation, cart) = priced(&offers, &lines, 0);

    assert_eq!((names(&evaluation), cart.discount_minor), (vec!["Promotion 2"], 800));
    let with = "Promotion 2".to_owned();
    let why = CodeRefusal::DoesNotCombine { with };
    assert_eq!(
        evaluation.refused,
        [RefusedCode {
            code: "TEN".into(),
            why
        }]
    );
}

#[test]
fn classes_combine_only_if_both_allow_it() {
    let lines = [line(1, 2000, 2)];
    let of_product = |classes: &[PromotionClass]| Promotion {
        combines_with_classes: classes.iter().copied().collect(),
        ..percent(1, Product, 10)
    };
    let of_order = Promotion {
        combines_with_classes: [Product].into(),
        ..percent(2, Order, 20)
    };

    let (both, cart) = priced(
        &[automatic(of_product(&[Order])), automatic(of_order.clone())],
        &lines,
        0,
    );
    assert_eq!((names(&both).len(), cart.discount_minor), (2, 400 + 720));

    let (one, cart) = priced(&[automatic(of_product(&[])), automatic(of_order)], &lines, 0);
    assert_eq!((names(&one), cart.discount_minor), (vec!["Promotion 2"], 800));
}

#[test]
fn the_price_of_the_delivery_decides_nothing_about_the_goods() {
    let lines = [line(1, 2000, 1)];
    let offers = [
        automatic(percent(1, Order, 1)),
        by_code(promotion(2, Delivery, Benefit::FreeDelivery), "FREE"),
    ];

    let (evaluation, cart) = priced(&offers, &lines, 5000);

    assert_eq!((names(&evaluation), cart.discount_minor), (vec!["Promotion 1"], 20));
    assert_eq!(evaluation.refused[0].code, "FREE");
}

#[test]
fn product_promotions_meet_line_by_line_and_one_that_wins_nowhere_is_told() {
    let lines = [line(1, 2000, 1), line(2, 1000, 1)];
    let only_second = Goods {
        variants: [VariantId(Uuid::from_u128(2))].into(),
        ..Goods::default()
    };
    let half = Promotion {
        goods: only_second,
        ..percent(1, Product, 50)
    };
    let (both, cart) = priced(&[automatic(half), automatic(percent(2, Product, 20))], &lines, 0);
    assert_eq!((names(&both).len(), cart.discount_minor), (2, 500 + 400));

    let offers = [
        by_code(percent(1, Product, 10), "TEN"),
        automatic(percent(2, Product, 20)),
    ];
    let (one, _) = priced(&offers, &lines, 0);
    assert_eq!((names(&one), one.refused.len()), (vec!["Promotion 2"], 1));
}

#[test]
fn collections_products_and_variants_choose_the_goods_and_gift_cards_never_count() {
    let mut lines = [line(1, 1000, 1), line(2, 1000, 1), line(3, 1000, 1), line(4, 1000, 1)];
    let rings = Uuid::from_u128(77).into();
    lines[0].collections.insert(rings);
    lines[3].collections.insert(rings);
    lines[3].is_discountable = false;
    let goods = Goods {
        collections: [rings].into(),
        products: [lines[1].product_id].into(),
        variants: BTreeSet::new(),
    };

    let (_, cart) = priced(
        &[automatic(Promotion {
            goods,
            ..percent(1, Order, 50)
        })],
        &lines,
        0,
    );
    let of_lines: Vec<i64> = cart.lines.iter().map(|line| line.discount_minor).collect();
    assert_eq!(of_lines, [500, 500, 0, 0]);

    let (_, cart) = priced(&[automatic(percent(1, Order, 50))], &lines, 0);
    assert_eq!(cart.lines[3].discount_minor, 0);
}

#[test]
fn a_second_code_of_the_same_promotion_changes_nothing() {
    let mut offer = by_code(percent(1, Order, 10), "ONE");
    offer.codes.push(EnteredCode {
        code: "TWO".into(),
        limit: None,
        used: 0,
    });

    let (evaluation, cart) = priced(&[offer], &[line(1, 1000, 1)], 0);

    assert_eq!((cart.discount_minor, evaluation.refused.len()), (100, 1));
    assert_eq!(evaluation.applied[0].code.as_deref(), Some("ONE"));
}

#[test]
fn surprising_pairs_are_found_before_they_are_published() {
    let free = |id| promotion(id, Delivery, Benefit::FreeDelivery);
    assert_eq!(conflicts(&[free(1), free(2)]).len(), 1);
    assert_eq!(
        conflicts(&[
            free(1),
            Promotion {
                status: PromotionStatus::Draft,
                ..free(2)
            }
        ]),
        []
    );
    assert_eq!(
        conflicts(&[
            free(1),
            Promotion {
                by_code: true,
                ..free(2)
            }
        ]),
        []
    );

    let beside = |id, other: &str, share| Promotion {
        combines_with_tags: [other.to_owned()].into(),
        ..percent(id, Order, share)
    };
    assert_eq!(conflicts(&[beside(1, "p2", 60), beside(2, "p1", 50)]).len(), 1);
    assert_eq!(conflicts(&[beside(1, "p2", 50), beside(2, "p1", 50)]), []);
    assert_eq!(conflicts(&[percent(1, Order, 60), percent(2, Order, 60)]), []);

    let first = Promotion {
        ends_at: Some(DateTime::UNIX_EPOCH),
        ..beside(1, "p2", 60)
    };
    let second = Promotion {
        starts_at: Some(DateTime::UNIX_EPOCH),
        ..beside(2, "p1", 60)
    };
    assert_eq!(conflicts(&[first, second]), []);
}

fn definition(toml: serde_json::Value) -> Definition {
    serde_json::from_value(toml).unwrap()
}

#[test]
fn a_definition_becomes_a_promotion() {
    let definition = definition(serde_json::json!({
        "handle": "more-for-more", "name": "More for more", "class": "order", "status": "active",
        "benefit": { "kind": "tiers", "tiers": [{ "from": "100.00", "percent": "12.5" }, { "from": "50.00", "amount": "5.00" }] },
        "codes": ["sea", { "code": "Ana-1", "limit": 3 }], "limits": { "total": 9 }
    }));

    let (promotion, codes) = definition
        .checked(PromotionId(Uuid::nil()), Currency::EUR, Goods::default())
        .unwrap();

    assert_eq!(codes, [("SEA".to_owned(), None), ("ANA-1".to_owned(), Some(3))]);
    assert_eq!((promotion.currency, promotion.by_code), (Some(Currency::EUR), true));
    assert_eq!(promotion.benefit.first_tier_minor(), Some(5000));
    assert_eq!(promotion.benefit.largest_rate(), Some(Rate::from_ppm(125_000)));
}

#[test]
fn every_fault_of_a_definition_is_named_with_its_field() {
    let definition = definition(serde_json::json!({
        "handle": "Bad Handle", "name": " ", "class": "delivery", "priority": 5000,
        "benefit": { "kind": "fixed_order", "amount": "-1" }, "minimum": { "subtotal": "1.005", "quantity": 0 },
        "combines_with": { "classes": ["delivery"] }, "limits": { "total": 0 },
        "starts_at": "2026-11-02T00:00:00Z", "ends_at": "2026-11-01T00:00:00Z"
    }));

    let faults = definition
        .checked(PromotionId(Uuid::nil()), Currency::EUR, Goods::default())
        .unwrap_err();

    let fields: BTreeSet<&str> = faults.iter().map(|fault| fault.field).collect();
    let expected = [
        "handle",
        "tag",
        "name",
        "priority",
        "benefit.amount",
        "benefit.kind",
        "minimum.subtotal",
        "minimum.quantity",
        "combines_with.classes",
        "limits.total",
        "ends_at",
    ];
    assert_eq!(fields, expected.into());
}

#[test]
fn a_percentage_is_more_than_nothing_and_at_most_everything() {
    for (percent, is_sound) in [
        ("100", true),
        ("0.0001", true),
        ("0", false),
        ("100.1", false),
        ("1e1", false),
        ("", false),
    ] {
        let definition = definition(serde_json::json!({
            "handle": "x", "name": "X", "class": "order", "benefit": { "kind": "percent", "percent": percent }
        }));
        let checked = definition.checked(PromotionId(Uuid::nil()), Currency::EUR, Goods::default());
        assert_eq!(checked.is_ok(), is_sound, "{percent}");
    }
}

fn any_benefit() -> impl Strategy<Value = (PromotionClass, Benefit)> {
    let amount = 1_i64..100_000;
    prop_oneof![
        (
            prop_oneof![Just(Product), Just(Order), Just(Delivery)],
            1_u32..=1_000_000
        )
            .prop_map(|(class, ppm)| (
                class,
                Benefit::Percent {
                    rate: Rate::from_ppm(ppm)
                }
            )),
        amount
            .clone()
            .prop_map(|amount_minor| (Product, Benefit::FixedPerUnit { amount_minor })),
        amount
            .clone()
            .prop_map(|amount_minor| (Product, Benefit::FixedPerLine { amount_minor })),
        (1_u32..4, 1_u32..3).prop_map(|(buy, get)| (Product, Benefit::BuyXGetY { buy, get })),
        amount.prop_map(|amount_minor| (Order, Benefit::FixedOrder { amount_minor })),
        Just((Delivery, Benefit::FreeDelivery)),
    ]
}

fn any_offers() -> impl Strategy<Value = Vec<Offer>> {
    let classes = proptest::collection::btree_set(prop_oneof![Just(Product), Just(Order), Just(Delivery)], 0..3);
    let tags = proptest::collection::btree_set("p[0-7]", 0..6);
    let offer = (any_benefit(), classes, tags, -2..2, any::<bool>(), 0_i64..5000);
    vec(offer, 0..8).prop_map(|offers| {
        let numbered = (0_u128..).zip(offers);
        let offer = numbered.map(|(id, ((class, benefit), classes, tags, priority, coded, minimum))| {
            let promotion = Promotion {
                combines_with_classes: classes,
                combines_with_tags: tags,
                priority,
                minimum: Minimum {
                    subtotal_minor: Some(minimum),
                    quantity: None,
                },
                ..promotion(id, class, benefit)
            };
            if coded {
                by_code(promotion, &format!("CODE{id}"))
            } else {
                automatic(promotion)
            }
        });
        offer.collect()
    })
}

fn any_lines() -> impl Strategy<Value = Vec<LineFacts>> {
    vec((0_i64..20_000, 1_u32..6, any::<bool>()), 0..8).prop_map(|lines| {
        let line = |(seq, (price, quantity, is_discountable))| LineFacts {
            is_discountable,
            ..line(seq, price, quantity)
        };
        (1_u32..).zip(lines).map(line).collect()
    })
}

proptest! {
    #[test]
    fn no_stack_of_promotions_makes_anything_negative(offers in any_offers(), lines in any_lines(), delivery in 0_i64..3000) {
        let (evaluation, cart) = priced(&offers, &lines, delivery);
        prop_assert!(cart.total_minor >= 0 && cart.lines.iter().all(|line| line.gross_minor >= 0));
        prop_assert!(cart.total_minor <= cart.subtotal_minor + delivery);
        for (facts, line) in lines.iter().zip(&cart.lines) {
            prop_assert!(facts.is_discountable || line.discount_minor == 0);
        }
        for taken in &cart.adjustments {
            prop_assert!(evaluation.find(taken.promotion_id).is_some(), "{:?} has no name", taken);
        }
    }

    #[test]
    fn the_order_of_offers_and_lines_changes_nothing(
        (offers, other_offers) in any_offers().prop_flat_map(|offers| (Just(offers.clone()), Just(offers).prop_shuffle())),
        (lines, other_lines) in any_lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        let (one, cart) = priced(&offers, &lines, 495);
        let (other, other_cart) = priced(&other_offers, &other_lines, 495);
        prop_assert_eq!(cart.total_minor, other_cart.total_minor);
        prop_assert_eq!(one.applied, other.applied);
        prop_assert_eq!(one.refused, other.refused);
    }

    #[test]
    fn every_code_is_either_applied_or_refused_with_a_reason(offers in any_offers(), lines in any_lines()) {
        let evaluation = evaluate(&offers, &lines, &context()).unwrap();
        for code in offers.iter().flat_map(|offer| &offer.codes) {
            let applied = evaluation.applied.iter().filter(|applied| applied.code.as_ref() == Some(&code.code)).count();
            let refused = evaluation.refused.iter().filter(|refused| refused.code == code.code).count();
            prop_assert_eq!(applied + refused, 1, "{}", code.code);
        }
    }
}
