//! Whatever was priced verifies, and whatever was changed afterwards does not.

mod mutation;
mod older;

use super::super::properties::{any_context, delivery, discounts, sensible_lines, taxes};
use super::super::{PricedCart, PricingContext, Subject, TRACE_VERSION, price_cart_with};
use super::{Difference, Proof, Snapshot, SnapshotAmounts, SnapshotLine, verify};
use crate::rate::Rate;
use crate::rounding::RoundingMode;
use crate::tax::{AnsweredLine, TaxAnswer, TaxBasis, TaxPart, TaxQuestion, TaxSource, TaxTreatment, VatId};
use proptest::prelude::*;
use proptest::sample::Index;

fn snapshot<'a>(cart: &'a PricedCart, context: &PricingContext) -> Snapshot<'a> {
    let none = SnapshotAmounts {
        net_minor: 0,
        tax_minor: 0,
        gross_minor: 0,
        taxes: &[],
    };
    let line = |line: &'a super::super::PricedLine| SnapshotLine {
        line_seq: line.line_seq,
        quantity: line.quantity,
        unit_price_minor: line.unit_price_minor,
        list_minor: line.list_minor,
        discount_minor: line.discount_minor,
        amounts: SnapshotAmounts {
            net_minor: line.net_minor,
            tax_minor: line.tax_minor,
            gross_minor: line.gross_minor,
            taxes: &line.taxes,
        },
    };
    Snapshot {
        engine_version: context.engine_version,
        catalog_version: context.catalog_version,
        basis: context.basis,
        rounding: context.rounding,
        relief: context.treatment.relief(),
        tax_source: &cart.trace.tax_source,
        lines: cart.lines.iter().map(line).collect(),
        delivery: cart.delivery.as_ref().map_or(none, |delivery| SnapshotAmounts {
            net_minor: delivery.net_minor,
            tax_minor: delivery.tax_minor,
            gross_minor: delivery.gross_minor,
            taxes: &delivery.taxes,
        }),
        adjustments: cart.adjustments.clone(),
        subtotal_minor: cart.subtotal_minor,
        discount_minor: cart.discount_minor,
        tax_minor: cart.tax_minor,
        total_minor: cart.total_minor,
        tenders_minor: Vec::new(),
        due_minor: cart.total_minor,
        trace: &cart.trace,
    }
}

fn any_treatment() -> impl Strategy<Value = TaxTreatment> {
    let exempt = TaxTreatment::Exempt {
        reason: "Embassy".into(),
        certificate: "E-1".into(),
    };
    let reversed = TaxTreatment::ReverseCharge {
        vat_id: VatId::parse("DE136695976").unwrap(),
    };
    prop_oneof![Just(TaxTreatment::Normal), Just(exempt), Just(reversed)]
}

/// An engine that takes a third of everything.
fn engine_taxed(cart: PricedCart, question: &TaxQuestion, context: &PricingContext) -> PricedCart {
    let third = |amount_minor: i64| {
        vec![TaxPart {
            name: "Third".into(),
            jurisdiction: "CA".into(),
            rate: Rate::from_ppm(333_333),
            amount_minor: amount_minor / 3,
        }]
    };
    let lines = question.lines.iter().map(|line| AnsweredLine {
        line_seq: line.line_seq,
        taxes: third(line.amount_minor),
    });
    let answer = TaxAnswer {
        lines: lines.collect(),
        delivery: question
            .delivery
            .as_ref()
            .map(|it| third(it.amount_minor))
            .unwrap_or_default(),
    };
    assert_eq!(answer.check(question), Ok(()));
    let source = TaxSource::Engine {
        provider: "thirds".into(),
        response_hash: "00".into(),
    };
    cart.with_engine_taxes(&answer, source, context).unwrap()
}

fn any_cart() -> impl Strategy<Value = (PricedCart, PricingContext)> {
    let delivery_price = proptest::option::of(0_i64..5000);
    (
        sensible_lines(),
        delivery_price,
        discounts(0_i64..100_000),
        any_context(),
        any_treatment(),
        any::<bool>(),
    )
        .prop_map(|(lines, price, discounts, mut context, treatment, is_asked)| {
            context.treatment = treatment;
            let delivery = price.map(delivery);
            let mut cart = price_cart_with(&lines, delivery.as_ref(), &discounts, &context, &taxes()).unwrap();
            if is_asked && context.treatment.relief().is_none() {
                let question = TaxQuestion::new(&lines, delivery.as_ref(), &cart, &context);
                cart = engine_taxed(cart, &question, &context);
            }
            cart.trace = cart.trace.sealed();
            (cart, context)
        })
}

