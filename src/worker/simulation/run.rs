//! One run: a seed, so many steps, the healing and the checks.

use super::bank::Bank;
use super::chance::Chance;
use super::check;
use super::heal::heal;
use super::kill::Fuse;
use super::shopper::Shopper;
use super::stage::Stage;
use super::steps::step;
use super::time::Time;
use super::trace::Trace;
use super::wire::Wire;
use super::world::{Broken, Weather, World};
use adapters::payment::signature::Secret;
use app::App;
use std::collections::BTreeMap;
use std::time::Duration;

/// How often the view of violations is read in the middle of a run.
const CHECK_EVERY: usize = 67;

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    pub hash: u64,
    /// Orders that were placed.
    pub orders: usize,
    pub kills: u32,
}

/// A run that broke a promise.
#[derive(Debug)]
pub struct Failure {
    pub seed: u64,
    /// After so many steps.
    pub steps: usize,
    pub broken: Broken,
    /// The last lines of its trace.
    pub tail: Vec<String>,
}

/// Runs a seed on a stage that is emptied first.
pub async fn run(stage: &Stage, seed: u64, steps: usize) -> Result<Ran, Failure> {
    let mut world = open(stage, seed).await;
    let mut done = 0;
    match storm(&mut world, steps, &mut done).await {
        Ok(()) => Ok(Ran {
            hash: world.trace.hash(),
            orders: world.pages.values().filter(|page| page.number.is_some()).count(),
            kills: world.kills,
        }),
        Err(broken) => Err(Failure {
            seed,
            steps: done,
            broken,
            tail: world.trace.tail(60).to_vec(),
        }),
    }
}

async fn storm(world: &mut World, steps: usize, done: &mut usize) -> Result<(), Broken> {
    while *done < steps {
        *done += 1;
        step(world).await?;
        if done.is_multiple_of(CHECK_EVERY) {
            check::holds_at_any_moment(world).await?;
        }
    }
    heal(world).await?;
    check::check(world).await
}

/// The least number of steps after which a seed breaks a promise, as far as halving finds it.
pub async fn shrink(stage: &Stage, failure: Failure) -> Failure {
    let (mut least, mut good) = (failure, 0);
    while least.steps - good > 1 {
        let middle = usize::midpoint(good, least.steps);
        match run(stage, least.seed, middle).await {
            Ok(_) => good = middle,
            Err(smaller) => least = smaller,
        }
    }
    least
}

async fn open(stage: &Stage, seed: u64) -> World {
    stage.clear().await;
    let mut chance = Chance::of(seed);
    let time = Time::start();
    let secret = Secret::random();
    let wire = Wire::new(secret.clone());
    let bank = Bank::open_doors(chance.percent(30));
    let weather = weather(&mut chance);
    let fuse = Fuse::default();
    let mut app = App::new(stage.pool.clone(), time.shop.clone())
        .with_payment(wire.clone())
        .with_late_payments_refunded(chance.percent(50))
        .with_steps(fuse.steps());
    app.patience = Duration::ZERO;
    let shoppers = (0..chance.between(1, 4)).map(|_| Shopper::default()).collect();
    World {
        chance,
        trace: Trace::default(),
        time,
        app,
        wire,
        fuse,
        secret,
        weather,
        bank,
        letters: Vec::new(),
        tasks: Vec::new(),
        strays: Vec::new(),
        shoppers,
        baskets: Vec::new(),
        agreements: BTreeMap::new(),
        pages: BTreeMap::new(),
        tokens: Vec::new(),
        wares: stage.wares(),
        said: 0,
        current: None,
        kills: 0,
    }
}

// Fair, windy, or a storm; each fault has runs without it.
fn weather(chance: &mut Chance) -> Weather {
    let losses = chance.pick(&[0, 10, 25, 50]).unwrap_or(0);
    let moods = chance.pick(&[0, 10, 30]).unwrap_or(0);
    let kills = chance.pick(&[0, 2, 5, 12]).unwrap_or(0);
    let clock = chance.pick(&[0, 0, 0, 12]).unwrap_or(0);
    let broken_words = chance.pick(&[0, 0, 0, 15]).unwrap_or(0);
    Weather {
        losses,
        moods,
        kills,
        clock,
        broken_words,
    }
}
