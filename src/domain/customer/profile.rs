//! What a customer tells of themselves.

use crate::checkout::{FieldError, holds_card_number, is_plausible_phone};
use serde::{Deserialize, Serialize};

/// The form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileInput {
    /// Full name.
    pub name: String,
    /// May be empty.
    pub phone: String,
}

/// The same, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Full name, 1 to 120 characters.
    pub name: String,
    /// May be empty; at most 40 characters.
    pub phone: String,
}

impl ProfileInput {
    /// Trimmed, every fault named.
    ///
    /// # Errors
    /// One [`FieldError`] a field, in the order of the form.
    pub fn checked(&self) -> Result<Profile, Vec<FieldError>> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let phone = self.phone.trim().to_owned();
        let mut faults = Vec::new();
        if name.is_empty() {
            faults.push(FieldError::new("name", "Enter your name."));
        } else if name.chars().count() > 120 {
            faults.push(FieldError::new("name", "Use at most 120 characters."));
        } else if name.chars().any(char::is_control) {
            faults.push(FieldError::new("name", "Remove the control characters."));
        } else if holds_card_number(&name) {
            faults.push(FieldError::new("name", "Please never enter a card number here."));
        }
        if !is_plausible_phone(&phone) {
            faults.push(FieldError::new(
                "phone",
                "Enter a phone number of digits, such as +49 30 123456, or leave it empty.",
            ));
        }
        if faults.is_empty() {
            Ok(Profile { name, phone })
        } else {
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_come_all_at_once_and_blanks_are_tidied() {
        let typed = |name: &str, phone: &str| ProfileInput {
            name: name.into(),
            phone: phone.into(),
        };

        let faults = typed("4242 4242 4242 4242", "none").checked().unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["name", "phone"]);
        let profile = typed(" Ana \n Mar ", " +351 21 000 00 00 ").checked().unwrap();
        assert_eq!(
            (profile.name.as_str(), profile.phone.as_str()),
            ("Ana Mar", "+351 21 000 00 00")
        );
    }
}
