//! From the button that places an order to the page that says thank you.

use super::Field;
use crate::shoppers::{Thanks, buy_after_a_refused_card, check};
use app::steps::Step;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(debug_assertions), ignore = "a release build has no steps to be killed at")]
async fn killed_at_each_step_of_a_purchase_whoever_presses_again_has_one_order_and_one_charge() {
    let mut field = Field::open(&[]).await;
    let mut thanked = Vec::new();
    for step in Step::PURCHASE {
        let thanks = match step {
            Step::RolledBack => refused_first(&mut field, step).await,
            step => field.buy_through(step).await,
        };
        thanked.push(thanks);
        check(&field.store.db.pool, field.store.browser(), &thanked).await;
    }

    assert_eq!(field.sprung, Step::PURCHASE, "every step was reached");
    field
        .until_none("select count(*) from outbox_entries where relayed_at is null")
        .await;
    field.store.close().await;
}

async fn refused_first(field: &mut Field, step: Step) -> Thanks {
    field.set(step);
    let buying = tokio::spawn(buy_after_a_refused_card(field.store.browser(), field.wanted.clone()));
    field.restart_after(step).await;
    buying.await.unwrap().unwrap()
}
