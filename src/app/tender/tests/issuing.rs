//! Operators issue, find and disable cards.

use super::{card, enter, left, ring_buyer, wanted};
use crate::payment::tests::Till;
use crate::tender::{ApplyGiftCardError, TenderError, disable_gift_card, find_gift_card, issue_gift_card};
use chrono::Duration;

#[tokio::test]
async fn a_reference_issues_one_card_and_its_code_is_told_once() {
    let till = Till::open().await;
    let first = issue_gift_card(&till.app, wanted(5000, "ticket 7")).await.unwrap();
    let again = issue_gift_card(&till.app, wanted(5000, "ticket 7")).await.unwrap();
    let other = issue_gift_card(&till.app, wanted(6000, "ticket 7")).await;

    assert!(first.code.is_some() && again.code.is_none());
    assert_eq!(first.card, again.card);
    assert!(matches!(other, Err(TenderError::ReferenceReused)));
    assert_eq!(till.count("select count(*) from tender_accounts").await, 1);
    assert_eq!(
        till.count("select sum(amount_minor)::bigint from tender_entries").await,
        5000
    );
    till.close().await;
}

#[tokio::test]
async fn twenty_callers_with_one_reference_issue_one_card() {
    let till = Till::open().await;

    let calls = (0..20).map(|_| issue_gift_card(&till.app, wanted(5000, "ticket 8")));
    let issued = futures::future::join_all(calls).await;

    let codes = issued
        .iter()
        .filter(|card| card.as_ref().is_ok_and(|card| card.code.is_some()));
    assert_eq!(codes.count(), 1);
    assert!(issued.iter().all(Result::is_ok));
    assert_eq!(till.count("select count(*) from tender_accounts").await, 1);
    till.close().await;
}

#[tokio::test]
async fn the_database_holds_no_code() {
    let till = Till::open().await;
    let card = card(&till, 5000).await;
    let buyer = ring_buyer(&till).await;
    enter(&till, &buyer, &card.code).await.unwrap();

    let plain = card.code.replace('-', "");
    let told: String = sqlx::query_scalar("select (select jsonb_agg(to_jsonb(a)) from tender_accounts a)::text || coalesce((select jsonb_agg(to_jsonb(o)) from operations o)::text, '')")
        .fetch_one(&till.app.pool)
        .await
        .unwrap();

    assert!(!told.contains(&plain) && !told.contains(&card.code));
    till.close().await;
}

#[tokio::test]
async fn a_card_is_found_by_its_code_its_id_and_its_end_where_that_is_its_own() {
    let till = Till::open().await;
    let one = card(&till, 5000).await;
    let end = one.code.replace('-', "")[16..].to_lowercase();

    for name in [one.code.clone(), one.id.to_string(), end, one.code.to_lowercase()] {
        assert_eq!(find_gift_card(&till.app, &name).await.unwrap(), one.id, "{name}");
    }
    assert!(matches!(
        find_gift_card(&till.app, "0000-0000").await,
        Err(TenderError::NoSuchCard)
    ));
    till.close().await;
}

#[tokio::test]
async fn a_disabled_card_and_one_that_is_over_are_told_like_one_that_never_was() {
    let till = Till::open().await;
    let buyer = ring_buyer(&till).await;
    let disabled = card(&till, 5000).await;
    disable_gift_card(&till.app, disabled.id).await.unwrap();
    let again = disable_gift_card(&till.app, disabled.id).await.unwrap();
    let mut short = wanted(5000, "short");
    short.expires_at = Some(till.app.clock.now() + Duration::hours(1));
    let over = issue_gift_card(&till.app, short)
        .await
        .unwrap()
        .code
        .unwrap()
        .to_string();
    till.app.clock.advance(Duration::hours(1));

    for code in [
        disabled.code.as_str(),
        over.as_str(),
        "7KQM-2XHD-0011-ABCD-WXYZ",
        "nonsense",
    ] {
        let refused = enter(&till, &buyer, code).await;
        assert!(matches!(refused, Err(ApplyGiftCardError::Unknown)), "{code}");
    }
    assert!(again.card.disabled_at.is_some());
    assert_eq!(left(&till, &disabled).await, 5000);
    till.close().await;
}

#[tokio::test]
async fn what_cannot_be_issued_is_refused() {
    let till = Till::open().await;
    let past = till.app.clock.now() - Duration::hours(1);
    let nothing = issue_gift_card(&till.app, wanted(0, "a")).await;
    let nameless = issue_gift_card(&till.app, wanted(100, "")).await;
    let mut over = wanted(100, "b");
    over.expires_at = Some(past);

    assert!(matches!(nothing, Err(TenderError::Invalid(_))));
    assert!(matches!(nameless, Err(TenderError::Invalid(_))));
    assert!(matches!(
        issue_gift_card(&till.app, over).await,
        Err(TenderError::Invalid(_))
    ));
    till.close().await;
}
