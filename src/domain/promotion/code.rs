//! Codes as shoppers type them.

use crate::kind::{HasKind, Kind};

/// What was typed cannot be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code is 2 to 40 letters from A to Z, digits, hyphens and underscores, and starts with a letter or digit")]
pub struct CodeError;

impl HasKind for CodeError {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

/// The one spelling of a code: capitals, no spaces around or between.
///
/// # Errors
/// [`CodeError`].
pub fn normalise_code(typed: &str) -> Result<String, CodeError> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(41)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let is_sound = (2..=40).contains(&code.len())
        && code.starts_with(|c: char| c.is_ascii_alphanumeric())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_sound.then_some(code).ok_or(CodeError)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_code_however_it_is_typed() {
        for typed in ["welcome10", " Welcome10 ", "WEL COME10\u{a0}"] {
            assert_eq!(normalise_code(typed).as_deref(), Ok("WELCOME10"));
        }
    }

    #[test]
    fn what_no_code_looks_like_is_refused() {
        for typed in ["", "A", "-A", "ÄPFEL", "A;B", "A\0B", &"A".repeat(41)] {
            assert_eq!(normalise_code(typed), Err(CodeError), "{typed}");
        }
    }
}
