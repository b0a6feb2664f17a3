//! Nobody decides by what they send what a thing costs, who they are or how far an order is (T36). Every address that
//! changes something gets the form of our own pages with forged fields beside it, and with numbers that are none.

mod routes;
mod table;
mod world;

use leptos::server_fn::ServerFn;
use rpc::cart::{AddLine, GetCart, RemoveLine, SetQuantity};
use rpc::catalog::Suggest;
use std::collections::BTreeSet;
use table::{ENTRIES, FORGED, NUMBERS};
use testkit::browser::purchase::{add_to_cart, fill_in, is_payment_page};
use world::World;

const FUNCTIONS: [(&str, &str); 5] = [
    ("$get_cart", <GetCart as ServerFn>::PATH),
    ("$add_line", <AddLine as ServerFn>::PATH),
    ("$set_quantity", <SetQuantity as ServerFn>::PATH),
    ("$remove_line", <RemoveLine as ServerFn>::PATH),
    ("$suggest", <Suggest as ServerFn>::PATH),
];

#[test]
fn every_address_that_changes_something_has_an_entry() {
    let tried: BTreeSet<String> = ENTRIES.iter().map(|(route, ..)| (*route).to_owned()).collect();

    assert_eq!(tried.len(), ENTRIES.len(), "one entry each");
    assert_eq!(tried, routes::changing());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forged_fields_and_impossible_numbers_decide_nothing_at_any_address() {
    let mut world = World::open(&FUNCTIONS).await;
    for (route, path, who, fields) in ENTRIES {
        world.see_to_the_cart().await;
        let honest = world.filled(fields);
        let forged: Vec<_> = FORGED
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        world.send(route, path, *who, &[honest.clone(), forged].concat()).await;
        for place in (0..honest.len()).filter(|place| is_number(honest[*place].0)) {
            for number in NUMBERS {
                world.see_to_the_cart().await;
                let before = world.units().await;
                let mut fields = world.filled(fields);
                number.clone_into(&mut fields[place].1);
                world.send(route, path, *who, &fields).await;
                // Nothing at all of a line is the one number of these that means something.
                assert!(
                    world.units().await == before || number == "0",
                    "{route} took {number:?} for a number"
                );
            }
        }
    }
    world.close().await;
}

fn is_number(name: &str) -> bool {
    name == "quantity" || name.starts_with("units.")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_forges_a_purchase_pays_what_the_shop_has_worked_out() {
    let mut world = World::open(&FUNCTIONS).await;
    let mut browser = world.store.browser();
    let (ring, delivery) = (world.word("$ring"), world.word("$delivery"));
    add_to_cart(&mut browser, &ring).await.unwrap();
    let review = fill_in(&mut browser, &delivery).await.unwrap();

    // A total that was never shown buys nothing, whichever way it is wrong.
    for total in ["1", "0", "-2495", "2494", "2496", "24.95", "9223372036854775808", ""] {
        let fields = review.with("expected_total_minor", total);
        let fields = fields.iter().map(|(name, value)| (*name, value.as_str()));
        let next = browser
            .submit("/checkout/place", &fields.collect::<Vec<_>>())
            .await
            .unwrap();
        assert!(!is_payment_page(&next), "{total:?} leads to {next}");
    }
    let attempts = "select count(*) from payment_attempts where created_at > (select max(created_at) from orders)";
    assert_eq!(world.store.count(attempts).await, 0);

    let fields = review.with("expected_total_minor", "2495");
    let fields = fields.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<_> = fields.chain(FORGED.iter().copied()).collect();
    let page = browser.submit("/checkout/place", &fields).await.unwrap();
    assert!(is_payment_page(&page), "{page}");
    let cards: Vec<_> = [("choice", "success")]
        .into_iter()
        .chain(FORGED.iter().copied())
        .collect();
    let home = browser.submit(&page, &cards).await.unwrap();
    browser.follow(&home).await.unwrap();
    let newest = "select total_minor from orders order by order_number desc nulls last limit 1";
    assert_eq!(world.store.count(newest).await, 2495);
    world.check("a forged purchase").await;
    world.close().await;
}
