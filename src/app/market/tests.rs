//! Markets over a real database: whose prices are shown, what a cart becomes, when a window turns.

use super::{parity, turn_price_lists};
use crate::App;
use crate::cart::{AddLine, add_line, set_market, show_cart};
use crate::catalog::{Found, search, show_collection, show_home, show_product, suggest};
use crate::scope::Scope;
use adapters::clock::Clock;
use chrono::Duration;
use domain::cart::CartView;
use domain::catalog::{ListFilter, Sort};
use sqlx::PgPool;
use testkit::{TestDb, TestShop, statements};
use uuid::Uuid;

/// A shop in EUR with a second market: dollars, tax on top, its own prices and delivery.
struct World {
    db: TestDb,
    app: App,
    shop: TestShop,
}

const US: &str = "
    insert into markets (market_id, code, name, countries, country, currency, tax_basis)
    values ('00000000-0000-0000-0000-0000000000a1', 'us', 'United States', '{US}', 'US', 'USD', 'exclusive');
    insert into price_lists (price_list_id, name, currency, market_id)
    values ('00000000-0000-0000-0000-0000000000b1', 'Dollars', 'USD', '00000000-0000-0000-0000-0000000000a1');
    insert into delivery_zones (delivery_zone_id, name, countries, market_id)
    values ('00000000-0000-0000-0000-0000000000c1', 'States', '{US}', '00000000-0000-0000-0000-0000000000a1');
    insert into delivery_methods (delivery_method_id, delivery_zone_id, name)
    values ('00000000-0000-0000-0000-0000000000d1', '00000000-0000-0000-0000-0000000000c1', 'By air');
    insert into delivery_rates (delivery_method_id, price_minor) values ('00000000-0000-0000-0000-0000000000d1', 1500);
";

impl World {
    async fn open() -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        run(&db.pool, US).await;
        let app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
        Self { db, app, shop }
    }

    /// A product in euros and, with a price in dollars, in both.
    async fn product(&self, handle: &str, euros: i64, dollars: Option<i64>) -> Uuid {
        let variant = self.shop.product(handle).price(euros).create().await[0];
        if let Some(dollars) = dollars {
            sqlx::query(
                "insert into prices (price_list_id, variant_id, amount_minor)
                 values ('00000000-0000-0000-0000-0000000000b1', $1, $2)",
            )
            .bind(variant)
            .bind(dollars)
            .execute(&self.db.pool)
            .await
            .unwrap();
        }
        run(&self.db.pool, "select refresh_product_summaries(null)").await;
        variant
    }

    async fn card_price(&self, scope: &Scope, handle: &str) -> Option<String> {
        let listed = show_collection(&self.app, scope, "all", ListFilter::default())
            .await
            .unwrap();
        let card = listed.products.into_iter().find(|card| card.handle == handle);
        card.map(|card| card.price.text)
    }

    async fn page_price(&self, scope: &Scope, handle: &str) -> Option<String> {
        match show_product(&self.app, scope, handle, None).await.unwrap() {
            Found::Page(page) => page.selected_variant().map(|variant| variant.price.text.clone()),
            Found::NotSoldHere { .. } => None,
            Found::Moved(_) | Found::Gone => panic!("it stands here"),
        }
    }

    async fn close(self) {
        testkit::invariants::check(&self.db.pool).await;
        self.db.drop().await;
    }
}

async fn run(pool: &PgPool, sql: &'static str) {
    sqlx::raw_sql(sql).execute(pool).await.unwrap();
}

fn of(market: &str) -> Scope {
    Scope {
        market: Some(market.into()),
        ..Scope::default()
    }
}

async fn add(world: &World, scope: &mut Scope, variant: Uuid, quantity: u32) -> CartView {
    let command = AddLine {
        variant_id: variant.into(),
        quantity,
        quote_id: None,
        op: "",
    };
    let changed = add_line(&world.app, scope, command).await.unwrap();
    if changed.new_token.is_some() {
        scope.cart_token = changed.new_token;
    }
    changed.cart
}

