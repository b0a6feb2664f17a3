//! Accounts over HTTP without scripts, and from the command line.

use crate::running_store::RunningStore;
use std::time::Duration;
use testkit::browser::Browser;
use testkit::browser::page::{field, text};
use testkit::browser::purchase::{add_to_cart, buy};
use testkit::{TestDb, TestShop};

pub(crate) const ANA: &str = "shopper@example.com";
pub(crate) const SECRET: &str = "salt on the skin";

pub(crate) async fn store() -> (RunningStore, String, String) {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let ring = shop.product("ring").stock(9).create().await[0].to_string();
    let delivery = shop.standard_delivery_id.to_string();
    (RunningStore::start(db, &[]), ring, delivery)
}

/// The path of the link in the newest mail about an account.
async fn link(store: &RunningStore) -> String {
    let query =
        "select text_body from mails where order_id is null and text_body <> '' order by created_at desc limit 1";
    for _ in 0..200 {
        let mail: Option<String> = sqlx::query_scalar(query).fetch_optional(&store.db.pool).await.unwrap();
        let found = mail.and_then(|mail| mail.split("/account/").nth(1).map(str::to_owned));
        if let Some(rest) = found {
            return format!("/account/{}", rest.lines().next().unwrap());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail was written: {}", store.last_words());
}

async fn words(browser: &mut Browser, path: &str) -> String {
    text(&browser.get(path).await.unwrap().text())
}

pub(crate) async fn register(store: &RunningStore, browser: &mut Browser) {
    let page = browser.get("/account/register").await.unwrap().text();
    let op = field(&page, "_op").unwrap();
    for _ in 0..2 {
        let next = browser
            .submit("/account/register", &[("email", ANA), ("_op", &op)])
            .await
            .unwrap();
        assert_eq!(next, "/account/register");
    }
    assert!(
        words(browser, "/account/register")
            .await
            .contains("We have written to you.")
    );
    let link = link(store).await;
    assert!(words(browser, &link).await.contains(ANA));
    let weak = [("name", "Robin Shopper"), ("password", "1234567890")];
    let again = browser.submit(&link, &weak).await.unwrap();
    assert!(again.starts_with(&format!("{link}?form=")), "{again}");
    let next = browser
        .submit(&link, &[("name", "Robin Shopper"), ("password", SECRET)])
        .await
        .unwrap();
    assert_eq!(next, "/account");
    assert_eq!(
        store.count("select count(*) from mails where order_id is null").await,
        1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_becomes_a_customer_with_their_order_and_their_cart() {
    let (store, ring, delivery) = store().await;
    let mut browser = store.browser();
    let order = buy(&mut browser, &ring, &delivery).await.unwrap();
    add_to_cart(&mut browser, &ring).await.unwrap();

    register(&store, &mut browser).await;

    let page = browser.get("/account").await.unwrap().text();
    assert!(page.contains(&format!("href=\"{order}\"")), "{page}");
    assert!(words(&mut browser, "/cart").await.contains("ring"));
    for part in [
        "addresses",
        "addresses/new",
        "profile",
        "passkeys",
        "sessions",
        "data",
        "data/export.json",
    ] {
        browser.get(&format!("/account/{part}")).await.unwrap();
    }
    let mut other = store.browser();
    let fields = [
        ("email", "Shopper@Example.com"),
        ("password", SECRET),
        ("next", "/cart"),
    ];
    assert_eq!(other.submit("/account/sign-in", &fields).await.unwrap(), "/cart");
    assert!(words(&mut other, "/cart").await.contains("ring"));
    // An old order is looked at without harm to the cart.
    browser.get(&order).await.unwrap();
    assert!(words(&mut browser, "/cart").await.contains("ring"));
    browser.submit("/account/sign-out", &[]).await.unwrap();
    let (at, _) = browser.follow("/account").await.unwrap();
    assert_eq!(at, "/account/sign-in");
    assert!(words(&mut browser, "/cart").await.contains("Your cart is empty"));

    let exported = other.get("/account/data/export.json").await.unwrap().text();
    assert!(exported.contains("\"name\": \"Robin Shopper\"") && !exported.contains("argon2"));
    store.run(&["customer", "export", ANA]).unwrap();
    assert!(store.run(&["customer", "show", ANA]).unwrap().contains("Robin Shopper"));
    assert!(store.run(&["customer", "erase", ANA]).is_err());
    store.run(&["customer", "erase", ANA, "--yes"]).unwrap();
    let (at, _) = other.follow("/account").await.unwrap();
    assert_eq!(at, "/account/sign-in");
    browser.get(&order).await.unwrap();
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_eleventh_guess_is_told_to_wait() {
    let (store, ..) = store().await;
    let mut browser = store.browser();
    let guess = [("email", ANA), ("password", "not the password")];
    for _ in 0..10 {
        let next = browser.submit("/account/sign-in", &guess).await.unwrap();
        assert!(next.starts_with("/account/sign-in?form="), "{next}");
    }

    let refused = browser.submit("/account/sign-in", &guess).await.unwrap_err();

    assert!(refused.to_string().contains("429"), "{refused}");
    store.close().await;
}
