//! Giving orders up, whole and in part.

use super::{Bought, axes, staff};
use crate::order::{CancelUnits, OrderError, RefundOrder, Which, cancel, cancel_units, fulfil, refund, show_order};
use domain::order::{Actor, OrderRefusal, OrderStage, RefundWish};

#[tokio::test]
async fn a_cancelled_order_frees_its_stock_and_gives_every_cent_back() {
    let bought = Bought::open(&[2, 1]).await;
    assert_eq!(bought.stock().await, (20, 3));

    cancel(&bought.till.app, &Actor::Customer, bought.order_id, "")
        .await
        .unwrap();

    assert_eq!(bought.stock().await, (20, 0));
    assert_eq!(bought.axes().await, axes("cancelled", "paid", "not_required"));
    bought.settle_all().await;
    assert_eq!(bought.given_back().await, [6000]);
    assert_eq!(bought.axes().await, axes("cancelled", "refunded", "not_required"));
    let view = show_order(&bought.till.app, &bought.token).await.unwrap();
    assert_eq!(view.stage, OrderStage::Cancelled);
    let told: Vec<_> = view.aftermath.timeline.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        told,
        ["You placed the order", "You cancelled the order", "€60.00 given back"]
    );
    assert!(!view.aftermath.can_cancel);
    bought.close().await;
}

#[tokio::test]
async fn in10_cancelling_again_frees_and_gives_back_nothing_more() {
    let bought = Bought::open(&[2]).await;

    for _ in 0..3 {
        cancel(&bought.till.app, &staff(), bought.order_id, "mistake")
            .await
            .unwrap();
        bought.settle_all().await;
    }

    assert_eq!(bought.stock().await, (10, 0));
    assert_eq!(bought.given_back().await.len(), 1);
    assert_eq!(bought.told("order.cancelled").await, 1);
    bought.close().await;
}

#[tokio::test]
async fn os6_an_order_of_which_a_unit_was_shipped_cannot_be_cancelled_and_can_be_sent_back() {
    let bought = Bought::open(&[2]).await;
    let line = bought.line(0).await;
    fulfil(
        &bought.till.app,
        &staff(),
        bought.order_id,
        Which::Units(&[(line, 1)]),
        "f1",
    )
    .await
    .unwrap();

    let refused = cancel(&bought.till.app, &Actor::Customer, bought.order_id, "").await;

    assert!(matches!(
        refused,
        Err(OrderError::Refused(OrderRefusal::AlreadyShipped))
    ));
    let view = show_order(&bought.till.app, &bought.token).await.unwrap().aftermath;
    assert_eq!((view.can_cancel, view.returnable[0].units), (false, 1));
    bought.close().await;
}

#[tokio::test]
async fn os5_cancelling_the_unit_that_was_left_fulfils_the_order_and_gives_its_money_back() {
    let bought = Bought::open(&[3]).await;
    let (app, line) = (&bought.till.app, bought.line(0).await);
    fulfil(app, &staff(), bought.order_id, Which::Units(&[(line, 2)]), "f1")
        .await
        .unwrap();
    assert_eq!(bought.axes().await.2, "partially_fulfilled");

    for _ in 0..2 {
        let command = CancelUnits {
            units: &[(line, 1)],
            reason: "",
            client_ref: "c1",
        };
        cancel_units(app, &staff(), bought.order_id, command).await.unwrap();
    }
    bought.settle_all().await;

    assert_eq!(bought.axes().await, axes("placed", "partially_refunded", "fulfilled"));
    assert_eq!(bought.given_back().await, [2000]);
    assert_eq!(bought.stock().await, (8, 0));
    bought.close().await;
}

