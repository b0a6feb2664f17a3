//! A variant costs the same wherever its price is shown: `vitrine parity` reads the pages, and what it finds there is held
//! against purchases of everything, whose prices this file works out by itself.

use crate::running_store::RunningStore;
use domain::cart::MAX_LINES;
use sqlx::PgPool;
use std::collections::BTreeMap;
use testkit::TestDb;
use testkit::browser::Browser;
use testkit::browser::page::{element, elements};
use testkit::browser::purchase::{BERLIN, Ending, Home, add_to_cart, fill_in_at, pay};

/// Differences that a failed test tells.
const SHOWN: usize = 20;

/// A variant on sale, as the price list and the stock ledger have it.
#[derive(Debug, sqlx::FromRow)]
struct Variant {
    id: String,
    handle: String,
    amount_minor: i64,
    can_be_bought: bool,
}

/// A market of the demo store and a shopper in it.
struct Market {
    code: &'static str,
    home: Home,
}

const MARKETS: [Market; 3] = [
    Market {
        code: "europe",
        home: BERLIN,
    },
    Market {
        code: "us",
        home: Home {
            city: "New York",
            region: "NY",
            postal_code: "10001",
            country: "US",
        },
    },
    Market {
        code: "japan",
        home: Home {
            city: "Kamakura",
            region: "Kanagawa",
            postal_code: "248-0006",
            country: "JP",
        },
    },
];

/// What was found to differ, each with its place.
#[derive(Default)]
struct Differences(Vec<String>);

#[tokio::test]
async fn the_price_of_every_variant_of_the_demo_store_is_the_same_on_card_product_page_json_ld_cart_checkout_and_order()
{
    let db = TestDb::create().await;
    // Pictures have no price.
    let store = RunningStore::start(db, &[("VITRINE_DEMO", "on"), ("VITRINE_WORKER", "off")]);
    // A discount is no other price, but a purchase of everything would meet all of them.
    sqlx::query("update promotions set status = 'archived'")
        .execute(&store.db.pool)
        .await
        .unwrap();
    let mut differences = Differences::default();

    for market in &MARKETS {
        compare_market(&store, market, &mut differences).await;
    }

    let told = compare_pages(&store);
    assert!(told.ends_with(" 0 differ"), "{told}");
    let (count, first) = (differences.0.len(), differences.0.iter().take(SHOWN));
    assert_eq!(count, 0, "such as\n{}", first.cloned().collect::<Vec<_>>().join("\n"));
    store.close().await;
}

// Cards, product pages with each of their variants, structured data, searches, looks, cart and checkout.
fn compare_pages(store: &RunningStore) -> String {
    let address = format!("http://localhost:{}", store.port);
    let told = store.run(&["parity", "--url", &address]).unwrap();
    let sums = told.lines().last().unwrap().to_owned();
    let [prices, pages] = [0, 3].map(|at| sums.split(' ').nth(at).unwrap().parse::<usize>().unwrap());
    assert!(pages > 600 && prices > 3_000, "the demo store is small: {sums}");
    sums
}

async fn compare_market(store: &RunningStore, market: &Market, differences: &mut Differences) {
    let variants = variants(&store.db.pool, market).await;
    let on_sale: Vec<_> = variants.iter().filter(|variant| variant.can_be_bought).collect();
    assert!(variants.len() > 250 && on_sale.len() > 150, "the demo store is small");
    let first = differences.0.len();

    let delivery_method = delivery_method(&store.db.pool, market).await;
    for batch in on_sale.chunks(MAX_LINES) {
        let mut browser = shopper(store, market).await;
        compare_purchase(&mut browser, market, batch, &delivery_method, differences).await;
    }
    for difference in &mut differences.0[first..] {
        *difference = format!("{}: {difference}", market.code);
    }
}

/// Somebody who has chosen a market.
async fn shopper(store: &RunningStore, market: &Market) -> Browser {
    let mut browser = store.browser();
    let back = browser
        .submit("/market", &[("market", market.code), ("to", "/collections/all")])
        .await;
    assert_eq!(back.unwrap(), "/collections/all");
    browser
}

