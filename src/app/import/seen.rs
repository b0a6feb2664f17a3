//! Which names a file has used so far, at eight bytes a name.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A set of names. Two names with one 64-bit digest count as one: among a million names the odds are one in thirty
/// million, and the worst that follows is a product refused as a repetition.
#[derive(Debug, Default, Clone)]
pub struct Seen(HashSet<u64>);

impl Seen {
    /// Adds a name; false if it was there.
    pub fn insert(&mut self, name: &str) -> bool {
        self.0.insert(digest(name))
    }

    /// Whether the name was added.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(&digest(name))
    }
}

// Fixed keys: the same in every pass over a file.
fn digest(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
