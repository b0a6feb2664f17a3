//! Who is told that something is back, when, and how that ends.

use super::{cart, events, hold_for};
use crate::payment::tests::Till;
use crate::refusal::Refusal as _;
use crate::stock::{
    AskStock, Change, Row, StockError, TELL_JOB, adjust, ask, keep_form, look_after_waiting, recall_form, show_form,
    show_withdrawal, sweep_holds, tell_waiting, withdraw,
};
use chrono::Duration;
use uuid::Uuid;

/// A shop in which the ring is sold out.
async fn open() -> (Till, Uuid) {
    let till = Till::open().await;
    let ring = till.variant("ring", 0).await;
    (till, ring)
}

async fn wait_for(till: &Till, ring: Uuid, email: &str) -> Result<(), StockError> {
    wait_from(till, ring, email, "").await
}

async fn wait_from(till: &Till, ring: Uuid, email: &str, network: &str) -> Result<(), StockError> {
    till.app.clock.advance(Duration::seconds(1));
    let asked = AskStock {
        variant_id: ring.into(),
        email,
        network,
    };
    ask(&till.app, &asked).await
}

async fn arrive(till: &Till, units: i32) {
    let row = Row {
        sku: "RING-1".into(),
        location: None,
        change: Change::Delta(units),
        external_ref: None,
    };
    assert!(adjust(&till.app, row, "").await.unwrap().is_done());
}

/// Addresses that a mail waits for or went to, in order.
async fn told(till: &Till) -> String {
    let query = "select coalesce(string_agg(recipient, ' ' order by created_at, mail_id), '') from mails";
    till.text(query).await.unwrap_or_default()
}

#[tokio::test]
async fn as_many_are_told_as_there_are_units_first_come_first_and_the_next_a_day_later() {
    let (till, ring) = open().await;
    for name in ["ana", "bob", "cem"] {
        wait_for(&till, ring, &format!("{name}@example.com")).await.unwrap();
    }

    arrive(&till, 2).await;
    let jobs = format!("select count(*) from jobs where kind = '{TELL_JOB}'");
    let jobs: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(jobs))
        .fetch_one(&till.app.pool)
        .await
        .unwrap();
    assert_eq!((jobs, events(&till).await.as_str()), (1, "variant.back_in_stock"));
    assert_eq!(tell_waiting(&till.app, ring.into()).await.unwrap(), 2);
    assert_eq!(
        tell_waiting(&till.app, ring.into()).await.unwrap(),
        0,
        "they have a day"
    );
    assert_eq!(told(&till).await, "ana@example.com bob@example.com");
    till.app.clock.advance(Duration::hours(25));
    assert_eq!(tell_waiting(&till.app, ring.into()).await.unwrap(), 1);

    assert_eq!(told(&till).await, "ana@example.com bob@example.com cem@example.com");
    till.close().await;
}

#[tokio::test]
async fn two_workers_at_once_tell_each_once() {
    let (till, ring) = open().await;
    for number in 0..30 {
        wait_for(&till, ring, &format!("shopper-{number}@example.com"))
            .await
            .unwrap();
    }
    arrive(&till, 20).await;

    let (one, other) = tokio::join!(
        tell_waiting(&till.app, ring.into()),
        tell_waiting(&till.app, ring.into())
    );

    assert_eq!(one.unwrap() + other.unwrap(), 20);
    assert_eq!(till.count("select count(distinct recipient) from mails").await, 20);
    till.close().await;
}

#[tokio::test]
async fn a_mail_leads_to_the_variant_and_to_the_end_of_such_mails() {
    let (till, ring) = open().await;
    wait_for(&till, ring, " Ana@Example.com ").await.unwrap();
    arrive(&till, 1).await;
    tell_waiting(&till.app, ring.into()).await.unwrap();

    let text = till.text("select text_body from mails").await.unwrap();
    let token = till.text("select token from stock_requests").await.unwrap();

    assert!(
        text.contains(&format!("http://localhost:3000/products/ring?variant={ring}")),
        "{text}"
    );
    assert!(
        text.contains(&format!("http://localhost:3000/back-in-stock/{token}")),
        "{text}"
    );
    assert_eq!(
        till.text("select subject from mails").await.as_deref(),
        Some("ring is back at Test shop")
    );
    till.close().await;
}

#[tokio::test]
async fn asking_twice_is_asking_once_and_an_address_cannot_ask_without_end() {
    let (till, ring) = open().await;
    wait_for(&till, ring, "ana@example.com").await.unwrap();
    wait_for(&till, ring, "ANA@example.com").await.unwrap();
    assert_eq!(till.count("select count(*) from stock_requests").await, 1);
    for number in 0..19 {
        let other = till.variant(&format!("thing-{number}"), 0).await;
        wait_for(&till, other, "ana@example.com").await.unwrap();
    }

    let hat = till.variant("hat", 0).await;
    let refused = wait_for(&till, hat, "ana@example.com").await;

    assert!(matches!(refused, Err(StockError::TooMany)));
    wait_for(&till, ring, "ana@example.com").await.unwrap();
    assert!(matches!(
        wait_for(&till, ring, "ana@").await,
        Err(StockError::Invalid(_))
    ));
    assert!(matches!(
        wait_for(&till, Uuid::nil(), "bob@example.com").await,
        Err(StockError::NoVariant(_))
    ));
    till.close().await;
}