// By R5: the market's own list before the one of everybody, and only in its currency.
async fn variants(pool: &PgPool, market: &Market) -> Vec<Variant> {
    sqlx::query_as(
        "select distinct on (p.handle, v.position)
             v.variant_id::text as id, p.handle, r.amount_minor,
             not v.tracks_inventory or v.inventory_policy = 'continue' or coalesce(i.available, 0) > 0 as can_be_bought
         from products p
         join variants v using (product_id)
         join prices r using (variant_id)
         join price_lists l using (price_list_id)
         join markets m on m.currency = l.currency and m.market_id = coalesce(l.market_id, m.market_id)
         left join (
             select variant_id, sum(on_hand - allocated - held - safety + backorder_limit) as available
             from inventory_levels
             group by variant_id
         ) i using (variant_id)
         where p.status = 'active'
           and r.min_quantity = 1
           and m.code = $1
         order by p.handle, v.position, l.market_id is null, l.position",
    )
    .bind(market.code)
    .fetch_all(pool)
    .await
    .unwrap()
}

async fn delivery_method(pool: &PgPool, market: &Market) -> String {
    sqlx::query_scalar(
        "select d.delivery_method_id::text
         from delivery_methods d
         join delivery_zones z using (delivery_zone_id)
         left join markets m using (market_id)
         where $2 = any (z.countries)
           and d.active
           and coalesce(m.code, 'europe') = $1
         order by d.position
         limit 1",
    )
    .bind(market.code)
    .bind(market.home.country)
    .fetch_one(pool)
    .await
    .unwrap()
}

/// One unit of each: in the cart, at checkout, on the order.
async fn compare_purchase(
    browser: &mut Browser,
    market: &Market,
    variants: &[&Variant],
    delivery_method: &str,
    differences: &mut Differences,
) {
    for variant in variants {
        add_to_cart(browser, &variant.id).await.unwrap();
    }
    let cart = browser.get("/cart").await.unwrap().text();
    compare_lines("cart", &cart, ("cart-line", "cart-line-unit"), variants, differences);
    compare_lines("cart", &cart, ("cart-line", "cart-line-total"), variants, differences);
    let sum: i64 = variants.iter().map(|variant| variant.amount_minor).sum();
    let subtotal = element(&cart, "cart-subtotal").unwrap().text();
    differences.compare("cart", "subtotal", sum, minor(&subtotal));

    let review = fill_in_at(browser, delivery_method, &market.home).await.unwrap();
    compare_summary("checkout", &review.html, variants, differences);

    match pay(browser, &review).await.unwrap() {
        Ending::Placed { html, .. } => compare_summary("order", &html, variants, differences),
        Ending::Refused { at, words } => panic!("{at} says {words:?}"),
    }
}

fn compare_summary(place: &str, html: &str, variants: &[&Variant], differences: &mut Differences) {
    compare_lines(place, html, ("goods-line", "goods-total"), variants, differences);
    let sum: i64 = variants.iter().map(|variant| variant.amount_minor).sum();
    let goods = element(html, "totals-row").unwrap().text();
    differences.compare(place, "goods", sum, minor(&goods));
}

// Lines and their parts by their classes; what is no line of a variant is the template for new ones.
fn compare_lines(
    place: &str,
    html: &str,
    (line, part): (&str, &str),
    variants: &[&Variant],
    differences: &mut Differences,
) {
    let mut shown: BTreeMap<String, i64> = elements(html, line)
        .into_iter()
        .filter_map(|line| {
            let (_, rest) = line.inner.split_once("?variant=")?;
            let id = rest.split('"').next()?.to_owned();
            Some((id, minor(&element(line.inner, part)?.text())))
        })
        .collect();
    for variant in variants {
        let found = shown.remove(&variant.id);
        differences.compare(
            &format!("{place}, {part} of {}", variant.address()),
            "price",
            Some(variant.amount_minor),
            found,
        );
    }
    differences.compare(place, "lines of nothing that was bought", 0, shown.len());
}

impl Variant {
    fn address(&self) -> String {
        format!("/products/{}?variant={}", self.handle, self.id)
    }
}

impl Differences {
    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, place: &str, what: &str, expected: T, found: T) {
        if expected != found {
            self.add(place, what, expected, found);
        }
    }

    fn add<T: std::fmt::Debug>(&mut self, place: &str, what: &str, expected: T, found: T) {
        self.0
            .push(format!("{place}: {what} should be {expected:?} and is {found:?}"));
    }
}

// "€1,190.00", "1190.00" and "¥119,000" in minor units.
fn minor(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(-1)
}
