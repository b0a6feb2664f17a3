//! Every file of the shared catalogues: imported with each row accounted for, or refused whole by name. Twice.
//!
//! The figures were counted by another program from the files themselves: rows, products, variants, the sum of all
//! prices in minor units, compare-at prices above their price and their sum, and distinct picture addresses.

use super::{World, parse, shared};
use crate::import::error::ImportError;
use crate::import::outcome::Parsed;
use crate::import::summary::Counts;

struct Imported {
    file: &'static str,
    rows: u64,
    products: u64,
    variants: i64,
    price_sum: i64,
    compare_at: (i64, i64),
    pictures: i64,
    // Rows and groups of them.
    skipped: (u64, u64),
    refused: (u64, u64),
}

const HOME: Imported = Imported {
    file: "shopify/shopifypartners-home-and-garden.csv",
    rows: 21,
    products: 20,
    variants: 21,
    price_sum: 234_584,
    compare_at: (16, 203_198),
    pictures: 21,
    skipped: (0, 0),
    refused: (0, 0),
};

const JEWELLERY: Imported = Imported {
    file: "shopify/shopifypartners-jewelery.csv",
    rows: 41,
    variants: 23,
    price_sum: 98_074,
    compare_at: (17, 80_685),
    pictures: 39,
    ..HOME
};

const IMPORTED: &[Imported] = &[
    HOME,
    JEWELLERY,
    Imported {
        file: "shopify/shopifypartners-apparel.csv",
        rows: 22,
        variants: 22,
        price_sum: 129_500,
        compare_at: (0, 0),
        pictures: 20,
        ..HOME
    },
    Imported {
        file: "shopify/packt-product-data.csv",
        ..HOME
    },
    Imported {
        file: "shopify/cosmetics-export.csv",
        rows: 160,
        products: 32,
        variants: 37,
        price_sum: 4_936_200,
        compare_at: (0, 0),
        pictures: 153,
        ..HOME
    },
    // Two products claim one handle: the second, three rows, is refused.
    Imported {
        file: "shopify/gatsby-demo-lowercase-headers.csv",
        rows: 300,
        products: 99,
        variants: 297,
        price_sum: 1_465_038,
        compare_at: (0, 0),
        pictures: 4,
        refused: (3, 1),
        ..HOME
    },
    // A row with one cell too many, in its only product.
    Imported {
        file: "shopify/shopify-transporter-template.csv",
        rows: 7,
        products: 0,
        variants: 0,
        price_sum: 0,
        compare_at: (0, 0),
        pictures: 0,
        refused: (7, 1),
        ..HOME
    },
    Imported {
        file: "derived/home-utf8-bom-crlf.csv",
        ..HOME
    },
    Imported {
        file: "derived/home-utf16le-tab.txt",
        ..HOME
    },
    Imported {
        file: "derived/home-cp1252.csv",
        ..HOME
    },
    Imported {
        file: "derived/home-semicolon-decimal-comma.csv",
        ..HOME
    },
    Imported {
        file: "derived/home-shuffled-unknown-columns.csv",
        ..HOME
    },
    Imported {
        file: "derived/home-nul-bytes.csv",
        ..HOME
    },
    Imported {
        file: "derived/home-formula-injection.csv",
        ..HOME
    },
    Imported {
        file: "derived/jewelery-cr-only.csv",
        ..JEWELLERY
    },
    // Nine simple products, two with nine variations; skipped: two downloads, a group, an external one.
    Imported {
        file: "other-platforms/woocommerce-sample_products.csv",
        rows: 24,
        products: 11,
        variants: 18,
        price_sum: 65_400,
        compare_at: (5, 19_300),
        pictures: 18,
        skipped: (4, 4),
        ..HOME
    },
    // The sale of the logo has dates, so its regular price counts: 20 + 20 + 17.99.
    Imported {
        file: "other-platforms/woocommerce-importer-test.csv",
        rows: 7,
        products: 2,
        variants: 3,
        price_sum: 5799,
        compare_at: (1, 2000),
        pictures: 6,
        skipped: (3, 3),
        ..HOME
    },
];

const REFUSED: &[(&str, &str)] = &[
    ("shopify/towels-partial-columns.csv", "Handle is missing"),
    ("shopify/towels-wholesale-pricelist.csv", "recognised as a price list"),
    ("derived/home-shift_jis.csv", "Shift_JIS"),
    (
        "derived/packt-truncated-in-quote.csv",
        "its last row 11 has 9 of 48 cells and no line end",
    ),
    (
        "other-platforms/woocommerce-sample_tax_rates.csv",
        "WooCommerce tax rates",
    ),
    ("other-platforms/magento2-configurable-products.csv", "Magento"),
    ("other-platforms/medusa-exported-products-comma.csv", "Medusa"),
    ("other-platforms/medusa-exported-products-semicolon.csv", "Medusa"),
    ("other-platforms/medusa-invalid-column.csv", "Medusa"),
    ("other-platforms/medusa-invalid-prices.csv", "Medusa"),
    ("other-platforms/medusa-prices-with-region.csv", "Medusa"),
    ("other-platforms/medusa-v1-template.csv", "Medusa"),
    (
        "other-platforms/vendure-e2e-product-import-multi-languages.csv",
        "Vendure",
    ),
    ("other-platforms/vendure-e2e-products-full.csv", "Vendure"),
    ("other-platforms/vendure-e2e-products-money-handling.csv", "Vendure"),
    (
        "other-platforms/vendure-e2e-products-stock-control-multi.csv",
        "Vendure",
    ),
    ("other-platforms/vendure-parser-invalid-option-values.csv", "Vendure"),
    ("other-platforms/vendure-parser-invalid-row-length.csv", "Vendure"),
    ("other-platforms/vendure-parser-multiple-languages.csv", "Vendure"),
    ("other-platforms/oscar-books.computers-in-fiction.csv", "django-oscar"),
    ("other-platforms/oscar-books.essential.csv", "django-oscar"),
    ("other-platforms/oscar-books.hacking.csv", "django-oscar"),
    ("other-platforms/saleor-populatedb_data.json", "Saleor"),
    (
        "other-platforms/commercetools-sunrise-inventory.csv",
        "commercetools inventory",
    ),
    (
        "other-platforms/commercetools-sunrise-categories.csv",
        "commercetools category",
    ),
    (
        "other-platforms/commercetools-sunrise-product-type.json",
        "commercetools product types",
    ),
    ("other-platforms/apparel-flat-ru-en.csv", "flat product list"),
];

