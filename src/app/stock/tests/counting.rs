//! Counts, differences, limits, and the proof (S-1, S-9, S-12).

use crate::payment::tests::Till;
use crate::stock::{
    Change, Changed, Listed, Row, StockError, adjust, count, list_levels, list_movements, list_short_orders,
    set_limits, take_in, verify,
};
use adapters::payment::test_provider::Choice;
use chrono::{DateTime, Duration, Utc};
use store::inventory::{CountOutcome, LevelPatch};

/// A shop whose goods were counted when test time began.
async fn open() -> Till {
    let till = Till::open().await;
    till.variant("ring", 10).await;
    till.run("update inventory_movements set created_at = '2026-11-01'")
        .await;
    till
}

fn row(change: Change, external_ref: Option<&str>) -> Row {
    Row {
        sku: "RING-1".into(),
        location: None,
        change,
        external_ref: external_ref.map(str::to_owned),
    }
}

fn counted(on_hand: i32, as_of: DateTime<Utc>) -> Change {
    Change::Count { on_hand, as_of }
}

const fn done(on_hand: i32) -> Changed {
    Changed::Told(CountOutcome::Done { on_hand, deficit: 0 })
}

#[tokio::test]
async fn what_left_after_a_count_was_made_is_counted_on_top() {
    let till = open().await;
    let (app, start) = (&till.app, till.app.clock.now());
    app.clock.advance(Duration::hours(2));
    adjust(app, row(Change::Delta(-3), None), "broken").await.unwrap();

    let before = count(app, row(counted(20, start + Duration::hours(1)), None), "")
        .await
        .unwrap();
    let older = count(app, row(counted(99, start), None), "").await.unwrap();
    let after = count(app, row(counted(20, app.clock.now()), None), "").await.unwrap();

    assert_eq!((before, after), (done(17), done(20)));
    assert!(matches!(older, Changed::Told(CountOutcome::Older { last }) if last == start + Duration::hours(1)));
    till.close().await;
}

#[tokio::test]
async fn a_name_that_was_used_changes_nothing_again() {
    let till = open().await;
    let app = &till.app;

    let first = adjust(app, row(Change::Delta(-2), Some("erp-1")), "").await.unwrap();
    let again = adjust(app, row(Change::Delta(-2), Some("erp-1")), "").await.unwrap();
    let other = count(app, row(counted(30, app.clock.now()), Some("erp-1")), "")
        .await
        .unwrap();

    assert_eq!(first, done(8));
    assert_eq!(again, Changed::Told(CountOutcome::Known));
    assert_eq!(other, Changed::Told(CountOutcome::Known));
    let moves = list_movements(app, "RING-1").await.unwrap();
    assert_eq!(moves.iter().filter(|it| it.external_ref.is_some()).count(), 1);
    till.close().await;
}

// IN9
#[tokio::test]
async fn a_count_below_what_orders_were_promised_is_taken_and_names_the_newest_order() {
    let till = open().await;
    let ring = sqlx::query_scalar("select variant_id from variants")
        .fetch_one(&till.app.pool)
        .await
        .unwrap();
    for units in [4, 2] {
        let (page, _) = till.at_the_page(&till.buyer(&[(ring, units)]).await).await;
        till.choose(&page, Choice::Success).await;
        till.hear_everything().await;
        till.app.clock.advance(Duration::minutes(1));
    }

    let told = count(&till.app, row(counted(5, till.app.clock.now()), None), "")
        .await
        .unwrap();
    let delta = adjust(&till.app, row(Change::Delta(-1), None), "").await.unwrap();

    assert_eq!(told, Changed::Told(CountOutcome::Done { on_hand: 5, deficit: 1 }));
    assert_eq!(
        delta,
        Changed::Told(CountOutcome::TooFew {
            on_hand: 5,
            promised: 6
        })
    );
    let short = list_short_orders(&till.app).await.unwrap();
    assert_eq!(
        short.iter().map(|it| (it.order_number, it.missing)).collect::<Vec<_>>(),
        [(Some(1002), 1)]
    );
    assert_eq!(till.alerts().await, ["orders_short"]);
    let level = &list_levels(&till.app, &Listed::default()).await.unwrap()[0];
    assert_eq!((level.available, level.deficit), (-1, 1));
    assert_eq!(till.count("select available from sellable_stock").await, 0);

    adjust(&till.app, row(Change::Delta(1), None), "found").await.unwrap();
    verify(&till.app).await.unwrap();
    let open = "select count(*) from alerts where resolved_at is null";
    assert_eq!(
        (
            till.count("select deficit::bigint from inventory_levels").await,
            till.count(open).await
        ),
        (0, 0)
    );
    till.close().await;
}

