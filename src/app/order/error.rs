//! Why an order was not changed. Shared by all verbs of this room: they refuse for the same reasons.

use crate::checkout::place_order::PlaceOrderError;
use crate::refusal::{Refusal, apology};
use domain::kind::{HasKind, Kind};
use domain::order::OrderRefusal;
use store::error::StoreError;

/// See the variants. After each the order is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// Nobody was given this link, or there is no such number.
    #[error("there is no such order")]
    NotFound,
    /// The order has no such return, fulfilment or line.
    #[error("the order has no such {0}")]
    NoSuchPart(&'static str),
    /// What was typed cannot be used.
    #[error("{0}")]
    Invalid(&'static str),
    /// A guard says no.
    #[error(transparent)]
    Refused(#[from] OrderRefusal),
    /// The reference was used for something else.
    #[error("the reference was used for another request")]
    ReferenceReused,
    /// What is wanted instead could not be placed.
    #[error("the order of an exchange was not placed")]
    Exchange(#[source] Box<PlaceOrderError>),
    /// Reading or saving failed.
    #[error("the order could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for OrderError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for OrderError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound | Self::NoSuchPart(_) => Kind::NotFound,
            Self::Invalid(_)
            | Self::ReferenceReused
            | Self::Refused(OrderRefusal::NoUnits | OrderRefusal::NoSuchLine | OrderRefusal::NothingToRefund) => {
                Kind::Invalid
            }
            Self::Refused(_) => Kind::Conflict,
            Self::Exchange(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for OrderError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "order_not_found",
            Self::NoSuchPart(_) => "not_found",
            Self::Invalid(_) => "invalid",
            Self::Refused(why) => why.code(),
            Self::ReferenceReused => "reference_reused",
            Self::Exchange(error) => error.code(),
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NotFound => "We do not know this order. Please check the link.".to_owned(),
            Self::NoSuchPart(what) => format!("This order has no such {what}."),
            Self::Invalid(what) => (*what).to_owned(),
            Self::Refused(why) => refused(*why),
            Self::ReferenceReused => "This was sent before with other contents. Please reload the page.".to_owned(),
            Self::Exchange(error) => error.sentence(),
            Self::Store(_) => apology(self.kind()),
        }
    }
}

fn refused(why: OrderRefusal) -> String {
    match why {
        OrderRefusal::NotPlaced => "This order is not placed yet: its payment is still being checked.",
        OrderRefusal::Cancelled => "This order was cancelled.",
        OrderRefusal::AlreadyShipped => {
            "Part of this order has been sent already, so it cannot be cancelled. You can send things back instead."
        }
        OrderRefusal::OnHold => "This order is on hold: somebody has to look at it before anything is sent.",
        OrderRefusal::NoUnits => "Choose at least one item.",
        OrderRefusal::NoSuchLine => "One of the items is not part of this order.",
        OrderRefusal::TooManyUnits { available } => return format!("Only {available} of these are left for this."),
        OrderRefusal::ExceedsCaptured { .. } => "This is more than what is left of the money that was paid.",
        OrderRefusal::NothingToRefund => "There is nothing to give back in this.",
        OrderRefusal::DeliveryRefunded => "The delivery was given back before, or was free.",
        OrderRefusal::NoAccount => {
            "This order was placed without an account, so there is no store credit that it could go to. It can go back the \
             way it was paid, or a gift card can be issued."
        }
        OrderRefusal::NotExchangeable => {
            "One of the things that you want instead cannot be had any more. Please choose another one, or the money."
        }
        OrderRefusal::NotInStock => "There is not enough of this in stock at one place to send it.",
        OrderRefusal::WrongState => "This cannot be done any more, or not yet.",
    }
    .to_owned()
}
