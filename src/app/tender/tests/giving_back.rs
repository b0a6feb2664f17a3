//! Money back: to the payment as far as that paid, then to the card.

use super::{Card, bought, card, enter, entries, entry, left, place, ring_buyer};
use crate::checkout::Placement;
use crate::order::{
    CancelUnits, OrderError, RefundOrder, cancel, cancel_units, find_by_token, get_record, get_refundable, refund,
    settle_refund, sweep_refunds,
};
use crate::payment::tests::{Till, last_part};
use adapters::payment::test_provider::Fault;
use chrono::Duration;
use domain::id::{OrderId, RefundId};
use domain::order::{Actor, OrderRefusal, RefundState, RefundWish};

fn staff() -> Actor {
    Actor::Staff("Kim".to_owned())
}

/// An order of 44.95, of which a card paid 20.00.
async fn paid_by_both(till: &Till) -> (OrderId, Card) {
    let buyer = ring_buyer(till).await;
    let card = card(till, 2000).await;
    enter(till, &buyer, &card.code).await.unwrap();
    (bought(till, &buyer).await, card)
}

/// The same, all of it paid by cards: 40.00 and 4.95 of the second.
async fn paid_by_cards(till: &Till) -> (OrderId, [Card; 2]) {
    let buyer = ring_buyer(till).await;
    let cards = [card(till, 4000).await, card(till, 1000).await];
    for card in &cards {
        enter(till, &buyer, &card.code).await.unwrap();
        till.app.clock.advance(Duration::seconds(1));
    }
    let Ok(Placement::Placed { address }) = place(&till.app, &buyer).await else {
        panic!("not placed")
    };
    let order_id = find_by_token(&till.app, &last_part(&address)).await.unwrap();
    (order_id, cards)
}

async fn goodwill(till: &Till, order_id: OrderId, minor: i64, client_ref: &str) -> Result<RefundId, OrderError> {
    let command = RefundOrder {
        wish: RefundWish {
            adjustment_minor: minor,
            ..RefundWish::default()
        },
        reason: "",
        return_seq: None,
        to: None,
        client_ref,
    };
    refund(&till.app, &staff(), order_id, command).await
}

async fn settle_all(till: &Till, order_id: OrderId) {
    for refund in get_record(&till.app, order_id).await.unwrap().refunds {
        settle_refund(&till.app, refund.refund_id).await.unwrap();
    }
}

async fn payment_status(till: &Till, order_id: OrderId) -> String {
    get_record(&till.app, order_id)
        .await
        .unwrap()
        .detail
        .order
        .payment_status
}

#[tokio::test]
async fn the_payment_is_given_back_first_and_the_card_what_is_beyond_it() {
    let till = Till::open().await;
    let (order_id, card) = paid_by_both(&till).await;
    assert_eq!(get_refundable(&till.app, order_id).await.unwrap().minor, 4495);

    let first = goodwill(&till, order_id, 2000, "a").await.unwrap();
    settle_refund(&till.app, first).await.unwrap();
    assert_eq!(left(&till, &card).await, 0);
    let second = goodwill(&till, order_id, 1000, "b").await.unwrap();
    assert_eq!(goodwill(&till, order_id, 1000, "b").await.unwrap(), second);
    assert_eq!(
        left(&till, &card).await,
        0,
        "not before the provider has given its part"
    );
    for _ in 0..3 {
        settle_refund(&till.app, second).await.unwrap();
    }

    assert_eq!(left(&till, &card).await, 1000 - 495);
    assert_eq!(payment_status(&till, order_id).await, "partially_refunded");
    let given = till
        .count("select sum(amount_minor)::bigint from test_provider.refunds")
        .await;
    assert_eq!(given, 2495);
    let more = goodwill(&till, order_id, 1496, "c").await;
    assert!(matches!(
        more,
        Err(OrderError::Refused(OrderRefusal::ExceedsCaptured {
            refundable_minor: 1495
        }))
    ));
    let rest = goodwill(&till, order_id, 1495, "d").await.unwrap();
    settle_refund(&till.app, rest).await.unwrap();
    assert_eq!(
        (left(&till, &card).await, payment_status(&till, order_id).await.as_str()),
        (2000, "refunded")
    );
    till.close().await;
}

#[tokio::test]
async fn cancelling_gives_both_back_exactly_and_once() {
    let till = Till::open().await;
    let (order_id, card) = paid_by_both(&till).await;

    for _ in 0..2 {
        cancel(&till.app, &staff(), order_id, "changed my mind").await.unwrap();
        settle_all(&till, order_id).await;
    }

    assert_eq!(
        entries(&till, &card).await,
        [entry("issue", 2000), entry("apply", -2000), entry("refund", 2000)]
    );
    let given = till
        .count("select sum(amount_minor)::bigint from test_provider.refunds")
        .await;
    assert_eq!(
        (given, payment_status(&till, order_id).await.as_str()),
        (2495, "refunded")
    );
    till.close().await;
}

#[tokio::test]
async fn an_order_that_cards_paid_is_given_back_to_them_the_last_first_without_the_provider() {
    let mut till = Till::open().await;
    let (order_id, [first, second]) = paid_by_cards(&till).await;
    till.app.payment = None;
    let line = get_record(&till.app, order_id).await.unwrap().lines[0].order_line_id;
    let one = CancelUnits {
        units: &[(line, 1)],
        reason: "",
        client_ref: "one",
    };

    cancel_units(&till.app, &staff(), order_id, one).await.unwrap();
    settle_all(&till, order_id).await;
    assert_eq!((left(&till, &first).await, left(&till, &second).await), (1505, 1000));
    assert_eq!(payment_status(&till, order_id).await, "partially_refunded");
    cancel(&till.app, &staff(), order_id, "").await.unwrap();
    sweep_refunds(&till.app, 10).await.unwrap();
    settle_all(&till, order_id).await;

    assert_eq!((left(&till, &first).await, left(&till, &second).await), (4000, 1000));
    assert_eq!(payment_status(&till, order_id).await, "refunded");
    till.close().await;
}

#[tokio::test]
async fn a_refund_whose_payment_part_certainly_fails_gives_the_card_nothing_and_can_be_asked_for_again() {
    let till = Till::open().await;
    let (order_id, card) = paid_by_both(&till).await;
    till.provider.script_refunds([Fault::Refuse("account_closed")]);
    let failed = goodwill(&till, order_id, 4000, "a").await.unwrap();

    let state = settle_refund(&till.app, failed).await.unwrap();

    assert_eq!((state, left(&till, &card).await), (RefundState::Failed, 0));
    let again = goodwill(&till, order_id, 4495, "b").await.unwrap();
    settle_refund(&till.app, again).await.unwrap();
    assert_eq!(left(&till, &card).await, 2000);
    till.close().await;
}

#[tokio::test]
async fn a_card_that_is_over_by_then_is_good_again_for_ninety_days() {
    let till = Till::open().await;
    let (order_id, card) = paid_by_both(&till).await;
    till.run("update tender_accounts set expires_at = timestamptz '2026-11-23 00:00:00Z'")
        .await;
    till.app.clock.advance(Duration::days(30));
    cancel(&till.app, &staff(), order_id, "").await.unwrap();
    settle_all(&till, order_id).await;

    let end = crate::tender::show_gift_card(&till.app, card.id)
        .await
        .unwrap()
        .card
        .expires_at;

    assert_eq!(end, Some(till.app.clock.now() + Duration::days(90)));
    till.close().await;
}
