//! Public tables that tests compare with, where they are at hand: beside the repository or at `VITRINE_SHARED_DATA`.

use std::path::PathBuf;

/// The text of one table; `None`, said on standard error, where it is not at hand.
pub fn read(path: &str) -> Option<String> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var_os("VITRINE_SHARED_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let text = std::fs::read_to_string(folder.join(path)).ok();
    if text.is_none() {
        eprintln!("skipped: {path} is not at hand");
    }
    text
}
