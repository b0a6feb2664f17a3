//! A kill between the provider's answer and our commit (T06): whoever comes next resumes under the same key.

use super::{Bought, staff};
use crate::order::{cancel, settle_refund, sweep_refunds};
use crate::steps::{Step, Steps};
use domain::order::{Actor, RefundState};

#[tokio::test]
async fn a_refund_that_was_killed_on_its_way_is_resumed_and_given_once() {
    for step in [Step::RefundAsked, Step::RefundNoted] {
        let bought = Bought::open(&[2]).await;
        cancel(&bought.till.app, &staff(), bought.order_id, "").await.unwrap();
        let refund_id = bought.record().await.refunds[0].refund_id;
        let killed = bought
            .till
            .app
            .clone()
            .with_steps(Steps::watched(move |here| here == step));

        assert!(settle_refund(&killed, refund_id).await.is_err());
        assert_eq!(bought.given_back().await, [4495], "the provider has it, we do not know");
        assert_eq!(bought.record().await.refunds[0].state, RefundState::Requested);
        bought.till.app.clock.advance(chrono::Duration::minutes(1));
        sweep_refunds(&bought.till.app, 10).await.unwrap();

        assert_eq!(bought.given_back().await, [4495]);
        let requests: i32 = sqlx::query_scalar("select requests from test_provider.refunds")
            .fetch_one(&bought.till.app.pool)
            .await
            .unwrap();
        assert_eq!(requests, 1, "looked up, and not asked for again");
        assert_eq!(bought.axes().await.1, "refunded");
        bought.close().await;
    }
}

#[tokio::test]
async fn a_cancellation_is_whole_or_not_at_all() {
    let bought = Bought::open(&[2]).await;
    // The commit cannot come: another transaction holds the order, and this one is broken off.
    let mut blocker = bought.till.app.pool.begin().await.unwrap();
    store::lock::order(&mut blocker, bought.order_id).await.unwrap();
    let cancelling = cancel(&bought.till.app, &Actor::Customer, bought.order_id, "");
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(200), cancelling)
            .await
            .is_err()
    );
    blocker.rollback().await.unwrap();

    assert_eq!(bought.stock().await, (10, 2));
    assert_eq!(bought.record().await.refunds, []);
    cancel(&bought.till.app, &Actor::Customer, bought.order_id, "")
        .await
        .unwrap();
    bought.settle_all().await;
    assert_eq!(bought.given_back().await, [4495]);
    bought.close().await;
}
