//! Orders that are paid and wait for a person: the provider looks at the payment, or the goods are gone (S-5).

use super::Till;
use crate::order::{Which, find_by_token, fulfil, hold, show_order};
use crate::payment::come_home;
use adapters::payment::test_provider::Choice;
use domain::order::{Actor, OrderStage};

/// Nothing can be sent until somebody takes the hold away.
async fn waits_for_a_person(till: &Till, token: &str, why: &str) {
    let order_id = find_by_token(&till.app, token).await.unwrap();
    let staff = Actor::Staff("Kim".to_owned());
    assert_eq!(show_order(&till.app, token).await.unwrap().stage, OrderStage::OnHold);
    assert_eq!(till.text("select hold_reason from orders").await.unwrap(), why);
    assert_eq!(till.alerts().await, [why]);
    assert!(fulfil(&till.app, &staff, order_id, Which::All, "a").await.is_err());

    hold(&till.app, &staff, order_id, false).await.unwrap();

    fulfil(&till.app, &staff, order_id, Which::All, "a").await.unwrap();
}

#[tokio::test]
async fn an_order_whose_payment_is_looked_at_waits_until_staff_release_it() {
    for till in [Till::open().await, Till::setting_aside().await] {
        let ring = till.variant("ring", 1).await;
        let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
        till.choose(&page, Choice::Review).await;
        come_home(&till.app, &token).await.unwrap();

        waits_for_a_person(&till, &token, "fraud_review").await;
        till.close().await;
    }
}

#[tokio::test]
async fn an_order_that_is_paid_and_whose_goods_are_gone_waits_until_there_are_some() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    let order_id = find_by_token(&till.app, &token).await.unwrap();
    let mut conn = till.app.pool.acquire().await.unwrap();
    store::inventory::release(&mut conn, order_id, till.app.clock.now())
        .await
        .unwrap();
    drop(conn);
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    waits_for_a_person(&till, &token, "stock_shortfall").await;
    till.close().await;
}
