//! Placement takes what cards pay, exactly once, and the payment is for the rest.

use super::{at_the_page, bought, card, enter, entries, entry, left, place, ring_buyer, totals};
use crate::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order};
use crate::order::{get_record, show_order};
use crate::payment::tests::{Till, last_part};
use crate::payment::{come_home, sweep};
use crate::pricing::{explain_order, verify_orders};
use adapters::payment::test_provider::Choice;
use chrono::Duration;
use futures::future::join_all;
use futures::stream::{self, StreamExt as _};

async fn all_verify(till: &Till) {
    for (number, verdict) in verify_orders(&till.app, 0).await.unwrap() {
        assert!(verdict.is_equal(), "{number}: {verdict:?}");
    }
}

#[tokio::test]
async fn v28_a_card_pays_a_part_and_tax_and_total_stay_as_they_were() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let before = totals(&till, &buyer).await;
    let card = card(&till, 2000).await;
    enter(&till, &buyer, &card.code).await.unwrap();

    let order_id = bought(&till, &buyer).await;

    let record = get_record(&till.app, order_id).await.unwrap();
    let terms = &record.detail.agreement.terms;
    assert_eq!((terms.total_minor, terms.due_minor), (4495, 2495));
    assert_eq!(record.detail.order.payment_status, "paid");
    assert_eq!(till.count("select amount_minor from payment_attempts").await, 2495);
    assert_eq!(till.count("select amount_minor from test_provider.charges").await, 2495);
    let shown = show_order(&till.app, &record.detail.order.access_token).await.unwrap();
    assert_eq!((shown.totals.total, &shown.totals.taxes), (before.total, &before.taxes));
    assert_eq!((shown.totals.due.minor, shown.totals.tenders.len()), (2495, 1));
    assert_eq!(
        entries(&till, &card).await,
        [entry("issue", 2000), entry("apply", -2000)]
    );
    let number = record.detail.order.number.unwrap();
    let last = explain_order(&till.app, number).await.unwrap().steps.pop().unwrap();
    assert_eq!((last.rule.as_str(), last.result.as_str()), ("R12", "€24.95"));
    all_verify(&till).await;
    till.close().await;
}

#[tokio::test]
async fn os4_a_card_that_covers_all_places_the_order_without_the_provider() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let card = card(&till, 5000).await;
    enter(&till, &buyer, &card.code).await.unwrap();

    let Ok(Placement::Placed { address }) = place(&till.app, &buyer).await else {
        panic!("not placed")
    };
    let Ok(Placement::Replayed { address: again }) = place_order(
        &till.app,
        &buyer.scope,
        PlaceOrder {
            expected_total: None,
            expected_due: None,
        },
    )
    .await
    else {
        panic!("placed twice")
    };

    assert_eq!(address, again);
    let token = last_part(&address);
    let order_id = crate::order::find_by_token(&till.app, &token).await.unwrap();
    let order = get_record(&till.app, order_id).await.unwrap().detail.order;
    assert_eq!(order.payment_status, "not_required");
    assert_eq!((till.charges().await, till.orders().await), (0, 1));
    assert_eq!(till.count("select count(*) from payment_attempts").await, 0);
    assert_eq!(left(&till, &card).await, 505);
    all_verify(&till).await;
    till.close().await;
}

#[tokio::test]
async fn a_card_pays_while_no_provider_answers_if_it_covers_all() {
    let mut till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let card = card(&till, 5000).await;
    enter(&till, &buyer, &card.code).await.unwrap();
    till.app.payment = None;

    assert!(matches!(place(&till.app, &buyer).await, Ok(Placement::Placed { .. })));
    till.close().await;
}

