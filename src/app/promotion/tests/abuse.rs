//! What a shop is asked by those who want more than they are due (RELIABILITY T37).

use super::{buyer_with, off, published};
use crate::cart::tests::World;
use crate::cart::{ApplyCode, apply_code};
use crate::checkout::{PlaceOrderError, Placement};
use crate::payment::come_home;
use crate::payment::tests::{Till, last_part};
use crate::refusal::Refusal as _;
use adapters::payment::test_provider::Choice;
use futures::future::join_all;
use serde_json::json;
use std::sync::Arc;
use testkit::statements::{pool, recorded};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_who_use_a_code_for_one_at_once_one_has_it_and_the_others_see_their_new_total() {
    let till = Till::open().await;
    let mut sea = off("sea", "10", &[]);
    sea["codes"] = json!([{ "code": "ONCE", "limit": 1 }]);
    published(&till.app, json!([sea])).await;
    let ring = till.variant("ring", 100).await;
    let mut buyers = Vec::new();
    for _ in 0..50 {
        buyers.push(buyer_with(&till, ring, "ONCE").await);
    }
    let till = Arc::new(till);

    let tasks = buyers.into_iter().map(|buyer| {
        let till = Arc::clone(&till);
        tokio::spawn(async move {
            match till.place(&buyer).await {
                Ok(Placement::Pay {
                    redirect_url,
                    status_address,
                }) => {
                    till.choose(&last_part(&redirect_url), Choice::Success).await;
                    come_home(&till.app, &last_part(&status_address)).await.unwrap();
                    true
                }
                Err(PlaceOrderError::CartChanged { current_total, changes }) => {
                    assert_eq!(current_total.minor, 2000 + 495);
                    assert_eq!(changes, ["ONCE: This code has been used up."]);
                    false
                }
                Ok(_) => panic!("not sent to pay"),
                Err(error) => panic!("{error}"),
            }
        })
    });
    let ends: Vec<bool> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();

    assert_eq!(ends.iter().filter(|has_code| **has_code).count(), 1);
    let used = "select count(*) from promotion_usages";
    assert_eq!((till.orders().await, till.count(used).await), (1, 1));
    assert_eq!(
        till.text("select total_minor::text from orders").await.as_deref(),
        Some("2295")
    );
    Arc::into_inner(till).unwrap().close().await;
}

#[tokio::test]
async fn a_code_that_never_was_and_one_whose_time_is_over_get_one_answer_for_the_same_work() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 1).await.unwrap();
    let mut over = off("over", "10", &["OVER"]);
    over["ends_at"] = json!("2026-11-01T00:00:00Z");
    published(&world.app, json!([over])).await;
    let mut app = world.app.clone();
    app.pool = pool(&world.db).await;

    let mut answers = Vec::new();
    for code in ["OVER", "NEVER"] {
        let command = ApplyCode {
            code,
            op: "",
            network: "203.0.113.7",
        };
        let (refused, statements) = recorded(apply_code(&app, &world.scope, command)).await;
        let refused = refused.err().unwrap();
        answers.push((refused.code(), refused.sentence().replace(code, "CODE"), statements));
    }

    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].2.len() > 2, "{:#?}", answers[0].2);
    app.pool.close().await;
    world.close().await;
}