#[tokio::test]
async fn a_network_cannot_ask_without_end_whatever_addresses_it_names() {
    let (till, ring) = open().await;
    for number in 0..60 {
        let email = format!("victim-{number}@example.com");
        wait_from(&till, ring, &email, "192.0.2.1").await.unwrap();
    }

    let refused = wait_from(&till, ring, "next@example.com", "192.0.2.1")
        .await
        .unwrap_err();

    assert!(
        refused.sentence().contains("try again in 59 minutes"),
        "{}",
        refused.sentence()
    );
    assert_eq!(till.count("select count(*) from stock_requests").await, 60);
    wait_from(&till, ring, "next@example.com", "192.0.2.2").await.unwrap();
    till.app.clock.advance(Duration::hours(1));
    wait_from(&till, ring, "later@example.com", "192.0.2.1").await.unwrap();
    till.close().await;
}

#[tokio::test]
async fn who_stops_the_mails_is_told_of_nothing_and_nobody_else_is_stopped() {
    let (till, ring) = open().await;
    let hat = till.variant("hat", 0).await;
    wait_for(&till, ring, "ana@example.com").await.unwrap();
    wait_for(&till, hat, "Ana@example.com").await.unwrap();
    wait_for(&till, ring, "bob@example.com").await.unwrap();
    let query = "select token from stock_requests order by created_at limit 1";
    let token = till.text(query).await.unwrap();

    show_withdrawal(&till.app, &token).await.unwrap();
    withdraw(&till.app, &token).await.unwrap();
    withdraw(&till.app, &token).await.unwrap();
    arrive(&till, 5).await;
    tell_waiting(&till.app, ring.into()).await.unwrap();

    assert_eq!(told(&till).await, "bob@example.com");
    assert!(matches!(withdraw(&till.app, "guess").await, Err(StockError::NoRequest)));
    till.close().await;
}

#[tokio::test]
async fn a_hold_that_lapses_brings_the_last_unit_back_to_who_waits() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let cart_id = cart(&till.app.pool).await;
    hold_for(&till, cart_id, &[(ring, 1)], None).await;
    assert!(!show_form(&till.app, ring.into()).await.unwrap().is_available);
    wait_for(&till, ring, "ana@example.com").await.unwrap();

    till.app.clock.advance(Duration::minutes(16));
    sweep_holds(&till.app).await.unwrap();
    tell_waiting(&till.app, ring.into()).await.unwrap();

    assert_eq!(told(&till).await, "ana@example.com");
    assert_eq!(events(&till).await, "variant.out_of_stock variant.back_in_stock");
    till.close().await;
}

#[tokio::test]
async fn requests_are_forgotten_a_month_after_their_mail() {
    let (till, ring) = open().await;
    wait_for(&till, ring, "ana@example.com").await.unwrap();
    arrive(&till, 1).await;
    tell_waiting(&till.app, ring.into()).await.unwrap();

    till.app.clock.advance(Duration::days(31));
    let swept = crate::housekeeping::sweep(&till.app).await.unwrap();

    assert_eq!(swept.stock_requests, 1);
    till.close().await;
}

#[tokio::test]
async fn what_was_typed_is_shown_again_to_who_typed_it() {
    let (till, _) = open().await;

    let name = keep_form(&till.app, "ana@", "Enter an address.".into()).await.unwrap();

    let kept = recall_form(&till.app, &name).await.unwrap().unwrap();
    assert_eq!(kept.values.email, "ana@");
    let (id, _) = name.split_once('.').unwrap();
    assert!(recall_form(&till.app, &format!("{id}.guess")).await.unwrap().is_none());
    till.close().await;
}

#[tokio::test]
async fn who_waits_is_told_of_what_is_sold_again_without_a_change_of_stock() {
    let (till, ring) = open().await;
    wait_for(&till, ring, "ana@example.com").await.unwrap();
    till.run("update variants set inventory_policy = 'continue'").await;

    let looked = (
        look_after_waiting(&till.app).await.unwrap(),
        look_after_waiting(&till.app).await.unwrap(),
    );
    let jobs = till
        .count("select count(*) from jobs where kind = 'tell_waiting'")
        .await;
    tell_waiting(&till.app, ring.into()).await.unwrap();

    assert_eq!((looked, jobs), ((1, 1), 1));
    assert_eq!(told(&till).await, "ana@example.com");
    till.close().await;
}