/// Every stored amount of a cart outside its trace.
fn amounts(cart: &mut PricedCart) -> Vec<&mut i64> {
    let mut all = vec![
        &mut cart.subtotal_minor,
        &mut cart.discount_minor,
        &mut cart.tax_minor,
        &mut cart.total_minor,
    ];
    for line in &mut cart.lines {
        all.extend([
            &mut line.unit_price_minor,
            &mut line.list_minor,
            &mut line.discount_minor,
            &mut line.net_minor,
            &mut line.tax_minor,
            &mut line.gross_minor,
        ]);
        all.extend(line.taxes.iter_mut().map(|part| &mut part.amount_minor));
    }
    all.extend(cart.adjustments.iter_mut().map(|taken| &mut taken.amount_minor));
    if let Some(delivery) = &mut cart.delivery {
        all.extend([
            &mut delivery.net_minor,
            &mut delivery.tax_minor,
            &mut delivery.gross_minor,
        ]);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_cart_that_was_priced_verifies((cart, context) in any_cart()) {
        let proof = verify(&snapshot(&cart, &context));
        prop_assert_eq!(proof, Ok(Proof { steps: cart.trace.steps.len(), trace_version: TRACE_VERSION }));
    }

    #[test]
    fn a_changed_amount_of_the_snapshot_is_found((mut cart, context) in any_cart(), at in any::<Index>(), by in prop_oneof![Just(-1_i64), Just(1)]) {
        let mut amounts = amounts(&mut cart);
        let changed = at.get_mut(&mut amounts);
        **changed += by;

        prop_assert!(verify(&snapshot(&cart, &context)).is_err());
    }

    #[test]
    fn a_changed_result_of_the_trace_is_found((mut cart, context) in any_cart(), at in any::<Index>(), by in prop_oneof![Just(-1_i64), Just(1)]) {
        at.get_mut(&mut cart.trace.steps).result_minor += by;

        prop_assert!(verify(&snapshot(&cart, &context)).is_err());
    }

    #[test]
    fn a_lost_step_is_found((mut cart, context) in any_cart(), at in any::<Index>()) {
        let lost = at.index(cart.trace.steps.len());
        cart.trace.steps.remove(lost);

        prop_assert!(verify(&snapshot(&cart, &context)).is_err());
    }
}

fn plain_cart() -> (PricedCart, PricingContext) {
    let context = super::super::properties::context(TaxBasis::Exclusive, RoundingMode::HalfUp);
    let lines = [
        super::super::properties::line(1, 1000, 2, false),
        super::super::properties::line(2, 333, 3, false),
    ];
    let mut cart = price_cart_with(&lines, Some(&delivery(495)), &Default::default(), &context, &taxes()).unwrap();
    cart.trace = cart.trace.sealed();
    (cart, context)
}

#[test]
fn the_first_step_that_differs_is_named_with_both_numbers() {
    let (mut cart, context) = plain_cart();
    cart.lines[1].tax_minor += 1;
    cart.lines[1].gross_minor += 1;

    let difference = verify(&snapshot(&cart, &context)).unwrap_err();

    assert_eq!(difference.step(), Some(4));
    assert_eq!(
        difference.to_string(),
        "step 4 (R10), line 2: the tax is stored as 151, but comes to 150"
    );
}

#[test]
fn other_circumstances_than_the_orders_are_named() {
    let (cart, mut context) = plain_cart();
    context.rounding = RoundingMode::HalfEven;
    let rounded = verify(&snapshot(&cart, &context)).unwrap_err();
    assert_eq!(
        rounded.to_string(),
        "step 3 (R10), line 1: it rounds in another mode than the order"
    );

    let (cart, mut context) = plain_cart();
    context.catalog_version += 1;
    let moved = verify(&snapshot(&cart, &context)).unwrap_err();
    assert_eq!(
        moved.to_string(),
        "the version of the catalogue of the order is not that of its steps"
    );

    let (cart, mut context) = plain_cart();
    context.basis = TaxBasis::Inclusive;
    let taxed = verify(&snapshot(&cart, &context)).unwrap_err();
    assert_eq!(
        taxed.to_string(),
        "step 3 (R10), line 1: its tax basis is not the order's"
    );
}

#[test]
fn an_order_that_says_another_reason_for_charging_no_tax_is_named() {
    let (cart, mut context) = plain_cart();
    context.treatment = TaxTreatment::ReverseCharge {
        vat_id: VatId::parse("DE136695976").unwrap(),
    };
    let taxed = verify(&snapshot(&cart, &context)).unwrap_err();
    assert_eq!(taxed.to_string(), "step 3 (R10), line 1: the order is free of tax");
}

#[test]
fn what_no_step_explains_is_named() {
    let (mut cart, context) = plain_cart();
    cart.trace.steps.pop();

    let missing = verify(&snapshot(&cart, &context)).unwrap_err();

    assert_eq!(
        missing,
        Difference::Missing {
            subject: Subject::Cart,
            what: "total"
        }
    );
}

#[test]
fn numbers_beyond_reason_are_a_difference_and_no_panic() {
    for wild in [i64::MIN, i64::MAX] {
        let (cart, context) = plain_cart();
        for step in 0..cart.trace.steps.len() {
            let mut cart = cart.clone();
            cart.trace.steps[step].result_minor = wild;
            assert!(verify(&snapshot(&cart, &context)).is_err());
        }
        let (mut cart, context) = plain_cart();
        for place in 0..amounts(&mut cart).len() {
            let mut cart = cart.clone();
            *amounts(&mut cart)[place] = wild;
            assert!(verify(&snapshot(&cart, &context)).is_err());
        }
    }
}
