//! Why a cart has no price.

use crate::{
    kind::{HasKind, Kind},
    rounding::RoundingError,
    tax::TaxError,
};

/// Why a pricing step failed. Never a panic, whatever the input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PricingError {
    /// A result does not fit 64 bits of minor units.
    #[error("the amount is too large")]
    Overflow,
    /// A price, a weight or a discount below zero.
    #[error("an amount that must not be negative is")]
    NegativeAmount,
    /// A line, or a refund, of no units.
    #[error("a line needs at least one unit")]
    NoUnits,
    /// Two lines with one sequence number: ties could not be broken the same way twice.
    #[error("line {line_seq} occurs twice")]
    DuplicateLine {
        /// The number that was given twice.
        line_seq: u32,
    },
    /// More units to refund than are left.
    #[error("the refund asks for more units than are left")]
    TooManyUnits,
    /// A charm rule with a step of nothing or an ending outside its step.
    #[error("the price ending does not fit its step")]
    BadCharm,
    /// A quotient could not be rounded.
    #[error("an amount could not be rounded")]
    Rounding(#[source] RoundingError),
    /// The tax of a line could not be worked out.
    #[error("the tax could not be worked out")]
    Tax(#[source] TaxError),
}

impl HasKind for PricingError {
    // Amounts that do not fit come from quantities beyond reason; everything else was let through by ourselves.
    fn kind(&self) -> Kind {
        match self {
            Self::Overflow | Self::Rounding(_) | Self::Tax(_) | Self::BadCharm => Kind::Invalid,
            Self::TooManyUnits => Kind::Conflict,
            Self::NegativeAmount | Self::NoUnits | Self::DuplicateLine { .. } => Kind::Internal,
        }
    }
}

impl From<RoundingError> for PricingError {
    fn from(error: RoundingError) -> Self {
        Self::Rounding(error)
    }
}

impl From<TaxError> for PricingError {
    fn from(error: TaxError) -> Self {
        Self::Tax(error)
    }
}
