//! Running again: the same file, a changed file, a run that was killed, and everything that must change nothing.

use std::path::Path;

use super::{World, lines, shared};
use crate::import::error::ImportError;
use crate::import::products::import_products;
use crate::import::progress::Silent;
use crate::import::request::{ImportRequest, OnError};

const HEADER: &str =
    "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty";

#[tokio::test]
async fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let world = World::open().await;
    let file = lines(&[
        HEADER,
        "a,A,Size,S,A-S,1,shopify,5",
        "a,,,M,A-M,x,shopify,5",
        "b,B,,,B,2,,",
    ]);
    let before = world.fingerprint().await;

    let request = ImportRequest {
        dry_run: true,
        ..ImportRequest::new(file.path())
    };
    let summary = import_products(&world.app, request, &Silent).await.expect("rehearsed");

    assert_eq!(
        (summary.totals.products.created, summary.totals.products.refused),
        (1, 1)
    );
    assert_eq!(summary.totals.rows.sum(), 3);
    assert_eq!(world.fingerprint().await, before);
    world.close().await;
}

#[tokio::test]
async fn one_refused_row_refuses_the_file_when_told_so() {
    let world = World::open().await;
    let file = lines(&[HEADER, "a,A,Size,S,A-S,1,shopify,5", "b,B,,,B,x,,"]);
    let report = file.path().with_extension("json");
    let before = world.fingerprint().await;

    let request = ImportRequest {
        on_error: OnError::Abort,
        report_path: Some(report.clone()),
        ..ImportRequest::new(file.path())
    };
    let error = import_products(&world.app, request, &Silent)
        .await
        .expect_err("refused");

    let ImportError::Aborted(summary) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((summary.totals.rows.refused, summary.totals.rows.skipped), (1, 1));
    assert_eq!(world.fingerprint().await, before);
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&report).expect("written")).expect("JSON");
    assert_eq!(report["rows"][1]["at"]["column"], "Variant Price");
    assert!(report["refusal"].is_string());
    world.close().await;
}

#[tokio::test]
async fn a_conflict_with_the_shop_also_aborts_before_anything_is_written() {
    let world = World::open().await;
    world
        .import(lines(&[HEADER, "a,A,,,SHARED,1,,"]).path())
        .await
        .expect("imported");
    let before = world.fingerprint().await;
    let file = lines(&[HEADER, "c,C,,,C,1,,", "b,B,,,SHARED,1,,"]);

    let request = ImportRequest {
        on_error: OnError::Abort,
        ..ImportRequest::new(file.path())
    };
    let error = import_products(&world.app, request, &Silent)
        .await
        .expect_err("refused");

    assert!(
        matches!(&error, ImportError::Aborted(summary) if summary.refusals[0].reason.contains("`a`")),
        "{error:?}"
    );
    assert_eq!(world.fingerprint().await, before);
    world.close().await;
}

#[tokio::test]
async fn the_report_names_every_row_once_in_valid_json() {
    let world = World::open().await;
    let file = lines(&[
        HEADER,
        "a,A,Size,S,A-S,1,shopify,-2",
        "a,,,M,A-M,2,shopify,5",
        ",,,,,,,",
        "b,B,,,B,x,,",
    ]);
    let report = file.path().with_extension("json");

    let request = ImportRequest {
        report_path: Some(report.clone()),
        ..ImportRequest::new(file.path())
    };
    import_products(&world.app, request, &Silent).await.expect("imported");

    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&report).expect("written")).expect("JSON");
    let rows = report["rows"].as_array().expect("rows");
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row["row"].as_u64(), row["outcome"].as_str()))
        .collect();
    let expected = [(2, "created"), (3, "created"), (4, "skipped"), (5, "refused")];
    assert_eq!(said, expected.map(|(row, outcome)| (Some(row), Some(outcome))));
    assert_eq!(rows[0]["notices"][0]["column"], "Variant Inventory Qty");
    assert_eq!(report["recognised"], "Shopify product CSV");
    assert_eq!(report["totals"]["rows"]["created"], 2);
    assert!(report["refusal"].is_null());
    world.close().await;
}

