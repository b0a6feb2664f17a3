//! The shop in a storm (RELIABILITY T09): shoppers, staff, a bank and the store's own workers, in an order that one seed
//! decides, under virtual time, with faults on the wire and kills in the middle.
//!
//! The verbs are the real ones, and so is the database. What is played is whatever lies outside: the bank with its books
//! ([`bank`]), the wire to it and its letters ([`wire`], [`steps::wire`]), clocks ([`time`]), and whoever presses buttons
//! ([`steps`]). One verb runs at a time, and stops where it calls the bank: then anything else may happen before the answer
//! comes, or instead of it. A kill unwinds a verb at a named step or after any statement, and everything under way with it
//! ([`kill`]).
//!
//! Beside the shop stands a model of what shoppers, staff and the bank know from answers alone ([`shopper`]). Each answer is
//! compared with it at once; when the storm is over and everything has come to its end ([`heal`]), the books are ([`check`]).
//!
//! A run that breaks a promise prints its seed, and how to repeat it.

mod bank;
mod chance;
mod check;
mod heal;
mod kill;
mod run;
mod shopper;
mod stage;
mod steps;
mod time;
mod trace;
mod wire;
mod world;

use run::{Failure, Ran, run, shrink};
use stage::Stage;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Seeds of the short form.
const SEEDS: u64 = 60;
/// Steps of a run.
const STEPS: usize = 200;
/// Runs at once, each with a database of its own.
const THREADS: u64 = 2;

fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |text| text.parse().expect("a number"))
}

fn on_this_thread<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

fn tell(failure: &Failure) -> String {
    format!(
        "{}\nseed {} after {} steps; again by\n\n    \
         TEST_SIMULATION_SEED={} TEST_SIMULATION_SEEDS=1 .ci/test -p worker --lib -- simulation\n\n{}",
        failure.broken.0,
        failure.seed,
        failure.steps,
        failure.seed,
        failure.tail.join("\n")
    )
}

#[test]
fn whatever_is_lost_late_or_killed_the_books_agree_and_every_promise_is_kept() {
    let first = number("TEST_SIMULATION_SEED", 1);
    let seeds = number("TEST_SIMULATION_SEEDS", SEEDS);
    let steps = usize::try_from(number("TEST_SIMULATION_STEPS", STEPS as u64)).expect("a count");
    let started = Instant::now();
    let next = AtomicU64::new(first);
    let ran: Mutex<Vec<Ran>> = Mutex::default();
    let failed: Mutex<Vec<Failure>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..THREADS.min(seeds) {
            scope.spawn(|| {
                on_this_thread(async {
                    let stage = Stage::build().await;
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed >= first + seeds || !failed.lock().expect("no panic").is_empty() {
                            break;
                        }
                        match run(&stage, seed, steps).await {
                            Ok(one) => ran.lock().expect("no panic").push(one),
                            Err(failure) => {
                                let least = shrink(&stage, failure).await;
                                failed.lock().expect("no panic").push(least);
                            }
                        }
                    }
                    stage.strike().await;
                });
            });
        }
    });
    let ran = ran.into_inner().expect("no panic");
    println!(
        "{} seeds from {first} on, {steps} steps each: {} orders, {} kills, {:.1} s",
        ran.len(),
        ran.iter().map(|it| it.orders).sum::<usize>(),
        ran.iter().map(|it| it.kills).sum::<u32>(),
        started.elapsed().as_secs_f32()
    );
    let failed = failed.into_inner().expect("no panic");
    assert!(
        failed.is_empty(),
        "{}",
        failed.iter().map(tell).collect::<Vec<_>>().join("\n\n")
    );
}

#[test]
fn the_same_seed_tells_the_same_story_twice() {
    on_this_thread(async {
        let stage = Stage::build().await;
        let mut stories = Vec::new();
        for seed in [7, 8, 7, 8] {
            let ran = run(&stage, seed, STEPS).await;
            stories.push(ran.unwrap_or_else(|failure| panic!("{}", tell(&failure))).hash);
        }
        assert_eq!(stories[..2], stories[2..]);
        assert_ne!(stories[0], stories[1]);
        stage.strike().await;
    });
}
