//! The importer as a whole: files in, outcomes and database rows out.

mod catalogues;
mod database;
mod hostile;
mod repeats;
mod shopify;
mod woocommerce;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use adapters::clock::Clock;
use domain::money::Currency;
use tempfile::NamedTempFile;
use testkit::{TestDb, TestShop};

use super::catalogue::Catalogue;
use super::error::ImportError;
use super::outcome::{Drafted, Parsed};
use super::pictures::MediaFolder;
use super::products::import_products;
use super::progress::Silent;
use super::recognise::recognise;
use super::request::{Format, ImportRequest};
use super::source::Source;
use super::summary::ImportSummary;
use crate::App;

/// A file with this content, gone when dropped.
fn file(content: impl AsRef<[u8]>) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a temporary file");
    file.write_all(content.as_ref()).expect("written");
    file
}

/// Rows joined to a file.
fn lines(lines: &[&str]) -> NamedTempFile {
    file(lines.join("\n") + "\n")
}

/// Everything that a file parses to, prices in EUR, or why it is refused whole.
fn parse(path: &Path) -> Result<Vec<Parsed>, String> {
    let refuse = |error: &dyn std::error::Error| error.to_string();
    let source = Source::inspect(path).map_err(|error| refuse(&error))?;
    let platform = recognise(&source, Format::Auto).map_err(|foreign| foreign.to_string())?;
    let catalogue = Catalogue::survey(source, platform).map_err(|error| refuse(&error))?;
    let products = catalogue
        .products(MediaFolder::default(), Currency::EUR)
        .map_err(|error| refuse(&error))?;
    products.collect::<Result<_, _>>().map_err(|error| refuse(&error))
}

/// The one product of a file that has one.
fn only_product(path: &Path) -> Drafted {
    match parse(path).expect("readable").as_slice() {
        [Parsed::Product(drafted)] => drafted.as_ref().clone(),
        other => panic!("one product was expected, not {other:?}"),
    }
}

/// Row, column and reason of the one refusal of a file.
fn only_refusal(path: &Path) -> (u64, String, String) {
    let parsed = parse(path).expect("readable");
    let mut refusals = parsed.iter().filter_map(|one| match one {
        Parsed::Refused { refusal, .. } => Some((refusal.row, refusal.column.clone(), refusal.reason.clone())),
        _ => None,
    });
    let first = refusals
        .next()
        .unwrap_or_else(|| panic!("a refusal was expected in {parsed:?}"));
    assert_eq!(refusals.next(), None);
    first
}

/// A shop with a database of its own.
struct World {
    db: TestDb,
    app: App,
}

impl World {
    async fn open() -> Self {
        let db = TestDb::create().await;
        TestShop::open(&db.pool).await;
        let app = App::new(db.pool.clone(), Clock::system());
        Self { db, app }
    }

    async fn import(&self, path: &Path) -> Result<ImportSummary, ImportError> {
        import_products(&self.app, ImportRequest::new(path), &Silent).await
    }

    /// A number from the database.
    async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.db.pool).await.expect(query)
    }

    /// A digest of every catalogue row: equal before and after exactly if nothing was written.
    async fn fingerprint(&self) -> Vec<String> {
        let mut prints = Vec::new();
        for query in [
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from (select product_id, handle, title, version, updated_at from products) t",
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from variants t",
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from prices t",
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from inventory_levels t",
            "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from product_media t",
            "select count(*)::text from inventory_movements",
            "select count(*)::text from jobs",
            "select count(*)::text from outbox_entries",
            "select coalesce(max(catalog_version), 0)::text from shops",
        ] {
            prints.push(sqlx::query_scalar(query).fetch_one(&self.db.pool).await.expect(query));
        }
        prints
    }

    async fn close(self) {
        self.db.drop().await;
    }
}

/// A file of the shared catalogues; `None`, said once, where they are absent.
fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("VITRINE_SHARED_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = root.join("catalogs").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}
