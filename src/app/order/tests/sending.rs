//! Goods on their way.

use super::{Bought, axes, staff};
use crate::order::{OrderError, Which, add_tracking, deliver, find_by_token, fulfil, hold, show_order};
use crate::payment::come_home;
use adapters::payment::test_provider::Choice;
use domain::order::OrderRefusal;
use store::order::Shipment;

fn parcel(number: &str) -> Shipment {
    Shipment {
        carrier: "Post".into(),
        tracking_number: number.into(),
        tracking_url: Some(format!("https://post.example/{number}")),
    }
}

#[tokio::test]
async fn an_order_goes_out_in_parts_and_is_completed_when_all_has_arrived() {
    let bought = Bought::open(&[2, 1]).await;
    let (app, who, id) = (&bought.till.app, staff(), bought.order_id);
    let line = bought.line(0).await;

    fulfil(app, &who, id, Which::Units(&[(line, 1)]), "f1").await.unwrap();
    add_tracking(app, &who, id, 1, parcel("RR1")).await.unwrap();
    add_tracking(app, &who, id, 1, parcel("RR1")).await.unwrap();
    assert_eq!(bought.axes().await, axes("placed", "paid", "partially_fulfilled"));
    assert_eq!(bought.stock().await, (19, 2));
    fulfil(app, &who, id, Which::All, "f2").await.unwrap();
    assert_eq!(bought.axes().await, axes("placed", "paid", "fulfilled"));
    deliver(app, &who, id, Some(1)).await.unwrap();
    assert_eq!(bought.axes().await.0, "placed");
    deliver(app, &who, id, None).await.unwrap();

    assert_eq!(bought.axes().await, axes("completed", "paid", "delivered"));
    assert_eq!(bought.stock().await, (17, 0));
    let view = show_order(app, &bought.token).await.unwrap().aftermath;
    assert_eq!(view.parcels.len(), 2);
    assert_eq!(
        view.parcels[0].tracking,
        [(
            "Post".to_owned(),
            "RR1".to_owned(),
            Some("https://post.example/RR1".to_owned())
        )]
    );
    assert_eq!(
        (
            bought.told("order.fulfilled").await,
            bought.told("shipment.created").await
        ),
        (2, 1)
    );
    assert_eq!(bought.told("order.completed").await, 1);
    bought.close().await;
}

#[tokio::test]
async fn the_same_fulfilment_sent_twenty_times_at_once_leaves_once() {
    let bought = Bought::open(&[3]).await;
    let line = bought.line(0).await;
    let who = staff();

    let sent = (0..20).map(|_| async {
        fulfil(
            &bought.till.app,
            &who,
            bought.order_id,
            Which::Units(&[(line, 1)]),
            "f1",
        )
        .await
        .unwrap()
    });
    let ids = futures::future::join_all(sent).await;

    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(bought.stock().await, (9, 2));
    bought.close().await;
}

#[tokio::test]
async fn a_hold_keeps_goods_in_until_it_is_taken_away() {
    let bought = Bought::open(&[1]).await;
    let (app, who, id) = (&bought.till.app, staff(), bought.order_id);
    hold(app, &who, id, true).await.unwrap();

    let refused = fulfil(app, &who, id, Which::All, "f1").await;

    assert!(matches!(refused, Err(OrderError::Refused(OrderRefusal::OnHold))));
    hold(app, &who, id, false).await.unwrap();
    fulfil(app, &who, id, Which::All, "f1").await.unwrap();
    bought.close().await;
}

#[tokio::test]
async fn more_than_was_ordered_does_not_go_out() {
    let bought = Bought::open(&[2]).await;
    let line = bought.line(0).await;
    let (app, who, id) = (&bought.till.app, staff(), bought.order_id);

    let too_many = fulfil(app, &who, id, Which::Units(&[(line, 3)]), "f1").await;
    fulfil(app, &who, id, Which::All, "f2").await.unwrap();
    let nothing_left = fulfil(app, &who, id, Which::All, "f3").await;

    assert!(matches!(
        too_many,
        Err(OrderError::Refused(OrderRefusal::TooManyUnits { available: 2 }))
    ));
    assert!(matches!(nothing_left, Err(OrderError::Refused(OrderRefusal::NoUnits))));
    bought.close().await;
}

#[tokio::test]
async fn what_was_sold_on_back_order_goes_out_only_once_it_is_here() {
    let till = crate::payment::tests::Till::open().await;
    let ring = till.variant("ring", 1).await;
    till.run("update variants set inventory_policy = 'continue'").await;
    let bought = Bought::of(till, &[(ring, 3)]).await;

    let refused = fulfil(&bought.till.app, &staff(), bought.order_id, Which::All, "f1").await;

    assert!(
        matches!(refused, Err(OrderError::Refused(OrderRefusal::NotInStock))),
        "{refused:?}"
    );
    let line = bought.line(0).await;
    fulfil(
        &bought.till.app,
        &staff(),
        bought.order_id,
        Which::Units(&[(line, 1)]),
        "f2",
    )
    .await
    .unwrap();
    assert_eq!(bought.stock().await, (0, 2));
    bought.close().await;
}

#[tokio::test]
async fn an_order_whose_stock_was_gone_goes_out_once_there_is_stock_again() {
    let till = crate::payment::tests::Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Decline).await;
    come_home(&till.app, &token).await.unwrap();
    till.lapse().await;
    let other = Bought::of(till, &[(ring, 1)]).await;
    other.till.provider.capture_after_all(&page).await.unwrap();
    other.till.hear_everything().await;
    let order_id = find_by_token(&other.till.app, &token).await.unwrap();
    let bought = Bought {
        order_id,
        token,
        ..other
    };
    let (app, who) = (&bought.till.app, staff());

    let held = fulfil(app, &who, order_id, Which::All, "f1").await;
    hold(app, &who, order_id, false).await.unwrap();
    let gone = fulfil(app, &who, order_id, Which::All, "f1").await;
    bought
        .till
        .run("update inventory_levels set on_hand = on_hand + 1")
        .await;
    bought
        .till
        .run(
            "insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta)
             select variant_id, stock_location_id, 'adjust', 1
             from inventory_levels",
        )
        .await;
    fulfil(app, &who, order_id, Which::All, "f1").await.unwrap();

    assert!(matches!(held, Err(OrderError::Refused(OrderRefusal::OnHold))));
    assert!(matches!(gone, Err(OrderError::Refused(OrderRefusal::NotInStock))));
    assert_eq!(bought.stock().await, (1, 1), "the other order's unit is still its own");
    bought.close().await;
}

#[tokio::test]
async fn what_an_order_has_and_what_it_lacks_are_locked_in_one_order() {
    let bought = Bought::open(&[1, 1]).await;
    // The first variant's unit was gone when the money came.
    bought
        .till
        .run(
            "with gone as (
                 delete from reservations
                 where variant_id = (select variant_id from reservations order by variant_id limit 1)
                 returning variant_id
             )
             update inventory_levels l
             set allocated = 0
             from gone
             where l.variant_id = gone.variant_id",
        )
        .await;
    let (app, order_id) = (bought.till.app.clone(), bought.order_id);

    let work = async move {
        fulfil(&app, &staff(), order_id, Which::All, "f1").await.unwrap();
    };

    assert!(bought.till.waits_for_the_lowest(work).await);
    bought
        .till
        .discard_broken(&[
            "2: what an order has of a variant is what the ledger gave and took",
            "S-12: allocated by the ledger is what it adds up to",
        ])
        .await;
}
