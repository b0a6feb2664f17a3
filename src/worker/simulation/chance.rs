//! Every random choice of a run, from one seed.

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

/// A stream of choices; the same seed gives the same ones.
pub struct Chance(StdRng);

impl Chance {
    pub fn of(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// One of `0..n`; 0 for none.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { self.0.random_range(0..n) }
    }

    /// A number of `from..=to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        self.0.random_range(from..=to)
    }

    /// True in `percent` of a hundred cases.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100) < percent
    }

    /// One of some things.
    pub fn pick<T: Clone>(&mut self, things: &[T]) -> Option<T> {
        things.get(self.below(things.len())).cloned()
    }

    /// One of some things, the heavier the likelier.
    pub fn weighted<T: Clone>(&mut self, things: &[(u32, T)]) -> Option<T> {
        let sum: u32 = things.iter().map(|(weight, _)| weight).sum();
        if sum == 0 {
            return None;
        }
        let mut at = self.0.random_range(0..sum);
        for (weight, thing) in things {
            if at < *weight {
                return Some(thing.clone());
            }
            at -= weight;
        }
        None
    }
}
