//! Files that merchants write: TOML or JSON, told apart by the ending of their names.

use anyhow::Context as _;
use serde::de::DeserializeOwned;
use std::path::Path;

// A file of more is a mistake.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Reads a file of at most 4 MiB.
pub fn read<T: DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let about = || format!("{} cannot be read", path.display());
    let size = std::fs::metadata(path).with_context(about)?.len();
    anyhow::ensure!(size <= MAX_BYTES, "{} is larger than 4 MiB", path.display());
    let text = std::fs::read_to_string(path).with_context(about)?;
    let is_toml = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if is_toml {
        toml::from_str(&text).with_context(about)
    } else {
        serde_json::from_str(&text).with_context(about)
    }
}

/// What became of a part of a file, for people.
pub const fn words(written: store::written::Written) -> &'static str {
    match written {
        store::written::Written::Created => "new",
        store::written::Written::Updated => "changed",
        store::written::Written::Unchanged => "as before",
    }
}
