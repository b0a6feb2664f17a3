//! Tax (R10): which rates apply where ([`TaxTable`]), who owes them ([`TaxTreatment`]) and what one amount owes
//! ([`tax_line`]).

mod delivery;
mod engine;
mod line;
mod postal_codes;
pub mod seed;
mod table;
mod treatment;
mod vat_id;

#[cfg(test)]
mod shared_table_tests;

use serde::{Deserialize, Serialize};

use crate::rate::Rate;

pub use delivery::{DeliveryShare, DeliveryTax};
pub use engine::{
    AnswerFault, AnsweredLine, EnginePolicy, QuestionDelivery, QuestionLine, TaxAnswer, TaxQuestion, TaxSource, sum_of,
};
pub use line::{TaxError, TaxedAmount, relieved_line, tax_line};
pub use postal_codes::{Fit, PostalCodes, PostalCodesError};
pub use table::{EXEMPT_CATEGORY, STANDARD_CATEGORY, TaxRow, TaxTable};
pub use treatment::{Exemption, Relief, TaxStanding, TaxTreatment};
pub use vat_id::{VatId, VatIdError, is_in_union};

/// Whether prices contain the tax. Fixed on a cart and its order when they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxBasis {
    /// The price is what the shopper pays; the tax is inside it.
    Inclusive,
    /// The tax comes on top of the price.
    Exclusive,
}

impl TaxBasis {
    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inclusive => "inclusive",
            Self::Exclusive => "exclusive",
        }
    }

    /// Reads the stable word; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Inclusive, Self::Exclusive]
            .into_iter()
            .find(|basis| basis.as_str() == word)
    }
}

/// One rate of one jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRate {
    /// What the shopper reads: `VAT`, `California state tax`.
    pub name: String,
    /// Who levies it: `DE`, or `US-CA` for a region.
    pub jurisdiction: String,
    /// Fraction of the net amount.
    pub rate: Rate,
}

/// What one jurisdiction takes of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxPart {
    /// As on the [`TaxRate`].
    pub name: String,
    /// As on the [`TaxRate`].
    pub jurisdiction: String,
    /// As on the [`TaxRate`].
    pub rate: Rate,
    /// Minor units; the parts of a line add up to its tax.
    pub amount_minor: i64,
}
