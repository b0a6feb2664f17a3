//! The mailbox over its own router: what it shows, and what it keeps a mail from doing.

use adapters::clock::Clock;
use adapters::mail::Mailbox;
use app::App;
use reqwest::{Client, StatusCode};
use std::sync::Arc;
use testkit::{TestDb, TestShop};
use tokio::net::TcpListener;
use uuid::Uuid;

const HOSTILE: &str = "<script>alert(1)</script>";

#[tokio::test]
async fn mails_are_listed_and_shown_as_text_and_in_a_frame_that_runs_nothing() {
    let db = TestDb::create().await;
    TestShop::open(&db.pool).await;
    let app = App::new(db.pool.clone(), Clock::system()).with_mailer(Arc::new(Mailbox));
    let mail_id = Uuid::now_v7();
    sqlx::query(
        "insert into mails (mail_id, event_id, template, recipient, subject, text_body, html_body, next_attempt_at,
                            expires_at, created_at, updated_at)
         values ($1, gen_random_uuid(), 'order_placed', 'ana@example.com', $2, $2, $2, now(), now() + interval '1 day',
                 now(), now())",
    )
    .bind(mail_id)
    .bind(HOSTILE)
    .execute(&db.pool)
    .await
    .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = super::routes(app);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let client = Client::builder().no_proxy().build().unwrap();
    let get = |path: String| client.get(format!("{origin}{path}")).send();

    let list = get("/mailbox".into()).await.unwrap().text().await.unwrap();
    assert!(list.contains(&format!("/mailbox/{mail_id}")) && list.contains("ana@example.com"));
    assert!(!list.contains(HOSTILE));

    let page = get(format!("/mailbox/{mail_id}")).await.unwrap().text().await.unwrap();
    assert!(page.contains("sandbox=\"\"") && page.contains("&lt;script&gt;") && !page.contains(HOSTILE));

    let framed = get(format!("/mailbox/{mail_id}/html")).await.unwrap();
    let policy = framed.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'") && !policy.contains("script-src"));

    for unknown in [
        "/mailbox/nothing".to_owned(),
        format!("/mailbox/{}/html", Uuid::now_v7()),
    ] {
        assert_eq!(get(unknown).await.unwrap().status(), StatusCode::NOT_FOUND);
    }
    db.drop().await;
}
