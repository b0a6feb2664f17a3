//! A variant costs the same wherever its price is shown.

use crate::running_store::RunningStore;
use domain::cart::MAX_LINES;
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};
use testkit::TestDb;
use testkit::browser::Browser;
use testkit::browser::page::{element, elements, scripts};
use testkit::browser::purchase::{BERLIN, Ending, Home, add_to_cart, fill_in_at, pay};

/// More pages than the collection of everything has.
const MOST_PAGES: usize = 50;
/// Differences that a failed test tells.
const SHOWN: usize = 20;

/// A variant on sale, as the price list and the stock ledger have it.
#[derive(Debug, sqlx::FromRow)]
struct Variant {
    id: String,
    handle: String,
    amount_minor: i64,
    compare_at_minor: Option<i64>,
    can_be_bought: bool,
}

/// A market of the demo store and a shopper in it.
struct Market {
    code: &'static str,
    currency: &'static str,
    home: Home,
}

const MARKETS: [Market; 3] = [
    Market {
        code: "europe",
        currency: "EUR",
        home: BERLIN,
    },
    Market {
        code: "us",
        currency: "USD",
        home: Home {
            city: "New York",
            region: "NY",
            postal_code: "10001",
            country: "US",
        },
    },
    Market {
        code: "japan",
        currency: "JPY",
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

    let told = store.run(&["parity"]).unwrap();
    assert!(told.contains(" 0 differ"), "{told}");
    let (count, first) = (differences.0.len(), differences.0.iter().take(SHOWN));
    assert_eq!(count, 0, "such as\n{}", first.cloned().collect::<Vec<_>>().join("\n"));
    store.close().await;
}

async fn compare_market(store: &RunningStore, market: &Market, differences: &mut Differences) {
    let variants = variants(&store.db.pool, market).await;
    let on_sale: Vec<_> = variants.iter().filter(|variant| variant.can_be_bought).collect();
    assert!(variants.len() > 250 && on_sale.len() > 150, "the demo store is small");
    let first = differences.0.len();

    compare_cards(&mut shopper(store, market).await, &variants, differences).await;
    compare_product_pages(&mut shopper(store, market).await, market, &variants, differences).await;
    compare_search(&mut shopper(store, market).await, &variants, differences).await;
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
             v.variant_id::text as id, p.handle, r.amount_minor, r.compare_at_minor,
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

// A card shows the lowest price of its product, with "from" where another variant costs more.
async fn compare_cards(browser: &mut Browser, variants: &[Variant], differences: &mut Differences) {
    let products = by_product(variants);
    let mut seen = BTreeSet::new();
    for page in 1..=MOST_PAGES {
        let html = browser
            .get(&format!("/collections/all?page={page}"))
            .await
            .unwrap()
            .text();
        let before = seen.len();
        compare_cards_of(&html, "card", &products, &mut seen, differences);
        if seen.len() == before {
            break;
        }
    }
    differences.compare("cards", "their number", products.len(), seen.len());
}

fn by_product(variants: &[Variant]) -> BTreeMap<&str, Vec<&Variant>> {
    let mut products: BTreeMap<&str, Vec<&Variant>> = BTreeMap::new();
    for variant in variants {
        products.entry(&variant.handle).or_default().push(variant);
    }
    products
}

fn compare_cards_of(
    html: &str,
    place: &str,
    products: &BTreeMap<&str, Vec<&Variant>>,
    seen: &mut BTreeSet<String>,
    differences: &mut Differences,
) {
    for card in elements(html, "card") {
        let (_, link) = card.inner.split_once("href=\"/products/").unwrap();
        let handle = link.split('"').next().unwrap().to_owned();
        let Some(variants) = products.get(handle.as_str()) else {
            differences.add(place, &handle, "a product that is on sale", "one that is not");
            continue;
        };
        let cheapest = variants.iter().min_by_key(|variant| variant.amount_minor).unwrap();
        let is_from = variants
            .iter()
            .any(|variant| variant.amount_minor > cheapest.amount_minor);
        let place = format!("{place} of {handle}");
        differences.compare_label(&place, card.inner, cheapest);
        let shows_from = element(card.inner, "price-from").is_some();
        differences.compare(&place, "\"from\"", is_from, shows_from);
        seen.insert(handle);
    }
}

// Home page, and a search for each product's first word.
async fn compare_search(browser: &mut Browser, variants: &[Variant], differences: &mut Differences) {
    let products = by_product(variants);
    let home = browser.get("/").await.unwrap().text();
    compare_cards_of(&home, "home", &products, &mut BTreeSet::new(), differences);
    let mut words: Vec<&str> = products
        .keys()
        .map(|handle| handle.split('-').next().unwrap())
        .collect();
    words.dedup();
    let mut seen = BTreeSet::new();
    for word in words {
        let found = browser.get(&format!("/search?q={word}")).await.unwrap().text();
        compare_cards_of(&found, "search", &products, &mut seen, differences);
    }
    differences.compare(
        "search",
        "whether it finds most products",
        true,
        seen.len() * 2 > products.len(),
    );
}

async fn compare_product_pages(
    browser: &mut Browser,
    market: &Market,
    variants: &[Variant],
    differences: &mut Differences,
) {
    let prices: BTreeMap<&str, &Variant> = variants.iter().map(|variant| (variant.id.as_str(), variant)).collect();
    for variant in variants {
        let address = variant.address();
        let html = browser.get(&address).await.unwrap().text();
        differences.compare_label(&address, element(&html, "buy-price").unwrap().inner, variant);
        compare_json_ld(&html, market, variant, differences);
        // What scripts show when another variant is chosen.
        let words = element(&html, "buy-variants").map_or("", |template| template.inner);
        for words in words.split("<div data-id=\"").skip(1) {
            let id = words.split('"').next().unwrap();
            differences.compare_label(&format!("{address}, chosen {id}"), words, prices[id]);
        }
    }
}

fn compare_json_ld(html: &str, market: &Market, variant: &Variant, differences: &mut Differences) {
    let place = format!("JSON-LD of {}", variant.address());
    let product = scripts(html, "application/ld+json")
        .into_iter()
        .map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap())
        .find(|data| data["@type"] == "Product")
        .unwrap();
    let offer = &product["offers"];
    let price = offer["price"].as_str().unwrap();
    differences.compare(&place, "price", variant.amount_minor, minor(price));
    differences.compare(
        &place,
        "currency",
        market.currency,
        offer["priceCurrency"].as_str().unwrap(),
    );
    let is_of_this = offer["url"].as_str().unwrap().ends_with(&variant.address());
    differences.compare(&place, "whether it is of this variant", true, is_of_this);
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
    /// The price for people, the price for machines beside it, and what it was.
    fn compare_label(&mut self, place: &str, html: &str, variant: &Variant) {
        let now = element(html, "price-now").unwrap();
        self.compare(place, "price", variant.amount_minor, minor(&now.text()));
        let value = now.attribute("value").unwrap();
        self.compare(place, "price for machines", variant.amount_minor, minor(&value));
        let was = element(html, "price-was").map(|was| minor(&was.text()));
        self.compare(place, "what it was", variant.compare_at_minor, was);
    }

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
