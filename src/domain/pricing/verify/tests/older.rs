//! Orders that were placed when traces said less.

use super::super::super::{Operand, PricedCart, Rule, Subject, Trace};
use super::{Difference, any_cart, plain_cart, snapshot};
use crate::pricing::verify::verify;
use proptest::prelude::*;

/// The trace as version 1 had it.
fn older(mut cart: PricedCart) -> PricedCart {
    cart.trace.version = 1;
    cart.trace.seals = String::new();
    cart.trace
        .steps
        .retain(|step| !matches!(step.operand, Operand::ProductOffer { .. }));
    for step in &mut cart.trace.steps {
        step.tie_break = None;
        match &mut step.operand {
            Operand::Units {
                prices, is_gift_card, ..
            } => {
                prices.clear();
                *is_gift_card = false;
            }
            Operand::Gift {
                promotion_id,
                base_minor,
            } => {
                step.operand = Operand::Promotion {
                    promotion_id: *promotion_id,
                    base_minor: *base_minor,
                };
            }
            Operand::OrderOffer { discount, base_minor } => {
                step.operand = Operand::Promotion {
                    promotion_id: discount.precedence.promotion_id,
                    base_minor: *base_minor,
                };
            }
            Operand::DeliveryOffer { discount, base_minor } => {
                step.operand = Operand::Promotion {
                    promotion_id: discount.precedence.promotion_id,
                    base_minor: *base_minor,
                };
            }
            _ => {}
        }
    }
    cart
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn an_older_trace_verifies_to_its_depth((cart, context) in any_cart()) {
        let cart = older(cart);

        let proof = verify(&snapshot(&cart, &context)).unwrap();

        prop_assert_eq!((proof.steps, proof.is_whole()), (cart.trace.steps.len(), false));
    }
}

#[test]
fn an_older_trace_says_so_in_words() {
    let (cart, context) = plain_cart();
    let cart = older(cart);

    let proof = verify(&snapshot(&cart, &context)).unwrap();

    assert_eq!(
        proof.to_string(),
        "equal, 7 steps, verified to the depth of trace version 1"
    );
}

#[test]
fn a_trace_without_a_version_is_of_the_first() {
    let stored = r#"{
        "engine_version": "1",
        "catalog_version": 7,
        "steps": [
            {"rule": "R5", "subject": {"line": 1}, "operand": {"kind": "units", "unit_minor": 1000, "quantity": 2}, "result_minor": 2000},
            {"rule": "R11", "subject": "cart", "operand": {"kind": "sum", "terms": 1}, "result_minor": 2000}
        ]
    }"#;

    let trace: Trace = serde_json::from_str(stored).unwrap();

    assert_eq!((trace.version, trace.steps.len(), trace.seals.as_str()), (1, 2, ""));
}

// Whoever changes how a step is written makes every stored seal untrue: new fields are left out where they say nothing.
#[test]
fn seals_are_what_they_were() {
    let (cart, _) = plain_cart();

    assert_eq!(
        cart.trace.seals,
        "be3137a338903e7a0ae8c68fbfb88a61912bf5157eef9b84bf6e022b"
    );
}

#[test]
fn what_no_step_of_an_older_trace_explains_is_named() {
    let (cart, context) = plain_cart();
    let mut cart = older(cart);
    let is_kept = |subject, rule| subject != Subject::Line(2) || rule != Rule::R10;
    cart.trace.steps.retain(|step| is_kept(step.subject, step.rule));

    let missing = verify(&snapshot(&cart, &context)).unwrap_err();

    let (subject, what) = (Subject::Line(2), "tax");
    assert_eq!(missing, Difference::Missing { subject, what });
}
