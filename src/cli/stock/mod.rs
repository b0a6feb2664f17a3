//! `vitrine stock`.

mod arguments;

pub use arguments::Stock;

use crate::boot::{self, Database};
use crate::config::Config;
use anyhow::Context as _;
use app::App;
use app::stock::{self, Change, Changed, Listed, Row};
use arguments::{At, Locations, Task};
use chrono::{DateTime, Utc};
use std::path::Path;
use std::process::ExitCode;
use store::inventory::{CountOutcome, LevelPatch, LevelSummary, LocationPatch, Movement, ShortOrder};

// A file of more is a mistake.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Some rows could not be done.
const SOME_REFUSED: u8 = 2;

/// Does what was asked for.
pub async fn run(config: &Config, asked: Stock) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let done = carry_out(config, &database, asked.task).await;
    database.close().await;
    done
}

async fn carry_out(config: &Config, database: &Database, task: Task) -> anyhow::Result<ExitCode> {
    database.migrate().await?;
    let app = boot::application(config, database)?;
    match task {
        Task::Set {
            at,
            on_hand,
            as_of,
            safety,
            backorder,
            external_ref,
            reason,
        } => {
            let patch = LevelPatch {
                safety,
                backorder_limit: backorder,
            };
            let count = on_hand.map(|on_hand| Change::Count {
                on_hand,
                as_of: as_of.unwrap_or_else(|| app.clock.now()),
            });
            set(&app, at, count, patch, (external_ref, &reason)).await
        }
        Task::Adjust {
            at,
            delta,
            external_ref,
            reason,
        } => one(&app, at, Change::Delta(delta), external_ref, &reason).await,
        Task::Recount { file, as_of, reason } => recount(&app, &file, as_of, &reason).await,
        Task::List { location, sku, low } => {
            let listed = Listed {
                location,
                sku,
                at_most: low,
            };
            let levels = stock::list_levels(&app, &listed).await?;
            levels.iter().for_each(print_level);
            println!("{} levels.", levels.len());
            Ok(ExitCode::SUCCESS)
        }
        Task::History { sku } => {
            stock::list_movements(&app, &sku).await?.iter().for_each(print_movement);
            Ok(ExitCode::SUCCESS)
        }
        Task::Verify => verify(&app).await,
        Task::Locations(task) => locations(&app, task).await,
        Task::Counts { shown } => {
            stock::show_counts(&app, shown == "on").await?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn set(
    app: &App,
    at: At,
    count: Option<Change>,
    patch: LevelPatch,
    (external_ref, reason): (Option<String>, &str),
) -> anyhow::Result<ExitCode> {
    let has_limits = patch != LevelPatch::default();
    anyhow::ensure!(
        has_limits || count.is_some(),
        "say how many there are, or use --safety or --backorder"
    );
    if has_limits {
        stock::set_limits(app, &at.sku, at.location.as_deref(), patch).await?;
        println!("{}: limits are set.", at.sku);
    }
    match count {
        Some(count) => one(app, at, count, external_ref, reason).await,
        None => Ok(ExitCode::SUCCESS),
    }
}

async fn one(
    app: &App,
    at: At,
    change: Change,
    external_ref: Option<String>,
    reason: &str,
) -> anyhow::Result<ExitCode> {
    let row = Row {
        sku: at.sku,
        location: at.location,
        change,
        external_ref,
    };
    let sku = row.sku.clone();
    let said = match change {
        Change::Count { .. } => stock::count(app, row, reason).await?,
        Change::Delta(_) => stock::adjust(app, row, reason).await?,
    };
    println!("{sku}: {}", words(&said));
    Ok(if said.is_done() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn recount(app: &App, path: &Path, as_of: Option<DateTime<Utc>>, reason: &str) -> anyhow::Result<ExitCode> {
    let about = || format!("{} cannot be read", path.display());
    let size = std::fs::metadata(path).with_context(about)?.len();
    anyhow::ensure!(size <= MAX_BYTES, "{} is larger than 64 MiB", path.display());
    let file = std::fs::File::open(path).with_context(about)?;
    let rows = stock::read_rows(file, as_of.unwrap_or_else(|| app.clock.now())).with_context(about)?;
    let outcomes = stock::take_in(app, &rows, reason).await?;
    let refused: Vec<_> = rows.iter().zip(&outcomes).filter(|(_, said)| !said.is_done()).collect();
    for (row, said) in &refused {
        eprintln!("{}: {}", row.sku, words(said));
    }
    let short = outcomes.iter().filter(|said| is_short(said)).count();
    println!(
        "{} rows, {} refused, {short} below what is promised.",
        rows.len(),
        refused.len()
    );
    if short > 0 {
        stock::list_short_orders(app).await?.iter().for_each(print_short);
    }
    Ok(if refused.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(SOME_REFUSED)
    })
}

const fn is_short(said: &Changed) -> bool {
    matches!(said, Changed::Told(CountOutcome::Done { deficit, .. }) if *deficit > 0)
}

fn words(said: &Changed) -> String {
    match said {
        Changed::Told(CountOutcome::Done { on_hand, deficit: 0 }) => format!("{on_hand} on the shelf."),
        Changed::Told(CountOutcome::Done { on_hand, deficit }) => {
            format!("{on_hand} on the shelf, {deficit} fewer than promised.")
        }
        Changed::Told(CountOutcome::Known) => "done before, under this name.".to_owned(),
        Changed::Told(CountOutcome::Older { last }) => format!("there is a later count, of {}.", last.to_rfc3339()),
        Changed::Told(CountOutcome::TooFew { on_hand, promised }) => {
            format!(
                "refused: {on_hand} on the shelf, {promised} of them promised. A count may say so, a difference may not."
            )
        }
        Changed::NoVariant => "no variant has this stock code.".to_owned(),
        Changed::NoLocation => "there is no such place.".to_owned(),
        Changed::Twice => "the same variant and place stand in the file twice.".to_owned(),
        Changed::Invalid(text) => (*text).to_owned(),
    }
}

async fn verify(app: &App) -> anyhow::Result<ExitCode> {
    let verified = stock::verify(app).await?;
    for found in &verified.differences {
        let name = if found.sku.is_empty() {
            found.variant_id.to_string()
        } else {
            found.sku.clone()
        };
        println!(
            "{name} at {}: {} is {}, and adds up to {}. Proposed: a movement of {:+}.",
            found.location,
            found.figure,
            found.stored,
            found.proven,
            found.stored - found.proven
        );
    }
    verified.short.iter().for_each(print_short);
    if verified.differences.is_empty() {
        println!("Stock adds up. {} order lines are short.", verified.short.len());
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

async fn locations(app: &App, task: Locations) -> anyhow::Result<ExitCode> {
    match task {
        Locations::List => {}
        Locations::Add { name, change } => stock::add_location(app, &name, patch(change)).await?,
        Locations::Set { name, change } => stock::change_location(app, &name, patch(change)).await?,
    }
    for place in stock::list_locations(app).await? {
        let countries = if place.countries.is_empty() {
            "all countries".to_owned()
        } else {
            place.countries.join(", ")
        };
        let state = if place.is_active { "in use" } else { "not in use" };
        println!("{:4}  {}: {countries}; {state}", place.position, place.name);
    }
    Ok(ExitCode::SUCCESS)
}

fn patch(change: arguments::Change) -> LocationPatch {
    let countries = change.countries.map(|codes| {
        let codes = codes.into_iter().map(|code| code.trim().to_uppercase());
        codes.filter(|code| code != "ALL" && !code.is_empty()).collect()
    });
    LocationPatch {
        position: change.priority,
        countries,
        is_active: change.active,
    }
}

fn print_level(level: &LevelSummary) {
    println!(
        "{:20}  {:12}  {:6} available  {:6} on hand  {:5} allocated  {:5} held  {:4} safety  {:4} back-order  {:4} short  {}",
        level.sku,
        level.location,
        level.available,
        level.on_hand,
        level.allocated,
        level.held,
        level.safety,
        level.backorder_limit,
        level.deficit,
        level.name
    );
}

fn print_movement(movement: &Movement) {
    let order = movement
        .order_number
        .map_or_else(String::new, |number| format!("  #{number}"));
    let external = movement
        .external_ref
        .as_ref()
        .map_or_else(String::new, |name| format!("  ref {name}"));
    println!(
        "{}  {:10}  {:12}  on hand {:+}, allocated {:+}, held {:+}{order}{external}  {}",
        movement.created_at.format("%Y-%m-%d %H:%M:%S"),
        movement.kind,
        movement.location,
        movement.on_hand_delta,
        movement.allocated_delta,
        movement.held_delta,
        movement.reason
    );
}

fn print_short(short: &ShortOrder) {
    let number = short
        .order_number
        .map_or_else(|| short.order_id.to_string(), |number| format!("#{number}"));
    println!(
        "order {number} is short of {} × {} at {}",
        short.missing, short.sku, short.location
    );
}