#[tokio::test]
async fn each_market_shows_its_own_prices_and_only_what_it_sells() {
    let world = World::open().await;
    world.product("ring", 2000, Some(2300)).await;
    world.product("board", 90_000, None).await;
    let (home, us) = (Scope::default(), of("us"));

    for (scope, ring, board) in [(&home, "€20.00", Some("€900.00")), (&us, "$23.00", None)] {
        let board = board.map(str::to_owned);
        assert_eq!(world.card_price(scope, "ring").await.as_deref(), Some(ring));
        assert_eq!(world.page_price(scope, "ring").await.as_deref(), Some(ring));
        assert_eq!(world.card_price(scope, "board").await, board);
        assert_eq!(world.page_price(scope, "board").await, board);
        let found = search(&world.app, scope, "ring", ListFilter::default()).await.unwrap();
        assert_eq!(found.products[0].price.text, ring);
        let suggested = suggest(&world.app, scope, "ring").await.unwrap();
        assert_eq!(suggested[0].price_text.as_deref(), Some(ring));
        let newest = show_home(&world.app, scope).await.unwrap().newest;
        assert_eq!(newest.len(), if board.is_some() { 2 } else { 1 });
    }
    // A market that does not exist is no market.
    assert_eq!(world.page_price(&of("mars"), "ring").await.as_deref(), Some("€20.00"));
    world.close().await;
}

#[tokio::test]
async fn lists_are_sorted_filtered_and_counted_by_the_prices_of_the_market() {
    let world = World::open().await;
    world.product("a", 1000, Some(9000)).await;
    world.product("b", 2000, Some(3000)).await;
    world.product("c", 3000, None).await;
    let listed = async |scope: &Scope, most: Option<i64>| {
        let filter = ListFilter {
            sort: Sort::PriceAscending,
            price_max_minor: most,
            ..ListFilter::default()
        };
        let shown = show_collection(&world.app, scope, "all", filter).await.unwrap();
        let handles: String = shown.products.into_iter().map(|card| card.handle).collect();
        (handles, shown.total)
    };

    assert_eq!(listed(&Scope::default(), None).await, ("abc".into(), 3));
    assert_eq!(listed(&of("us"), None).await, ("ba".into(), 2));
    assert_eq!(listed(&of("us"), Some(5000)).await, ("b".into(), 1));
    assert_eq!(listed(&Scope::default(), Some(2500)).await, ("ab".into(), 2));
    world.close().await;
}

#[tokio::test]
async fn a_change_of_the_market_keeps_the_lines_and_says_what_each_cost_before() {
    let world = World::open().await;
    let (ring, board) = (
        world.product("ring", 2000, Some(2300)).await,
        world.product("board", 90_000, None).await,
    );
    let mut shopper = Scope::default();
    add(&world, &mut shopper, ring, 2).await;
    add(&world, &mut shopper, board, 1).await;

    let changed = set_market(&world.app, &shopper, "us").await.unwrap().unwrap();

    assert_eq!(
        changed.notice.as_deref(),
        Some("Your cart now has the prices of United States, in USD. One item is not sold there.")
    );
    let cart = show_cart(&world.app, &shopper).await.unwrap();
    assert_eq!(cart, changed.cart);
    assert_eq!(
        (cart.market.as_str(), cart.subtotal_text.as_str(), cart.item_count),
        ("us", "$46.00", 3)
    );
    assert_eq!(cart.tax_text, "Tax is added at checkout");
    let ring_line = &cart.lines[0];
    assert_eq!(ring_line.unit_price_text, "$23.00");
    assert_eq!(ring_line.price_change.as_ref().unwrap().was_text, "€20.00");
    assert_eq!(ring_line.problem, None);
    let board_line = &cart.lines[1];
    assert_eq!(
        (board_line.unit_price_text.as_str(), board_line.line_total.minor),
        ("€900.00", 0)
    );
    assert_eq!(
        board_line.problem.as_deref(),
        Some("Not sold in United States. Remove it, or choose another market, to go on.")
    );
    let codes: Vec<_> = cart.blocks_checkout.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes, ["not_sold_in_market"]);

    let back = set_market(&world.app, &shopper, "main").await.unwrap().unwrap().cart;
    assert_eq!(back.subtotal_text, "€940.00");
    assert!(
        back.lines
            .iter()
            .all(|line| line.price_change.is_none() && line.problem.is_none())
    );
    assert!(back.blocks_checkout.is_empty());
    world.close().await;
}

