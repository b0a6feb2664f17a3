//! Whatever becomes of a payment that did not happen, a card has its money back exactly once.

use super::{at_the_page, card, enter, entries, entry, left, place, ring_buyer};
use crate::App;
use crate::checkout::Placement;
use crate::order::{cancel, find_by_token, get_record, show_order};
use crate::payment::tests::{Buyer, Till, last_part};
use crate::payment::{come_home, give_up, reopen_cart, sweep};
use crate::steps::{Step, Steps};
use adapters::payment::test_provider::Choice;
use chrono::Duration;
use domain::order::{Actor, OrderStage};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[tokio::test]
async fn a_payment_that_is_declined_given_up_or_swept_gives_the_card_its_money_back_once() {
    for way in ["decline", "give up", "change the cart", "sweep"] {
        let till = Till::open().await;
        let buyer = ring_buyer(&till).await;
        let card = card(&till, 2000).await;
        enter(&till, &buyer, &card.code).await.unwrap();
        let (page, token) = at_the_page(&till, &buyer).await;
        assert_eq!(left(&till, &card).await, 0);

        match way {
            "decline" => {
                till.choose(&page, Choice::Decline).await;
                come_home(&till.app, &token).await.unwrap();
            }
            "give up" => drop(give_up(&till.app, &token).await.unwrap()),
            "change the cart" => assert!(reopen_cart(&till.app, &buyer.scope).await.unwrap()),
            _ => till.app.clock.advance(Duration::minutes(31)),
        }
        for _ in 0..2 {
            till.hear_everything().await;
            sweep(&till.app, 10).await.unwrap();
            give_up(&till.app, &token).await.unwrap();
        }

        assert_eq!(
            entries(&till, &card).await,
            [entry("issue", 2000), entry("apply", -2000), entry("release", 2000)],
            "{way}"
        );
        // The card is still entered, and pays the next try.
        let (page, token) = at_the_page(&till, &buyer).await;
        till.choose(&page, Choice::Success).await;
        come_home(&till.app, &token).await.unwrap();
        assert_eq!((left(&till, &card).await, till.orders().await), (0, 1), "{way}");
        till.close().await;
    }
}

fn killed_at(till: &Till, step: Step) -> App {
    let was_there = Arc::new(AtomicBool::new(false));
    till.app.clone().with_steps(Steps::watched(move |here| {
        here == step && !was_there.swap(true, Ordering::Relaxed)
    }))
}

async fn try_to_buy(app: &App, till: &Till, buyer: &Buyer, choice: Choice) {
    if let Ok(Placement::Pay {
        redirect_url,
        status_address,
    }) = place(app, buyer).await
    {
        till.choose(&last_part(&redirect_url), choice).await;
        let _ = come_home(app, &last_part(&status_address)).await;
    }
}

#[tokio::test]
async fn after_a_kill_at_any_step_the_card_has_paid_an_order_or_has_its_money() {
    for step in Step::PURCHASE {
        let till = Till::open().await;
        let buyer = ring_buyer(&till).await;
        let card = card(&till, 2000).await;
        enter(&till, &buyer, &card.code).await.unwrap();
        let choice = if step == Step::RolledBack {
            Choice::Decline
        } else {
            Choice::Success
        };

        try_to_buy(&killed_at(&till, step), &till, &buyer, choice).await;
        for _ in 0..2 {
            till.app.clock.advance(Duration::minutes(31));
            sweep(&till.app, 10).await.unwrap();
        }

        assert_eq!(till.drafts().await, 0, "{step:?}");
        let paid = if till.orders().await == 1 { 2000 } else { 0 };
        assert_eq!(left(&till, &card).await, 2000 - paid, "{step:?}");
        till.close().await;
    }
}

#[tokio::test]
async fn late_money_takes_the_card_again_where_it_still_has_its_money() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let card = card(&till, 2000).await;
    enter(&till, &buyer, &card.code).await.unwrap();
    let (page, token) = at_the_page(&till, &buyer).await;
    till.choose(&page, Choice::Decline).await;
    come_home(&till.app, &token).await.unwrap();

    till.provider.capture_after_all(&page).await.unwrap();
    till.hear_everything().await;

    let order = show_order(&till.app, &token).await.unwrap();
    assert_eq!((order.stage, order.payment_text.as_str()), (OrderStage::Placed, "Paid"));
    assert_eq!(left(&till, &card).await, 0);
    till.close().await;
}

#[tokio::test]
async fn late_money_whose_card_was_spent_meanwhile_makes_an_order_on_hold_that_owes_the_rest() {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let (late, quick) = (till.buyer(&[(ring, 2)]).await, till.buyer(&[(ring, 2)]).await);
    let card = card(&till, 2000).await;
    enter(&till, &late, &card.code).await.unwrap();
    enter(&till, &quick, &card.code).await.unwrap();
    let (page, token) = at_the_page(&till, &late).await;
    till.choose(&page, Choice::Decline).await;
    come_home(&till.app, &token).await.unwrap();
    super::bought(&till, &quick).await;

    till.provider.capture_after_all(&page).await.unwrap();
    till.hear_everything().await;

    let order_id = find_by_token(&till.app, &token).await.unwrap();
    let record = get_record(&till.app, order_id).await.unwrap();
    assert_eq!(record.detail.order.hold_reason.as_deref(), Some("payment_after_expiry"));
    assert_eq!(record.detail.order.payment_status, "partially_paid");
    assert_eq!(till.alerts().await, ["payment_after_expiry"]);
    assert_eq!(left(&till, &card).await, 0);
    cancel(&till.app, &Actor::System, order_id, "").await.unwrap();
    for refund in get_record(&till.app, order_id).await.unwrap().refunds {
        crate::order::settle_refund(&till.app, refund.refund_id).await.unwrap();
    }
    let record = get_record(&till.app, order_id).await.unwrap();
    assert_eq!(record.detail.order.payment_status, "refunded");
    till.close().await;
}
