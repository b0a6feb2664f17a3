//! What a shopper fills in at checkout, checked as a whole.

use super::{Address, holds_card_number, is_plausible_email};
use crate::id::DeliveryMethodId;
use crate::tax::{VatId, VatIdError};
use serde::{Deserialize, Serialize};

/// One field that cannot stay as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the form field.
    pub field: String,
    /// What to do, in words.
    pub text: String,
}

/// The checkout form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DetailsInput {
    /// Where the confirmation goes.
    pub email: String,
    /// For the carrier; may be empty.
    pub phone: String,
    /// See [`Address`].
    pub name: String,
    /// See [`Address`].
    pub line1: String,
    /// See [`Address`].
    pub line2: String,
    /// See [`Address`].
    pub city: String,
    /// See [`Address`].
    pub region: String,
    /// See [`Address`].
    pub postal_code: String,
    /// See [`Address`].
    pub country: String,
    /// Chosen delivery method; empty when none is chosen yet.
    pub delivery_method: String,
    /// Of a business, where it is asked for; may be empty.
    pub vat_id: String,
}

/// The same, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutDetails {
    /// Where the confirmation goes.
    pub email: String,
    /// For the carrier; may be empty.
    pub phone: String,
    /// Where the goods go.
    pub address: Address,
    /// How they go; whether it serves the address is checked against the zones.
    pub delivery_method_id: Option<DeliveryMethodId>,
    /// Of a business; that somebody found it to be in force is another matter.
    pub vat_id: Option<VatId>,
}

impl FieldError {
    /// A fault of a field with what to do.
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            text: text.into(),
        }
    }
}

impl DetailsInput {
    /// Checks every field; `served` are the countries that some delivery zone covers.
    ///
    /// # Errors
    /// All faults, in the order of the form.
    pub fn checked(self, served: &[String]) -> Result<CheckoutDetails, Vec<FieldError>> {
        let mut faults = Vec::new();
        let email = self.email.trim().to_owned();
        if !is_plausible_email(&email) {
            faults.push(FieldError::new(
                "email",
                "Enter an e-mail address such as name@example.com.",
            ));
        }
        let phone = self.phone.trim().to_owned();
        if !is_plausible_phone(&phone) {
            faults.push(FieldError::new(
                "phone",
                "Enter a phone number of digits, such as +49 30 123456, or leave it empty.",
            ));
        }
        let vat_id = match self.vat_id.trim() {
            "" => None,
            typed => VatId::parse(typed)
                .map_err(|error| faults.push(FieldError::new("vat_id", vat_id_words(error))))
                .ok(),
        };
        let address = Address {
            name: self.name,
            line1: self.line1,
            line2: self.line2,
            city: self.city,
            region: self.region,
            postal_code: self.postal_code,
            country: self.country,
        };
        let address = address.checked(served).map_err(|more| faults.extend(more)).ok();
        let method = self.delivery_method.trim();
        let delivery_method_id = method.parse().ok();
        if !method.is_empty() && delivery_method_id.is_none() {
            faults.push(FieldError::new(
                "delivery_method",
                "Choose one of the delivery methods.",
            ));
        }
        match address {
            Some(address) if faults.is_empty() => Ok(CheckoutDetails {
                email,
                phone,
                address,
                delivery_method_id,
                vat_id,
            }),
            _ => Err(faults),
        }
    }
}

const fn vat_id_words(error: VatIdError) -> &'static str {
    match error {
        VatIdError::Country => "Begin the VAT id with its country in the EU, such as DE, or leave it empty.",
        VatIdError::Form => "This is not how VAT ids of that country look. Check it, or leave it empty.",
        VatIdError::CheckDigit => "A digit of this VAT id is wrong. Check it, or leave it empty.",
    }
}

/// Whether the text can be a phone number, or is empty: nobody has to give one.
pub fn is_plausible_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.is_empty()
        || (text.len() <= 40
            && (5..=15).contains(&digits)
            && text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c))
            && !holds_card_number(text))
}
