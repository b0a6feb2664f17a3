//! Options and their values, collected while variants are read.

use std::collections::HashMap;

use super::draft::OptionDraft;

/// Longest option name, in characters.
pub const NAME_LIMIT: usize = 255;
/// Longest option value, in characters: three of them have to fit one index entry.
pub const VALUE_LIMIT: usize = 200;

/// The values of options in the order in which they first appear, and the combinations already taken.
#[derive(Debug, Default)]
pub struct Combinations {
    taken: HashMap<Vec<String>, u64>,
}

impl Combinations {
    /// Takes a combination for the variant in `row`, or tells the row that has it.
    ///
    /// # Errors
    /// The row that took the same combination before.
    pub fn take(&mut self, values: &[String], row: u64) -> Result<(), u64> {
        match self.taken.insert(values.to_vec(), row) {
            Some(other) => Err(other),
            None => Ok(()),
        }
    }
}

/// Adds a value to an option that lacks it.
pub fn remember(option: &mut OptionDraft, value: &str) {
    if !option.values.iter().any(|known| known == value) {
        option.values.push(value.to_owned());
    }
}
