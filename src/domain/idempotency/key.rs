//! The `Idempotency-Key` header (I-1).

use std::fmt;

use crate::kind::{HasKind, Kind};

/// A key as the client chose it: 1 to 255 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

/// Why a header holds no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing, or more than 255 characters.
    #[error("an idempotency key has 1 to 255 characters")]
    Length,
    /// A space, a control character or something beyond ASCII.
    #[error("an idempotency key has visible ASCII characters only")]
    Character,
    /// A quote that does not close, or one inside.
    #[error("the quotes around the idempotency key do not match")]
    Quotes,
}

impl HasKind for KeyError {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

const LONGEST: usize = 255;

impl IdempotencyKey {
    /// Reads the header's value, bare or as a structured-field string (RFC 9651) in double quotes; both forms of one
    /// key are equal.
    ///
    /// # Errors
    /// [`KeyError`]: why it is not a key.
    pub fn parse(header: &str) -> Result<Self, KeyError> {
        let header = header.trim_matches([' ', '\t']);
        let key = match header.strip_prefix('"') {
            Some(rest) => unquoted(rest)?,
            None => header.to_owned(),
        };
        if key.is_empty() || key.len() > LONGEST {
            return Err(KeyError::Length);
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(KeyError::Character);
        }
        Ok(Self(key))
    }

    /// The key without quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// What stands between the quotes; `\"` and `\\` are the only escapes of a structured-field string.
fn unquoted(rest: &str) -> Result<String, KeyError> {
    let mut key = String::with_capacity(rest.len());
    let mut characters = rest.chars();
    loop {
        match characters.next() {
            Some('"') if characters.as_str().is_empty() => return Ok(key),
            Some('\\') => match characters.next() {
                Some(escaped @ ('"' | '\\')) => key.push(escaped),
                _ => return Err(KeyError::Quotes),
            },
            Some('"') | None => return Err(KeyError::Quotes),
            Some(character) => key.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quoted_and_the_bare_form_are_one_key() {
        let bare = IdempotencyKey::parse("8e03978e-40d5-43dd").unwrap();

        assert_eq!(bare, IdempotencyKey::parse("\"8e03978e-40d5-43dd\"").unwrap());
        assert_eq!(IdempotencyKey::parse(r#""a\"b\\c""#).unwrap().as_str(), r#"a"b\c"#);
    }

    #[test]
    fn a_key_has_one_to_255_visible_ascii_characters() {
        assert!(IdempotencyKey::parse(&"k".repeat(255)).is_ok());
        assert_eq!(IdempotencyKey::parse(&"k".repeat(256)), Err(KeyError::Length));
        assert_eq!(IdempotencyKey::parse(""), Err(KeyError::Length));
        assert_eq!(IdempotencyKey::parse("\"\""), Err(KeyError::Length));
        assert_eq!(IdempotencyKey::parse("a b"), Err(KeyError::Character));
        assert_eq!(IdempotencyKey::parse("clé"), Err(KeyError::Character));
        assert_eq!(IdempotencyKey::parse("\"open"), Err(KeyError::Quotes));
        assert_eq!(IdempotencyKey::parse("\"a\"b\""), Err(KeyError::Quotes));
    }
}
