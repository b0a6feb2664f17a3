//! The outbox is handed on and mails leave.

use super::Field;
use app::steps::Step;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(debug_assertions), ignore = "a release build has no steps to be killed at")]
async fn killed_at_each_step_of_telling_of_an_order_every_entry_is_handed_on_and_every_mail_leaves() {
    let mut field = Field::open(&[]).await;
    let mut thanked = Vec::new();
    for step in Step::NEWS {
        thanked.push(field.buy_through(step).await);
    }

    assert_eq!(field.sprung, Step::NEWS, "every step was reached");
    field
        .until_none("select count(*) from outbox_entries where relayed_at is null")
        .await;
    // What was leased to a dead program has its next try, and nothing is forgotten.
    let forgotten = "select count(*) from mails where state <> 'sent' and next_attempt_at is null";
    assert_eq!(field.store.count(forgotten).await, 0);
    field.let_leases_run_out().await;
    field
        .until_none("select count(*) from mails where state <> 'sent'")
        .await;
    let confirmed = "select count(distinct order_id) from mails where template = 'order_placed'";
    assert_eq!(
        [
            field.store.count("select count(*) from mails").await,
            field.store.count(confirmed).await,
            field.store.count("select count(*) from orders").await,
            i64::try_from(thanked.len()).unwrap(),
        ],
        [5; 4]
    );
    field.store.close().await;
}
