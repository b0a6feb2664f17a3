//! What waits, for how long, and how it ends.

use super::list::age;
use super::{ResolveError, advice, list_open, resolve};
use crate::App;
use adapters::clock::Clock;
use chrono::Duration;
use serde_json::json;
use testkit::TestDb;
use testkit::shop::test_time;

async fn raise(app: &App, kind: &str, subject: &str) {
    let mut conn = app.pool.acquire().await.unwrap();
    store::alert::raise(&mut conn, kind, subject, &json!({ "tries": 3 }), app.clock.now())
        .await
        .unwrap();
}

#[tokio::test]
async fn alerts_wait_in_pages_with_their_age_until_a_person_has_closed_them() {
    let db = TestDb::create().await;
    let app = App::new(db.pool.clone(), Clock::manual(test_time()));
    for subject in ["a", "b", "c"] {
        raise(&app, "payment_twice", subject).await;
        app.clock.advance(Duration::hours(1));
    }
    raise(&app, "payment_twice", "a").await;

    let page = list_open(&app, 0, 2).await.unwrap();
    let rest = list_open(&app, page[1].alert.alert_id, 2).await.unwrap();
    let told: Vec<_> = page
        .iter()
        .chain(&rest)
        .map(|it| (it.alert.subject.as_str(), it.age.as_str()))
        .collect();
    assert_eq!(told, [("a", "3 hours"), ("b", "2 hours"), ("c", "1 hour")]);
    assert!(page[0].advice.contains("paid twice"));

    let first = page[0].alert.alert_id;
    resolve(&app, first).await.unwrap();
    assert!(matches!(resolve(&app, first).await, Err(ResolveError::NotOpen(id)) if id == first));
    assert_eq!(list_open(&app, 0, 9).await.unwrap().len(), 2);
    raise(&app, "payment_twice", "a").await;
    assert_eq!(list_open(&app, 0, 9).await.unwrap().len(), 3, "it has happened again");
    drop(app);
    db.drop().await;
}

// Kinds are words in the code of those who raise them: each that is raised there has advice of its own.
#[test]
fn every_kind_that_is_raised_says_what_to_do() {
    let general = advice("of no kind");
    for kind in [
        "payment_without_order",
        "payment_twice",
        "payment_mismatch",
        "payment_unresolved",
        "authorization_lost",
        "refund_failed",
        "refund_mismatch",
        "refund_unresolved",
        "relay_failed",
        super::MONEY_LATE_ALERT,
        super::LANE_DOWN_ALERT,
        crate::mail::DEAD_MAIL_ALERT,
        crate::stock::SHORT_ALERT,
        crate::stock::DIFFERENCE_ALERT,
    ] {
        assert_ne!(advice(kind), general, "{kind}");
    }
}

#[test]
fn an_age_is_told_in_its_largest_unit() {
    let told = [30, 60, 150, 7200, 200_000].map(|seconds| age(Duration::seconds(seconds)));

    assert_eq!(
        told,
        ["less than a minute", "1 minute", "2 minutes", "2 hours", "2 days"]
    );
}
