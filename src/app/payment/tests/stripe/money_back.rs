//! Refunds through Stripe, and late money that goes back by itself (P-7, OS9).

use super::StripeTill;
use crate::order::{
    RefundOrder, find_by_token, get_record, refund, return_late_order, return_second_payment, settle_refund,
    sweep_refunds,
};
use crate::payment::{come_home, give_up};
use adapters::payment::stripe::Capture;
use adapters::payment::{PaymentProvider as _, RefundOutcome};
use chrono::Duration;
use domain::id::{OrderId, RefundId};
use domain::money::{Currency, Money};
use domain::order::{Actor, RefundState, RefundWish};
use testkit::payment_conformance::refund_request;
use testkit::stripe::{StripeFault, Way};

async fn paid(till: &StripeTill) -> OrderId {
    let (page, token) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);
    come_home(&till.till.app, &token).await.unwrap();
    find_by_token(&till.till.app, &token).await.unwrap()
}

async fn five_back(till: &StripeTill, order_id: OrderId) -> RefundId {
    let command = RefundOrder {
        wish: RefundWish {
            adjustment_minor: 500,
            ..RefundWish::default()
        },
        reason: "",
        return_seq: None,
        to: None,
        client_ref: "five",
    };
    refund(&till.till.app, &Actor::System, order_id, command).await.unwrap()
}

#[tokio::test]
async fn an_answer_that_got_lost_gives_no_money_back_twice() {
    use StripeFault::{DropAfter, Garbage, HangAfter, Status};
    for fault in [DropAfter, Garbage, HangAfter, Status(500)] {
        let till = StripeTill::open(Capture::Automatic).await;
        let order_id = paid(&till).await;
        let refund_id = five_back(&till, order_id).await;
        till.there.script([fault; 3]);

        settle_refund(&till.till.app, refund_id).await.unwrap();
        till.there.script([]);
        till.till.app.clock.advance(Duration::minutes(1));
        for _ in 0..3 {
            sweep_refunds(&till.till.app, 10).await.unwrap();
            till.till.app.clock.advance(Duration::minutes(1));
        }

        let back = till.there.given_back(till.attempt().await);
        assert_eq!(back, [Money::new(500, Currency::EUR)], "{fault:?}");
        let state = settle_refund(&till.till.app, refund_id).await.unwrap();
        assert_eq!(state, RefundState::Succeeded, "{fault:?}");
        till.close().await;
    }
}

#[tokio::test]
async fn a_refund_is_found_again_after_stripe_has_forgotten_its_key() {
    let till = StripeTill::open(Capture::Automatic).await;
    paid(&till).await;
    let request = refund_request(till.attempt().await, 500);
    let first = till.bare.refund(&request).await.unwrap();
    for _ in 0..3 {
        till.bare
            .refund(&refund_request(request.attempt_id, 100))
            .await
            .unwrap();
    }

    till.there.forget_keys();
    let again = till.bare.refund(&request).await.unwrap();

    assert_eq!(first, again);
    assert_eq!(till.there.given_back(request.attempt_id).len(), 4);
    till.till.discard().await;
}

#[tokio::test]
async fn a_refund_that_takes_its_time_is_noted_when_it_ends() {
    for (succeeds, expected) in [(true, RefundState::Succeeded), (false, RefundState::Failed)] {
        let till = StripeTill::open(Capture::Automatic).await;
        let order_id = paid(&till).await;
        till.there.slow_refunds();
        let refund_id = five_back(&till, order_id).await;
        assert_eq!(
            settle_refund(&till.till.app, refund_id).await.unwrap(),
            RefundState::Unknown
        );

        till.there.end_refunds(succeeds);
        till.till.app.clock.advance(Duration::minutes(1));
        sweep_refunds(&till.till.app, 10).await.unwrap();

        assert_eq!(settle_refund(&till.till.app, refund_id).await.unwrap(), expected);
        let alerts = till.till.alerts().await;
        assert_eq!(alerts.contains(&"refund_failed".to_owned()), !succeeds);
        till.close().await;
    }
}