#[tokio::test]
async fn more_of_a_line_of_another_market_is_no_change_of_the_merchants_price() {
    let world = World::open().await;
    // As many cents here as there: only the currency tells them apart.
    let ring = world.product("ring", 2000, Some(2000)).await;
    let mut shopper = Scope::default();
    add(&world, &mut shopper, ring, 1).await;
    set_market(&world.app, &shopper, "us").await.unwrap();

    let cart = add(&world, &mut shopper, ring, 1).await;

    assert_eq!(cart.subtotal_text, "$40.00");
    assert_eq!(cart.lines[0].price_change.as_ref().unwrap().was_text, "€20.00");
    world.close().await;
}

#[tokio::test]
async fn the_same_market_again_changes_nothing_and_an_unknown_one_is_refused() {
    let world = World::open().await;
    let ring = world.product("ring", 2000, Some(2300)).await;
    let mut shopper = of("us");
    let cart = add(&world, &mut shopper, ring, 1).await;
    assert_eq!((cart.market.as_str(), cart.subtotal_text.as_str()), ("us", "$23.00"));

    let again = set_market(&world.app, &shopper, "us").await.unwrap().unwrap();
    assert_eq!((again.cart.version, again.notice), (cart.version, None));

    assert!(set_market(&world.app, &shopper, "mars").await.is_err());
    assert_eq!(show_cart(&world.app, &shopper).await.unwrap(), cart);
    assert!(set_market(&world.app, &Scope::default(), "us").await.unwrap().is_none());
    world.close().await;
}

#[tokio::test]
async fn a_list_with_a_window_and_quantity_breaks_counts_in_its_window_by_the_clocks_of_the_shop() {
    let world = World::open().await;
    let ring = world.product("ring", 2000, Some(2300)).await;
    // 12:00 in UTC is 21:00 in Tokyo: the list opens in one hour and is closed an hour later.
    run(
        &world.db.pool,
        "update shops set time_zone = 'Asia/Tokyo', prices_as_of = '2026-11-22 12:00+00';
         insert into price_lists (price_list_id, name, currency, channel, starts_at, ends_at)
         values ('00000000-0000-0000-0000-0000000000b2', 'Evening', 'EUR', 'web', '2026-11-22 22:00', '2026-11-22 23:00');
         insert into prices (price_list_id, variant_id, min_quantity, amount_minor)
         select '00000000-0000-0000-0000-0000000000b2', variant_id, q, case q when 1 then 1800 else 1500 end
         from variants, unnest(array[1, 3]) q",
    )
    .await;
    world.app.forget_shop();
    let home = Scope::default();
    let mut shopper = Scope::default();
    assert_eq!(turn_price_lists(&world.app).await.unwrap(), 0);
    assert_eq!(add(&world, &mut shopper, ring, 3).await.subtotal_text, "€60.00");

    world.app.clock.advance(Duration::hours(1));
    assert_eq!(turn_price_lists(&world.app).await.unwrap(), 1);
    assert_eq!(turn_price_lists(&world.app).await.unwrap(), 0);
    assert_eq!(world.page_price(&home, "ring").await.as_deref(), Some("€18.00"));
    assert_eq!(world.card_price(&home, "ring").await.as_deref(), Some("€18.00"));
    assert_eq!(world.page_price(&of("us"), "ring").await.as_deref(), Some("$23.00"));
    let cart = show_cart(&world.app, &shopper).await.unwrap();
    assert_eq!(
        (cart.subtotal_text.as_str(), cart.lines[0].unit_price_text.as_str()),
        ("€45.00", "€15.00")
    );

    world.app.clock.advance(Duration::hours(1));
    assert_eq!(turn_price_lists(&world.app).await.unwrap(), 1);
    assert_eq!(world.page_price(&home, "ring").await.as_deref(), Some("€20.00"));
    assert_eq!(world.card_price(&home, "ring").await.as_deref(), Some("€20.00"));
    world.close().await;
}

