//! Every field of every step, changed one at a time.

use super::super::super::discount::{
    DeliveryDiscount, Discounts, Eligible, GiftDiscount, OrderDiscount, Precedence, ProductBenefit, ProductDiscount,
    Reduction,
};
use super::super::super::properties::{context, delivery, line, taxes};
use super::super::super::{PricedCart, PricingContext, TraceStep, price_cart_with};
use super::{any_cart, snapshot};
use crate::id::PromotionId;
use crate::pricing::verify::verify;
use crate::rate::Rate;
use crate::rounding::RoundingMode;
use crate::tax::{DeliveryTax, TaxBasis, TaxTreatment};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A way to a value inside a step: names of fields and places in lists.
type Path = Vec<String>;

/// Other values for one field: all of its type, so that the step still reads.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            vec![json!(number + 1), json!(number - 1)]
        }
        Value::Bool(is) => vec![json!(!is)],
        Value::String(text) if text.parse::<Uuid>().is_ok() => vec![json!(Uuid::from_u128(4711))],
        Value::String(text) if text.parse::<f64>().is_ok() => vec![json!("0.123456")],
        Value::String(_) => [
            "R5",
            "R6",
            "R7",
            "R8",
            "R9",
            "R10",
            "R11",
            "R14",
            "cart",
            "delivery",
            "half_up",
            "half_even",
            "inclusive",
            "exclusive",
            "price_list_id",
            "promotion_id",
            "line_seq",
            "market",
            "group",
            "exempt",
            "reverse_charge",
            "all",
            "another",
        ]
        .map(Value::from)
        .into(),
        Value::Array(items) if !items.is_empty() => vec![json!(items[1..]), json!([items.as_slice(), items].concat())],
        _ => Vec::new(),
    }
}

/// Every step that differs from this one in one field, with the way to it.
fn changed(step: &TraceStep) -> Vec<(Path, TraceStep)> {
    let whole = serde_json::to_value(step).unwrap();
    let mut found = Vec::new();
    changed_within(&whole, &Vec::new(), &mut |path, value| {
        let mut other = whole.clone();
        *path.iter().fold(&mut other, |inside, name| match inside {
            Value::Array(items) => &mut items[name.parse::<usize>().unwrap()],
            inside => &mut inside[name.as_str()],
        }) = value;
        // What cannot be read as a step is found without looking at numbers.
        match serde_json::from_value::<TraceStep>(other) {
            Ok(other) if other != *step => found.push((path.clone(), other)),
            _ => {}
        }
    });
    found
}

fn changed_within(value: &Value, path: &Path, change: &mut impl FnMut(&Path, Value)) {
    let inside = |name: String| path.iter().cloned().chain([name]).collect::<Path>();
    for other in others(value) {
        change(path, other);
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                changed_within(value, &inside(name.clone()), change);
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                changed_within(value, &inside(place.to_string()), change);
            }
        }
        _ => {}
    }
}

/// A cart in which every kind of step occurs.
fn every_kind() -> (PricedCart, PricingContext) {
    let context = context(TaxBasis::Inclusive, RoundingMode::HalfUp);
    let precedence = |number: u8| Precedence {
        priority: number.into(),
        promotion_id: PromotionId(Uuid::from_u128(number.into())),
    };
    let product = |number, beside: &[&str], eligible, benefit| ProductDiscount {
        precedence: precedence(number),
        tag: format!("t{number}"),
        combines_with: beside.iter().map(|tag| (*tag).to_owned()).collect(),
        eligible,
        benefit,
    };
    let percent = |ppm| Reduction::Percent(Rate::from_ppm(ppm));
    let discounts = Discounts {
        gifts: vec![GiftDiscount {
            promotion_id: precedence(9).promotion_id,
            line_seq: 5,
        }],
        products: vec![
            product(1, &["t2"], Eligible::All, ProductBenefit::Line(percent(123_456))),
            product(2, &["t1"], Eligible::Lines([1, 2].into()), ProductBenefit::EachUnit(35)),
            product(3, &[], Eligible::All, ProductBenefit::BuyXGetY { buy: 2, get: 1 }),
            product(
                4,
                &[],
                Eligible::Lines([3].into()),
                ProductBenefit::Line(Reduction::Fixed(900)),
            ),
        ],
        order: vec![
            OrderDiscount {
                precedence: precedence(6),
                eligible: Eligible::All,
                reduction: Reduction::Fixed(1001),
            },
            OrderDiscount {
                precedence: precedence(5),
                eligible: Eligible::Lines([1, 3, 4].into()),
                reduction: percent(50_000),
            },
        ],
        delivery: vec![DeliveryDiscount {
            precedence: precedence(7),
            reduction: percent(333_333),
        }],
    };
    let mut lines = [
        line(1, 1000, 4, false),
        line(2, 333, 3, true),
        line(3, 999, 1, false),
        line(4, 999, 1, false),
        line(5, 690, 1, false),
    ];
    lines[3].is_discountable = false;
    let mut cart = price_cart_with(&lines, Some(&delivery(495)), &discounts, &context, &taxes()).unwrap();
    cart.trace = cart.trace.sealed();
    (cart, context)
}