#[tokio::test]
async fn a_refund_of_what_was_never_paid_is_refused() {
    let till = StripeTill::open(Capture::Automatic).await;
    till.till.at_the_page(&till.buyer().await).await;
    let request = refund_request(till.attempt().await, 1);

    assert!(till.bare.refund(&request).await.is_err());
    assert_eq!(till.bare.find_refund(&request).await.unwrap(), RefundOutcome::NotFound);
    till.close().await;
}

/// Money for a cart that was changed after its payment was given up.
async fn too_late() -> (StripeTill, OrderId) {
    let mut till = StripeTill::open(Capture::Automatic).await;
    till.till.app = till.till.app.clone().with_late_payments_refunded(true);
    let ring = till.till.variant("ring", 5).await;
    let mut buyer = till.till.buyer(&[(ring, 1)]).await;
    let (page, token) = till.till.at_the_page(&buyer).await;
    give_up(&till.till.app, &token).await.unwrap();
    till.till.add(&mut buyer.scope, ring, 1).await;
    till.there.pay_after_all(&page);
    till.hear_everything().await;
    let order_id = find_by_token(&till.till.app, &token).await.unwrap();
    (till, order_id)
}

#[tokio::test]
async fn money_that_came_too_late_for_its_order_goes_back_once_and_a_person_knows() {
    let (till, order_id) = too_late().await;
    let jobs = "select count(*) from jobs where kind = 'return_late_order'";
    assert_eq!(till.till.count(jobs).await, 1);
    assert_eq!(till.till.alerts().await, ["payment_after_expiry"]);

    for _ in 0..2 {
        return_late_order(&till.till.app, order_id).await.unwrap();
    }
    let record = get_record(&till.till.app, order_id).await.unwrap();
    for refund in record.refunds {
        settle_refund(&till.till.app, refund.refund_id).await.unwrap();
    }

    let order = get_record(&till.till.app, order_id).await.unwrap().detail.order;
    assert_eq!(
        (order.status.as_str(), order.payment_status.as_str()),
        ("cancelled", "refunded")
    );
    assert_eq!(
        till.there.given_back(till.attempt().await),
        [Money::new(2495, Currency::EUR)]
    );
    till.close().await;
}

#[tokio::test]
async fn the_second_money_for_one_order_goes_back_once() {
    let mut till = StripeTill::open(Capture::Automatic).await;
    till.till.app = till.till.app.clone().with_late_payments_refunded(true);
    let buyer = till.buyer().await;
    let (first, token) = till.till.at_the_page(&buyer).await;
    let given_up = till.attempt().await;
    give_up(&till.till.app, &token).await.unwrap();
    let (second, token) = till.till.at_the_page(&buyer).await;
    till.there.pay(&second, Way::Card);
    come_home(&till.till.app, &token).await.unwrap();
    let order_id = find_by_token(&till.till.app, &token).await.unwrap();

    till.there.pay_after_all(&first);
    till.hear_everything().await;
    assert_eq!(till.till.alerts().await, ["payment_twice"]);
    for _ in 0..2 {
        return_second_payment(&till.till.app, order_id, given_up, buyer.total)
            .await
            .unwrap();
    }
    for refund in get_record(&till.till.app, order_id).await.unwrap().refunds {
        settle_refund(&till.till.app, refund.refund_id).await.unwrap();
    }

    assert_eq!(till.there.given_back(given_up), [buyer.total]);
    assert_eq!(till.there.given_back(till.attempt().await), []);
    assert_eq!(till.till.orders().await, 1);
    till.close().await;
}

#[tokio::test]
async fn a_refund_that_a_bank_sends_back_after_it_was_booked_calls_a_person() {
    let till = StripeTill::open(Capture::Automatic).await;
    let order_id = paid(&till).await;
    let refund_id = five_back(&till, order_id).await;
    assert_eq!(
        settle_refund(&till.till.app, refund_id).await.unwrap(),
        RefundState::Succeeded
    );

    till.there.bounce_refunds();
    let event = serde_json::json!({
        "id": "evt_bounced", "object": "event", "type": "refund.failed", "livemode": false, "created": 1,
        "api_version": null,
        "data": { "object": {
            "id": "re_1", "object": "refund",
            "metadata": { "attempt_id": till.attempt().await, "refund_id": refund_id },
        } },
    });
    till.hear(&event.to_string()).await;

    assert_eq!(till.till.alerts().await, ["refund_failed"]);
    till.close().await;
}
