//! What sort of row this is, from its `Type` cell: `simple`, `variation`, `simple, downloadable, virtual`.

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A product with one variant.
    Simple {
        /// Nothing is shipped.
        is_virtual: bool,
    },
    /// A product whose variations are its variants.
    Variable,
    /// A variant of the product that it names.
    Variation {
        /// Nothing is shipped.
        is_virtual: bool,
    },
    /// Not imported, for this reason.
    Skipped(&'static str),
}

impl RowKind {
    /// Reads the cell.
    pub fn parse(cell: &str) -> Self {
        let cell = cell.to_ascii_lowercase();
        let words: Vec<&str> = cell.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
        let has = |word| words.contains(&word);
        let is_virtual = has("virtual");
        if has("grouped") {
            Self::Skipped("a grouped product has no price of its own; its parts are imported")
        } else if has("external") {
            Self::Skipped("an external product is sold on another site")
        } else if has("downloadable") {
            Self::Skipped("a downloadable product: files are not delivered here")
        } else if has("variation") {
            Self::Variation { is_virtual }
        } else if has("variable") {
            Self::Variable
        } else if has("simple") || words.iter().all(|word| *word == "virtual") {
            Self::Simple { is_virtual }
        } else {
            Self::Skipped("the product type comes from a plugin and is not known here")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_lists_of_words() {
        assert_eq!(RowKind::parse("simple"), RowKind::Simple { is_virtual: false });
        assert_eq!(RowKind::parse(""), RowKind::Simple { is_virtual: false });
        assert_eq!(RowKind::parse("Simple, Virtual"), RowKind::Simple { is_virtual: true });
        assert_eq!(
            RowKind::parse("variation, virtual"),
            RowKind::Variation { is_virtual: true }
        );
        for skipped in ["grouped", "external", "simple, downloadable, virtual", "subscription"] {
            assert!(matches!(RowKind::parse(skipped), RowKind::Skipped(_)), "{skipped}");
        }
    }
}
