//! What merchants write, and which pairs surprise.

use super::*;
use PromotionClass::{Delivery, Order};

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

#[test]
fn promotions_of_markets_that_have_none_in_common_never_meet() {
    let in_markets = |id, markets: &[u128]| Promotion {
        eligibility: Eligibility {
            markets: markets.iter().map(|id| Uuid::from_u128(*id).into()).collect(),
            ..Eligibility::default()
        },
        ..promotion(id, Delivery, Benefit::FreeDelivery)
    };

    assert_eq!(conflicts(&[in_markets(1, &[1, 2]), in_markets(2, &[3])]), []);
    assert_eq!(conflicts(&[in_markets(1, &[1, 2]), in_markets(2, &[2, 3])]).len(), 1);
    assert_eq!(conflicts(&[in_markets(1, &[1]), in_markets(2, &[])]).len(), 1);
}

#[test]
fn promotions_of_two_groups_meet_in_a_customer_of_both() {
    let of_group = |id, group: &str| Promotion {
        eligibility: Eligibility {
            customer_groups: [group.to_owned()].into(),
            ..Eligibility::default()
        },
        ..promotion(id, Delivery, Benefit::FreeDelivery)
    };

    assert_eq!(conflicts(&[of_group(1, "trade"), of_group(2, "gold")]).len(), 1);
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
        .checked(
            PromotionId(Uuid::nil()),
            Currency::EUR,
            Goods::default(),
            BTreeSet::new(),
            None,
        )
        .unwrap();

    assert_eq!(codes, [("SEA".to_owned(), None), ("ANA-1".to_owned(), Some(3))]);
    assert_eq!((promotion.currency, promotion.by_code), (Some(Currency::EUR), true));
    assert_eq!(promotion.benefit.first_tier_minor(), Some(5000));
    assert_eq!(promotion.benefit.largest_rate(), Some(Rate::from_ppm(125_000)));
}

fn in_currencies(benefit: &serde_json::Value, currencies: &serde_json::Value) -> Result<Promotion, Vec<String>> {
    let definition = definition(serde_json::json!({
        "handle": "sea", "name": "Sea", "class": "order", "benefit": benefit, "minimum": { "subtotal": "50.00" },
        "currencies": currencies
    }));
    let id = PromotionId(Uuid::nil());
    let checked = definition.checked(id, Currency::EUR, Goods::default(), BTreeSet::new(), None);
    checked.map(|(promotion, _)| promotion).map_err(|faults| {
        faults
            .iter()
            .map(|fault| format!("{}: {}", fault.field, fault.reason))
            .collect()
    })
}

#[test]
fn amounts_in_other_currencies_are_read_in_those() {
    let benefit = serde_json::json!({ "kind": "fixed_order", "amount": "5.00" });
    let currencies = serde_json::json!({
        "USD": { "amount": "6.00", "subtotal": "60.00" }, "JPY": { "amount": "900", "subtotal": "9000" }
    });

    let promotion = in_currencies(&benefit, &currencies).unwrap();

    let amounts = |code| {
        let (benefit, subtotal) = promotion.in_currency(Currency::parse(code).unwrap())?;
        let Benefit::FixedOrder { amount_minor } = benefit else {
            panic!("{benefit:?}")
        };
        Some((*amount_minor, subtotal))
    };
    assert_eq!(amounts("EUR"), Some((500, Some(5000))));
    assert_eq!(amounts("USD"), Some((600, Some(6000))));
    assert_eq!(amounts("JPY"), Some((900, Some(9000))));
    assert_eq!(amounts("GBP"), None);
}

#[test]
fn amounts_in_other_currencies_that_are_missing_or_too_many_are_named() {
    let fixed = serde_json::json!({ "kind": "fixed_order", "amount": "5.00" });
    let faults = |currencies| in_currencies(&fixed, &currencies).unwrap_err();

    assert_eq!(
        faults(serde_json::json!({ "USD": { "amount": "6.00" } })),
        ["currencies.subtotal: USD has no subtotal; write what the promotion itself has"]
    );
    assert_eq!(
        faults(serde_json::json!({ "USD": { "amount": "6.00", "subtotal": "60.00", "tiers": [] } })).len(),
        1
    );
    assert!(faults(serde_json::json!({ "JPY": { "amount": "6.50", "subtotal": "60" } }))[0].contains("6.50"));
    assert_eq!(
        faults(serde_json::json!({ "EUR": { "amount": "6.00", "subtotal": "60.00" } })),
        ["currencies: EUR is the shop's own: write it in the benefit"]
    );
    assert_eq!(faults(serde_json::json!({ "US": {} })).len(), 1);
}

#[test]
fn every_fault_of_a_definition_is_named_with_its_field() {
    let definition = definition(serde_json::json!({
        "handle": "Bad Handle", "name": " ", "class": "delivery", "priority": 5000,
        "benefit": { "kind": "fixed_order", "amount": "-1" }, "minimum": { "subtotal": "1.005", "quantity": 0 },
        "combines_with": { "classes": ["delivery"] }, "limits": { "total": 0 },
        "starts_at": "2026-11-02T00:00:00Z", "ends_at": "2026-11-01T00:00:00Z",
        "customer_groups": ["trade", "Gold Members"], "first_order": true
    }));

    let faults = definition
        .checked(
            PromotionId(Uuid::nil()),
            Currency::EUR,
            Goods::default(),
            BTreeSet::new(),
            None,
        )
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
        "customer_groups",
        "first_order",
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
        let checked = definition.checked(
            PromotionId(Uuid::nil()),
            Currency::EUR,
            Goods::default(),
            BTreeSet::new(),
            None,
        );
        assert_eq!(checked.is_ok(), is_sound, "{percent}");
    }
}

#[test]
fn two_promotions_that_give_the_same_are_told_and_a_gift_needs_its_variant() {
    let told = conflicts(&[giving(1).promotion, giving(2).promotion]);
    assert_eq!(told[0].text, "both give the same gift, which a cart gets once");

    let definition = definition(serde_json::json!({
        "handle": "wax", "name": "Free wax", "class": "product",
        "benefit": { "kind": "gift", "sku": "NAMI" }, "minimum": { "subtotal": "50.00" }
    }));
    let checked = |gift| {
        let nobody = PromotionId(Uuid::nil());
        definition.checked(nobody, Currency::EUR, Goods::default(), BTreeSet::new(), gift)
    };
    let (promotion, _) = checked(Some(Uuid::from_u128(900).into())).unwrap();
    assert_eq!(promotion.benefit.gift(), Some((Uuid::from_u128(900).into(), 1)));
    assert_eq!(checked(None).unwrap_err()[0].field, "benefit.sku");
}
