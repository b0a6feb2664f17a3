//! Why an order was not placed.

use crate::checkout::quote::QuoteError;
use crate::refusal::{Refusal, apology};
use domain::cart::BlockingReason;
use domain::id::VariantId;
use domain::kind::{HasKind, Kind};
use domain::money::{Money, display};
use store::error::StoreError;

/// A variant of which there is less than the cart wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// Which.
    pub variant_id: VariantId,
    /// Its name, for people.
    pub name: String,
    /// Units that can be had now.
    pub available: u32,
}

/// See the variants. After each the cart is usable.
#[derive(Debug, thiserror::Error)]
pub enum PlaceOrderError {
    /// The shopper has no cart.
    #[error("there is no such cart")]
    CartNotFound,
    /// The form did not say which total it showed.
    #[error("the expected total is missing")]
    ExpectedTotalMissing,
    /// The total is not what was shown (OS11).
    #[error("the cart's total has changed")]
    CartChanged {
        /// What it comes to now.
        current_total: Money,
        /// What changed, for people; may be empty.
        changes: Vec<String>,
    },
    /// What gift cards and store credit can pay is not what was shown.
    #[error("what gift cards and store credit pay has changed")]
    TendersChanged {
        /// What is left to pay now.
        current_due: Money,
    },
    /// Something is missing that the shopper can add.
    #[error("the cart cannot be bought yet")]
    RequirementsNotMet {
        /// The list that the cart shows as well.
        reasons: Vec<BlockingReason>,
    },
    /// There is not enough of something.
    #[error("there is not enough stock")]
    InsufficientStock {
        /// Of what.
        shortages: Vec<Shortage>,
    },
    /// Another request places this cart right now.
    #[error("a placement of this cart is running")]
    CompletionInProgress,
    /// The provider refused; certainly nothing was charged.
    #[error("the payment was refused: {code}")]
    PaymentFailed {
        /// The provider's word.
        code: String,
    },
    /// Paying is not possible now; nothing was tried.
    #[error("paying is not possible now")]
    PaymentUnavailable,
    /// The tax could not be worked out, and the market sells nothing without (R16); nothing was tried.
    #[error("the tax engine gave no answer")]
    TaxUnavailable,
    /// The cart could not be priced.
    #[error("the cart could not be quoted")]
    Quote(#[source] QuoteError),
    /// Reading or saving failed.
    #[error("the order could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PlaceOrderError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<QuoteError> for PlaceOrderError {
    fn from(error: QuoteError) -> Self {
        match error {
            QuoteError::Store(error) => Self::Store(error),
            error @ QuoteError::Pricing(_) => Self::Quote(error),
        }
    }
}

impl HasKind for PlaceOrderError {
    fn kind(&self) -> Kind {
        match self {
            Self::CartNotFound => Kind::NotFound,
            Self::ExpectedTotalMissing | Self::RequirementsNotMet { .. } => Kind::Invalid,
            Self::CartChanged { .. }
            | Self::TendersChanged { .. }
            | Self::InsufficientStock { .. }
            | Self::CompletionInProgress
            | Self::PaymentFailed { .. } => Kind::Conflict,
            Self::PaymentUnavailable | Self::TaxUnavailable => Kind::Unavailable,
            Self::Quote(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for PlaceOrderError {
    fn code(&self) -> &'static str {
        match self {
            Self::CartNotFound => "cart_not_found",
            Self::ExpectedTotalMissing => "expected_total_missing",
            Self::CartChanged { .. } => "cart_changed",
            Self::TendersChanged { .. } => "tenders_changed",
            Self::RequirementsNotMet { .. } => "requirements_not_met",
            Self::InsufficientStock { .. } => "insufficient_stock",
            Self::CompletionInProgress => "completion_in_progress",
            Self::PaymentFailed { .. } => "payment_failed",
            Self::PaymentUnavailable => "payment_unavailable",
            Self::TaxUnavailable => "tax_unavailable",
            Self::Quote(_) => "pricing",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::CartNotFound => "Your cart is empty.".to_owned(),
            Self::ExpectedTotalMissing => "This form could not be read. Please load the page again.".to_owned(),
            Self::CartChanged { current_total, changes } => changed(*current_total, changes),
            Self::TendersChanged { current_due } => format!(
                "What your gift card or store credit can pay has changed: {} is left to pay now. Please look at it and pay \
                 again.",
                display::format(*current_due, display::Locale::default())
            ),
            Self::RequirementsNotMet { reasons } => sentence(reasons.iter().map(|reason| reason.text.as_str())),
            Self::InsufficientStock { shortages } => sentence(
                shortages
                    .iter()
                    .map(Shortage::text)
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str),
            ),
            Self::CompletionInProgress => "Your order is being placed. Please wait a moment.".to_owned(),
            Self::PaymentFailed { .. } => {
                "The payment was not made and nothing was charged. Please try again or use another card.".to_owned()
            }
            Self::PaymentUnavailable => {
                "You cannot pay right now. Nothing was charged and your cart is kept: please try again in a minute."
                    .to_owned()
            }
            Self::TaxUnavailable => crate::checkout::tax::SENTENCE.to_owned(),
            Self::Quote(_) | Self::Store(_) => apology(self.kind()),
        }
    }
}

impl Shortage {
    /// What a shopper reads.
    pub fn text(&self) -> String {
        match self.available {
            0 => format!("{}: sold out.", self.name),
            left => format!("{}: only {left} left.", self.name),
        }
    }
}

fn changed(total: Money, changes: &[String]) -> String {
    let total = display::format(total, display::Locale::default());
    let mut parts: Vec<&str> = changes.iter().map(String::as_str).collect();
    let now = format!("The total is now {total}. Please look at it and pay again.");
    parts.push(&now);
    parts.join(" ")
}

fn sentence<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}
