//! Which rows belong together: a parent and its variations, known by SKU or number.

use super::columns::{Cells, Field};

/// More than this many bytes of rows that wait for the rest of their family are not held.
pub const HELD_LIMIT: usize = 64 << 20;

/// The parent that a variation names: `sku:…` or `id:…`; empty if it names none.
pub fn parent_key(cells: &Cells<'_>) -> String {
    let parent = cells.get(Field::Parent);
    match parent.strip_prefix("id:") {
        Some(number) => format!("id:{}", number.trim()),
        None if parent.is_empty() => String::new(),
        None => format!("sku:{parent}"),
    }
}

/// The names that variations can call this row by.
pub fn own_keys(cells: &Cells<'_>) -> Vec<String> {
    let mut keys = Vec::new();
    if cells.says(Field::Sku) {
        keys.push(format!("sku:{}", cells.get(Field::Sku)));
    }
    if cells.says(Field::Id) {
        keys.push(format!("id:{}", cells.get(Field::Id)));
    }
    keys
}

/// What a row is called in messages and reports.
pub fn subject(cells: &Cells<'_>) -> String {
    let named = [Field::Sku, Field::Name, Field::Id]
        .into_iter()
        .find(|field| cells.says(*field));
    crate::import::cell::shortened(named.map_or("", |field| cells.get(field)))
}