#[tokio::test]
async fn a_unit_that_was_paid_back_before_it_is_cancelled_is_not_paid_back_twice() {
    let bought = Bought::open(&[2]).await;
    let (app, line) = (&bought.till.app, bought.line(0).await);
    let wish = RefundWish {
        units: vec![(line, 1)],
        ..RefundWish::default()
    };
    let first = RefundOrder {
        wish,
        reason: "",
        return_seq: None,
        to: None,
        client_ref: "money-first",
    };
    refund(app, &staff(), bought.order_id, first).await.unwrap();

    let command = CancelUnits {
        units: &[(line, 1)],
        reason: "",
        client_ref: "then-goods",
    };
    let more = cancel_units(app, &staff(), bought.order_id, command).await.unwrap();
    bought.settle_all().await;

    assert_eq!((more, bought.given_back().await), (None, vec![2000]));
    assert_eq!(bought.stock().await, (10, 1));
    bought.close().await;
}

#[tokio::test]
async fn with_the_last_unit_goes_the_delivery_that_will_not_take_place() {
    let bought = Bought::open(&[2]).await;
    let (app, line) = (&bought.till.app, bought.line(0).await);
    let total = bought.record().await.detail.agreement.terms.total_minor;
    assert!(total > 4000, "the delivery costs something");

    for client_ref in ["one", "the-other"] {
        let command = CancelUnits {
            units: &[(line, 1)],
            reason: "",
            client_ref,
        };
        cancel_units(app, &staff(), bought.order_id, command).await.unwrap();
    }
    bought.settle_all().await;

    assert_eq!(bought.given_back().await, [2000, total - 2000]);
    assert_eq!(bought.axes().await.1, "refunded");
    bought.close().await;
}

#[tokio::test]
async fn of_a_cancellation_and_a_fulfilment_at_once_exactly_one_wins() {
    for _ in 0..4 {
        let bought = Bought::open(&[2]).await;
        let (app, who) = (&bought.till.app, staff());

        let (cancelled, sent) = tokio::join!(
            cancel(app, &who, bought.order_id, ""),
            fulfil(app, &who, bought.order_id, Which::All, "f1"),
        );

        assert_ne!(cancelled.is_ok(), sent.is_ok(), "{cancelled:?} {sent:?}");
        let expected = if sent.is_ok() { (8, 0) } else { (10, 0) };
        assert_eq!(bought.stock().await, expected);
        bought.close().await;
    }
}

#[tokio::test]
async fn units_that_were_free_are_cancelled_once_and_owe_nothing_back() {
    let till = crate::payment::tests::Till::open().await;
    let ring = till.variant("ring", 10).await;
    let gift = till.shop.product("gift").price(0).stock(5).create().await[0];
    let bought = Bought::of(till, &[(ring, 1), (gift, 3)]).await;
    let line = bought.line(1).await;

    for _ in 0..2 {
        let command = CancelUnits {
            units: &[(line, 1)],
            reason: "",
            client_ref: "c1",
        };
        let refund = cancel_units(&bought.till.app, &staff(), bought.order_id, command)
            .await
            .unwrap();
        assert_eq!(refund, None);
    }

    assert_eq!(bought.record().await.lines[1].units.cancelled, 1);
    assert_eq!(bought.stock().await, (15, 3));
    bought.close().await;
}

#[tokio::test]
async fn os4_an_order_of_nothing_is_cancelled_without_asking_the_provider() {
    let till = crate::payment::tests::Till::open().await;
    let gift = till.shop.product("gift").price(0).stock(5).create().await[0];
    till.run("update delivery_rates set price_minor = 0").await;
    let buyer = till.buyer(&[(gift, 1)]).await;
    let Ok(crate::checkout::Placement::Placed { address }) = till.place(&buyer).await else {
        panic!("an order of nothing is placed at once")
    };
    let token = crate::payment::tests::last_part(&address);
    let order_id = crate::order::find_by_token(&till.app, &token).await.unwrap();
    let bought = Bought { till, order_id, token };
    assert_eq!(bought.axes().await, axes("placed", "not_required", "unfulfilled"));

    cancel(&bought.till.app, &Actor::Customer, bought.order_id, "")
        .await
        .unwrap();

    assert_eq!(bought.record().await.refunds, []);
    assert_eq!(bought.stock().await, (5, 0));
    bought.close().await;
}
