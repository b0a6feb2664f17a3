//! For whom and where.

use super::*;
use PromotionClass::Order;

fn ten(eligibility: Eligibility) -> Promotion {
    Promotion {
        eligibility,
        ..percent(1, Order, 10)
    }
}

fn of_groups(groups: &[&str]) -> Promotion {
    ten(Eligibility {
        customer_groups: groups.iter().map(ToString::to_string).collect(),
        ..Eligibility::default()
    })
}

fn met(offer: &Offer, shopper: &Shopper<'_>) -> Evaluation {
    evaluate(std::slice::from_ref(offer), &[line(1, 2000, 2)], shopper, &context()).unwrap()
}

// Why the code does not count; `None` where it does.
fn why(promotion: Promotion, shopper: &Shopper<'_>) -> Option<CodeRefusal> {
    let evaluation = met(&by_code(promotion, "SEA"), shopper);
    assert_eq!(evaluation.applied.len() + evaluation.refused.len(), 1);
    evaluation.refused.into_iter().map(|refused| refused.why).next()
}

#[test]
fn a_promotion_of_some_markets_is_for_carts_of_these() {
    let markets = |ids: &[u128]| {
        ten(Eligibility {
            markets: ids.iter().map(|id| Uuid::from_u128(*id).into()).collect(),
            ..Eligibility::default()
        })
    };
    let here = Shopper {
        market_id: Uuid::from_u128(7).into(),
        customer_groups: None,
    };

    assert_eq!(why(markets(&[6, 7]), &here), None);
    assert_eq!(why(markets(&[6, 8]), &here), Some(CodeRefusal::OtherMarket));
    let without_code = met(&automatic(markets(&[6])), &here);
    assert_eq!((without_code.applied.len(), without_code.refused.len()), (0, 0));
}

#[test]
fn the_market_is_named_before_the_currency_that_comes_with_it() {
    let dollars = Promotion {
        currency: Some(Currency::USD),
        ..ten(Eligibility {
            markets: [Uuid::from_u128(6).into()].into(),
            ..Eligibility::default()
        })
    };

    assert_eq!(why(dollars, &shopper()), Some(CodeRefusal::OtherMarket));
}

#[test]
fn a_promotion_of_groups_is_for_signed_in_members_of_one_of_them() {
    let signed_in = |groups| Shopper {
        customer_groups: Some(groups),
        ..shopper()
    };
    let (none, gold) = (Vec::new(), vec!["b2b".to_owned(), "gold".to_owned()]);

    assert_eq!(why(of_groups(&["gold", "trade"]), &signed_in(&gold)), None);
    assert_eq!(
        why(of_groups(&["trade"]), &signed_in(&gold)),
        Some(CodeRefusal::OtherGroup)
    );
    assert_eq!(
        why(of_groups(&["trade"]), &signed_in(&none)),
        Some(CodeRefusal::OtherGroup)
    );
    assert_eq!(why(of_groups(&["trade"]), &shopper()), Some(CodeRefusal::SignInFirst));
    assert_eq!(why(of_groups(&[]), &signed_in(&none)), None);
}

#[test]
fn a_code_that_signing_in_may_help_is_kept_and_others_are_not() {
    assert!(!CodeRefusal::SignInFirst.is_final());
    for why in [
        CodeRefusal::OtherGroup,
        CodeRefusal::OtherMarket,
        CodeRefusal::NotFirstOrder,
    ] {
        assert!(why.is_final(), "{why:?}");
    }
}

#[test]
fn a_first_order_is_asked_for_only_where_the_promotion_wants_it_and_counted_again_when_it_is_placed() {
    let offer = |first_order, has_ordered| Offer {
        has_ordered,
        ..by_code(
            ten(Eligibility {
                first_order,
                ..Eligibility::default()
            }),
            "SEA",
        )
    };

    let first = met(&offer(true, false), &shopper());
    assert!(first.applied[0].is_limited);
    let again = met(&offer(true, true), &shopper());
    assert_eq!(again.refused[0].why, CodeRefusal::NotFirstOrder);
    let anyway = met(&offer(false, true), &shopper());
    assert!(!anyway.applied[0].is_limited);
}

#[test]
fn a_code_that_was_used_already_is_told_so_rather_than_that_it_is_for_a_first_order() {
    let offer = Offer {
        used_by_customer: 1,
        has_ordered: true,
        ..by_code(
            Promotion {
                limits: Limits {
                    per_customer: Some(1),
                    ..Limits::default()
                },
                ..ten(Eligibility {
                    first_order: true,
                    ..Eligibility::default()
                })
            },
            "SEA",
        )
    };

    assert_eq!(met(&offer, &shopper()).refused[0].why, CodeRefusal::UsedByCustomer);
}