/// Too large for a loop of databases; it has a test of its own.
const LARGE: &str = "derived/apparel-20000-products.csv.gz";

#[test]
fn every_shared_file_has_its_verdict() {
    for folder in ["shopify", "other-platforms", "derived"] {
        let Some(folder_path) = shared(folder) else { return };
        for entry in folder_path.read_dir().expect("listed") {
            let name = format!("{folder}/{}", entry.expect("read").file_name().to_string_lossy());
            let known = IMPORTED.iter().any(|one| one.file == name) || REFUSED.iter().any(|(file, _)| *file == name);
            assert!(known || name == LARGE, "{name} is in no table");
        }
    }
}

#[tokio::test]
async fn files_are_imported_with_each_row_accounted_for_and_a_second_import_changes_nothing() {
    for expected in IMPORTED {
        let name = expected.file;
        let Some(path) = shared(name) else { return };
        let world = World::open().await;

        let first = world
            .import(&path)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));

        let counts = |created, skipped, refused| Counts {
            created,
            skipped,
            refused,
            ..Counts::default()
        };
        let rows = expected.rows - expected.skipped.0 - expected.refused.0;
        assert_eq!(first.rows_in_file, expected.rows, "{name}");
        assert_eq!(
            first.totals.rows,
            counts(rows, expected.skipped.0, expected.refused.0),
            "{name}"
        );
        assert_eq!(
            first.totals.products,
            counts(expected.products, expected.skipped.1, expected.refused.1),
            "{name}"
        );
        assert_stored(&world, expected).await;
        assert_repeated(&world, expected, &path).await;
        world.close().await;
    }
}

async fn assert_stored(world: &World, expected: &Imported) {
    let name = expected.file;
    let products = i64::try_from(expected.products).expect("small");
    assert_eq!(world.count("select count(*) from products").await, products, "{name}");
    assert_eq!(
        world.count("select count(*) from variants").await,
        expected.variants,
        "{name}"
    );
    assert_eq!(
        world
            .count("select coalesce(sum(amount_minor), 0)::bigint from prices")
            .await,
        expected.price_sum,
        "{name}"
    );
    assert_eq!(
        world.count("select count(compare_at_minor) from prices").await,
        expected.compare_at.0,
        "{name}"
    );
    assert_eq!(
        world
            .count("select coalesce(sum(compare_at_minor), 0)::bigint from prices")
            .await,
        expected.compare_at.1,
        "{name}"
    );
    assert_eq!(
        world.count("select count(*) from product_summaries").await,
        products,
        "{name}"
    );
    assert_eq!(
        world
            .count("select count(*) from jobs where kind = 'fetch_media'")
            .await,
        world.count("select count(*) from media").await,
        "{name}"
    );
    assert_eq!(
        world.count("select count(*) from media").await,
        expected.pictures,
        "{name}"
    );
}

async fn assert_repeated(world: &World, expected: &Imported, path: &std::path::Path) {
    let name = expected.file;
    let before = world.fingerprint().await;

    let second = world
        .import(path)
        .await
        .unwrap_or_else(|error| panic!("{name}: {error:?}"));

    let rows = expected.rows - expected.skipped.0 - expected.refused.0;
    assert_eq!(
        (second.totals.rows.unchanged, second.totals.rows.changed()),
        (rows, 0),
        "{name}"
    );
    assert_eq!(world.fingerprint().await, before, "{name}");
}

#[tokio::test]
async fn files_of_other_kinds_are_refused_by_name_and_change_nothing() {
    let world = World::open().await;
    let before = world.fingerprint().await;
    for (name, reason) in REFUSED {
        let Some(path) = shared(name) else { break };

        let error = world.import(&path).await.expect_err(name);

        let whole = match &error {
            ImportError::Source(cause) => format!("{error}: {cause}"),
            _ => error.to_string(),
        };
        assert!(
            whole.contains("nothing was changed") && whole.contains(reason),
            "{name}: {whole}"
        );
    }
    assert_eq!(world.fingerprint().await, before);
    world.close().await;
}

#[test]
fn the_large_file_parses_with_each_row_accounted_for() {
    let Some(path) = shared(LARGE) else { return };

    let parsed = parse(&path).expect("readable");

    let products = || {
        parsed.iter().filter_map(|one| {
            if let Parsed::Product(drafted) = one {
                Some(drafted)
            } else {
                None
            }
        })
    };
    assert_eq!(parsed.iter().map(|one| one.rows().len()).sum::<usize>(), 60_000);
    assert_eq!(products().count(), 20_000);
    let prices = products()
        .flat_map(|drafted| &drafted.draft.variants)
        .map(|variant| variant.amount_minor);
    assert_eq!(prices.sum::<i64>(), 902_136_605);
}
