//! What may be a password: long rather than odd (NIST SP 800-63B), and nothing that everybody tries first.

use unicode_normalization::UnicodeNormalization as _;

/// Fewest characters.
pub const MIN_PASSWORD: usize = 10;
/// Most characters: enough for any sentence, little enough to hash.
pub const MAX_PASSWORD: usize = 128;

/// The commonest ones of ten characters and more, in lower case.
const COMMON: [&str; 20] = [
    "0123456789",
    "0987654321",
    "1111111111",
    "1234567890",
    "123456789a",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "abcdefghij",
    "changeme123",
    "iloveyou123",
    "letmein123",
    "password01",
    "password12",
    "password123",
    "password1234",
    "passwordpassword",
    "qwerty1234",
    "qwerty12345",
    "qwertyuiop",
    "welcome123",
];

/// A secret that a customer typed. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a text cannot be a password. The words are for shoppers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than [`MIN_PASSWORD`] characters.
    #[error("Use at least {MIN_PASSWORD} characters. A short sentence is a good password.")]
    TooShort,
    /// More than [`MAX_PASSWORD`] characters.
    #[error("Use at most {MAX_PASSWORD} characters.")]
    TooLong,
    /// The e-mail address, one character over and over, or a list's first entry.
    #[error("This is among the first that others would try. Choose something only you would think of.")]
    Guessable,
}

impl Password {
    /// A password that may be set for the account of `email`.
    ///
    /// # Errors
    /// [`PasswordFault`].
    pub fn new(typed: &str, email: &str) -> Result<Self, PasswordFault> {
        let password = Self::typed(typed);
        let text = &password.0;
        let length = text.chars().count();
        if length < MIN_PASSWORD {
            return Err(PasswordFault::TooShort);
        }
        if length > MAX_PASSWORD {
            return Err(PasswordFault::TooLong);
        }
        if is_guessable(text, email) {
            return Err(PasswordFault::Guessable);
        }
        Ok(password)
    }

    /// What somebody typed to prove who they are, which is compared and never set. Cut at a length that no password has.
    pub fn typed(text: &str) -> Self {
        // The same letter can be written in several ways; keyboards differ in which.
        Self(text.nfkc().take(MAX_PASSWORD + 1).collect())
    }

    /// The text, for hashing.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

fn is_guessable(text: &str, email: &str) -> bool {
    let text = text.to_lowercase();
    let email = email.trim().to_lowercase();
    let name = email.split('@').next().unwrap_or_default();
    let mut signs = text.chars();
    let first = signs.next();
    text == email || text == name || signs.all(|sign| Some(sign) == first) || COMMON.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for typed in [
            "password123",
            "QWERTYUIOP",
            "zzzzzzzzzzzz",
            "Ana.Maria.Mar",
            "ana.maria.mar@example.com",
        ] {
            assert_eq!(
                Password::new(typed, "ana.maria.mar@example.com").err(),
                Some(PasswordFault::Guessable),
                "{typed}"
            );
        }
    }

    #[test]
    fn length_counts_in_characters_and_has_an_end() {
        assert_eq!(
            Password::new("üüüüüüüüa", "a@b.co").err(),
            Some(PasswordFault::TooShort)
        );
        assert!(Password::new("üüüüüüüüab", "a@b.co").is_ok());
        assert_eq!(
            Password::new(&"ab".repeat(65), "a@b.co").err(),
            Some(PasswordFault::TooLong)
        );
    }

    #[test]
    fn one_letter_written_in_two_ways_is_one_password() {
        assert!(Password::typed("cafe\u{301} am Meer") == Password::typed("caf\u{e9} am Meer"));
    }
}
