//! Price lists over a real database: from files, from other lists.

use super::{PriceListError, export_prices, import_prices, list_overviews, publish_prices, read_prices, write_prices};
use crate::App;
use adapters::clock::Clock;
use domain::money::Currency;
use sqlx::PgPool;
use store::price_list::Changed;
use testkit::{TestDb, TestShop};

struct World {
    db: TestDb,
    app: App,
}

const LISTS: &str = "
    insert into markets (market_id, code, name, countries, country, currency, tax_basis)
    values ('00000000-0000-0000-0000-0000000000a1', 'us', 'United States', '{US}', 'US', 'USD', 'exclusive');
    insert into price_lists (
        price_list_id, name, currency, market_id, source_list_id, rate_ppm, charm_ending_minor, charm_step_minor
    )
    select gen_random_uuid(), 'Dollars', 'USD', '00000000-0000-0000-0000-0000000000a1', price_list_id, 1090000, 99, 100
    from price_lists where is_base;
    insert into price_lists (price_list_id, name, currency, position) values (gen_random_uuid(), 'Sale', 'EUR', -1);
";

impl World {
    /// A shop with a ring of two sizes at 42.00 and a board at 900.00.
    async fn open() -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        shop.product("ring")
            .price(4200)
            .compare_at(4900)
            .sizes(&["S", "M"])
            .create()
            .await;
        shop.product("board").price(90_000).create().await;
        run(&db.pool, LISTS).await;
        run(&db.pool, "select refresh_product_summaries(null)").await;
        let app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
        Self { db, app }
    }

    async fn import(&self, list: &str, csv: &str) -> Result<Changed, PriceListError> {
        let (rows, faults) = read_prices(csv.as_bytes(), Currency::EUR).unwrap();
        assert_eq!(faults, []);
        import_prices(&self.app, list, &rows, false).await
    }

    async fn publish(&self) -> Changed {
        let published = publish_prices(&self.app, &[], false).await.unwrap();
        assert_eq!(published.len(), 1);
        published[0].changed.clone()
    }

    async fn prices(&self, list: &str) -> Vec<(String, i32, i64, Option<i64>)> {
        sqlx::query_as(
            "select v.sku, p.min_quantity, p.amount_minor, p.compare_at_minor
             from prices p join price_lists l using (price_list_id) join variants v using (variant_id)
             where l.name = $1 order by 1, 2",
        )
        .bind(list)
        .fetch_all(&self.db.pool)
        .await
        .unwrap()
    }

    /// What the list of products says: market, handle, lowest price.
    async fn cards(&self) -> Vec<(String, String, i64)> {
        sqlx::query_as(
            "select m.code, p.handle, s.price_min_minor
             from product_prices s join markets m using (market_id) join products p using (product_id)
             order by 1, 2",
        )
        .fetch_all(&self.db.pool)
        .await
        .unwrap()
    }

    async fn close(self) {
        testkit::invariants::check(&self.db.pool).await;
        self.db.drop().await;
    }
}

async fn run(pool: &PgPool, sql: &'static str) {
    sqlx::raw_sql(sql).execute(pool).await.unwrap();
}

fn card(market: &str, handle: &str, minor: i64) -> (String, String, i64) {
    (market.to_owned(), handle.to_owned(), minor)
}

#[tokio::test]
async fn a_list_is_made_from_another_and_follows_it_only_when_it_is_published() {
    let world = World::open().await;
    world
        .import("Base", "sku,price,min_quantity\nRING-1,40.00,5\n")
        .await
        .unwrap();

    let first = world.publish().await;

    assert_eq!((first.created, first.updated, first.removed), (4, 0, 0));
    assert_eq!(
        world.prices("Dollars").await,
        [
            // 981.00, 45.78 and 53.41, 43.60: up to the next that ends in 99 cents.
            ("BOARD-1".to_owned(), 1, 98_199, None),
            ("RING-1".to_owned(), 1, 4599, Some(5399)),
            ("RING-1".to_owned(), 5, 4399, None),
            ("RING-2".to_owned(), 1, 4599, Some(5399)),
        ]
    );
    assert!(world.cards().await.contains(&card("us", "ring", 4599)));

    world
        .import(
            "Base",
            "sku,price,compare_at,min_quantity\nRING-1,30,49,\nRING-1,,,5\nBOARD-1,,,\n",
        )
        .await
        .unwrap();
    assert!(world.cards().await.contains(&card("us", "board", 98_199)));
    let overview = list_overviews(&world.app).await.unwrap();
    let dollars = overview.iter().find(|list| list.name == "Dollars").unwrap();
    assert!(dollars.published_at.is_some());

    let second = world.publish().await;
    assert_eq!((second.created, second.updated, second.removed), (0, 1, 2));
    assert!(!world.cards().await.iter().any(|(_, handle, _)| handle == "board"));
    assert!(world.cards().await.contains(&card("us", "ring", 3299)));
    assert!(!world.publish().await.is_anything());
    world.close().await;
}

