//! What happened in a run, line by line. Ids are told by their ordinal numbers, so that the same seed tells the same.

use std::collections::BTreeMap;
use std::fmt::Display;

/// The lines of a run.
#[derive(Default)]
pub struct Trace {
    lines: Vec<String>,
    names: BTreeMap<String, String>,
    met: BTreeMap<&'static str, usize>,
}

impl Trace {
    /// `order-3` for the third order that is named.
    pub fn name(&mut self, kind: &'static str, id: impl Display) -> String {
        let id = id.to_string();
        if let Some(known) = self.names.get(&id) {
            return known.clone();
        }
        let met = self.met.entry(kind).or_default();
        *met += 1;
        let name = format!("{kind}-{met}");
        self.names.insert(id, name.clone());
        name
    }

    pub fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    /// FNV-1a over all lines.
    pub fn hash(&self) -> u64 {
        let bytes = self.lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// The last lines.
    pub fn tail(&self, lines: usize) -> &[String] {
        &self.lines[self.lines.len().saturating_sub(lines)..]
    }
}
