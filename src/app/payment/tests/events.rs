//! Signed events: in any order, any number of times, and from anybody (T11, T12, OS7).

use super::Till;
use crate::order::show_order;
use crate::payment::{ReceiveEventError, come_home, receive_event};
use adapters::payment::test_provider::{Choice, Fault};
use chrono::Duration;
use domain::money::{Currency, Money};
use domain::order::OrderStage;
use futures::future::join_all;
use serde_json::json;

#[tokio::test]
async fn the_return_and_three_copies_of_the_event_make_one_order_in_any_interleaving() {
    let till = Till::open().await;
    let ring = till.variant("ring", 50).await;
    for round in 1..=10 {
        let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
        till.choose(&page, Choice::Duplicate).await;
        let events = till.events().await;
        let (id, body) = events.last().unwrap();
        let headers = till.signed(id, body);
        let hear = || async {
            receive_event(&till.app, "test", &headers, body.as_bytes())
                .await
                .map_err(|e| e.to_string())
        };
        let back = || async { come_home(&till.app, &token).await.map(drop).map_err(|e| e.to_string()) };

        let (a, b, c, d) = tokio::join!(hear(), back(), hear(), hear());

        for result in [a, b, c, d] {
            result.unwrap();
        }
        assert_eq!(till.orders().await, round);
        assert_eq!(
            till.count("select count(distinct order_number) from orders").await,
            round
        );
        assert_eq!(
            till.count("select count(*) from outbox_entries where type = 'order.placed'")
                .await,
            round
        );
    }
    till.close().await;
}

// Four events of one attempt, each three times, in each of their 24 orders.
#[tokio::test]
async fn the_end_is_the_same_in_all_orders_of_four_events_told_three_times_each() {
    let till = Till::open().await;
    let ring = till.variant("ring", 99).await;
    for order in permutations() {
        let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
        till.choose(&page, Choice::Success).await;
        let attempt = till.text("select payment_attempt_id::text from payment_attempts order by created_at desc, payment_attempt_id desc limit 1").await.unwrap();
        let bodies: Vec<_> = [
            "payment.created",
            "payment.failed",
            "payment.processing",
            "payment.captured",
        ]
        .iter()
        .map(|kind| (format!("evt_{kind}_{attempt}"), event(kind, &attempt, None).to_string()))
        .collect();

        for (id, body) in order.iter().map(|place| &bodies[*place]) {
            for _ in 0..3 {
                receive_event(&till.app, "test", &till.signed(id, body), body.as_bytes())
                    .await
                    .unwrap();
            }
        }

        assert_eq!(
            show_order(&till.app, &token).await.unwrap().stage,
            OrderStage::Placed,
            "{order:?}"
        );
    }
    assert_eq!((till.orders().await, till.charges().await), (24, 24));
    till.close().await;
}

#[tokio::test]
async fn thirty_forged_stale_and_changed_events_have_no_effect() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;
    let (id, body) = till.events().await.remove(0);
    let good = till.signed(&id, &body);
    let mut bad = Vec::new();
    for number in 0..10 {
        let mut forged = good.clone();
        forged.insert("webhook-signature", format!("v1,{number}AAA").parse().unwrap());
        bad.push((forged, body.clone()));
        let mut changed = body.clone();
        changed.insert(number, ' ');
        bad.push((good.clone(), changed));
    }
    for _ in 0..10 {
        bad.push((till.signed(&id, &body), body.clone()));
    }

    for (number, (headers, body)) in bad.iter().enumerate() {
        if number == 20 {
            till.app.clock.advance(Duration::seconds(301));
        }
        let refused = receive_event(&till.app, "test", headers, body.as_bytes()).await;
        assert!(matches!(refused, Err(ReceiveEventError::Event(_))), "{number}");
    }

    assert_eq!(
        (
            till.orders().await,
            till.count("select count(*) from payment_events").await
        ),
        (0, 0)
    );
    let foreign = receive_event(&till.app, "nobody", &good, body.as_bytes()).await;
    assert!(matches!(foreign, Err(ReceiveEventError::NoProvider)));
    till.hear_everything().await;
    assert_eq!(till.orders().await, 1);
    till.close().await;
}

#[tokio::test]
async fn money_of_another_amount_or_currency_pays_nothing_and_calls_a_person() {
    for taken in [
        Money::new(1, Currency::EUR),
        Money::new(2495, Currency::USD),
        Money::new(9999, Currency::EUR),
    ] {
        let till = Till::open().await;
        let ring = till.variant("ring", 5).await;
        till.provider.script([Fault::Take(taken)]);
        let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
        till.choose(&page, Choice::Success).await;

        till.hear_everything().await;
        come_home(&till.app, &token).await.unwrap();

        assert_eq!(
            (till.orders().await, till.alerts().await),
            (0, vec!["payment_mismatch".to_owned()]),
            "{taken:?}"
        );
        assert_eq!(show_order(&till.app, &token).await.unwrap().stage, OrderStage::Checking);
        till.close().await;
    }
}

#[tokio::test]
async fn an_event_about_another_order_or_amount_than_the_books_pays_nothing() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    let attempt = till
        .text("select payment_attempt_id::text from payment_attempts")
        .await
        .unwrap();
    let wrong = event("payment.captured", &attempt, Some(Money::new(1, Currency::EUR))).to_string();
    let nobody = event("payment.captured", &uuid::Uuid::now_v7().to_string(), None).to_string();
    let unpaid = event("payment.captured", &attempt, Some(Money::new(2495, Currency::EUR))).to_string();

    for (id, body) in [("evt_1", &wrong), ("evt_2", &nobody), ("evt_3", &unpaid)] {
        receive_event(&till.app, "test", &till.signed(id, body), body.as_bytes())
            .await
            .unwrap();
    }

    assert_eq!(till.alerts().await, ["payment_mismatch", "payment_of_nobody"]);
    assert_eq!(
        (till.orders().await, till.drafts().await),
        (0, 1),
        "the books say that nobody has paid"
    );
    till.close().await;
}

#[tokio::test]
async fn many_events_at_once_find_each_their_order() {
    let till = Till::open().await;
    let ring = till.variant("ring", 50).await;
    for _ in 0..20 {
        let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
        till.choose(&page, Choice::Success).await;
    }
    let events = till.events().await;

    let heard = join_all(
        events
            .iter()
            .flat_map(|(id, body)| [(id, body), (id, body)])
            .map(|(id, body)| {
                let headers = till.signed(id, body);
                let app = &till.app;
                async move { receive_event(app, "test", &headers, body.as_bytes()).await }
            }),
    )
    .await;

    assert!(heard.iter().all(Result::is_ok));
    assert_eq!((till.orders().await, till.charges().await), (20, 20));
    till.close().await;
}

fn event(kind: &str, attempt: &str, amount: Option<Money>) -> serde_json::Value {
    let mut data = json!({ "attempt_id": attempt });
    if let Some(amount) = amount {
        data["amount"] = json!(amount);
    }
    json!({ "id": format!("evt_{kind}_{attempt}_{}", amount.map_or(0, |amount| amount.minor)), "type": kind, "data": data })
}

fn permutations() -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    for next in 0..4 {
        all = all
            .into_iter()
            .flat_map(|known: Vec<usize>| {
                (0..=known.len()).map(move |place| {
                    let mut longer = known.clone();
                    longer.insert(place, next);
                    longer
                })
            })
            .collect();
    }
    all
}
