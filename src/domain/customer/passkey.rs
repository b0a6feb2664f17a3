//! Keys that devices keep, beside the password.

use crate::checkout::{FieldError, holds_card_number};
use chrono::Duration;

/// Most passkeys of one customer.
pub const MAX_PASSKEYS: i64 = 10;
/// How long a device may take to answer.
pub const CHALLENGE_LASTS: Duration = Duration::minutes(5);
/// Most characters of a passkey's name.
const MAX_NAME: usize = 60;

/// What a passkey is called: as it was typed, or else as the browser that made it.
///
/// # Errors
/// A [`FieldError`] of the field `name`.
pub fn passkey_name(typed: &str, device: &str) -> Result<String, FieldError> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = if name.is_empty() {
        device.trim().to_owned()
    } else {
        name
    };
    let refused = |text: &str| Err(FieldError::new("name", text));
    if name.is_empty() {
        refused("Enter a name.")
    } else if name.chars().count() > MAX_NAME {
        refused("Use at most 60 characters.")
    } else if name.chars().any(char::is_control) {
        refused("Remove the control characters.")
    } else if holds_card_number(&name) {
        refused("Please never enter a card number here.")
    } else {
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_without_a_name_is_called_like_the_browser_that_made_it() {
        assert_eq!(passkey_name("  My \t phone ", "Firefox").as_deref(), Ok("My phone"));
        assert_eq!(passkey_name(" ", "Firefox on Linux").as_deref(), Ok("Firefox on Linux"));
        for wrong in ["", "\u{7}", "4111 1111 1111 1111", &"é".repeat(61)] {
            assert!(passkey_name(wrong, "").is_err(), "{wrong}");
        }
        assert!(passkey_name(&"é".repeat(60), "").is_ok());
    }
}