#[tokio::test]
async fn tax_codes_become_categories_unknown_ones_are_said_and_a_second_import_changes_nothing() {
    let world = World::open().await;
    let file = lines(&[
        "Handle,Title,Variant SKU,Variant Price,Variant Taxable,Variant Tax Code",
        "a,A,A-1,1,TRUE,",
        "b,B,B-1,1,TRUE,Reduced",
        "c,C,C-1,1,FALSE,books",
        "d,D,D-1,1,TRUE,maps",
        "e,E,E-1,1,TRUE,PC040100",
    ]);
    let report = file.path().with_extension("json");
    let request = || ImportRequest {
        report_path: Some(report.clone()),
        ..ImportRequest::new(file.path())
    };

    import_products(&world.app, request(), &Silent).await.expect("imported");

    let categories: Vec<String> = sqlx::query_scalar("select tax_category from variants order by sku")
        .fetch_all(&world.db.pool)
        .await
        .expect("categories");
    assert_eq!(categories, ["standard", "reduced", "exempt", "maps", "standard"]);
    let told: serde_json::Value = serde_json::from_slice(&std::fs::read(&report).expect("written")).expect("JSON");
    let notices: Vec<_> = told["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| &row["notices"])
        .collect();
    assert!(notices[..3].iter().all(|notices| notices.is_null()), "{notices:?}");
    assert!(
        notices[3]
            .to_string()
            .contains("no tax rate is for the category `maps`")
    );
    assert!(notices[4][0]["column"] == "Variant Tax Code" && notices[4].to_string().contains("PC040100"));

    let before = world.fingerprint().await;
    let again = import_products(&world.app, request(), &Silent).await.expect("imported");
    assert_eq!(again.totals.rows.unchanged, 5);
    assert_eq!(world.fingerprint().await, before);
    world.close().await;
}

#[tokio::test]
async fn a_refused_file_leaves_a_report_that_says_why() {
    let world = World::open().await;
    let file = lines(&["sku,attribute_set_code,product_type,name", "a,Default,simple,A"]);
    let report = file.path().with_extension("json");

    let request = ImportRequest {
        report_path: Some(report.clone()),
        ..ImportRequest::new(file.path())
    };
    import_products(&world.app, request, &Silent)
        .await
        .expect_err("refused");

    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&report).expect("written")).expect("JSON");
    assert!(
        report["refusal"]
            .as_str()
            .is_some_and(|reason| reason.contains("Magento"))
    );
    assert_eq!(report["rows"], serde_json::json!([]));
    world.close().await;
}

#[tokio::test]
async fn a_run_that_was_killed_half_way_is_finished_by_the_next() {
    let rows: Vec<String> = (0..1200)
        .map(|number| format!("p-{number},P {number},,,SKU-{number},1.50,shopify,3"))
        .collect();
    let all: Vec<&str> = std::iter::once(HEADER).chain(rows.iter().map(String::as_str)).collect();
    let file = lines(&all);
    let world = World::open().await;

    // Dropping the future is what a kill looks like to the database: an open transaction is rolled back.
    let run = world.import(file.path());
    let watch = async {
        while world.count("select count(*) from products").await == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = run => {}
        () = watch => {}
    }
    let half = world.count("select count(*) from products").await;
    let summary = world.import(file.path()).await.expect("imported");

    let totals = summary.totals.products;
    assert_eq!(half % 100, 0, "whole batches only");
    assert_eq!(totals.created + totals.unchanged, 1200);
    assert_eq!(world.count("select count(*) from products").await, 1200);
    assert_eq!(
        world.count("select sum(on_hand)::bigint from inventory_levels").await,
        3600
    );
    assert_eq!(
        world
            .count("select sum(on_hand_delta)::bigint from inventory_movements")
            .await,
        3600
    );
    world.close().await;
}

#[tokio::test]
async fn an_empty_database_becomes_a_shop() {
    let db = testkit::TestDb::create().await;
    let app = crate::App::new(db.pool.clone(), adapters::clock::Clock::system());
    let file = lines(&[HEADER, "a,A,,,A,1,,"]);

    let request = ImportRequest {
        currency: Some(domain::money::Currency::USD),
        ..ImportRequest::new(file.path())
    };
    let summary = import_products(&app, request.clone(), &Silent).await.expect("imported");
    let other = ImportRequest {
        currency: Some(domain::money::Currency::GBP),
        ..request
    };
    let refused = import_products(&app, other, &Silent).await.expect_err("refused");

    assert_eq!(summary.totals.products.created, 1);
    assert!(matches!(refused, ImportError::Currency { .. }));
    db.drop().await;
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let world = World::open().await;

    let error = world
        .import(Path::new("/nowhere/products.csv"))
        .await
        .expect_err("refused");

    let cause = std::error::Error::source(&error).map(ToString::to_string);
    assert!(cause.is_some_and(|cause| cause.contains("/nowhere/products.csv")));
    world.close().await;
}

#[tokio::test]
async fn twenty_thousand_products_are_imported_twice_in_bounded_memory() {
    let Some(path) = shared("derived/apparel-20000-products.csv.gz") else {
        return;
    };
    let world = World::open().await;
    let memory = resident_kib();
    let started = std::time::Instant::now();

    let first = world.import(&path).await.expect("imported");
    let took = started.elapsed();
    let grown = resident_kib().saturating_sub(memory) / 1024;
    let before = world.fingerprint().await;
    let started = std::time::Instant::now();
    let second = world.import(&path).await.expect("imported");

    eprintln!(
        "60,000 rows: {took:?}, {grown} MiB more; again: {:?}",
        started.elapsed()
    );
    assert_eq!(
        (first.totals.products.created, first.totals.rows.created),
        (20_000, 60_000)
    );
    assert_eq!(
        (second.totals.products.unchanged, second.totals.rows.unchanged),
        (20_000, 60_000)
    );
    assert_eq!(world.fingerprint().await, before);
    assert_eq!(
        world.count("select sum(amount_minor)::bigint from prices").await,
        902_136_605
    );
    assert_eq!(
        world.count("select sum(on_hand)::bigint from inventory_levels").await,
        20_000
    );
    assert_eq!(world.count("select count(*) from media").await, 20);
    assert!(grown < 150, "{grown} MiB");
    world.close().await;
}

// The peak of this process so far, in KiB; 0 where the system does not say.
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
