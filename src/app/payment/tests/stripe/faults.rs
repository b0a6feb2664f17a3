//! Stripe's bad days (T10, T12, OS8): each ends in a true order or an alert, never in a second charge.

use super::StripeTill;
use crate::checkout::Placement;
use crate::payment::tests::last_part;
use crate::payment::{come_home, receive_event, sweep};
use adapters::payment::stripe::{Capture, NAME};
use chrono::Duration;
use testkit::stripe::{StripeFault, Way};

/// Pays wherever the shopper was sent, and comes home.
async fn go_on(till: &StripeTill, placed: Placement) {
    if let Placement::Pay {
        redirect_url,
        status_address,
    } = placed
    {
        till.there.pay(&redirect_url, Way::Card);
        come_home(&till.till.app, &last_part(&status_address)).await.unwrap();
    }
}

#[tokio::test]
async fn whatever_happens_while_the_page_is_opened_ends_in_one_order_and_one_charge() {
    use StripeFault::{Delay, DropAfter, Garbage, HangAfter, HangBefore, SavedServerError, Status};
    let scripts: [&[StripeFault]; 10] = [
        &[Status(500), Status(503)],
        &[Status(500), Status(500), Status(500)],
        &[Status(409)],
        &[Status(429), Status(429)],
        &[DropAfter, DropAfter],
        &[DropAfter, DropAfter, DropAfter],
        &[Garbage, Garbage, Garbage],
        &[HangBefore],
        &[HangAfter],
        &[SavedServerError],
    ];
    for script in scripts
        .into_iter()
        .chain([&[Delay(std::time::Duration::from_millis(300))][..]])
    {
        let till = StripeTill::open(Capture::Automatic).await;
        let buyer = till.buyer().await;
        till.there.script(script.iter().copied());

        let placed = till.till.place(&buyer).await.unwrap();
        go_on(&till, placed).await;
        if till.till.orders().await == 0 {
            // "We are checking": within a minute the cart is the shopper's again, or the page is found.
            till.till.app.clock.advance(Duration::seconds(59));
            sweep(&till.till.app, 10).await.unwrap();
            assert_eq!((till.till.drafts().await, till.till.held().await), (0, 0), "{script:?}");
            let placed = till.till.place(&buyer).await.unwrap();
            go_on(&till, placed).await;
        }

        assert_eq!((till.till.orders().await, till.there.charges()), (1, 1), "{script:?}");
        till.close().await;
    }
}

#[tokio::test]
async fn pressing_again_after_a_lost_answer_leads_to_the_page_that_was_opened() {
    let till = StripeTill::open(Capture::Automatic).await;
    let buyer = till.buyer().await;
    till.there.script([StripeFault::HangAfter]);
    assert!(matches!(
        till.till.place(&buyer).await,
        Ok(Placement::Processing { .. })
    ));

    let placed = till.till.place(&buyer).await.unwrap();
    go_on(&till, placed).await;

    assert_eq!(
        (till.till.orders().await, till.there.charges(), till.there.sessions()),
        (1, 1, 1)
    );
    assert_eq!(till.till.count("select count(*) from payment_attempts").await, 1);
    till.close().await;
}

#[tokio::test]
async fn a_shopper_who_has_paid_is_never_told_otherwise_while_stripe_cannot_be_asked() {
    let till = StripeTill::open(Capture::Automatic).await;
    let (page, token) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);
    till.there.script_reads([StripeFault::Status(500); 3]);

    let home = come_home(&till.till.app, &token).await.unwrap();

    assert!(
        home == crate::payment::Home::Order {
            address: format!("/orders/{token}")
        }
    );
    assert_eq!((till.till.orders().await, till.till.drafts().await), (0, 1));
    till.till.app.clock.advance(Duration::minutes(6));
    sweep(&till.till.app, 10).await.unwrap();
    assert_eq!(till.till.orders().await, 1);
    till.close().await;
}

#[tokio::test]
async fn a_page_over_another_amount_or_currency_pays_nothing_and_calls_a_person() {
    for fault in [
        StripeFault::OtherAmount(1),
        StripeFault::OtherAmount(999_999),
        StripeFault::OtherCurrency("usd"),
    ] {
        let till = StripeTill::open(Capture::Automatic).await;
        let buyer = till.buyer().await;
        till.there.script([fault]);
        let (page, token) = till.till.at_the_page(&buyer).await;
        till.there.pay(&page, Way::Card);

        till.hear_everything().await;
        come_home(&till.till.app, &token).await.unwrap();

        assert_eq!(till.till.alerts().await, ["payment_mismatch"], "{fault:?}");
        assert_eq!((till.till.orders().await, till.booked().await), (0, 0));
        till.close().await;
    }
}

#[tokio::test]
async fn an_event_that_comes_while_stripe_cannot_be_asked_is_kept_and_acted_upon_later() {
    let till = StripeTill::open(Capture::Automatic).await;
    let (page, _) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);
    let (_, body) = till.there.events().remove(0);
    till.there.script_reads([StripeFault::Status(500); 3]);

    let headers = till.there.signed(body.as_bytes());
    let heard = receive_event(&till.till.app, NAME, &headers, body.as_bytes()).await;

    assert!(heard.is_err(), "Stripe is to send it again");
    till.till.app.clock.advance(Duration::minutes(1));
    let swept = sweep(&till.till.app, 10).await.unwrap();
    assert_eq!((swept.events, till.till.orders().await), (1, 1));
    till.close().await;
}
