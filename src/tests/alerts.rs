//! What a person must look at, from the command line.

use crate::running_store::RunningStore;
use testkit::{TestDb, TestShop};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_alert_fails_the_doctor_and_is_listed_with_what_to_do_until_it_is_closed() {
    let db = TestDb::create().await;
    TestShop::open(&db.pool).await;
    let store = RunningStore::start(db, &[]);
    let alert_id: i64 = sqlx::query_scalar(
        "insert into alerts (kind, subject, detail, created_at)
         values ('payment_twice', 'attempt-1', '{}', now() - interval '3 days')
         returning alert_id",
    )
    .fetch_one(&store.db.pool)
    .await
    .unwrap();

    let told = store.run(&["doctor"]).unwrap_err().to_string();
    assert!(told.contains("FAIL  alerts: 1 wait for a person, since "), "{told}");
    let listed = store.run(&["alerts", "list"]).unwrap();
    assert!(listed.contains("payment_twice  attempt-1  for 3 days"), "{listed}");
    assert!(listed.contains("One purchase was paid twice."), "{listed}");

    let alert_id = alert_id.to_string();
    let closed = ["alerts", "resolve", alert_id.as_str()];
    store.run(&closed).unwrap();
    assert!(store.run(&["alerts", "list"]).unwrap().ends_with("No open alerts."));
    assert!(store.run(&closed).is_err(), "it is closed already");
    store.close().await;
}
