//! An order after placement, over HTTP without scripts and from the command line.

use crate::running_store::RunningStore;
use std::time::Duration;
use testkit::browser::Browser;
use testkit::browser::page::{field, text};
use testkit::browser::purchase::{add_to_cart, buy};
use testkit::{TestDb, TestShop};

async fn store_with_an_order() -> (RunningStore, Browser, String, String) {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let ring = shop.product("ring").stock(5).create().await[0].to_string();
    let store = RunningStore::start(db, &[]);
    let mut browser = store.browser();
    let address = buy(&mut browser, &ring, &shop.standard_delivery_id.to_string())
        .await
        .unwrap();
    let number = store.count("select max(order_number) from orders").await.to_string();
    (store, browser, address, number)
}

async fn words(browser: &mut Browser, address: &str) -> String {
    text(&browser.get(address).await.unwrap().text())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shopper_cancels_an_order_and_its_money_goes_back_by_itself() {
    let (store, mut browser, address, number) = store_with_an_order().await;
    let way = format!("{address}/cancel");
    let asked = browser.get(&way).await.unwrap().text();
    let op = field(&asked, "_op").unwrap();

    for _ in 0..2 {
        let next = browser.submit(&way, &[("_op", &op)]).await.unwrap();
        assert_eq!(next, address);
    }

    let page = words(&mut browser, &address).await;
    assert!(
        page.contains("This order was cancelled") && page.contains("Your order is cancelled."),
        "{page}"
    );
    for _ in 0..100 {
        if store
            .count("select count(*) from refunds where state = 'succeeded'")
            .await
            == 1
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let page = words(&mut browser, &address).await;
    assert!(page.contains("€24.95 given back"), "{page}");
    assert_eq!(
        store.count("select sum(allocated)::bigint from inventory_levels").await,
        0
    );
    let late = store.run(&["orders", "fulfil", &number]);
    assert!(late.is_err(), "nothing of it is sent any more");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_order_is_looked_at_and_the_cart_of_today_stays() {
    let (store, mut browser, address, _) = store_with_an_order().await;
    let query = "select variant_id::text from variants";
    let ring: String = sqlx::query_scalar(query).fetch_one(&store.db.pool).await.unwrap();
    add_to_cart(&mut browser, &ring).await.unwrap();

    browser.get(&address).await.unwrap();

    let cart = words(&mut browser, "/cart").await;
    assert!(
        cart.contains("Subtotal") && !cart.contains("Your cart is empty"),
        "{cart}"
    );
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shop_sends_an_order_and_the_shopper_sends_it_back() {
    let (store, mut browser, address, number) = store_with_an_order().await;
    let orders = |words: &[&str]| store.run(&[&["orders"], words].concat()).unwrap();

    orders(&["fulfil", &number, "--line", "1=1", "--ref", "pick-1"]);
    let tracking = [
        "--carrier",
        "Post",
        "--tracking",
        "RR1",
        "--url",
        "https://post.example/RR1",
    ];
    orders(&[&["track", number.as_str()], &tracking[..]].concat());
    orders(&["deliver", &number, "--json"]);

    let page = browser.get(&address).await.unwrap().text();
    assert!(page.contains("href=\"https://post.example/RR1\"") && page.contains("Delivered"));
    let next = browser.submit(&format!("{address}/cancel"), &[]).await.unwrap();
    assert_eq!(next, address);
    let page = words(&mut browser, &address).await;
    assert!(page.contains("sent already, so it cannot be cancelled"), "{page}");

    let way = format!("{address}/return");
    let form = browser.get(&way).await.unwrap().text();
    let units = form.split("name=\"units.").nth(1).unwrap().split('"').next().unwrap();
    let (units, op) = (format!("units.{units}"), field(&form, "_op").unwrap());
    let nothing = [
        (units.as_str(), "0"),
        ("reason", "damaged"),
        ("note", "seam"),
        ("_op", &op),
    ];
    let again = browser.submit(&way, &nothing).await.unwrap();
    assert!(again.starts_with(&format!("{way}?form=")), "{again}");
    let one = [
        (units.as_str(), "1"),
        ("reason", "damaged"),
        ("note", "seam"),
        ("_op", &op),
    ];
    for _ in 0..2 {
        assert_eq!(browser.submit(&way, &one).await.unwrap(), address);
    }
    let page = words(&mut browser, &address).await;
    assert!(page.contains("Return 1 : You asked to send this back."), "{page}");

    orders(&["return", "approve", &number, "--answer", "Rua do Sol 1"]);
    orders(&["return", "receive", &number]);
    orders(&["return", "inspect", &number, "--restock", "1=1"]);
    orders(&["refund", &number, "--line", "1", "--return", "1", "--ref", "return-1"]);
    orders(&["refund", &number, "--line", "1", "--return", "1", "--ref", "return-1"]);
    orders(&["return", "close", &number]);
    orders(&["list", "--status", "completed"]);
    assert_eq!(
        [
            store.count("select count(*) from returns").await,
            store.count("select count(*) from refunds").await,
            store.count("select sum(on_hand)::bigint from inventory_levels").await,
            store
                .count("select count(*) from orders where status = 'completed'")
                .await,
        ],
        [1, 1, 5, 1]
    );
    store.close().await;
}
