//! Orders from a real purchase, proved and tampered with.

use super::{ProofError, Verdict, explain_cart, explain_order, verify_order, verify_orders};
use crate::payment::tests::Till;
use adapters::payment::test_provider::Choice;
use domain::id::CartId;

/// Two rings and three hats, paid; the order's number.
async fn order(till: &Till) -> i64 {
    let ring = till.variant("ring", 10).await;
    let hat = till.shop.product("hat").price(333).create().await[0];
    let buyer = till.buyer(&[(ring, 2), (hat, 3)]).await;
    let (page, _) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    till.hear_everything().await;
    till.count("select max(order_number) from orders").await
}

async fn difference(till: &Till, number: i64) -> String {
    match verify_order(&till.app, number).await.unwrap() {
        Verdict::Differs(difference) => difference.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_placed_order_follows_from_its_steps() {
    let till = Till::open().await;
    let number = order(&till).await;

    let verdict = verify_order(&till.app, number).await.unwrap();
    let Verdict::Equal(proof) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(proof.to_string(), "equal, 7 steps");
    let all = verify_orders(&till.app, 0).await.unwrap();
    assert!(all.len() == 1 && all[0].0 == number && all[0].1.is_equal());
    assert!(verify_orders(&till.app, number).await.unwrap().is_empty());
    assert!(matches!(verify_order(&till.app, 1).await, Err(ProofError::NoOrder)));
    till.close().await;
}

#[tokio::test]
async fn a_stored_number_that_was_changed_is_named_with_its_step() {
    let till = Till::open().await;
    let number = order(&till).await;

    till.run("update order_lines set net_minor = net_minor - 1, tax_minor = tax_minor + 1 where line_seq = 2")
        .await;
    assert_eq!(
        difference(&till, number).await,
        "step 4 (R10), line 2: the amount without tax is stored as 838, but comes to 839"
    );
    till.run("update order_lines set net_minor = net_minor + 1, tax_minor = tax_minor - 1 where line_seq = 2")
        .await;

    till.run("update orders set total_minor = total_minor + 100, due_minor = due_minor + 100")
        .await;
    assert_eq!(
        difference(&till, number).await,
        "step 7 (R11), order: the total is stored as 5594, but comes to 5494"
    );
    till.run("update orders set total_minor = total_minor - 100, due_minor = due_minor - 100")
        .await;

    till.run("update orders set trace = jsonb_set(trace, '{steps,0,result_minor}', '4001')")
        .await;
    assert_eq!(
        difference(&till, number).await,
        "step 1 (R5), line 1: the list amount of the step is stored as 4001, but comes to 4000"
    );
    till.run("update orders set trace = jsonb_set(trace, '{steps,0,result_minor}', '4000')")
        .await;
    assert!(verify_order(&till.app, number).await.unwrap().is_equal());

    // Nothing depends on how an only price was found.
    till.run("update orders set trace = jsonb_set(trace, '{steps,1,operand,prices,0,list_position}', '9')")
        .await;
    assert_eq!(
        difference(&till, number).await,
        "step 2 (R5), line 2: it is not as it was sealed"
    );
    till.run("update orders set trace = jsonb_set(trace, '{steps,1,operand,prices,0,list_position}', '0')")
        .await;

    // As an order had it that was placed before traces said how large promotions were.
    till.run(
        "update orders
         set trace = trace - 'version' - 'seals' #- '{steps,0,operand,prices}' #- '{steps,1,operand,prices}'",
    )
    .await;
    let verdict = verify_order(&till.app, number).await.unwrap();
    let Verdict::Equal(proof) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(
        proof.to_string(),
        "equal, 7 steps, verified to the depth of trace version 1"
    );

    till.run("update orders set trace = '{}'").await;
    let verdict = verify_order(&till.app, number).await.unwrap();
    assert!(matches!(verdict, Verdict::Unreadable(_)), "{verdict:?}");
    till.close().await;
}

#[tokio::test]
async fn a_cart_and_its_order_are_explained_by_the_same_steps() {
    let till = Till::open().await;
    let number = order(&till).await;
    let cart_id: CartId = till
        .text("select cart_id::text from orders")
        .await
        .unwrap()
        .parse()
        .unwrap();

    let explanation = explain_order(&till.app, number).await.unwrap();
    let steps = &explanation.steps;

    let told: Vec<_> = steps
        .iter()
        .map(|step| {
            format!(
                "{} {} | {} | {} | {}",
                step.rule, step.subject, step.operand, step.rounding, step.result
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "R5 line 1: ring | 2 × €20.00 | exact | €40.00",
            "R5 line 2: hat | 3 × €3.33 | exact | €9.99",
            "R10 line 1: ring | 19 % contained in €40.00 | half up | €6.39",
            "R10 line 2: hat | 19 % contained in €9.99 | half up | €1.60",
            "R9 delivery | price €4.95 | exact | €4.95",
            "R10 delivery | 19 % contained in €4.95 | half up | €0.79",
            "R11 order | sum of 3 amounts | exact | €54.94",
        ]
    );
    assert_eq!(explain_cart(&till.app, cart_id).await.unwrap(), explanation);
    let unknown = explain_cart(&till.app, adapters::rng::new_id()).await;
    assert!(matches!(unknown, Err(ProofError::NoCart)));
    till.close().await;
}