// What the shopper agreed to pay is what is asked for, also when the card has been used elsewhere meanwhile.
#[tokio::test]
async fn less_on_the_card_than_was_shown_is_told_and_not_charged() {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let (one, other) = (till.buyer(&[(ring, 2)]).await, till.buyer(&[(ring, 2)]).await);
    let card = card(&till, 2000).await;
    enter(&till, &one, &card.code).await.unwrap();
    enter(&till, &other, &card.code).await.unwrap();
    let shown = totals(&till, &other).await;
    bought(&till, &one).await;

    let command = PlaceOrder {
        expected_total: Some(shown.total),
        expected_due: Some(shown.due),
    };
    let refused = place_order(&till.app, &other.scope, command).await;

    assert!(
        matches!(&refused, Err(PlaceOrderError::TendersChanged { current_due }) if current_due.minor == 4495),
        "{:?}",
        refused.err()
    );
    assert_eq!((till.charges().await, till.drafts().await), (1, 0));
    till.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_checkouts_at_once_with_one_card_as_many_have_its_money_as_there_is() {
    let till = std::sync::Arc::new(Till::open().await);
    let ring = till.variant("ring", 100).await;
    // Three times 24.95, and a rest that pays nobody's whole order.
    let card = card(&till, 3 * 2495 + 100).await;
    let wanted = [(ring, 1)];
    let buyers: Vec<_> = stream::iter(0..20)
        .map(|_| till.buyer(&wanted))
        .buffer_unordered(4)
        .collect()
        .await;
    for buyer in &buyers {
        enter(&till, buyer, &card.code).await.unwrap();
    }

    let tasks = buyers.into_iter().map(|buyer| {
        let till = std::sync::Arc::clone(&till);
        let command = PlaceOrder {
            expected_total: Some(buyer.total),
            expected_due: Some(domain::money::Money::new(0, buyer.total.currency)),
        };
        tokio::spawn(async move { place_order(&till.app, &buyer.scope, command).await })
    });
    let ends: Vec<_> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();

    let placed = ends
        .iter()
        .filter(|end| matches!(end, Ok(Placement::Placed { .. })))
        .count();
    let refused = ends
        .iter()
        .filter(|end| matches!(end, Err(PlaceOrderError::TendersChanged { .. })));
    assert_eq!(
        (placed, refused.count()),
        (3, 17),
        "{:?}",
        ends.iter().filter_map(|end| end.as_ref().err()).collect::<Vec<_>>()
    );
    assert_eq!(left(&till, &card).await, 100);
    assert_eq!(
        (till.orders().await, till.drafts().await, till.charges().await),
        (3, 0, 0)
    );
    std::sync::Arc::into_inner(till).unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_cards_in_either_order_never_wait_for_each_other_in_a_circle() {
    let till = std::sync::Arc::new(Till::open().await);
    let ring = till.variant("ring", 100).await;
    let cards = [card(&till, 9_000).await, card(&till, 9_000).await];
    let wanted = [(ring, 2)];
    let buyers: Vec<_> = stream::iter(0..12)
        .map(|_| till.buyer(&wanted))
        .buffer_unordered(4)
        .collect()
        .await;
    for (turn, buyer) in buyers.iter().enumerate() {
        for pick in [turn % 2, (turn + 1) % 2] {
            enter(&till, buyer, &cards[pick].code).await.unwrap();
            till.app.clock.advance(Duration::milliseconds(1));
        }
    }

    let tasks = buyers.into_iter().map(|buyer| {
        let till = std::sync::Arc::clone(&till);
        tokio::spawn(async move {
            loop {
                match place(&till.app, &buyer).await {
                    Ok(Placement::Placed { .. }) => return true,
                    Ok(_) => return false,
                    Err(PlaceOrderError::TendersChanged { .. }) => {}
                    Err(error) => panic!("{error}: {error:?}"),
                }
            }
        })
    });
    let ends = join_all(tasks).await;

    let placed = ends.into_iter().filter(|end| *end.as_ref().unwrap()).count();
    assert_eq!(placed, 4, "180.00 pay four orders of 44.95");
    std::sync::Arc::into_inner(till).unwrap().close().await;
}

#[tokio::test]
async fn pressing_pay_again_leads_to_the_page_that_waits_with_the_card_taken_once() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let card = card(&till, 2000).await;
    enter(&till, &buyer, &card.code).await.unwrap();

    let (page, token) = at_the_page(&till, &buyer).await;
    assert_eq!(
        totals(&till, &buyer).await.due.minor,
        2495,
        "its own draft has the money"
    );
    let (same, _) = at_the_page(&till, &buyer).await;

    assert_eq!(page, same);
    assert_eq!(left(&till, &card).await, 0);
    till.choose(&page, Choice::Success).await;
    till.hear_everything().await;
    till.app.clock.advance(Duration::minutes(6));
    sweep(&till.app, 10).await.unwrap();
    come_home(&till.app, &token).await.unwrap();
    assert_eq!(
        entries(&till, &card).await,
        [entry("issue", 2000), entry("apply", -2000)]
    );
    till.close().await;
}
