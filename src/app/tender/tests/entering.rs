//! Shoppers enter cards at checkout.

use super::{card, enter, left, ring_buyer, totals};
use crate::checkout::show_checkout;
use crate::payment::tests::Till;
use crate::tender::{ApplyGiftCardError, RemoveGiftCard, remove_gift_card};
use chrono::Duration;

#[tokio::test]
async fn several_cards_pay_in_turn_and_nothing_is_taken_before_the_order_is_placed() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let before = totals(&till, &buyer).await;
    let (first, second) = (card(&till, 2000).await, card(&till, 9000).await);
    enter(&till, &buyer, &first.code).await.unwrap();
    till.app.clock.advance(Duration::seconds(1));
    enter(&till, &buyer, &second.code.to_lowercase()).await.unwrap();
    enter(&till, &buyer, &second.code).await.unwrap();

    let shown = totals(&till, &buyer).await;

    let amounts: Vec<_> = shown.tenders.iter().map(|(_, amount)| amount.as_str()).collect();
    assert_eq!(
        (amounts.as_slice(), shown.due.minor),
        (["-€20.00", "-€24.95"].as_slice(), 0)
    );
    assert_eq!((shown.total, &shown.taxes), (before.total, &before.taxes));
    assert_eq!((left(&till, &first).await, left(&till, &second).await), (2000, 9000));

    let gone = RemoveGiftCard {
        gift_card_id: first.id,
        op: "",
    };
    remove_gift_card(&till.app, &buyer.scope, gone).await.unwrap();
    let shown = totals(&till, &buyer).await;
    assert_eq!(shown.tenders.len(), 1);
    assert_eq!(shown.tenders[0].1, "-€44.95");
    till.close().await;
}

#[tokio::test]
async fn ten_wrong_codes_a_minute_are_all_that_a_cart_or_a_network_can_try() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let good = card(&till, 2000).await;
    for turn in 0..10 {
        let guessed = enter(&till, &buyer, &format!("GUESS{turn}")).await;
        assert!(matches!(guessed, Err(ApplyGiftCardError::Unknown)), "{turn}");
    }

    let eleventh = enter(&till, &buyer, &good.code).await;
    assert!(matches!(eleventh, Err(ApplyGiftCardError::TooOften { .. })));

    till.app.clock.advance(Duration::seconds(61));
    for _ in 0..12 {
        enter(&till, &buyer, &good.code).await.unwrap();
    }
    assert_eq!(totals(&till, &buyer).await.tenders.len(), 1);
    till.close().await;
}

#[tokio::test]
async fn an_empty_card_and_a_sixth_one_are_refused_with_the_reason() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let empty = card(&till, 100).await;
    till.run("update tender_accounts set balance_minor = 0").await;
    till.run(
        "insert into tender_entries (tender_account_id, kind, amount_minor, balance_minor, created_at)
         select tender_account_id, 'adjust', -100, 0, now() from tender_accounts",
    )
    .await;
    assert!(matches!(
        enter(&till, &buyer, &empty.code).await,
        Err(ApplyGiftCardError::Empty)
    ));
    for _ in 0..5 {
        enter(&till, &buyer, &card(&till, 100).await.code).await.unwrap();
    }

    let sixth = enter(&till, &buyer, &card(&till, 100).await.code).await;

    assert!(matches!(sixth, Err(ApplyGiftCardError::TooMany)));
    assert_eq!(totals(&till, &buyer).await.due.minor, 4495 - 500);
    till.close().await;
}

#[tokio::test]
async fn a_card_that_went_bad_since_stays_named_and_pays_nothing() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let bad = card(&till, 2000).await;
    enter(&till, &buyer, &bad.code).await.unwrap();
    crate::tender::disable_gift_card(&till.app, bad.id).await.unwrap();

    let view = show_checkout(&till.app, &buyer.scope, None).await.unwrap();

    assert_eq!(view.tenders.gift_cards[0].problem, "is not good any more");
    assert_eq!((view.totals.tenders.len(), view.totals.due), (0, view.totals.total));
    till.close().await;
}
