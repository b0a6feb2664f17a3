//! What every use-case error can say to its callers. Doors turn the kind into a status, the code into JSON and the
//! sentence into words on a page; the error itself, with its sources, goes to the log.

use domain::kind::{HasKind, Kind};

/// Implemented by the error enums of use cases.
pub trait Refusal: HasKind + std::error::Error {
    /// Stable word for API clients: `sold_out`.
    fn code(&self) -> &'static str;

    /// What a shopper reads: what is the matter and what to do. Holds nothing about our inside.
    fn sentence(&self) -> String;
}

/// The words for a failure that is not the shopper's doing.
pub fn apology(kind: Kind) -> String {
    match kind {
        Kind::Unavailable => "The shop is very busy. Please try again in a moment.",
        _ => "Something went wrong on our side. Please try again.",
    }
    .to_owned()
}
