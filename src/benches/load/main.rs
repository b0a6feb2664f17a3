//! The load driver: starts the release server beside a private Postgres and 20,000 products, does what shoppers do, and
//! writes to `docs/benchmarks.md` how fast it was and what it cost.
//!
//! Two servers run one after the other: one without the page cache, for pages made anew, and one as it comes. The figure
//! to watch is CPU time per operation: it hardly changes when others use the machine, while times and rates do.

mod arguments;
mod bare;
mod catalogue;
mod measure;
mod operations;
mod percentile;
mod placements;
mod pricing_results;
mod processes;
mod purchases;
mod report;
mod weights;
mod world;

use adapters::clock::Clock;
use anyhow::Context as _;
use arguments::{Arguments, USAGE};
use measure::{Cell, Watched};
use operations::Operation;
use placements::Placements;
use processes::Memory;
use purchases::{BUYERS, Purchases};
use report::{Machine, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use testkit::program::{self, Server};
use weights::Weight;
use world::{Goods, World};

/// The default of the configuration.
const PAGE_CACHE_MB: u32 = 64;

fn main() -> ExitCode {
    if std::env::args().any(|word| word == "--help") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(why) => {
            eprintln!("load: {why}\n\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match run(&arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(errors) => {
            eprintln!("load: {errors} operations failed");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("load: {error:#}");
            ExitCode::FAILURE
        }
    }
}

// One thread, so that the driver takes no more than one core from what it measures.
fn run(arguments: &Arguments) -> anyhow::Result<u32> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure_all(arguments))
}

async fn measure_all(arguments: &Arguments) -> anyhow::Result<u32> {
    let there = |path: &Path| {
        let found = path.canonicalize();
        found.with_context(|| format!("{} is not there: run .ci/build release", path.display()))
    };
    let (program, site_dir) = (there(&arguments.server)?, there(&arguments.site)?);
    weights::code(&site_dir)?;
    say(&format!("Importing {} products", arguments.products));
    let world = World::create(program, site_dir, arguments.products).await?;
    let started = cold_starts(&world).await?;
    let mut cells = Vec::new();
    let anew = phase(arguments, &world, false, &mut cells).await?;
    let usual = phase(arguments, &world, true, &mut cells).await?;
    drop(anew);
    let bare = match usual.placements {
        Some(_) => {
            say("Measuring the bare statements of a placement by pgbench");
            bare::measure(&world, BUYERS, carts_each(arguments)).await?
        }
        None => None,
    };
    cells.sort_by_key(|cell| Operation::ALL.iter().position(|operation| *operation == cell.operation));
    let failed = usual.placements.as_ref().map_or(0, |placements| placements.errors);
    let errors = failed + cells.iter().map(|cell| cell.errors).sum::<u32>();
    let rate = |operation| cells.iter().find(|cell| cell.operation == operation).map(Cell::rate);
    let purchases = Purchases {
        placement: usual.placements.as_ref().map(Placements::rate),
        mixed: rate(Operation::PurchaseOfTwo),
        hot: rate(Operation::PurchaseOfHot),
        bare,
    };
    let report = Report {
        date: Clock::system().now().format("%Y-%m-%d").to_string(),
        machine: Machine::here(),
        postgres_version: world.postgres_version.clone(),
        products: arguments.products,
        duration: arguments.duration,
        import_time: world.import_time,
        cold_start: started.0,
        cold_start_with_postgres: started.1,
        cells,
        purchases,
        store_memory: usual.store,
        postgres_memory: usual.postgres,
        weights: usual.weights,
        pricing: pricing_results::read(&target_dir()),
    };
    write(arguments, &report.to_markdown())?;
    Ok(errors)
}

// The first start of all fills the system's file cache and is not counted.
async fn cold_starts(world: &World) -> anyhow::Result<(Duration, Duration)> {
    say("Starting and stopping");
    let once = || -> anyhow::Result<Duration> {
        let server = serve(world, PAGE_CACHE_MB)?;
        let time = server.cold_start;
        server.stop()?;
        Ok(time)
    };
    once()?;
    let with_postgres = once()?;
    let postgres = world::start_postgres(&world.installation).await?;
    let without = once();
    postgres.stop().await;
    Ok((without?, with_postgres))
}

