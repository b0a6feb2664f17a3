//! Results of the pricing benches, as criterion left them.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// Medians as (name, time with unit), by name; empty when the benches were not run.
pub fn read(target: &Path) -> Vec<(String, String)> {
    let root = target.join("criterion");
    let mut found = Vec::new();
    collect(&root, 0, &mut found);
    let mut results: Vec<_> = found.iter().filter_map(|folder| result(&root, folder)).collect();
    results.sort();
    results
}

// Results lie in folders `new`, at most three names deep.
fn collect(folder: &Path, depth: u8, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()).filter(|path| path.is_dir()) {
        if path.file_name().is_some_and(|name| name == "new") {
            found.push(path);
        } else if depth < 3 {
            collect(&path, depth + 1, found);
        }
    }
}

fn result(root: &Path, folder: &Path) -> Option<(String, String)> {
    let text = std::fs::read_to_string(folder.join("estimates.json")).ok()?;
    let estimates: Value = serde_json::from_str(&text).ok()?;
    let nanoseconds = estimates.pointer("/median/point_estimate")?.as_f64()?;
    let name = folder.parent()?.strip_prefix(root).ok()?.to_string_lossy().into_owned();
    Some((name, written(nanoseconds)))
}

fn written(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.2} µs", ns / 1e3),
        ns => format!("{:.2} ms", ns / 1e6),
    }
}
