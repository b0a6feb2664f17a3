//! Goods on their way back.

use super::{Bought, axes, staff};
use crate::order::returns::{RequestReturn, approve, close, inspect, receive, reject, request, send};
use crate::order::{OrderError, RefundOrder, Which, deliver, fulfil, refund, show_order};
use domain::id::OrderLineId;
use domain::order::{Actor, OrderRefusal, RefundWish, ReturnReason};

async fn delivered(quantity: u32) -> (Bought, OrderLineId) {
    let bought = Bought::open(&[quantity]).await;
    let (app, who) = (&bought.till.app, staff());
    fulfil(app, &who, bought.order_id, Which::All, "f1").await.unwrap();
    deliver(app, &who, bought.order_id, None).await.unwrap();
    let line = bought.line(0).await;
    (bought, line)
}

async fn ask(bought: &Bought, units: &[(OrderLineId, u32)], client_ref: &str) -> Result<u32, OrderError> {
    let command = RequestReturn {
        units,
        reason: ReturnReason::TooSmall,
        refund_to: domain::order::RefundTo::Payment,
        instead: &[],
        note: "",
        client_ref,
    };
    request(&bought.till.app, &Actor::Customer, bought.order_id, command).await
}

#[tokio::test]
async fn a_return_reopens_the_order_restocks_what_is_sound_and_completes_it_again() {
    let (bought, line) = delivered(3).await;
    let (app, who, id) = (&bought.till.app, staff(), bought.order_id);
    assert_eq!(bought.axes().await, axes("completed", "paid", "delivered"));

    assert_eq!(ask(&bought, &[(line, 2)], "r1").await.unwrap(), 1);
    assert_eq!(bought.axes().await.0, "placed");
    approve(app, &who, id, 1, "Send it to Rua do Sol 1.").await.unwrap();
    send(app, &Actor::Customer, id, 1).await.unwrap();
    receive(app, &who, id, 1).await.unwrap();
    for _ in 0..2 {
        inspect(app, &who, id, 1, &[(line, 1)]).await.unwrap();
    }
    let wish = RefundWish {
        units: vec![(line, 2)],
        ..RefundWish::default()
    };
    let command = RefundOrder {
        wish,
        reason: "",
        return_seq: Some(1),
        to: None,
        client_ref: "return-1",
    };
    let refund_id = refund(app, &who, id, command).await.unwrap();
    bought.settle(refund_id).await;
    close(app, &who, id, 1).await.unwrap();

    assert_eq!(
        bought.axes().await,
        axes("completed", "partially_refunded", "delivered")
    );
    assert_eq!(bought.stock().await, (8, 0), "one of the two is sold again");
    assert_eq!(bought.given_back().await, [4000]);
    assert_eq!(
        (
            bought.told("order.reopened").await,
            bought.told("return.inspected").await
        ),
        (1, 1)
    );
    let view = show_order(app, &bought.token).await.unwrap().aftermath;
    assert_eq!((view.returns[0].seq, view.returnable[0].units), (1, 1));
    bought.close().await;
}

#[tokio::test]
async fn what_comes_back_to_a_place_where_it_never_lay_lies_there_then() {
    let (bought, line) = delivered(3).await;
    let (app, who, id) = (&bought.till.app, staff(), bought.order_id);
    // The shop sends from elsewhere now: the first place has never had any.
    bought
        .till
        .run(
            "insert into stock_locations (stock_location_id, name, position)
             values (gen_random_uuid(), 'Outpost', -1)",
        )
        .await;
    ask(&bought, &[(line, 2)], "r1").await.unwrap();
    approve(app, &who, id, 1, "").await.unwrap();
    receive(app, &who, id, 1).await.unwrap();

    inspect(app, &who, id, 1, &[(line, 2)]).await.unwrap();

    assert_eq!(bought.stock().await, (9, 0), "seven here, two there");
    let query = "select on_hand::bigint from inventory_levels
                 where stock_location_id = (select stock_location_id from stock_locations where name = 'Outpost')";
    assert_eq!(bought.till.count(query).await, 2);
    // The view sees it when the shelf was not told.
    bought
        .till
        .run("delete from inventory_movements where kind = 'restock'")
        .await;
    bought
        .till
        .run("update inventory_levels set on_hand = 0 where on_hand = 2")
        .await;
    let rule = "Returns: what is sold again lies on a shelf";
    bought.till.discard_broken(&[rule]).await;
}

#[tokio::test]
async fn what_is_not_here_yet_or_is_on_its_way_back_cannot_be_sent_back() {
    let (bought, line) = delivered(2).await;
    let other = Bought::open(&[1]).await;

    let unsent = ask(&other, &[(other.line(0).await, 1)], "r1").await;
    ask(&bought, &[(line, 1)], "r1").await.unwrap();
    let replay = ask(&bought, &[(line, 1)], "r1").await.unwrap();
    let too_many = ask(&bought, &[(line, 2)], "r2").await;
    let foreign = ask(&bought, &[(other.line(0).await, 1)], "r3").await;

    assert!(matches!(
        unsent,
        Err(OrderError::Refused(OrderRefusal::TooManyUnits { available: 0 }))
    ));
    assert_eq!(replay, 1);
    assert!(matches!(
        too_many,
        Err(OrderError::Refused(OrderRefusal::TooManyUnits { available: 1 }))
    ));
    assert!(matches!(foreign, Err(OrderError::Refused(OrderRefusal::NoSuchLine))));
    other.close().await;
    bought.close().await;
}

#[tokio::test]
async fn a_rejected_return_leaves_everything_as_it_was() {
    let (bought, line) = delivered(1).await;
    let (app, who, id) = (&bought.till.app, staff(), bought.order_id);
    ask(&bought, &[(line, 1)], "r1").await.unwrap();

    reject(app, &who, id, 1, "It was worn.").await.unwrap();

    assert_eq!(bought.axes().await, axes("completed", "paid", "delivered"));
    assert!(receive(app, &who, id, 1).await.is_err());
    assert_eq!(
        ask(&bought, &[(line, 1)], "r2").await.unwrap(),
        2,
        "another try is free"
    );
    bought.close().await;
}
