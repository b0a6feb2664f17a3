//! The program without a database given to it: it brings its own Postgres, which lives and ends with it.

use crate::running_store::{Log, READY, installation};
use testkit::browser::Browser;
use testkit::browser::page::{element, elements, field};
use testkit::browser::purchase::add_to_cart;
use testkit::program::postgres_leader;

#[tokio::test]
async fn without_a_database_the_store_runs_its_own_which_survives_a_kill_and_ends_with_a_stop() {
    let (folder, installation) = installation();
    let log = Log(installation.with("VITRINE_DEMO", "on").with("VITRINE_WORKER", "off"));
    let database = folder.path().join("postgres/data");

    let first = log.0.serve(READY).unwrap();
    let port = first.port;
    let mut browser = Browser::new(port);
    let variant = variant_on_sale(&mut browser).await;
    add_to_cart(&mut browser, &variant).await.unwrap();
    first.kill().unwrap();

    let second = log.0.serve_at(port, READY).unwrap();
    browser.hang_up();
    let cart = browser.get("/cart").await.unwrap().text();
    assert!(cart.contains(&format!("?variant={variant}")), "the cart was lost");

    let leader = postgres_leader(&database).unwrap();
    assert!(is_alive(leader));
    second.stop().unwrap();
    assert!(!is_alive(leader), "Postgres outlived its store");
}

async fn variant_on_sale(browser: &mut Browser) -> String {
    let list = browser.get("/collections/all").await.unwrap().text();
    for card in elements(&list, "card-title") {
        let (_, link) = card.inner.split_once("href=\"").unwrap();
        let product = browser.get(link.split('"').next().unwrap()).await.unwrap().text();
        if element(&product, "buy-button").unwrap().text() == "Add to cart" {
            return field(&product, "variant_id").unwrap();
        }
    }
    panic!("nothing is on sale");
}

// The command line of one that ended is empty until its parent has asked for it, and gone afterwards.
fn is_alive(pid: u32) -> bool {
    std::fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|command| !command.is_empty())
}
