//! The demo store in a real database.

use super::*;
use crate::App;
use crate::catalog::{Found, show_collection, show_home, show_product};
use crate::scope::Scope;
use adapters::clock::Clock;
use adapters::media::MediaStorage;
use catalogue::{COLLECTIONS, Members, Status, products};
use domain::catalog::{ListFilter, StockLevel};
use sqlx::PgPool;
use testkit::TestDb;

async fn empty_app() -> (TestDb, App) {
    let db = TestDb::create().await;
    let app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
    (db, app)
}

/// Everything that loading writes, with the moments and versions that a needless write would move.
async fn fingerprint(pool: &PgPool) -> Vec<(String, Option<String>)> {
    sqlx::query_as(
        "select t.name, md5(string_agg(t.line, '|' order by t.line))
         from (
             select 'products' as name, p::text as line from products p
             union all select 'variants', v::text from variants v
             union all select 'prices', p::text from prices p
             union all select 'levels', l::text from inventory_levels l
             union all select 'movements', m::text from inventory_movements m
             union all select 'media', m::text from media m
             union all select 'product_media', m::text from product_media m
             union all select 'collections', c::text from collections c
             union all select 'members', c::text from collection_products c
             union all select 'summaries', s::text from product_summaries s
             union all select 'shops', s::text from shops s
             union all select 'taxes', t::text from tax_rates t
             union all select 'rates', r::text from delivery_rates r
             union all select 'promotions', p::text from promotions p
             union all select 'codes', c::text from promotion_codes c
             union all select 'jobs', j::text from jobs j
             union all select 'outbox', o::text from outbox_entries o
         ) t
         group by t.name
         order by t.name",
    )
    .fetch_all(pool)
    .await
    .expect("the tables are read")
}

#[tokio::test]
async fn an_empty_database_becomes_the_demo_store_and_a_second_load_changes_nothing() {
    let (db, app) = empty_app().await;
    assert!(is_wanted(&app).await.expect("asks"));

    let first = load(&app).await.expect("loads");
    let before = fingerprint(&db.pool).await;
    let second = load(&app).await.expect("loads again");

    assert_eq!((first.created, first.refused), (products().len(), 0));
    assert_eq!(
        (second.created, second.updated, second.unchanged),
        (0, 0, products().len())
    );
    assert_eq!(before, fingerprint(&db.pool).await);
    assert!(!is_wanted(&app).await.expect("asks"));
    db.drop().await;
}

#[tokio::test]
async fn the_home_page_and_every_collection_have_something_to_show() {
    let (db, app) = empty_app().await;
    load(&app).await.expect("loads");

    let home = show_home(&app, &Scope::default()).await.expect("a home page");
    assert_eq!(
        home.newest.iter().map(|card| card.handle.as_str()).next(),
        Some("lido-belted-one-piece")
    );
    for collection in COLLECTIONS {
        let page = show_collection(&app, &Scope::default(), collection.handle, ListFilter::default())
            .await
            .expect("is shown");
        assert!(page.total >= 6, "{} has {}", collection.handle, page.total);
        if let Members::Listed([first, ..]) = collection.members {
            assert_eq!(page.products[0].handle, *first);
        }
    }
    db.drop().await;
}

#[tokio::test]
async fn every_active_product_is_shown_and_the_others_are_not() {
    let (db, app) = empty_app().await;
    load(&app).await.expect("loads");

    for product in products() {
        let shown = show_product(&app, &Scope::default(), product.handle, None).await;
        match product.status {
            Status::Active => {
                let Ok(Found::Page(page)) = shown else {
                    panic!("{} is not shown", product.handle)
                };
                assert_eq!(page.variants.len(), product.variants().len(), "{}", product.handle);
                let is_sold_out = page
                    .variants
                    .iter()
                    .all(|variant| variant.stock.level == StockLevel::OutOfStock);
                assert_eq!(
                    is_sold_out,
                    !product.to_order && product.variants().iter().all(|made| made.stock == 0)
                );
            }
            Status::Archived => assert!(matches!(shown, Ok(Found::Gone)), "{}", product.handle),
            Status::Draft => assert!(shown.is_err(), "{}", product.handle),
        }
    }
    db.drop().await;
}

#[tokio::test]
async fn a_shop_in_another_currency_is_left_alone() {
    let (db, app) = empty_app().await;
    sqlx::raw_sql(
        "insert into shops (name, email, currency, tax_basis, country) values ('Kaimana', 'a@b.example', 'USD', 'exclusive', 'US');
         insert into price_lists (price_list_id, name, currency, is_base) values (gen_random_uuid(), 'Base', 'USD', true);
         insert into stock_locations (stock_location_id, name) values (gen_random_uuid(), 'Main')",
    )
    .execute(&db.pool)
    .await
    .expect("a shop is set up");

    let refused = load(&app).await;

    assert!(matches!(refused, Err(DemoError::Currency(currency)) if currency.code() == "USD"));
    let count: i64 = sqlx::query_scalar("select count(*) from products")
        .fetch_one(&db.pool)
        .await
        .expect("counts");
    assert_eq!(count, 0);
    db.drop().await;
}

#[tokio::test]
async fn a_drawing_goes_through_the_media_pipeline_to_its_page() {
    let (db, app) = empty_app().await;
    let folder = tempfile::tempdir().expect("a folder");
    let app = app.with_media(MediaStorage::local(folder.path()).expect("a storage"));
    load(&app).await.expect("loads");
    let id: uuid::Uuid = sqlx::query_scalar("select media_id from media where source = 'demo:solstice-studs'")
        .fetch_one(&db.pool)
        .await
        .expect("the picture has a row");

    crate::media::fetch(&app, id.into()).await.expect("draws");

    let Ok(Found::Page(page)) = show_product(&app, &Scope::default(), "solstice-studs", None).await else {
        panic!("is not shown")
    };
    let picture = &page.pictures[0];
    assert_eq!((picture.width, picture.height), (1280, 1600));
    assert_eq!(picture.widths, [320, 640, 960, 1280]);
    assert!(picture.alt.contains("sunbursts"));
    assert_eq!((picture.focal_x, picture.focal_y), (5000, 5000));
    db.drop().await;
}
