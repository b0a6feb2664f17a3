//! The catalogue's pages over a real database.

use super::*;
use crate::App;
use crate::scope::Scope;
use adapters::clock::Clock;
use domain::catalog::{ListFilter, Sort, StockLevel};
use testkit::statements;
use testkit::{TestDb, TestShop};

struct World {
    db: TestDb,
    app: App,
    shop: TestShop,
}

async fn world() -> World {
    let db = TestDb::create().await;
    let shop = TestShop::open(&db.pool).await;
    let app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
    World { db, app, shop }
}

async fn run(pool: &sqlx::PgPool, sql: &'static str) {
    sqlx::raw_sql(sql).execute(pool).await.unwrap();
}

fn page<T>(found: Found<T>) -> T {
    match found {
        Found::Page(page) => page,
        Found::Moved(_) | Found::Gone | Found::NotSoldHere { .. } => panic!("expected a page"),
    }
}

#[tokio::test]
async fn a_product_page_shows_price_stock_and_what_each_option_leads_to() {
    let world = world().await;
    let variants = world
        .shop
        .product("coral-ring")
        .price(4900)
        .compare_at(6500)
        .stock(2)
        .sizes(&["S", "M"])
        .create()
        .await;

    let shown = page(
        show_product(&world.app, &Scope::default(), "coral-ring", Some(variants[1].into()))
            .await
            .unwrap(),
    );

    let variant = shown.selected_variant().unwrap();
    assert_eq!(variant.price.text, "€49.00");
    assert_eq!(variant.price.compare_at_text.as_deref(), Some("€65.00"));
    assert_eq!(variant.stock.level, StockLevel::LowStock);
    assert_eq!(variant.title, "M");
    let sizes = &shown.options[0];
    assert_eq!(
        sizes.values.iter().map(|v| v.selected).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(sizes.values[0].variant_id, Some(variants[0].into()));
    world.db.drop().await;
}

#[tokio::test]
async fn old_handles_lead_on_and_archived_products_are_gone() {
    let world = world().await;
    world.shop.product("new-ring").create().await;
    world.shop.product("old-cap").create().await;
    world.shop.product("secret").draft().create().await;
    run(
        &world.db.pool,
        "insert into product_handles (handle, product_id) select 'first-ring', product_id from products where handle = 'new-ring';
         update products set status = 'archived' where handle = 'old-cap'",
    )
    .await;

    assert_eq!(
        show_product(&world.app, &Scope::default(), "first-ring", None)
            .await
            .unwrap(),
        Found::Moved("new-ring".into())
    );
    assert_eq!(
        show_product(&world.app, &Scope::default(), "old-cap", None)
            .await
            .unwrap(),
        Found::Gone
    );
    for hidden in ["secret", "never-was"] {
        assert!(
            matches!(
                show_product(&world.app, &Scope::default(), hidden, None).await,
                Err(CatalogError::NotFound)
            ),
            "{hidden}"
        );
    }
    world.db.drop().await;
}

#[tokio::test]
async fn a_product_outside_its_publication_window_is_not_shown() {
    let world = world().await;
    world.shop.product("later").create().await;
    run(
        &world.db.pool,
        "update products set published_from = '2026-11-23'; select refresh_product_summaries(null)",
    )
    .await;

    assert!(matches!(
        show_product(&world.app, &Scope::default(), "later", None).await,
        Err(CatalogError::NotFound)
    ));
    assert!(
        show_collection(&world.app, &Scope::default(), ALL_PRODUCTS, ListFilter::default())
            .await
            .unwrap()
            .products
            .is_empty()
    );
    world.app.clock.advance(chrono::Duration::days(1));
    assert!(show_product(&world.app, &Scope::default(), "later", None).await.is_ok());
    world.db.drop().await;
}

#[tokio::test]
async fn a_facet_counts_what_choosing_it_would_list() {
    let world = world().await;
    world.shop.product("a").price(1000).sizes(&["S", "M"]).create().await;
    world.shop.product("b").price(3000).sizes(&["M"]).create().await;
    world
        .shop
        .product("c")
        .price(5000)
        .stock(0)
        .sizes(&["S"])
        .create()
        .await;
    run(
        &world.db.pool,
        "update products set vendor = case handle when 'c' then 'Reef' else 'Salt' end; select refresh_product_summaries(null)",
    )
    .await;
    let filter = ListFilter {
        vendors: vec!["Salt".into()],
        ..ListFilter::default()
    };

    let shown = show_collection(&world.app, &Scope::default(), ALL_PRODUCTS, filter.clone())
        .await
        .unwrap();

    let counts = |key: &str| -> Vec<(String, u32)> {
        let facet = shown.facets.iter().find(|facet| facet.key == key).unwrap();
        facet
            .values
            .iter()
            .map(|value| (value.value.clone(), value.count))
            .collect()
    };
    // Its own choice does not count against a vendor; the vendor's counts against the sizes.
    assert_eq!(counts("vendor"), [("Salt".into(), 2), ("Reef".into(), 1)]);
    assert_eq!(counts("option.Size"), [("M".into(), 2), ("S".into(), 1)]);
    assert_eq!((shown.total, shown.products.len()), (2, 2));
    let cheap = ListFilter {
        price_max_minor: Some(2000),
        ..filter
    };
    assert_eq!(
        show_collection(&world.app, &Scope::default(), ALL_PRODUCTS, cheap)
            .await
            .unwrap()
            .total,
        1
    );
    let available = ListFilter {
        available_only: true,
        ..ListFilter::default()
    };
    assert_eq!(
        show_collection(&world.app, &Scope::default(), ALL_PRODUCTS, available)
            .await
            .unwrap()
            .total,
        2
    );
    world.db.drop().await;
}

#[tokio::test]
async fn every_order_of_a_list_is_the_one_it_says() {
    let world = world().await;
    for (handle, price) in [("b", 3000), ("c", 1000), ("a", 2000)] {
        world.shop.product(handle).price(price).create().await;
    }
    let listed = async |sort| {
        let filter = ListFilter {
            sort,
            ..ListFilter::default()
        };
        let shown = show_collection(&world.app, &Scope::default(), ALL_PRODUCTS, filter)
            .await
            .unwrap();
        shown.products.into_iter().map(|card| card.handle).collect::<String>()
    };

    assert_eq!(listed(Sort::PriceAscending).await, "cab");
    assert_eq!(listed(Sort::PriceDescending).await, "bac");
    assert_eq!(listed(Sort::Title).await, "abc");
    assert_eq!(listed(Sort::Newest).await, "acb");
    world.db.drop().await;
}

#[tokio::test]
async fn search_finds_words_prefixes_skus_and_slips() {
    let world = world().await;
    world.shop.product("coral-one-piece").create().await;
    world.shop.product("pearl-drop").create().await;
    run(
        &world.db.pool,
        "update products set title = case handle when 'pearl-drop' then 'Pérle drop earrings' else 'Coral one-piece swimsuit' end;
         select refresh_product_summaries(null)",
    )
    .await;
    let found = async |query: &str| {
        let shown = search(&world.app, &Scope::default(), query, ListFilter::default())
            .await
            .unwrap();
        (
            shown
                .products
                .into_iter()
                .map(|card| card.handle)
                .collect::<Vec<_>>()
                .join(" "),
            shown.is_fuzzy,
        )
    };

    assert_eq!(found("swimsuit coral").await, ("coral-one-piece".into(), false));
    assert_eq!(found("swims").await, ("coral-one-piece".into(), false));
    assert_eq!(found("PEARL-DROP-1").await, ("pearl-drop".into(), false));
    assert_eq!(found("perle").await, ("pearl-drop".into(), false));
    assert_eq!(found("swimsiut").await, ("coral-one-piece".into(), true));
    assert_eq!(found("zzzzzz").await, (String::new(), false));
    // Operators of the query language are words like others, and no word here is in a product.
    assert_eq!(found("' ; drop table products --").await, (String::new(), false));
    assert_eq!(found("pearl-drop-1").await.0, "pearl-drop");
    assert_eq!(
        suggest(&world.app, &Scope::default(), "cor").await.unwrap()[0]
            .price_text
            .as_deref(),
        Some("€20.00")
    );
    world.db.drop().await;
}

#[tokio::test]
async fn pages_take_few_statements() {
    let world = world().await;
    world.shop.product("a").create().await;
    world.shop.product("b").sizes(&["S", "M"]).create().await;
    run(
        &world.db.pool,
        "insert into collections (collection_id, handle, title, kind) values (gen_random_uuid(), 'rings', 'Rings', 'manual');
         insert into collection_products (collection_id, product_id) select collection_id, product_id from collections, products",
    )
    .await;
    let app = App::new(statements::pool(&world.db).await, world.app.clock.clone());
    // What is kept in memory is read before.
    app.shop().await.unwrap();

    let (_, product) = statements::recorded(show_product(&app, &Scope::default(), "b", None)).await;
    let (_, collection) =
        statements::recorded(show_collection(&app, &Scope::default(), "rings", ListFilter::default())).await;

    assert!((1..=4).contains(&product.len()), "product page: {product:#?}");
    assert!((1..=5).contains(&collection.len()), "collection page: {collection:#?}");
    app.pool.close().await;
    world.db.drop().await;
}

#[tokio::test]
async fn a_rule_fills_its_collection_and_a_second_run_changes_nothing() {
    let world = world().await;
    world.shop.product("cheap").price(1000).create().await;
    world.shop.product("dear").price(9000).create().await;
    run(
        &world.db.pool,
        r#"insert into collections (collection_id, handle, title, kind, rule)
           values (gen_random_uuid(), 'under-50', 'Under 50', 'rule', '{"price_below_minor": 5000}')"#,
    )
    .await;

    for _ in 0..2 {
        let mut conn = world.db.pool.acquire().await.unwrap();
        store::catalog::refresh_members(&mut conn, world.app.clock.now())
            .await
            .unwrap();
        let shown = show_collection(&world.app, &Scope::default(), "under-50", ListFilter::default())
            .await
            .unwrap();
        assert_eq!(
            shown
                .products
                .iter()
                .map(|card| card.handle.as_str())
                .collect::<Vec<_>>(),
            ["cheap"]
        );
    }
    world.db.drop().await;
}

/// The reduced ring of a shop that had it at other prices before.
async fn world_with_a_reduced_ring() -> World {
    let world = world().await;
    world.shop.product("ring").price(7000).compare_at(10_000).create().await;
    run(
        &world.db.pool,
        "update prices set since = timestamptz '2026-07-01 09:00Z' - interval '10 days';
         insert into price_history (price_list_id, variant_id, min_quantity, amount_minor, valid_from, valid_until)
         select price_list_id, variant_id, 1, 8500, since - interval '20 days', since - interval '15 days' from prices;
         insert into price_history (price_list_id, variant_id, min_quantity, amount_minor, valid_from, valid_until)
         select price_list_id, variant_id, 1, 9900, since - interval '15 days', since from prices",
    )
    .await;
    world
}

async fn lowest_of_ring(world: &World) -> Option<String> {
    match show_product(&world.app, &Scope::default(), "ring", None).await.unwrap() {
        Found::Page(page) => page.variants[0].price.lowest_text.clone(),
        _ => panic!("there is no page"),
    }
}

#[tokio::test]
async fn a_reduced_price_says_what_was_lowest_in_the_thirty_days_before_where_the_law_wants_it() {
    let world = world_with_a_reduced_ring().await;

    assert_eq!(lowest_of_ring(&world).await.as_deref(), Some("€85.00"));

    run(&world.db.pool, "update markets set shows_lowest_price = false").await;
    world.app.forget_shop();
    assert_eq!(lowest_of_ring(&world).await, None);
    run(
        &world.db.pool,
        "update markets set shows_lowest_price = null, country = 'US'",
    )
    .await;
    world.app.forget_shop();
    assert_eq!(lowest_of_ring(&world).await, None);
    world.db.drop().await;
}

#[tokio::test]
async fn a_price_that_is_announced_as_nothing_less_says_nothing_of_the_past() {
    let world = world_with_a_reduced_ring().await;

    run(&world.db.pool, "update prices set compare_at_minor = null").await;

    assert_eq!(lowest_of_ring(&world).await, None);
    world.db.drop().await;
}

#[tokio::test]
async fn the_database_remembers_each_price_that_was_seen_whoever_changes_it() {
    let world = world().await;
    world.shop.product("ring").price(7000).create().await;
    let pool = &world.db.pool;
    run(pool, "update prices set since = now() - interval '3 days'").await;

    run(pool, "update prices set amount_minor = 7000").await;
    run(pool, "update prices set amount_minor = 6500").await;
    // Nobody ever saw the first of these two.
    run(
        pool,
        "begin; update prices set amount_minor = 1; update prices set amount_minor = 6000; commit",
    )
    .await;
    run(pool, "delete from prices").await;

    let remembered: Vec<(i64, bool)> = sqlx::query_as(
        "select amount_minor, valid_from < now() - interval '1 day' from price_history order by price_history_id",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert_eq!(remembered, [(7000, true), (6500, false), (6000, false)]);
    run(pool, "delete from products").await;
    let left: i64 = sqlx::query_scalar("select count(*) from price_history")
        .fetch_one(pool)
        .await
        .unwrap();
    assert_eq!(left, 0);
    world.db.drop().await;
}

#[tokio::test]
async fn a_price_is_told_for_a_measure_on_the_page_and_on_the_card_that_shows_one_price() {
    let world = world().await;
    let soap = world.shop.product("soap").price(690).stock(9).sizes(&["S", "M"]);
    let soap = soap.create().await;
    run(
        &world.db.pool,
        "update variants set content = '80 g / 100 g'; select refresh_product_summaries(null)",
    )
    .await;
    let shown = || async {
        let found = show_product(&world.app, &Scope::default(), "soap", Some(soap[1].into())).await;
        let price = page(found.unwrap()).selected_variant().unwrap().price.clone();
        price.per_measure.map(|measure| measure.text)
    };
    let card = || async {
        let list = search(&world.app, &Scope::default(), "soap", ListFilter::default()).await;
        let price = list.unwrap().products[0].price.clone();
        price.per_measure.map(|measure| measure.text)
    };
    let expected = Some("€8.63 per 100\u{a0}g".to_owned());
    assert_eq!((shown().await, card().await), (expected.clone(), expected));

    // Half a cent goes as the market rounds.
    run(&world.db.pool, "update markets set rounding_mode = 'half_even'").await;
    world.app.forget_shop();
    assert_eq!(shown().await.as_deref(), Some("€8.62 per 100\u{a0}g"));

    // Each variant holds something else: the page tells it, a card cannot.
    run(
        &world.db.pool,
        "update variants set content = '0.16 kg / 100 g' where option1 = 'M'; select refresh_product_summaries(null)",
    )
    .await;
    assert_eq!(shown().await.as_deref(), Some("€4.31 per 100\u{a0}g"));
    assert_eq!(card().await, None);
    world.db.drop().await;
}

#[tokio::test]
async fn the_schema_takes_what_the_domain_writes_and_nothing_else() {
    let world = world().await;
    world.shop.product("soap").create().await;
    let set = |content: &'static str| {
        let update = sqlx::query("update variants set content = $1").bind(content);
        update.execute(&world.db.pool)
    };

    for unit in domain::pricing::MeasureUnit::ALL {
        let content = format!("0.001 {0} / 1000000 {0}", unit.as_str());
        let update = sqlx::query("update variants set content = $1").bind(content);
        update.execute(&world.db.pool).await.unwrap();
    }
    for content in [
        "80 g / 1 l",
        "0 g / 1 g",
        "1 g",
        "1 stone / 1 stone",
        "1.0001 g / 1 g",
        "-1 g / 1 g",
    ] {
        assert!(set(content).await.is_err(), "{content}");
    }
    world.db.drop().await;
}
