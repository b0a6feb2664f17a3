//! The database server ends at once, again and again, while shoppers buy (T07). They press again what got no answer or
//! "not now", and in the end each has exactly the order that the page thanked for.
//!
//! The shop is set up from two files, as a merchant does it. `TEST_RESTARTS` makes it longer.

use crate::running_store::{Log, READY, installation};
use crate::shoppers::{Story, Wanted, check, number, pay_after_waiting, shop};
use anyhow::Context as _;
use futures::future::join_all;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::PgPool;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use testkit::browser::Browser;
use testkit::invariants;
use testkit::program::postgres_leader;

const RESTARTS: u64 = 2;
const SHOPPERS: usize = 8;
/// How long they buy between two restarts.
const BETWEEN: Duration = Duration::from_secs(2);
/// From the end of one server until a page that needs the next.
const BACK_WITHIN: Duration = Duration::from_secs(20);

const PRODUCTS: &str = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory \
                        Qty,Variant Price,Published,Status\nring,Ring,Title,Default Title,RING,shopify,1000000,20.00,true,active\n";
const SETTINGS: &str = r#"
[[taxes]]
country = "DE"
rates = [{ name = "VAT", percent = "19" }]

[[delivery_zones]]
name = "Germany"
countries = ["DE"]
methods = [{ name = "By post", days_min = 1, days_max = 3, prices = [{ from = "0", price = "4.95" }] }]
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_ends_under_load_loses_nothing_that_was_answered() {
    let (folder, installation) = installation();
    let log = Log(installation.with("VITRINE_LOG", "warn"));
    for (name, text) in [("ring.csv", PRODUCTS), ("shop.toml", SETTINGS)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    log.0
        .run(&["import", "products", "ring.csv", "--currency", "EUR"])
        .unwrap();
    log.0.run(&["settings", "apply", "shop.toml"]).unwrap();
    let server = log.0.serve(READY).unwrap();
    let data = folder.path().join("postgres/data");
    let wanted = wanted(&connect(&data).await).await;

    let mut whole = Story::default();
    for round in 0..number("TEST_RESTARTS", RESTARTS) {
        let story = round_with_restart(server.port, &data, &wanted).await;
        let story = story.unwrap_or_else(|error| panic!("round {round}: {error:#}"));
        whole.add(story);
    }

    let pool = connect(&data).await;
    let again = whole.sent_again.len();
    assert!(again > 0, "no restart hit a request");
    let waited = whole.waiting.len();
    let mut thanked = whole.thanked;
    thanked.extend(pay_after_waiting(&pool, whole.waiting).await);
    eprintln!(
        "{} orders, {waited} after waiting; {again} requests sent again",
        thanked.len()
    );
    check(&pool, Browser::new(server.port), &thanked).await;
    invariants::check(&pool).await;
    pool.close().await;
    server.stop().unwrap();
}

async fn round_with_restart(port: u16, data: &Path, wanted: &Wanted) -> anyhow::Result<Story> {
    let over = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..SHOPPERS)
        .map(|number| tokio::spawn(shop(Browser::new(port), number, wanted.clone(), Arc::clone(&over))))
        .collect();
    tokio::time::sleep(BETWEEN).await;
    // What `pg_ctl stop -m immediate` sends: no goodbye, no checkpoint.
    let before = postgres_leader(data)?;
    kill(Pid::from_raw(before.try_into()?), Signal::SIGQUIT)?;
    let ended = Instant::now();
    while postgres_leader(data).ok().is_none_or(|leader| leader == before) {
        anyhow::ensure!(ended.elapsed() < BACK_WITHIN, "the database was not started again");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut visitor = Browser::new(port);
    visitor.tries_again_for = BACK_WITHIN;
    visitor
        .get("/search?q=ring")
        .await
        .context("the database did not come back")?;
    eprintln!("back after {:.1} s", ended.elapsed().as_secs_f32());
    tokio::time::sleep(BETWEEN).await;
    over.store(true, Ordering::Relaxed);
    let mut whole = Story::default();
    for story in join_all(tasks).await {
        whole.add(story??);
    }
    Ok(whole)
}

// The one product, and the one way of delivering.
async fn wanted(pool: &PgPool) -> Wanted {
    let (variant_id, delivery_method) =
        sqlx::query_as("select variant_id::text, delivery_method_id::text from variants cross join delivery_methods")
            .fetch_one(pool)
            .await
            .unwrap();
    Wanted {
        variant_id,
        delivery_method,
        is_told_to_wait: true,
    }
}

// The fourth line of the lock file is the port, the fifth the folder of the socket.
async fn connect(data: &Path) -> PgPool {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let url = format!("postgres://vitrine@localhost:{}/vitrine?host={}", lines[3], lines[4]);
    PgPool::connect(&url).await.unwrap()
}
