//! What stands in the shop after an import, and after another one of a changed file.

use super::{World, lines};
use crate::import::products::import_products;
use crate::import::progress::Silent;
use crate::import::request::ImportRequest;

const HEADER: &str = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src";

async fn import(world: &World, rows: &[&str]) -> (u64, u64, u64, u64) {
    let all: Vec<&str> = std::iter::once(HEADER).chain(rows.iter().copied()).collect();
    let totals = world
        .import(lines(&all).path())
        .await
        .expect("imported")
        .totals
        .products;
    (totals.created, totals.updated, totals.unchanged, totals.refused)
}

#[tokio::test]
async fn a_changed_cell_updates_its_product_and_nothing_else() {
    let world = World::open().await;
    let row_b = "b,B,,,B,2,,,,";
    import(
        &world,
        &["a,A,Size,S,A-S,1,,shopify,5,", "a,,,M,A-M,1,,shopify,5,", row_b],
    )
    .await;
    let ids = world.count("select count(distinct variant_id) from variants").await;

    let outcome = import(
        &world,
        &["a,A new,Size,S,A-S,1.50,2,shopify,5,", "a,,,M,A-M,1,,shopify,5,", row_b],
    )
    .await;

    assert_eq!(outcome, (0, 1, 1, 0));
    assert_eq!(world.count("select count(*) from variants").await, ids);
    assert_eq!(
        world
            .count("select count(*) from products where title = 'A new' and version = 2")
            .await,
        1
    );
    assert_eq!(
        world
            .count("select amount_minor from prices join variants using (variant_id) where sku = 'A-S'")
            .await,
        150
    );
    assert_eq!(
        world
            .count("select price_max_minor from product_summaries where handle = 'a'")
            .await,
        150
    );
    assert_eq!(
        world
            .count("select count(*) from outbox_entries where type = 'catalog.imported'")
            .await,
        2
    );
    world.close().await;
}

#[tokio::test]
async fn sizes_and_skus_may_be_swapped_and_variants_keep_their_ids() {
    let world = World::open().await;
    import(&world, &["a,A,Size,S,X,1,,,,", "a,,,M,Y,2,,,,"]).await;
    sqlx::query("create table kept as select variant_id, sku from variants")
        .execute(&world.db.pool)
        .await
        .expect("kept");

    let outcome = import(&world, &["a,A,Size,M,X,1,,,,", "a,,,S,Y,2,,,,"]).await;

    assert_eq!(outcome, (0, 1, 0, 0));
    assert_eq!(
        world
            .count("select count(*) from kept join variants using (variant_id, sku)")
            .await,
        2
    );
    assert_eq!(
        world
            .count("select count(*) from variants where sku = 'X' and option1 = 'M'")
            .await,
        1
    );
    world.close().await;
}

#[tokio::test]
async fn a_variant_that_the_file_drops_stays_with_its_value() {
    let world = World::open().await;
    import(&world, &["a,A,Size,S,X,1,,,,", "a,,,M,Y,2,,,,"]).await;

    let outcome = import(&world, &["a,A,Size,S,X,3,,,,"]).await;

    assert_eq!(outcome, (0, 1, 0, 0));
    assert_eq!(world.count("select count(*) from variants").await, 2);
    assert_eq!(
        world
            .count(r#"select count(*) from product_options where "values" = '{S,M}'"#)
            .await,
        1
    );
    world.close().await;
}

#[tokio::test]
async fn stock_is_set_by_news_only_so_that_an_import_does_not_undo_sales() {
    let world = World::open().await;
    import(&world, &["a,A,,,X,1,,shopify,5,"]).await;
    // Two units were sold and shipped meanwhile.
    sqlx::raw_sql(
        "update inventory_levels set on_hand = 3;
         insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta)
         select variant_id, stock_location_id, 'ship', -2 from inventory_levels;",
    )
    .execute(&world.db.pool)
    .await
    .expect("sold");

    import(&world, &["a,A renamed,,,X,1,,shopify,5,"]).await;
    let after_rename = world.count("select on_hand::bigint from inventory_levels").await;
    import(&world, &["a,A renamed,,,X,1,,shopify,8,"]).await;
    let after_count = world.count("select on_hand::bigint from inventory_levels").await;

    assert_eq!((after_rename, after_count), (3, 8));
    assert_eq!(
        world
            .count("select sum(on_hand_delta)::bigint from inventory_movements")
            .await,
        8
    );
    world.close().await;
}

#[tokio::test]
async fn a_count_below_what_is_promised_becomes_a_deficit() {
    let world = World::open().await;
    import(&world, &["a,A,,,X,1,,shopify,5,"]).await;
    sqlx::query("update inventory_levels set allocated = 4")
        .execute(&world.db.pool)
        .await
        .expect("promised");

    import(&world, &["a,A,,,X,1,,shopify,1,"]).await;

    assert_eq!(
        world
            .count("select on_hand * 10 + deficit::bigint from inventory_levels")
            .await,
        13
    );
    let promised = [
        "S-12: allocated by the ledger is what it adds up to",
        "S-12: allocated by the orders is what it adds up to",
    ];
    world.db.drop_broken(&promised).await;
}

