//! The last part of a page's address.

use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Lower-case ASCII words joined by hyphens, 1 to 200 bytes: `coral-one-piece`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

/// Text from which no handle can be made, or that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a handle needs lower-case letters or digits joined by hyphens, at most {max} characters", max = Handle::MAX)]
pub struct HandleError;

impl Handle {
    /// Longest handle in bytes.
    pub const MAX: usize = 200;

    /// Accepts text that already is a handle.
    ///
    /// # Errors
    /// [`HandleError`] when it is not.
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        let shaped = !text.is_empty()
            && text.len() <= Self::MAX
            && text
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if shaped {
            Ok(Self(text.to_owned()))
        } else {
            Err(HandleError)
        }
    }

    /// Makes a handle from a title: accents folded, everything else but letters and digits becomes a hyphen.
    ///
    /// # Errors
    /// [`HandleError`] when nothing is left, as with a title in a script we do not romanise.
    pub fn from_title(title: &str) -> Result<Self, HandleError> {
        let mut text = String::with_capacity(title.len());
        for c in title.nfkd().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                text.push(c);
            } else if !('\u{300}'..='\u{36f}').contains(&c) && c != '\'' && c != '’' && !text.ends_with('-') {
                text.push('-');
            }
        }
        text.truncate(Self::MAX);
        Self::parse(text.trim_matches('-'))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_and_signs_fold_into_words() {
        let made = |title| Handle::from_title(title).map(|handle| handle.to_string());

        assert_eq!(made("Pérle d’Été — Ring (No. 3)"), Ok("perle-dete-ring-no-3".into()));
        assert_eq!(made("  --Sale--  "), Ok("sale".into()));
        assert_eq!(made("真珠"), Err(HandleError));
    }

    proptest! {
        #[test]
        fn whatever_is_made_from_a_title_parses(title in ".{0,400}") {
            if let Ok(handle) = Handle::from_title(&title) {
                prop_assert_eq!(Handle::parse(handle.as_str()), Ok(handle));
            }
        }
    }
}
