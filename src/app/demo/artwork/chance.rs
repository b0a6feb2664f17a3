//! Repeatable chance: the same seed strews the same pebbles on every machine.

/// A small generator (splitmix64); one for each thing that is strewn.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Starts the sequence that belongs to `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number in `low..high`, in steps of a thousandth of the range.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.below(1000)) / 1000.0
    }

    /// The next whole number in `0..limit`; 0 when `limit` is 0.
    pub fn below(&mut self, limit: u16) -> u16 {
        let limit = u64::from(limit.max(1));
        u16::try_from(self.step() % limit).unwrap_or(0)
    }

    /// One of `choices`; `None` when there are none.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let count = u16::try_from(choices.len()).unwrap_or(u16::MAX);
        choices.get(usize::from(self.below(count)))
    }

    fn step(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn same_seed_gives_the_same_sequence_inside_its_bounds() {
        let (mut one, mut two) = (Chance::new(7), Chance::new(7));

        for _ in 0..100 {
            let drawn = one.within(-3.0, 5.0);

            assert!((-3.0..5.0).contains(&drawn));
            assert!((drawn - two.within(-3.0, 5.0)).abs() < f64::EPSILON);
        }
    }
}