#[tokio::test]
async fn a_sku_of_another_product_is_refused_and_says_whose_it_is() {
    let world = World::open().await;
    import(&world, &["a,A,,,X,1,,,,"]).await;

    let file = lines(&[HEADER, "b,B,,,X,1,,,,"]);
    let summary = world.import(file.path()).await.expect("imported");

    assert_eq!((summary.totals.rows.refused, summary.totals.rows.changed()), (1, 0));
    assert!(summary.refusals[0].reason.contains("`X` belongs to the product `a`"));
    world.close().await;
}

#[tokio::test]
async fn a_product_is_found_by_a_handle_that_it_had_before() {
    let world = World::open().await;
    import(&world, &["old,A,,,X,1,,,,"]).await;
    sqlx::raw_sql(
        "insert into product_handles (handle, product_id) select 'old', product_id from products;
         update products set handle = 'new';",
    )
    .execute(&world.db.pool)
    .await
    .expect("renamed");

    let same = import(&world, &["old,A,,,X,1,,,,"]).await;
    let changed = import(&world, &["old,A changed,,,X,1,,,,"]).await;

    assert_eq!((same, changed), ((0, 0, 1, 0), (0, 1, 0, 0)));
    assert_eq!(
        world
            .count("select count(*) from products where handle = 'new' and title = 'A changed'")
            .await,
        1
    );
    world.close().await;
}

#[tokio::test]
async fn pictures_are_rows_and_jobs_once_and_follow_the_file() {
    let world = World::open().await;
    import(
        &world,
        &[
            "a,A,,,X,1,,,,https://a.example/1.jpg",
            "b,B,,,Y,1,,,,https://a.example/1.jpg",
        ],
    )
    .await;

    import(&world, &["a,A,,,X,1,,,,https://a.example/2.jpg"]).await;

    assert_eq!(world.count("select count(*) from media").await, 2);
    assert_eq!(
        world
            .count("select count(*) from jobs where kind = 'fetch_media' and state = 'ready'")
            .await,
        2
    );
    let shown = "select count(*) from product_media join media using (media_id) join products using (product_id)
                 where (handle, source) in (('a', 'https://a.example/2.jpg'), ('b', 'https://a.example/1.jpg'))";
    assert_eq!(world.count(shown).await, 2);
    assert_eq!(world.count("select count(*) from product_media").await, 2);
    world.close().await;
}

#[tokio::test]
async fn pictures_of_the_media_folder_are_stored_and_not_fetched() {
    let mut world = World::open().await;
    let folder = tempfile::tempdir().expect("a folder");
    let storage = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("ring.jpg"), b"not really a picture").expect("written");
    world.app = world
        .app
        .clone()
        .with_media(adapters::media::MediaStorage::local(storage.path()).expect("opened"));
    let file = lines(&[
        HEADER,
        "a,A,,,X,1,,,,https://a.example/ring.jpg?v=1",
        "a,,,,,,,,,ring.jpg",
    ]);

    let request = || ImportRequest {
        media_dir: Some(folder.path().to_owned()),
        ..ImportRequest::new(file.path())
    };
    let first = import_products(&world.app, request(), &Silent).await.expect("imported");
    let second = import_products(&world.app, request(), &Silent).await.expect("imported");

    assert_eq!(
        (first.totals.products.created, second.totals.products.unchanged),
        (1, 1)
    );
    assert_eq!(
        world
            .count("select count(*) from media where source like 'original:%'")
            .await,
        1
    );
    assert_eq!(world.count("select count(*) from product_media").await, 1);
    world.close().await;
}

#[tokio::test]
async fn a_renamed_woocommerce_product_is_known_by_its_skus() {
    let world = World::open().await;
    let header = "Type,SKU,Name,Regular price";
    let import = async |row: &str| {
        let summary = world.import(lines(&[header, row]).path()).await.expect("imported");
        let totals = summary.totals.products;
        (totals.created, totals.updated, totals.unchanged, totals.refused)
    };

    let created = import("simple,CAP-1,Cap,10").await;
    let renamed = import("simple,CAP-1,Better cap,10").await;
    let again = import("simple,CAP-1,Better cap,10").await;
    let namesake = import("simple,CAP-2,Cap,10").await;

    assert_eq!((created, renamed, again), ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0)));
    assert_eq!(namesake, (0, 0, 0, 1), "another product stands at that handle");
    assert_eq!(
        world
            .count("select count(*) from products where handle = 'cap' and title = 'Better cap'")
            .await,
        1
    );
    world.close().await;
}
