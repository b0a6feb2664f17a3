//! Money back: exact, bounded, once.

use super::{Bought, axes, staff};
use crate::order::{OrderError, RefundOrder, refund, settle_refund, sweep_refunds};
use crate::payment::tests::Till;
use adapters::payment::test_provider::Fault;
use chrono::Duration;
use domain::id::{OrderLineId, RefundId};
use domain::order::{OrderRefusal, RefundState, RefundWish};
use serde_json::json;

fn units(line: OrderLineId, count: u32) -> RefundWish {
    RefundWish {
        units: vec![(line, count)],
        ..RefundWish::default()
    }
}

fn goodwill(minor: i64) -> RefundWish {
    RefundWish {
        adjustment_minor: minor,
        ..RefundWish::default()
    }
}

async fn ask(bought: &Bought, wish: RefundWish, client_ref: &str) -> Result<RefundId, OrderError> {
    let command = RefundOrder {
        wish,
        reason: "",
        return_seq: None,
        to: None,
        client_ref,
    };
    refund(&bought.till.app, &staff(), bought.order_id, command).await
}

/// V19: three units that promotions bring to 33.10, which does not divide.
async fn v19() -> Bought {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    till.run("update prices set amount_minor = 1200").await;
    let promotions = serde_json::from_value::<Vec<_>>(json!([
        {
            "handle": "agreed", "name": "As agreed", "class": "product", "status": "active",
            "benefit": { "kind": "fixed_per_line", "amount": "2.90" }, "combines_with": { "classes": ["delivery"] }
        },
        {
            "handle": "sent-free", "name": "Sent free", "class": "delivery", "status": "active",
            "benefit": { "kind": "percent", "percent": "100" }, "combines_with": { "classes": ["product"] }
        }
    ]));
    crate::promotion::publish(&till.app, &promotions.unwrap(), true)
        .await
        .unwrap();
    let bought = Bought::of(till, &[(ring, 3)]).await;
    let terms = bought.record().await.detail.agreement.terms;
    assert_eq!((terms.total_minor, terms.tax_minor), (3310, 528));
    bought
}

#[tokio::test]
async fn os10_one_unit_and_two_units_sum_to_the_line_in_either_order() {
    for (first, second, amounts) in [(1, 2, [1104, 2206]), (2, 1, [2207, 1103])] {
        let bought = v19().await;
        let line = bought.line(0).await;

        for (count, client_ref) in [(first, "a"), (second, "b")] {
            let id = ask(&bought, units(line, count), client_ref).await.unwrap();
            assert_eq!(bought.settle(id).await, RefundState::Succeeded);
        }

        assert_eq!(bought.given_back().await, amounts);
        assert_eq!(bought.axes().await.1, "refunded");
        bought.close().await;
    }
}

#[tokio::test]
async fn os2_and_os3_a_part_back_then_the_rest() {
    let bought = Bought::open(&[2]).await;
    assert_eq!(bought.axes().await.1, "paid");
    let line = bought.line(0).await;

    let part = ask(&bought, units(line, 1), "part").await.unwrap();
    bought.settle(part).await;
    assert_eq!(bought.axes().await.1, "partially_refunded");
    let rest = RefundWish {
        delivery: true,
        ..units(line, 1)
    };
    let rest = ask(&bought, rest, "rest").await.unwrap();
    bought.settle(rest).await;

    assert_eq!(bought.axes().await, axes("placed", "refunded", "unfulfilled"));
    assert_eq!(bought.given_back().await, [2000, 2495]);
    assert_eq!(bought.told("refund.succeeded").await, 2);
    bought.close().await;
}

#[tokio::test]
async fn no_more_is_promised_back_than_was_paid_even_before_the_provider_was_asked() {
    let bought = Bought::open(&[3]).await;
    let line = bought.line(0).await;
    ask(&bought, goodwill(1000), "sorry").await.unwrap();

    let too_much = ask(&bought, units(line, 3), "all").await;
    let kept_back = RefundWish {
        adjustment_minor: -1000,
        ..units(line, 3)
    };
    ask(&bought, kept_back, "less").await.unwrap();
    let nothing_left = ask(&bought, goodwill(1), "more").await;

    assert!(
        matches!(
            too_much,
            Err(OrderError::Refused(OrderRefusal::ExceedsCaptured {
                refundable_minor: 5000
            }))
        ),
        "{too_much:?}"
    );
    assert!(matches!(
        nothing_left,
        Err(OrderError::Refused(OrderRefusal::ExceedsCaptured {
            refundable_minor: 0
        }))
    ));
    bought.settle_all().await;
    assert_eq!(bought.given_back().await, [1000, 5000]);
    bought.close().await;
}

#[tokio::test]
async fn a_refund_replayed_twenty_times_at_once_is_one_refund_at_the_provider() {
    let bought = Bought::open(&[3]).await;
    let line = bought.line(0).await;

    let replays = (0..20).map(async |_| {
        let id = ask(&bought, units(line, 1), "same").await.unwrap();
        bought.settle(id).await;
        id
    });
    let ids = futures::future::join_all(replays).await;

    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(bought.given_back().await, [2000]);
    assert_eq!(bought.told("refund.succeeded").await, 1);
    let other = ask(&bought, units(line, 2), "same").await;
    assert!(matches!(other, Err(OrderError::ReferenceReused)));
    bought.close().await;
}

