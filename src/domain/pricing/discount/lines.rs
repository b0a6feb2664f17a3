//! A set of lines, for asking whether one is in it many times.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Lines by their `line_seq`, rising, none twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<u32>")]
pub struct LineSet(Vec<u32>);

impl LineSet {
    /// Whether the line is in it.
    pub fn contains(&self, line_seq: u32) -> bool {
        self.0.binary_search(&line_seq).is_ok()
    }

    /// The lines, rising.
    pub fn as_slice(&self) -> &[u32] {
        &self.0
    }
}

impl From<Vec<u32>> for LineSet {
    fn from(mut lines: Vec<u32>) -> Self {
        lines.sort_unstable();
        lines.dedup();
        Self(lines)
    }
}

impl From<BTreeSet<u32>> for LineSet {
    fn from(lines: BTreeSet<u32>) -> Self {
        Self(lines.into_iter().collect())
    }
}

impl<const COUNT: usize> From<[u32; COUNT]> for LineSet {
    fn from(lines: [u32; COUNT]) -> Self {
        Vec::from(lines).into()
    }
}

impl FromIterator<u32> for LineSet {
    fn from_iter<I: IntoIterator<Item = u32>>(lines: I) -> Self {
        lines.into_iter().collect::<Vec<_>>().into()
    }
}
