//! Percentiles of response times, by nearest rank: a figure that was really measured, never one between two.

/// Response times in microseconds, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times(Vec<u32>);

impl Times {
    /// Sorts what was measured, in microseconds.
    pub fn of(mut measured: Vec<u32>) -> Self {
        measured.sort_unstable();
        Self(measured)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The smallest time, in microseconds, that at least `percent` of all did not exceed; 0 when nothing was measured.
    pub fn percentile(&self, percent: usize) -> u32 {
        let rank = (self.0.len() * percent.min(100)).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or_default()
    }
}