#[tokio::test]
async fn lists_and_price_lists_agree_for_every_product_in_every_market_or_the_difference_is_told() {
    let world = World::open().await;
    world.product("ring", 2000, Some(2300)).await;
    world.product("board", 90_000, None).await;
    let sized = world
        .shop
        .product("towel")
        .price(3000)
        .compare_at(4000)
        .sizes(&["S", "M"])
        .create()
        .await;
    // Two lists of one scope and position, a list of one market, breaks, and a list that is not in force.
    run(
        &world.db.pool,
        "insert into price_lists (price_list_id, name, currency, channel, position, market_id, starts_at)
         values ('00000000-0000-0000-0000-0000000000e1', 'One', 'EUR', 'web', 1, null, null),
                ('00000000-0000-0000-0000-0000000000e2', 'Other', 'EUR', 'web', 1, null, null),
                ('00000000-0000-0000-0000-0000000000e3', 'Wholesale', 'EUR', 'wholesale', 0, null, null),
                ('00000000-0000-0000-0000-0000000000e4', 'To come', 'EUR', 'web', 0, null, '2030-01-01');
         insert into prices (price_list_id, variant_id, min_quantity, amount_minor)
         select l.price_list_id, v.variant_id, q, 2500 - 100 * q + v.position
         from price_lists l, variants v, unnest(array[1, 5]) q
         where l.name in ('One', 'Other', 'Wholesale', 'To come')
           and v.option1 is not null;
         update prices set amount_minor = 1 where price_list_id = '00000000-0000-0000-0000-0000000000e2';
         select refresh_product_summaries(null)",
    )
    .await;
    let compared = parity(&world.app).await.unwrap();
    assert_eq!((compared.compared, compared.differences), (6, Vec::new()));

    sqlx::query("update prices set amount_minor = 7 where variant_id = $1 and min_quantity = 1")
        .bind(sized[1])
        .execute(&world.db.pool)
        .await
        .unwrap();

    let compared = parity(&world.app).await.unwrap();
    let told: Vec<_> = compared
        .differences
        .iter()
        .map(|it| (it.market.as_str(), it.handle.as_str()))
        .collect();
    assert_eq!((compared.differing, told), (1, vec![("main", "towel")]));
    assert_eq!(compared.differences[0].expected.unwrap().min_minor, 7);

    // Also what the price is told for a measure of.
    run(
        &world.db.pool,
        "select refresh_product_summaries(null); update variants set content = '80 g / 100 g'",
    )
    .await;
    let compared = parity(&world.app).await.unwrap();
    let ring = compared.differences.iter().find(|it| it.handle == "ring").unwrap();
    assert_eq!(ring.contents, (None, Some("80 g / 100 g".parse().unwrap())));
    run(&world.db.pool, "select refresh_product_summaries(null)").await;
    assert_eq!(parity(&world.app).await.unwrap().differing, 0);
    world.close().await;
}

#[tokio::test]
async fn a_list_of_a_group_of_customers_is_nobodys_elses() {
    let world = World::open().await;
    world.product("ring", 2000, None).await;
    run(
        &world.db.pool,
        "insert into price_lists (price_list_id, name, currency, customer_group)
         values ('00000000-0000-0000-0000-0000000000b3', 'Trade', 'EUR', 'trade');
         insert into prices (price_list_id, variant_id, amount_minor)
         select '00000000-0000-0000-0000-0000000000b3', variant_id, 1000 from variants;
         select refresh_product_summaries(null)",
    )
    .await;
    let home = Scope::default();

    assert_eq!(world.page_price(&home, "ring").await.as_deref(), Some("€20.00"));
    assert_eq!(world.card_price(&home, "ring").await.as_deref(), Some("€20.00"));
    world.close().await;
}

#[tokio::test]
async fn a_market_costs_no_page_a_statement_more() {
    let world = World::open().await;
    let ring = world.product("ring", 2000, Some(2300)).await;
    let mut shopper = of("us");
    add(&world, &mut shopper, ring, 1).await;
    let app = App::new(statements::pool(&world.db).await, world.app.clock.clone());
    app.shop().await.unwrap();

    let (_, product) = statements::recorded(show_product(&app, &shopper, "ring", None)).await;
    let (_, collection) = statements::recorded(show_collection(&app, &shopper, "all", ListFilter::default())).await;
    let (_, cart) = statements::recorded(show_cart(&app, &shopper)).await;
    let (changed, changing) = statements::recorded(set_market(&app, &shopper, "main")).await;

    changed.unwrap();
    assert!((1..=4).contains(&product.len()), "{product:#?}");
    assert!((1..=5).contains(&collection.len()), "{collection:#?}");
    assert!((1..=4).contains(&cart.len()), "{cart:#?}");
    assert!((1..=6).contains(&changing.len()), "{changing:#?}");
    app.pool.close().await;
    world.close().await;
}
