//! What is measured in: a shop in a folder that goes away, with a catalogue brought in by the program's own import.

use crate::catalogue;
use adapters::postgres_server::{EmbeddedPostgres, Options};
use anyhow::Context as _;
use sqlx::{Connection as _, PgConnection, PgPool};
use std::fs::{File, Permissions};
use std::io::BufWriter;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::TestShop;
use testkit::program::Installation;

/// A shop ready to be measured.
pub struct World {
    /// How to run its server.
    pub installation: Installation,
    /// What shoppers ask for.
    pub goods: Goods,
    /// How long the import took.
    pub import_time: Duration,
    /// Version of Postgres.
    pub postgres_version: String,
    /// Where Postgres keeps its files.
    pub postgres_folder: PathBuf,
    // Removed when dropped.
    _folder: TempDir,
}

/// What shoppers ask for.
#[derive(Debug, Clone)]
pub struct Goods {
    /// Products in the catalogue.
    pub products: u32,
    /// One variant of some products.
    pub variants: Vec<String>,
    /// How the goods are delivered.
    pub delivery_method: String,
    /// Handles of collections.
    pub collections: Vec<String>,
}

impl Goods {
    /// The variant of a turn.
    ///
    /// # Errors
    /// When there are none.
    pub fn variant(&self, turn: u32) -> anyhow::Result<&str> {
        let at = turn as usize % self.variants.len().max(1);
        self.variants
            .get(at)
            .map(String::as_str)
            .context("there are no variants")
    }
}

impl Goods {
    /// Two different variants of a turn.
    ///
    /// # Errors
    /// When there are none.
    pub fn pair(&self, turn: u32) -> anyhow::Result<[&str; 2]> {
        Ok([
            self.variant(turn.wrapping_mul(2))?,
            self.variant(turn.wrapping_mul(2).wrapping_add(1))?,
        ])
    }
}

impl World {
    /// Makes the shop, imports the catalogue and stops Postgres.
    ///
    /// # Errors
    /// Any failure on the way.
    pub async fn create(program: PathBuf, site_dir: PathBuf, products: u32) -> anyhow::Result<Self> {
        // Postgres may run as another user, who has to get there.
        let folder = tempfile::Builder::new()
            .prefix("vitrine-load-")
            .permissions(Permissions::from_mode(0o755))
            .tempdir_in("/var/tmp")?;
        let data_dir = folder.path().to_path_buf();
        let installation = Installation {
            program,
            data_dir,
            site_dir,
            settings: Vec::new(),
        };
        let postgres = start_postgres(&installation).await?;
        let made = fill(&installation, postgres.url(), products).await;
        let postgres_folder = postgres.data_folder().to_path_buf();
        postgres.stop().await;
        let (goods, import_time, postgres_version) = made?;
        Ok(Self {
            installation,
            goods,
            import_time,
            postgres_version,
            postgres_folder,
            _folder: folder,
        })
    }
}

/// The shop's private Postgres, started or joined. It has to be stopped.
///
/// # Errors
/// When it does not start.
pub async fn start_postgres(installation: &Installation) -> anyhow::Result<EmbeddedPostgres> {
    let options = Options::in_folder(&installation.data_dir);
    EmbeddedPostgres::start(options, |_| {})
        .await
        .context("the private Postgres does not start")
}

async fn fill(installation: &Installation, url: &str, products: u32) -> anyhow::Result<(Goods, Duration, String)> {
    installation.run(&["migrate"])?;
    let pool = PgPool::connect(url).await?;
    let shop = TestShop::open(&pool).await;
    let import_time = import(installation, products)?;
    let collections = add_collections(&pool).await?;
    analyze(&pool).await?;
    let variants = sqlx::query_scalar(
        "select variant_id::text from variants where position = 1 order by md5(variant_id::text) limit 1000",
    );
    let goods = Goods {
        products,
        variants: variants.fetch_all(&pool).await?,
        delivery_method: shop.standard_delivery_id.to_string(),
        collections,
    };
    pool.close().await;
    let mut connection = PgConnection::connect(url).await?;
    let version = sqlx::query_scalar("show server_version")
        .fetch_one(&mut connection)
        .await?;
    Ok((goods, import_time, version))
}

// What a store that has run for an hour has: statistics and a visibility map. Not of empty tables: a server's own
// housekeeping passes them over too, and a plan for a table that is known to be empty reads all of it later.
async fn analyze(pool: &PgPool) -> anyhow::Result<()> {
    let tables: Vec<String> =
        sqlx::query_scalar("select relid::regclass::text from pg_statio_user_tables where pg_relation_size(relid) > 0")
            .fetch_all(pool)
            .await?;
    for table in tables {
        // The names come from the catalogue of the server, quoted as far as they need it.
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("vacuum analyze {table}")))
            .execute(pool)
            .await?;
    }
    Ok(())
}

fn import(installation: &Installation, products: u32) -> anyhow::Result<Duration> {
    let path = installation.data_dir.join("catalogue.csv");
    catalogue::write(products, &mut BufWriter::new(File::create(&path)?))?;
    let started = Instant::now();
    installation.run(&["import", "products", &path.to_string_lossy()])?;
    Ok(started.elapsed())
}

// One for each product type, so a twelfth of the catalogue each; a product file brings none.
async fn add_collections(pool: &PgPool) -> anyhow::Result<Vec<String>> {
    sqlx::query(
        "insert into collections (collection_id, handle, title, kind)
         select gen_random_uuid(), lower(product_type), product_type, 'manual'
         from products
         group by product_type",
    )
    .execute(pool)
    .await?;
    sqlx::query(
        "insert into collection_products (collection_id, product_id, position)
         select c.collection_id, p.product_id, row_number() over (partition by c.collection_id order by p.handle)
         from products p
         join collections c on c.title = p.product_type",
    )
    .execute(pool)
    .await?;
    Ok(sqlx::query_scalar("select handle from collections order by handle")
        .fetch_all(pool)
        .await?)
}
