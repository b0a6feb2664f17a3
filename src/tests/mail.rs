//! Mail from the running program: a purchase is confirmed, looked at, explained and proved.

use crate::running_store::RunningStore;
use std::time::Duration;
use testkit::browser::purchase::buy;
use testkit::smtp_sink::SmtpSink;
use testkit::{TestDb, TestShop};

/// A shop with one ring; its id and that of the delivery.
async fn shop() -> (TestDb, String, String) {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let ring = shop.product("ring").create().await[0].to_string();
    (db, ring, shop.standard_delivery_id.to_string())
}

async fn change(store: &RunningStore, statement: &'static str) {
    sqlx::query(statement).execute(&store.db.pool).await.unwrap();
}

async fn until_sent(store: &RunningStore, mails: i64) {
    for _ in 0..200 {
        if store.count("select count(*) from mails where state = 'sent'").await == mails {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail was sent: {}", store.last_words());
}

// The mail server of the test answers while the test waits for a command.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_is_confirmed_by_mail_and_its_numbers_are_proved() {
    let (db, ring, delivery) = shop().await;
    let sink = SmtpSink::start(&[]).await;
    let store = RunningStore::start(
        db,
        &[
            ("VITRINE_SMTP_URL", &sink.url),
            ("VITRINE_MAIL_FROM", "Test shop <orders@shop.example>"),
        ],
    );

    let mut browser = store.browser();
    let address = buy(&mut browser, &ring, &delivery).await.unwrap();
    until_sent(&store, 1).await;

    let page = browser.get(&address).await.unwrap().text();
    assert!(page.contains("A confirmation is on its way to"), "{page}");
    let mails = sink.arrived();
    assert_eq!(mails.len(), 1);
    let number = store.count("select order_number from orders").await.to_string();
    assert_eq!(
        mails[0].headers("Subject"),
        [format!("Your order #{number} at Test shop")]
    );

    let shown = store
        .run(&["mail", "preview", "order-placed", "--order", &number])
        .unwrap();
    assert!(shown.contains(&address), "{shown}");
    assert!(store.run(&["mail", "test", "admin@example.com"]).is_ok());
    assert_eq!(sink.arrived()[1].recipients, ["admin@example.com"]);
    assert!(
        store
            .run(&["order", "explain", &number])
            .unwrap()
            .contains("19 % contained in €20.00")
    );
    let proved = store.run(&["order", "verify", "--all"]).unwrap();
    assert!(proved.contains("1 orders are equal, 0 differ."), "{proved}");

    change(&store, "update orders set subtotal_minor = subtotal_minor + 1").await;
    let refuted = store.run(&["order", "verify", &number]).unwrap_err().to_string();
    assert!(
        refuted.contains("order: the subtotal is stored as 2001, but comes to 2000"),
        "{refuted}"
    );
    change(&store, "update orders set subtotal_minor = subtotal_minor - 1").await;
    store.close().await;
}

#[tokio::test]
async fn without_a_mail_server_development_has_a_mailbox_and_production_a_warning() {
    let (db, ring, delivery) = shop().await;
    let store = RunningStore::start(db, &[]);
    let mut browser = store.browser();
    buy(&mut browser, &ring, &delivery).await.unwrap();
    until_sent(&store, 1).await;

    let list = browser.get("/mailbox").await.unwrap();
    assert!(list.text().contains("Your order #"), "{}", list.text());
    let home = browser.get("/").await.unwrap().text();
    assert!(!home.contains("mailbox"), "a public page leads to the mailbox");
    store.close().await;

    let (db, ..) = shop().await;
    let settings = [
        ("VITRINE_MODE", "production"),
        ("VITRINE_BASE_URL", "https://shop.example"),
    ];
    let store = RunningStore::start(db, &settings);
    assert!(
        store.last_words().contains("WARNING: no mail server"),
        "{}",
        store.last_words()
    );
    let refused = store.browser().get("/mailbox").await.err().unwrap().to_string();
    assert!(refused.contains("404"), "{refused}");
    store.close().await;
}