/// The kinds of operands in a trace.
fn kinds(cart: &PricedCart) -> BTreeSet<String> {
    let operands = cart
        .trace
        .steps
        .iter()
        .map(|step| serde_json::to_value(&step.operand).unwrap());
    operands
        .map(|operand| operand["kind"].as_str().unwrap().to_owned())
        .collect()
}

fn first_difference(cart: &PricedCart, context: &PricingContext, place: usize, step: TraceStep) -> Option<usize> {
    let mut cart = cart.clone();
    cart.trace.steps[place] = step;
    verify(&snapshot(&cart, context)).unwrap_err().step()
}

#[test]
fn every_changed_field_of_every_kind_of_step_is_named_as_the_first_difference() {
    let (priced, mut context) = every_kind();
    let mut seen = kinds(&priced);
    let mut count = 0;
    let (own, shared) = (DeliveryTax::OwnCategory, DeliveryTax::ProportionalToGoods);
    for (treatment, way) in [(TaxTreatment::Normal, own), (exempt(), own), (exempt(), shared)] {
        (context.treatment, context.delivery_tax) = (treatment, way);
        let cart = if context.treatment.relief().is_some() {
            relieved(&context)
        } else {
            priced.clone()
        };
        seen.extend(kinds(&cart));
        for (place, step) in cart.trace.steps.iter().enumerate() {
            for (path, other) in changed(step) {
                let named = first_difference(&cart, &context, place, other.clone());
                assert_eq!(named, Some(place + 1), "{path:?} of {step:?} became {other:?}");
                count += 1;
            }
        }
    }
    let all = [
        "units",
        "gift",
        "product_offer",
        "promotion",
        "order_offer",
        "price",
        "delivery_offer",
        "tax",
        "relief",
        "shared_tax",
        "sum",
    ];
    assert!(all.iter().all(|kind| seen.contains(*kind)), "{seen:?}");
    assert!(count > 500, "{count}");
}

fn exempt() -> TaxTreatment {
    TaxTreatment::Exempt {
        reason: "Embassy".into(),
        certificate: "E-1".into(),
    }
}

fn relieved(context: &PricingContext) -> PricedCart {
    let lines = [line(1, 1000, 2, false), line(2, 333, 3, true)];
    let mut cart = price_cart_with(&lines, Some(&delivery(495)), &Discounts::default(), context, &taxes()).unwrap();
    cart.trace = cart.trace.sealed();
    cart
}

/// Fields that follow from the rest of the trace: whoever seals a changed one again is still found at its step.
fn follows(path: &Path) -> bool {
    let ends = [
        "result_minor",
        "base_minor",
        "tie_break",
        "rounding",
        "unit_minor",
        "quantity",
        "terms",
    ];
    path.last().is_some_and(|name| ends.contains(&name.as_str()))
}

#[test]
fn what_follows_from_the_rest_is_found_without_seals() {
    let (cart, context) = every_kind();
    for (place, step) in cart.trace.steps.iter().enumerate() {
        for (path, other) in changed(step).into_iter().filter(|(path, _)| follows(path)) {
            let mut cart = cart.clone();
            cart.trace.steps[place] = other;
            cart.trace = cart.trace.sealed();
            let named = verify(&snapshot(&cart, &context)).unwrap_err().step();
            assert_eq!(named, Some(place + 1), "{path:?} of {step:?}");
        }
    }
}

#[test]
fn a_promotion_of_another_size_does_not_give_the_stored_amounts() {
    let (cart, context) = every_kind();
    let mut found = 0;
    for (place, step) in cart.trace.steps.iter().enumerate() {
        for (path, other) in changed(step) {
            if !path
                .iter()
                .any(|name| ["percent", "fixed", "each_unit", "buy", "get"].contains(&name.as_str()))
            {
                continue;
            }
            let mut cart = cart.clone();
            cart.trace.steps[place] = other;
            cart.trace = cart.trace.sealed();
            let named = verify(&snapshot(&cart, &context)).unwrap_err().step();
            assert_eq!(named, Some(place + 1), "{path:?} of {step:?}");
            found += 1;
        }
    }
    assert!(found >= 8, "{found}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_changed_field_of_a_generated_cart_is_named((cart, context) in any_cart(), step in any::<Index>(), field in any::<Index>()) {
        let place = step.index(cart.trace.steps.len());
        let changes = changed(&cart.trace.steps[place]);
        let (path, other) = field.get(&changes).clone();

        let named = first_difference(&cart, &context, place, other);

        prop_assert_eq!(named, Some(place + 1), "{:?} of {:?}", path, cart.trace.steps[place]);
    }
}
