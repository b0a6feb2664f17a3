//! What this Postgres does by itself: the statements of a placement as pgbench sends them, without a store around them.
//!
//! The scripts are the store's own writes, each in a trip of its own and in the same order, and the reads that they need, by
//! key. They run against the shop that was just measured, with the store stopped, prepared once a connection. As many
//! connections as buyers: with how few the store makes do is its own affair.

mod pgbench;

use crate::purchases::Bare;
use crate::world::{self, World};
use adapters::postgres_server::server_programs;
use anyhow::{Context as _, ensure};
use sqlx::{Connection as _, PgConnection};
use std::path::{Path, PathBuf};
use std::process::Command;

const GOODS: &str = include_str!("goods.sql");
const CARTS: &str = include_str!("carts.sql");
const PLACE: &str = include_str!("place.sql");
const SETTLE: &str = include_str!("settle.sql");

// Carts of one run, and what happens to them.
struct Run {
    /// Tells its carts from those of others.
    kind: i64,
    lines: i32,
    goods: i32,
    statements: &'static [&'static str],
}

/// Measures with so many clients, each so many times after a quarter of that to warm up. `None` where there is no pgbench.
///
/// # Errors
/// When Postgres does not start or a transaction fails.
pub async fn measure(world: &World, clients: u32, each: u32) -> anyhow::Result<Option<Bare>> {
    let Some(pgbench) = find() else {
        return Ok(None);
    };
    let postgres = world::start_postgres(&world.installation).await?;
    let measured = all(&pgbench, postgres.url(), &world.installation.data_dir, clients, each).await;
    postgres.stop().await;
    measured.map(Some)
}

// Beside the server, or where Debian puts it as well.
fn find() -> Option<PathBuf> {
    let beside = server_programs().ok().map(|(folder, _)| folder.join("pgbench"));
    let beside = beside.filter(|path| path.exists());
    let usual = || Command::new("pgbench").arg("--version").output().ok();
    beside.or_else(|| usual().map(|_| PathBuf::from("pgbench")))
}

async fn all(pgbench: &Path, url: &str, folder: &Path, clients: u32, each: u32) -> anyhow::Result<Bare> {
    let mut conn = PgConnection::connect(url).await?;
    sqlx::raw_sql(GOODS).execute(&mut conn).await?;
    let run = |kind, lines, goods, statements| Run {
        kind,
        lines,
        goods,
        statements,
    };
    let (placement, purchase, hot) = (
        run(1, 2, 1000, &[PLACE]),
        run(2, 2, 1000, &[PLACE, SETTLE]),
        run(3, 1, 1, &[PLACE, SETTLE]),
    );
    let mut rates = Vec::new();
    for run in [placement, purchase, hot] {
        rates.push(one(&run, &mut conn, (pgbench, url, folder), (clients, each)).await?);
    }
    conn.close().await?;
    let [placement, purchase, hot] = rates[..] else {
        anyhow::bail!("three runs have three results");
    };
    Ok(Bare {
        placement,
        purchase,
        hot,
    })
}

async fn one(
    run: &Run,
    conn: &mut PgConnection,
    (program, url, folder): (&Path, &str, &Path),
    (clients, each): (u32, u32),
) -> anyhow::Result<f64> {
    let warm_up = each.div_ceil(4);
    sqlx::query(CARTS)
        .bind(run.kind)
        .bind(run.lines)
        .bind(run.goods)
        .bind(i32::try_from(clients)?)
        .bind(i32::try_from(each + warm_up)?)
        .execute(&mut *conn)
        .await?;
    sqlx::raw_sql("vacuum analyze").execute(conn).await?;
    let script = folder.join(format!("bare-{}.sql", run.kind));
    std::fs::write(&script, pgbench::script(run.statements))?;
    let measure = |first: u32, count: u32| -> anyhow::Result<f64> {
        let output = Command::new(program)
            .args(["--no-vacuum", "--protocol=prepared", "--jobs=1"])
            .arg(format!("--client={clients}"))
            .arg(format!("--transactions={count}"))
            .arg(format!("--define=kind={}", run.kind))
            .arg(format!("--define=turn={first}"))
            .arg("--file")
            .arg(&script)
            .arg(url)
            .output()
            .context("pgbench does not start")?;
        let words = String::from_utf8_lossy(&output.stdout);
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "pgbench failed: {complaint}");
        pgbench::rate(&words, clients * count).with_context(|| format!("pgbench says {words}{complaint}"))
    };
    measure(0, warm_up)?;
    measure(warm_up, each)
}
