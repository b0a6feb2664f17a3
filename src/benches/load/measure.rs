//! One cell of the table: an operation done by so many shoppers at once for so long.

use crate::operations::Operation;
use crate::percentile::Times;
use crate::processes;
use crate::world::Goods;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use testkit::browser::Browser;

/// Work that a request leaves to the background belongs to it: so long the store has to finish it.
const SETTLES_WITHIN: Duration = Duration::from_millis(500);

/// What was measured.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What was done.
    pub operation: Operation,
    /// By so many at once.
    pub connections: usize,
    /// For so long, until the last one was done.
    pub elapsed: Duration,
    /// How long each took that succeeded.
    pub times: Times,
    /// How many failed.
    pub errors: u32,
    /// Why, the first of them.
    pub first_error: Option<String>,
    /// CPU time of the store in milliseconds.
    pub store_ms: u64,
    /// CPU time of Postgres in milliseconds.
    pub postgres_ms: u64,
}

/// Whom to watch.
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    /// Where the store listens.
    pub port: u16,
    /// The store's process.
    pub store: u32,
    /// The leader of its Postgres.
    pub postgres: u32,
}

/// Warms up for a quarter of the time, then measures.
pub async fn cell(
    operation: Operation,
    connections: usize,
    duration: Duration,
    watched: Watched,
    goods: &Arc<Goods>,
) -> Cell {
    let turns = Arc::new(AtomicU32::new(0));
    let run = async |duration| shoppers(operation, connections, duration, watched.port, goods, &turns).await;
    run(duration / 4).await;
    let before = watched.settled_cpu().await;
    let started = Instant::now();
    let done = run(duration).await;
    let elapsed = started.elapsed();
    let after = watched.settled_cpu().await;
    Cell {
        operation,
        connections,
        elapsed,
        times: Times::of(done.times),
        errors: done.errors,
        first_error: done.first_error,
        store_ms: after.0 - before.0,
        postgres_ms: after.1 - before.1,
    }
}

impl Cell {
    /// Operations a second.
    pub fn rate(&self) -> f64 {
        count(self.times.count()) / self.elapsed.as_secs_f64()
    }

    /// CPU milliseconds an operation of some milliseconds in all; failed ones took time too.
    pub fn per_operation(&self, total_ms: u64) -> f64 {
        let all = self.times.count() + self.errors as usize;
        Duration::from_millis(total_ms).as_secs_f64() * 1000.0 / count(all.max(1))
    }
}

impl Watched {
    async fn settled_cpu(self) -> (u64, u64) {
        tokio::time::sleep(SETTLES_WITHIN).await;
        (processes::cpu_ms(self.store), processes::tree_cpu_ms(self.postgres))
    }
}

#[derive(Default)]
struct Done {
    times: Vec<u32>,
    errors: u32,
    first_error: Option<String>,
}

async fn shoppers(
    operation: Operation,
    connections: usize,
    duration: Duration,
    port: u16,
    goods: &Arc<Goods>,
    turns: &Arc<AtomicU32>,
) -> Done {
    let until = Instant::now() + duration;
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            tokio::spawn(shopper(
                operation,
                until,
                Browser::new(port),
                goods.clone(),
                turns.clone(),
            ))
        })
        .collect();
    let mut all = Done::default();
    for task in tasks {
        match task.await {
            Ok(done) => all.add(done),
            Err(error) => all.fail(&error.to_string()),
        }
    }
    all
}

async fn shopper(
    operation: Operation,
    until: Instant,
    mut browser: Browser,
    goods: Arc<Goods>,
    turns: Arc<AtomicU32>,
) -> Done {
    let mut done = Done::default();
    while Instant::now() < until {
        let turn = turns.fetch_add(1, Ordering::Relaxed);
        let started = Instant::now();
        match operation.perform(&mut browser, &goods, turn).await {
            Ok(()) => done
                .times
                .push(u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX)),
            Err(error) => {
                done.fail(&format!("{error:#}"));
                // A shop that refuses everything at once is not to be flooded.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    done
}

impl Done {
    fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.errors += other.errors;
        self.first_error = self.first_error.take().or(other.first_error);
    }

    fn fail(&mut self, why: &str) {
        self.errors += 1;
        self.first_error.get_or_insert_with(|| why.to_owned());
    }
}

// Counts of a run of seconds are far below 2^32.
fn count(number: usize) -> f64 {
    u32::try_from(number).unwrap_or(u32::MAX).into()
}
