//! A kill at every named step (T04, OS12): afterwards the shopper tries again, the sweeper runs, and all is well.

use crate::App;
use crate::checkout::{PlaceOrder, Placement, place_order};
use crate::payment::tests::{Till, last_part};
use crate::payment::{come_home, give_up, sweep};
use crate::steps::{Step, Steps};
use adapters::payment::test_provider::Choice;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

/// An application that is killed when it first comes to `step`.
fn killed_at(till: &Till, step: Step, reached: &Arc<Mutex<HashSet<Step>>>) -> App {
    let reached = Arc::clone(reached);
    till.app.clone().with_steps(Steps::watched(move |here| {
        here == step && reached.lock().unwrap().insert(here)
    }))
}

/// Gets as far as the kill lets it.
async fn try_to_buy(app: &App, till: &Till, buyer: &crate::payment::tests::Buyer, choice: Choice) {
    let command = PlaceOrder {
        expected_total: Some(buyer.total),
        expected_due: None,
    };
    if let Ok(Placement::Pay {
        redirect_url,
        status_address,
    }) = place_order(app, &buyer.scope, command).await
    {
        till.choose(&last_part(&redirect_url), choice).await;
        let _ = come_home(app, &last_part(&status_address)).await;
    }
}

#[tokio::test]
async fn after_a_kill_at_any_step_of_a_purchase_a_second_try_ends_in_one_order_and_one_charge() {
    let reached = Arc::new(Mutex::new(HashSet::new()));
    for step in Step::PURCHASE.into_iter().filter(|step| *step != Step::RolledBack) {
        let till = Till::open().await;
        let ring = till.variant("ring", 1).await;
        let buyer = till.buyer(&[(ring, 1)]).await;
        let app = killed_at(&till, step, &reached);

        try_to_buy(&app, &till, &buyer, Choice::Success).await;
        assert!(reached.lock().unwrap().contains(&step), "{step:?} was never reached");
        till.app.clock.advance(chrono::Duration::minutes(6));
        sweep(&till.app, 10).await.unwrap();
        try_to_buy(&till.app, &till, &buyer, Choice::Success).await;

        assert_eq!(
            (till.orders().await, till.charges().await, till.drafts().await),
            (1, 1, 0),
            "{step:?}"
        );
        assert_eq!(till.held().await, 0, "{step:?}");
        till.close().await;
    }
}

#[tokio::test]
async fn after_a_kill_at_any_step_and_no_second_try_the_sweeper_leaves_nothing_behind() {
    let reached = Arc::new(Mutex::new(HashSet::new()));
    for step in Step::PURCHASE {
        let till = Till::open().await;
        let ring = till.variant("ring", 1).await;
        let buyer = till.buyer(&[(ring, 1)]).await;
        let app = killed_at(&till, step, &reached);
        let choice = if step == Step::RolledBack {
            Choice::Decline
        } else {
            Choice::Success
        };

        try_to_buy(&app, &till, &buyer, choice).await;
        for _ in 0..2 {
            till.app.clock.advance(chrono::Duration::minutes(31));
            sweep(&till.app, 10).await.unwrap();
        }

        assert_eq!((till.drafts().await, till.held().await), (0, 0), "{step:?}");
        assert_eq!(till.orders().await, till.charges().await, "{step:?}");
        till.close().await;
    }
    assert_eq!(
        reached.lock().unwrap().len(),
        Step::PURCHASE.len(),
        "every step was reached"
    );
}

#[tokio::test]
async fn a_kill_while_giving_up_leaves_a_payment_that_can_still_be_given_up() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (_, token) = till.at_the_page(&buyer).await;
    let reached = Arc::default();

    assert!(
        give_up(&killed_at(&till, Step::RolledBack, &reached), &token)
            .await
            .is_err()
    );
    assert_eq!(till.drafts().await, 1);
    give_up(&till.app, &token).await.unwrap();

    assert_eq!((till.drafts().await, till.held().await), (0, 0));
    till.close().await;
}