#[tokio::test]
async fn rows_of_a_file_that_cannot_be_done_hold_up_no_other() {
    let till = open().await;
    till.variant("hat", 3).await;
    let now = till.app.clock.now();
    let named = |sku: &str, location: Option<&str>, change| Row {
        sku: sku.into(),
        location: location.map(str::to_owned),
        change,
        external_ref: None,
    };
    let rows = [
        named("RING-1", Some("main"), counted(7, now)),
        named("RING-1", None, Change::Delta(1)),
        named("NONE", None, Change::Delta(1)),
        named("HAT-1", Some("Moon"), Change::Delta(1)),
        named("HAT-1", None, counted(1, now + Duration::seconds(1))),
        named("HAT-1", None, Change::Delta(-4)),
    ];

    let outcomes = take_in(&till.app, &rows, "file").await.unwrap();

    assert_eq!(
        outcomes[..4],
        [done(7), Changed::Twice, Changed::NoVariant, Changed::NoLocation]
    );
    assert!(matches!(outcomes[4], Changed::Invalid(_)));
    assert_eq!(
        outcomes[5],
        Changed::Told(CountOutcome::TooFew {
            on_hand: 3,
            promised: 0
        })
    );
    till.close().await;
}

#[tokio::test]
async fn limits_can_be_changed_but_not_below_what_is_promised() {
    let till = open().await;
    let ring = sqlx::query_scalar("select variant_id from variants")
        .fetch_one(&till.app.pool)
        .await
        .unwrap();
    let limit = |units| LevelPatch {
        backorder_limit: Some(units),
        ..LevelPatch::default()
    };
    set_limits(&till.app, "RING-1", None, limit(5)).await.unwrap();
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 12)]).await).await;
    till.choose(&page, Choice::Success).await;
    till.hear_everything().await;

    let refused = set_limits(&till.app, "RING-1", None, limit(1)).await;
    set_limits(&till.app, "RING-1", None, limit(2)).await.unwrap();

    assert!(matches!(refused, Err(StockError::LimitTooLow)));
    assert!(matches!(
        set_limits(&till.app, "NONE", None, limit(2)).await,
        Err(StockError::NoVariant(_))
    ));
    till.close().await;
}

#[tokio::test]
async fn a_column_that_does_not_add_up_calls_a_person_and_is_not_mended_in_silence() {
    let till = open().await;
    assert!(verify(&till.app).await.unwrap().differences.is_empty());
    till.run("update inventory_levels set on_hand = on_hand - 1, held = 2")
        .await;

    let found = verify(&till.app).await.unwrap().differences;
    verify(&till.app).await.unwrap();

    let figures: Vec<_> = found
        .iter()
        .map(|it| (it.figure.as_str(), it.stored, it.proven))
        .collect();
    assert_eq!(
        figures,
        [
            ("held by carts and payments", 2, 0),
            ("held by the ledger", 2, 0),
            ("on_hand by the ledger", 9, 10)
        ]
    );
    assert_eq!(till.alerts().await, ["stock_difference"]);
    assert_eq!(till.count("select on_hand::bigint from inventory_levels").await, 9);
    till.discard_broken(&[
        "S-12: held by carts and payments is what it adds up to",
        "S-12: held by the ledger is what it adds up to",
        "S-12: on_hand by the ledger is what it adds up to",
    ])
    .await;
}

#[tokio::test]
async fn counts_and_differences_of_one_file_are_locked_in_one_order() {
    let till = open().await;
    till.variant("zebra", 10).await;
    let zebra = Row {
        sku: "ZEBRA-1".into(),
        ..row(counted(9, till.app.clock.now()), None)
    };
    let (app, rows) = (till.app.clone(), [zebra, row(Change::Delta(1), None)]);

    let work = async move {
        let taken = take_in(&app, &rows, "").await.unwrap();
        assert!(taken.iter().all(Changed::is_done), "{taken:?}");
    };

    assert!(till.waits_for_the_lowest(work).await);
    till.close().await;
}