#[tokio::test]
async fn of_many_refunds_at_once_no_unit_is_given_back_twice() {
    let bought = Bought::open(&[3]).await;
    let line = bought.line(0).await;

    let tries = (0..8).map(async |n: i32| ask(&bought, units(line, 1), &format!("r{n}")).await);
    let answers = futures::future::join_all(tries).await;

    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
    bought.settle_all().await;
    assert_eq!(bought.given_back().await, [2000, 2000, 2000]);
    bought.close().await;
}

#[tokio::test]
async fn an_answer_that_never_came_is_asked_for_again_under_the_same_key() {
    for fault in [Fault::CommitThenDrop, Fault::ServerError] {
        let bought = Bought::open(&[1]).await;
        // Every try that the guard makes of its own.
        bought
            .till
            .provider
            .script_refunds([fault.clone(), fault.clone(), fault]);
        let id = ask(&bought, goodwill(500), "sorry").await.unwrap();
        assert_eq!(bought.settle(id).await, RefundState::Unknown);

        bought.till.app.clock.advance(Duration::minutes(1));
        sweep_refunds(&bought.till.app, 10).await.unwrap();

        assert_eq!(bought.record().await.refunds[0].state, RefundState::Succeeded);
        assert_eq!(bought.given_back().await, [500]);
        bought.close().await;
    }
}

#[tokio::test]
async fn a_refund_that_certainly_failed_calls_a_person_and_gives_its_units_free() {
    let bought = Bought::open(&[1]).await;
    let line = bought.line(0).await;
    bought.till.provider.script_refunds([Fault::Refuse("account_closed")]);
    let id = ask(&bought, units(line, 1), "a").await.unwrap();

    assert_eq!(bought.settle(id).await, RefundState::Failed);

    assert_eq!(bought.till.alerts().await, ["refund_failed"]);
    assert_eq!(bought.told("refund.failed").await, 1);
    assert_eq!(bought.settle(id).await, RefundState::Failed, "it is not tried again");
    let second = ask(&bought, units(line, 1), "b").await.unwrap();
    assert_eq!(bought.settle(second).await, RefundState::Succeeded);
    assert_eq!(bought.given_back().await, [2000]);
    bought.close().await;
}

#[tokio::test]
async fn without_its_provider_a_refund_waits() {
    let bought = Bought::open(&[1]).await;
    let id = ask(&bought, goodwill(1), "a").await.unwrap();
    let mut closed = bought.till.app.clone();
    closed.payment = None;

    assert_eq!(settle_refund(&closed, id).await.unwrap(), RefundState::Unknown);
    assert_eq!(bought.settle(id).await, RefundState::Succeeded);
    bought.close().await;
}

/// Three rings and a fourth as a gift.
async fn with_gift() -> Bought {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let gift = serde_json::from_value::<Vec<_>>(json!([{
        "handle": "one-more", "name": "One more", "class": "product", "status": "active",
        "benefit": { "kind": "gift", "sku": "RING-1" }, "minimum": { "quantity": 3 }
    }]));
    crate::promotion::publish(&till.app, &gift.unwrap(), false)
        .await
        .unwrap();
    Bought::of(till, &[(ring, 3)]).await
}

#[tokio::test]
async fn a_gift_is_a_line_of_the_order_that_costs_nothing_and_takes_its_stock() {
    let bought = with_gift().await;
    let terms = bought.record().await.detail.agreement.terms;

    assert_eq!(
        (terms.subtotal_minor, terms.discount_minor, terms.total_minor),
        (8000, 2000, 6000)
    );
    let gift = &terms.lines[1];
    assert_eq!((gift.is_gift, gift.quantity, gift.list_minor), (true, 1, 2000));
    assert_eq!((gift.discount_minor, gift.tax_minor, gift.gross_minor), (2000, 0, 0));
    assert_eq!(
        (terms.adjustments.len(), terms.adjustments[0].name.as_str()),
        (1, "One more")
    );
    // Ten on hand, four of them promised.
    assert_eq!(bought.stock().await, (10, 4));
    let number = bought.till.count("select max(order_number) from orders").await;
    let verdict = crate::pricing::verify_order(&bought.till.app, number).await.unwrap();
    assert!(verdict.is_equal(), "{verdict:?}");
    bought.close().await;
}

#[tokio::test]
async fn a_gift_that_comes_back_is_worth_nothing() {
    let bought = with_gift().await;
    let (rings, gift) = (bought.line(0).await, bought.line(1).await);

    assert!(
        ask(&bought, units(gift, 1), "gift").await.is_err(),
        "there is nothing to give back"
    );
    let both = RefundWish {
        units: vec![(rings, 3), (gift, 1)],
        ..RefundWish::default()
    };
    ask(&bought, both, "both").await.unwrap();
    bought.settle_all().await;

    assert_eq!(bought.given_back().await, [6000]);
    bought.close().await;
}