fn serve(world: &World, page_cache_mb: u32) -> anyhow::Result<Server> {
    let installation = world.installation.clone();
    installation
        .with("VITRINE_PAGE_CACHE_MB", page_cache_mb)
        .serve(&first_page())
}

/// What is known of a server at its end.
struct Ended {
    placements: Option<Placements>,
    store: Memory,
    postgres: Memory,
    weights: Vec<Weight>,
}

async fn phase(arguments: &Arguments, world: &World, cached: bool, cells: &mut Vec<Cell>) -> anyhow::Result<Ended> {
    let server = serve(world, if cached { PAGE_CACHE_MB } else { 0 })?;
    let watched = Watched {
        port: server.port,
        store: server.pid(),
        postgres: program::postgres_leader(&world.postgres_folder)?,
    };
    let goods = Arc::new(world.goods.clone());
    for operation in Operation::ALL
        .into_iter()
        .filter(|operation| operation.has_page_cache() == cached)
    {
        if arguments
            .only
            .as_ref()
            .is_some_and(|word| !operation.name().contains(word))
        {
            continue;
        }
        let fixed = operation.only_at().map(|buyers| vec![buyers as usize]);
        for connections in fixed.as_ref().unwrap_or(&arguments.connections) {
            let cell = measure::cell(operation, *connections, arguments.duration, watched, &goods).await;
            say(&summary(&cell));
            cells.push(cell);
        }
    }
    let wants = |name: &str| arguments.only.as_ref().is_none_or(|word| name.contains(word));
    let placements = if cached && wants(purchases::PLACEMENT) {
        Some(place(arguments, watched.port, &goods).await)
    } else {
        None
    };
    let ended = end(server, watched, &world.installation.site_dir).await?;
    Ok(Ended { placements, ..ended })
}

async fn place(arguments: &Arguments, port: u16, goods: &Arc<Goods>) -> Placements {
    let placed = placements::measure(port, goods, BUYERS, carts_each(arguments)).await;
    let why = placed.first_error.as_deref().unwrap_or("none failed");
    say(&format!(
        "{BUYERS} × {}: {:.0}/s, {why}",
        purchases::PLACEMENT,
        placed.rate()
    ));
    placed
}

// Carts of each buyer, so that placing them takes about as long as a cell.
fn carts_each(arguments: &Arguments) -> u32 {
    u32::try_from(arguments.duration.as_secs()).unwrap_or(60).clamp(1, 60) * 8
}

async fn end(server: Server, watched: Watched, site_dir: &Path) -> anyhow::Result<Ended> {
    let ended = Ended {
        placements: None,
        store: processes::memory(watched.store),
        postgres: processes::tree_memory(watched.postgres),
        weights: weights::all(watched.port, site_dir, &first_page()).await?,
    };
    server.stop()?;
    Ok(ended)
}

fn summary(cell: &Cell) -> String {
    let cpu = cell.per_operation(cell.store_ms + cell.postgres_ms);
    let why = cell
        .first_error
        .as_ref()
        .map(|why| format!(", {} errors: {why}", cell.errors))
        .unwrap_or_default();
    format!(
        "{} × {}: {:.0}/s, {cpu:.3} ms CPU{why}",
        cell.connections,
        cell.operation.name(),
        cell.rate()
    )
}

fn write(arguments: &Arguments, page: &str) -> anyhow::Result<()> {
    std::fs::write(&arguments.out, page).with_context(|| format!("{} cannot be written", arguments.out.display()))?;
    println!("{page}");
    say(&format!("Written to {}", arguments.out.display()));
    Ok(())
}

fn first_page() -> String {
    format!("/products/{}", catalogue::handle(0))
}

fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

fn say(words: &str) {
    eprintln!("load: {words}");
}
