//! What holds for every stack of promotions.

use proptest::{collection::vec, prelude::*};

use super::*;
use PromotionClass::{Delivery, Order, Product};

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
        (900_u128..903, 1_u32..4).prop_map(|(variant, quantity)| {
            let variant_id = Uuid::from_u128(variant).into();
            (Product, Benefit::Gift { variant_id, quantity })
        }),
    ]
}

fn any_offers() -> impl Strategy<Value = Vec<Offer>> {
    let classes = proptest::collection::btree_set(prop_oneof![Just(Product), Just(Order), Just(Delivery)], 0..3);
    let tags = proptest::collection::btree_set("p[0-7]", 0..6);
    let offer = (
        any_benefit(),
        classes,
        tags,
        -2..2,
        any::<bool>(),
        0_i64..5000,
        any_gift(),
    );
    vec(offer, 0..8).prop_map(|offers| {
        let numbered = (0_u128..).zip(offers);
        let offer = numbered.map(
            |(id, ((class, benefit), classes, tags, priority, coded, minimum, gift))| {
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
                let gift = gift
                    .filter(|_| promotion.benefit.gift().is_some())
                    .map(|unit_price_minor| GiftFacts {
                        line_seq: 900 + u32::try_from(id).unwrap(),
                        unit_price_minor,
                    });
                let offer = if coded {
                    by_code(promotion, &format!("CODE{id}"))
                } else {
                    automatic(promotion)
                };
                Offer { gift, ..offer }
            },
        );
        offer.collect()
    })
}

// What one unit of a gift is worth; none where it has run out.
fn any_gift() -> impl Strategy<Value = Option<i64>> {
    proptest::option::of(0_i64..5000)
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
        for line in &cart.lines[lines.len()..] {
            prop_assert_eq!((line.gross_minor, line.tax_minor, line.discount_minor), (0, 0, line.list_minor));
        }
        let gifts: Vec<_> = evaluation.gifts.iter().map(|gift| gift.variant_id).collect();
        let once: BTreeSet<_> = gifts.iter().collect();
        prop_assert_eq!(once.len(), gifts.len(), "a gift is given twice");
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
        prop_assert_eq!(one.gifts, other.gifts);
    }

    #[test]
    fn a_gift_makes_nothing_else_cheaper_or_dearer(offers in any_offers(), lines in any_lines()) {
        let without: Vec<_> = offers.iter().filter(|offer| offer.promotion.benefit.gift().is_none()).cloned().collect();
        let (evaluation, cart) = priced(&offers, &lines, 0);
        // Promotions of the order may have had to go for a gift that is worth more; with all of them nothing moves.
        prop_assume!(without.iter().all(|offer| offer.promotion.class == Product));

        let (_, plain) = priced(&without, &lines, 0);

        prop_assert_eq!(cart.total_minor, plain.total_minor);
        prop_assert_eq!(&cart.lines[..lines.len()], &plain.lines[..]);
        prop_assert_eq!(cart.lines.len(), lines.len() + evaluation.gifts.len());
    }

    #[test]
    fn every_code_is_either_applied_or_refused_with_a_reason(offers in any_offers(), lines in any_lines()) {
        let evaluation = evaluate(&offers, &lines, &shopper(), &context()).unwrap();
        for code in offers.iter().flat_map(|offer| &offer.codes) {
            let applied = evaluation.applied.iter().filter(|applied| applied.code.as_ref() == Some(&code.code)).count();
            let refused = evaluation.refused.iter().filter(|refused| refused.code == code.code).count();
            prop_assert_eq!(applied + refused, 1, "{}", code.code);
        }
    }
}
