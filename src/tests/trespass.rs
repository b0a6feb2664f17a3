//! What is not whoever asks for it: steps that were not taken, secrets of others, tries that others pay for (T37, T42).

use crate::running_store::RunningStore;
use testkit::browser::Browser;
use testkit::browser::purchase::{add_to_cart, buy};
use testkit::{TestDb, TestShop};

async fn open(settings: &[(&'static str, &str)]) -> (RunningStore, String, String) {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let ring = shop.product("ring").stock(9).create().await[0].to_string();
    let delivery = shop.standard_delivery_id.to_string();
    (RunningStore::start(db, settings), ring, delivery)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_step_of_a_purchase_can_be_left_out() {
    let (store, ring, delivery) = open(&[]).await;
    let agreed = [("expected_total_minor", "2495"), ("expected_total_currency", "EUR")];
    let address = [
        ("email", "shopper@example.com"),
        ("name", "Robin Shopper"),
        ("line1", "Unter den Linden 1"),
        ("city", "Berlin"),
        ("postal_code", "10117"),
        ("country", "DE"),
    ];
    let mut browser = store.browser();

    // Without a cart; with one and no address; with an address and no total that was agreed to.
    let whole = [&agreed[..], &address, &[("delivery_method", delivery.as_str())]].concat();
    assert_eq!(browser.submit("/checkout/place", &whole).await.unwrap(), "/cart");
    add_to_cart(&mut browser, &ring).await.unwrap();
    let led_to = browser.submit("/checkout/place", &agreed).await.unwrap();
    assert!(led_to.starts_with("/checkout"), "{led_to}");
    let led_to = browser.submit("/checkout/place", &whole[2..]).await.unwrap();
    assert!(led_to.starts_with("/checkout"), "{led_to}");
    // In another currency, and beyond what the address allows.
    let yen = [&address[..], &[agreed[0], ("expected_total_currency", "JPY")]].concat();
    let led_to = browser.submit("/checkout/place", &yen).await.unwrap();
    assert!(led_to.starts_with("/checkout"), "{led_to}");
    assert_eq!(store.count("select count(*) from orders").await, 0);
    assert_eq!(store.count("select count(*) from payment_attempts").await, 0);

    // Placed, and not paid: whoever comes home without paying has nothing.
    let page = browser.submit("/checkout/place", &whole).await.unwrap();
    assert!(page.starts_with("/test-provider/"), "{page}");
    let query = "select access_token from orders";
    let token: String = sqlx::query_scalar(query).fetch_one(&store.db.pool).await.unwrap();
    browser.follow(&format!("/checkout/return/{token}")).await.unwrap();
    let placed = "select count(*) from orders where status <> 'draft'";
    assert_eq!(store.count(placed).await, 0);
    for way in ["cancel", "return"] {
        let led_to = browser.post(&format!("/orders/{token}/{way}"), &[]).await.unwrap();
        assert!(led_to.status.as_u16() < 500, "{way}");
    }
    assert_eq!(store.count(placed).await, 0);
    browser.follow(&format!("/checkout/cancel/{token}")).await.unwrap();
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_whose_secret_is_not_known_is_not_there() {
    let (store, ring, delivery) = open(&[]).await;
    let address = buy(&mut store.browser(), &ring, &delivery).await.unwrap();
    let token = address.rsplit('/').next().unwrap();
    // One letter is another one, the end is missing, another case, and the number of the order.
    let other = if token.starts_with('A') { "B" } else { "A" };
    let flipped: String = token.chars().map(flip).collect();
    let near = [
        format!("{other}{}", &token[1..]),
        token[..token.len() - 1].to_owned(),
        flipped,
        "1001".to_owned(),
    ];
    let mut browser = store.browser();
    for token in near {
        for path in [
            format!("/orders/{token}"),
            format!("/orders/{token}/cancel"),
            format!("/orders/{token}/return"),
            format!("/test-provider/pay/{token}"),
        ] {
            let refused = browser.get(&path).await.err().unwrap().to_string();
            assert!(refused.contains("404"), "{path}: {refused}");
        }
        browser.post(&format!("/orders/{token}/cancel"), &[]).await.unwrap();
        let (at, page) = browser.follow("/cart").await.unwrap();
        assert!(at == "/cart" && !page.text().contains("cancelled"));
        for way in ["return", "cancel"] {
            let led = browser.follow(&format!("/checkout/{way}/{token}")).await;
            assert!(led.is_err() || !led.unwrap().0.starts_with("/orders/"), "{way}");
        }
    }
    let query = "select count(*) from orders where status = 'placed' and payment_status = 'paid'";
    assert_eq!(store.count(query).await, 1, "nothing was done to it");
    store.close().await;
}

fn flip(sign: char) -> char {
    if sign.is_ascii_uppercase() {
        sign.to_ascii_lowercase()
    } else {
        sign.to_ascii_uppercase()
    }
}

/// Eleven shoppers, each with a cart of their own, enter a wrong code; each says to come from another address. What the
/// last one reads.
async fn eleventh_guess(store: &RunningStore, ring: &str) -> String {
    let mut browser = Browser::new(store.port);
    for guess in 0..11 {
        browser.forget_cookies();
        browser.claims_to_be = Some(format!("203.0.113.{guess}"));
        add_to_cart(&mut browser, ring).await.unwrap();
        let code = format!("GUESS{guess}");
        browser.submit("/cart/codes", &[("code", &code)]).await.unwrap();
    }
    browser.get("/cart").await.unwrap().text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_header_that_anybody_can_write_buys_nobody_another_try() {
    let (store, ring, _) = open(&[]).await;
    let page = eleventh_guess(&store, &ring).await;
    assert!(page.contains("Too many codes were tried."), "{page}");
    store.close().await;

    // Behind a proxy of the operator's, which writes it, they are eleven.
    let (store, ring, _) = open(&[("VITRINE_PROXIES", "1")]).await;
    let page = eleventh_guess(&store, &ring).await;
    assert!(page.contains("We do not know this code"), "{page}");
    store.close().await;
}