#[tokio::test]
async fn a_file_fills_a_list_and_the_same_file_again_changes_nothing() {
    let world = World::open().await;
    let file = "sku,price,compare_at\nRING-1,39.00,42.00\nRING-2,38.00,\n";

    let first = world.import("Sale", file).await.unwrap();
    let again = world.import("Sale", file).await.unwrap();

    assert_eq!((first.created, first.products.len()), (2, 1));
    assert!(!again.is_anything());
    // The list goes before the base list, and what it does not name costs what it did.
    assert_eq!(
        world.cards().await,
        [card("main", "board", 90_000), card("main", "ring", 3800)]
    );
    let (list, rows) = export_prices(&world.app, "Sale").await.unwrap();
    let mut out = Vec::new();
    write_prices(&mut out, &rows, list.currency).unwrap();
    let exported = String::from_utf8(out).unwrap();
    assert!(!world.import("Sale", &exported).await.unwrap().is_anything());
    world.close().await;
}

#[tokio::test]
async fn a_file_with_a_row_at_fault_changes_nothing_and_every_fault_is_told() {
    let world = World::open().await;

    let refused = world.import("Sale", "sku,price\nRING-1,1\nNOBODY,2\nRING-1,3\n").await;

    let Err(PriceListError::Rows(faults)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(world.prices("Sale").await, []);
    world.close().await;
}

#[tokio::test]
async fn lists_that_are_made_from_others_take_no_file_and_others_are_not_published() {
    let world = World::open().await;

    let filled = world.import("Dollars", "sku,price\nRING-1,1\n").await.unwrap_err();
    let published = publish_prices(&world.app, &["Sale".to_owned()], false)
        .await
        .unwrap_err();
    let unknown = publish_prices(&world.app, &["Pounds".to_owned()], false)
        .await
        .unwrap_err();

    assert!(matches!(filled, PriceListError::Converted(_)), "{filled}");
    assert!(matches!(published, PriceListError::NotConverted(_)), "{published}");
    assert!(matches!(unknown, PriceListError::NoList(_)), "{unknown}");
    world.close().await;
}

#[tokio::test]
async fn a_try_changes_nothing() {
    let world = World::open().await;
    let before = world.cards().await;
    let (rows, _) = read_prices("sku,price\nRING-1,1\n".as_bytes(), Currency::EUR).unwrap();

    let tried = import_prices(&world.app, "Sale", &rows, true).await.unwrap();
    publish_prices(&world.app, &[], true).await.unwrap();

    assert_eq!(tried.created, 1);
    assert_eq!(world.prices("Sale").await, []);
    assert_eq!(world.prices("Dollars").await, []);
    assert_eq!(world.cards().await, before);
    world.close().await;
}

#[tokio::test]
async fn variants_without_a_stock_code_go_by_their_id() {
    let world = World::open().await;
    run(&world.db.pool, "update variants set sku = null where sku = 'BOARD-1'").await;

    let (list, mut rows) = export_prices(&world.app, "Base").await.unwrap();
    for row in &mut rows {
        row.price = row.price.map(|(price, _)| (price + 100, None));
    }
    let mut out = Vec::new();
    write_prices(&mut out, &rows, list.currency).unwrap();
    let changed = world.import("Base", &String::from_utf8(out).unwrap()).await.unwrap();

    assert_eq!((changed.created, changed.updated), (0, 3));
    assert!(world.cards().await.contains(&card("main", "board", 90_100)));
    let unknown = format!("variant_id,price\n{},1\n", uuid::Uuid::nil());
    assert!(
        matches!(world.import("Base", &unknown).await, Err(PriceListError::Rows(faults)) if faults[0].column == "variant_id")
    );
    world.close().await;
}
