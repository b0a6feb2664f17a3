//! What shoppers get and what they are told.

use chrono::TimeDelta;

use super::*;
use crate::{id::VariantId, money::Money};
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
fn without_a_code_a_limit_that_is_reached_leaves_the_promotion_out_and_says_so() {
    let offer = |used, used_by_customer| Offer {
        used,
        used_by_customer,
        ..automatic(Promotion {
            limits: Limits {
                total: Some(5),
                per_customer: Some(2),
            },
            minimum: Minimum {
                subtotal_minor: Some(1000),
                quantity: None,
            },
            ..percent(1, Order, 10)
        })
    };
    let met = |offer, unit| {
        let (evaluation, cart) = priced(&[offer], &[line(1, unit, 1)], 0);
        let left_out: Vec<_> = evaluation.left_out.iter().map(LeftOut::text).collect();
        (
            cart.discount_minor,
            evaluation.applied.iter().any(|one| one.is_limited),
            left_out,
        )
    };

    assert_eq!(met(offer(4, 1), 2000), (200, true, Vec::new()));
    let gone = "“Promotion 1” has been used up.".to_owned();
    assert_eq!(met(offer(5, 0), 2000), (0, false, vec![gone]));
    let had = "“Promotion 1” has been had as often as one customer may.".to_owned();
    assert_eq!(met(offer(4, 2), 2000), (0, false, vec![had]));
    // Who would not have had it anyway is told nothing.
    assert_eq!(met(offer(5, 0), 900), (0, false, Vec::new()));
}

#[test]
fn amounts_count_in_the_currencies_that_they_are_written_in_and_in_no_other() {
    let amounts = Promotion {
        currency: Some(Currency::USD),
        minimum: Minimum {
            subtotal_minor: Some(9000),
            quantity: None,
        },
        ..promotion(1, Order, Benefit::FixedOrder { amount_minor: 700 })
    };
    let in_euros = Promotion {
        in_currencies: vec![InCurrency {
            currency: Currency::EUR,
            benefit: Benefit::FixedOrder { amount_minor: 500 },
            min_subtotal_minor: Some(2000),
        }],
        ..amounts.clone()
    };

    let (evaluation, cart) = priced(&[automatic(in_euros.clone())], &[line(1, 2000, 1)], 0);
    assert_eq!((cart.discount_minor, evaluation.left_out), (500, Vec::new()));
    let (_, cart) = priced(&[automatic(in_euros)], &[line(1, 1999, 1)], 0);
    assert_eq!(cart.discount_minor, 0);
    let (evaluation, cart) = priced(&[automatic(amounts)], &[line(1, 20_000, 1)], 0);
    assert_eq!(cart.discount_minor, 0);
    assert_eq!(evaluation.left_out[0].text(), "“Promotion 1” has no amounts in EUR.");
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
fn a_gift_is_a_line_of_its_own_that_counts_for_no_condition() {
    let mut gift = giving(1);
    gift.promotion.minimum.subtotal_minor = Some(5000);
    // Would be met with the gift, and is not without it.
    let mut more = percent(2, Order, 50);
    more.minimum.subtotal_minor = Some(5500);
    let offers = [gift, automatic(more)];

    let (evaluation, cart) = priced(&offers, &[line(1, 5000, 1)], 0);
    let (nothing, _) = priced(&offers, &[line(1, 4999, 1)], 0);

    assert_eq!(names(&evaluation), ["Promotion 1"]);
    assert_eq!(
        (cart.subtotal_minor, cart.discount_minor, cart.total_minor),
        (5690, 690, 5000)
    );
    assert_eq!(cart.lines[1].line_seq, 901);
    assert!(nothing.gifts.is_empty() && nothing.gifts_gone.is_empty());
}

#[test]
fn the_same_gift_is_given_once_and_a_gift_that_has_run_out_is_told() {
    let lines = [line(1, 5000, 1)];
    let (evaluation, cart) = priced(&[giving(2), giving(1)], &lines, 0);
    assert_eq!((names(&evaluation), cart.lines.len()), (vec!["Promotion 1"], 2));

    let gone = Offer {
        gift: None,
        ..giving(1)
    };
    let (evaluation, cart) = priced(std::slice::from_ref(&gone), &lines, 0);
    assert_eq!(
        (evaluation.gifts_gone, cart.lines.len()),
        (vec!["Promotion 1".to_owned()], 1)
    );

    let coded = Offer {
        gift: None,
        ..by_code(gone.promotion, "GIFT")
    };
    assert_eq!(refused(&coded, &lines), Some(CodeRefusal::GiftGone));
}

#[test]
fn a_gift_stands_beside_products_and_beside_the_order_only_where_both_say_so() {
    let lines = [line(1, 1000, 1)];
    let offers = [
        giving(1),
        automatic(percent(2, Product, 10)),
        automatic(percent(3, Order, 10)),
    ];
    let (evaluation, _) = priced(&offers, &lines, 0);
    assert_eq!(names(&evaluation), ["Promotion 1", "Promotion 2"]);

    let mut offers = offers;
    for offer in &mut offers {
        offer.promotion.combines_with_classes = [Product, Order].into();
    }
    let (evaluation, cart) = priced(&offers, &lines, 0);
    assert_eq!((names(&evaluation).len(), cart.total_minor), (3, 810));
}
