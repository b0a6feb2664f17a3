//! A set of lines, for asking whether one is in it many times.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// How many lines, from 0 on, are looked up in one word: more than most carts have.
const IN_A_WORD: u32 = 128;

/// Lines by their `line_seq`, rising, none twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<u32>", into = "Vec<u32>")]
pub struct LineSet {
    lines: Vec<u32>,
    // A bit for each of the first lines.
    word: u128,
}

impl LineSet {
    /// Whether the line is in it.
    pub fn contains(&self, line_seq: u32) -> bool {
        if line_seq < IN_A_WORD {
            self.word >> line_seq & 1 == 1
        } else {
            self.lines.binary_search(&line_seq).is_ok()
        }
    }

    /// The lines, rising.
    pub fn as_slice(&self) -> &[u32] {
        &self.lines
    }
}

impl From<Vec<u32>> for LineSet {
    fn from(mut lines: Vec<u32>) -> Self {
        lines.sort_unstable();
        lines.dedup();
        let first = lines.iter().take_while(|line| **line < IN_A_WORD);
        let word = first.fold(0, |word, line| word | 1 << line);
        Self { lines, word }
    }
}

impl From<LineSet> for Vec<u32> {
    fn from(lines: LineSet) -> Self {
        lines.lines
    }
}

impl From<BTreeSet<u32>> for LineSet {
    fn from(lines: BTreeSet<u32>) -> Self {
        lines.into_iter().collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_wherever_it_stands_and_others_are_not() {
        let lines = [0, 1, 64, 127, 128, 4000, u32::MAX];
        let set = LineSet::from(lines);

        assert!(lines.iter().all(|line| set.contains(*line)));
        assert!([2, 63, 126, 129, 3999].iter().all(|line| !set.contains(*line)));
        assert_eq!(serde_json::to_string(&LineSet::from([3, 1, 3])).unwrap(), "[1,3]");
    }
}
