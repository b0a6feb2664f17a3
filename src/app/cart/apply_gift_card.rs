//! Enters a gift card. Nothing is taken from it before the order is placed; what it pays is worked out anew each time.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::checkout::totals::price_text;
use crate::guard::{self, GuardError, words};
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::tender::code_hash;
use chrono::Duration;
use domain::customer::Action;
use domain::kind::{HasKind, Kind};
use domain::money::Money;
use domain::tender::{GiftCardCode, MAX_GIFT_CARDS};
use store::tender::Chosen;

/// What to enter. No `Debug`: whoever has the code has the money.
#[derive(Clone, Copy)]
pub struct ApplyGiftCard<'a> {
    /// As typed.
    pub code: &'a str,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
    /// Where the shopper sits; empty where that is not known.
    pub network: &'a str,
}

/// Why the card was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ApplyGiftCardError {
    /// There is nothing to pay for.
    #[error("there is no cart")]
    NoCart,
    /// The field was empty.
    #[error("no code was typed")]
    NoCode,
    /// There is no card with this code, or it is disabled or over: which of these, nobody is told (T37).
    #[error("there is no such gift card")]
    Unknown,
    /// The card is of another currency than the cart.
    #[error("the gift card is of another currency")]
    OtherCurrency {
        /// What is on it.
        balance: Money,
    },
    /// Nothing is left on the card.
    #[error("the gift card is empty")]
    Empty,
    /// The cart has [`MAX_GIFT_CARDS`].
    #[error("the cart has as many gift cards as it can have")]
    TooMany,
    /// Too many wrong codes were tried of late, in this cart or from this network (T37).
    #[error("too many wrong codes")]
    TooOften {
        /// Until the next try.
        wait: Duration,
    },
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Enters a gift card in the shopper's cart; entering it again changes nothing. Wrong codes are counted, so that nobody
/// finds cards by trying.
///
/// # Errors
/// [`ApplyGiftCardError`].
pub async fn apply_gift_card(
    app: &App,
    scope: &Scope,
    command: ApplyGiftCard<'_>,
) -> Result<CartChanged, ApplyGiftCardError> {
    if command.code.trim().is_empty() {
        return Err(ApplyGiftCardError::NoCode);
    }
    let cart = scope.cart_token.as_deref().ok_or(ApplyGiftCardError::NoCart)?;
    let counted_at = guard::count(app, Action::WrongGiftCard, cart, command.network).await?;
    let applied = enter(app, scope, command).await;
    if !matches!(&applied, Err(ApplyGiftCardError::Unknown)) {
        guard::uncount(app, Action::WrongGiftCard, cart, command.network, counted_at).await?;
    }
    applied
}

async fn enter(app: &App, scope: &Scope, command: ApplyGiftCard<'_>) -> Result<CartChanged, ApplyGiftCardError> {
    let code = GiftCardCode::parse(command.code).map_err(|_| ApplyGiftCardError::Unknown)?;
    let digest = code_hash(&code);
    let operation = Operation::new("apply_gift_card", command.op, code.as_str()).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(ApplyGiftCardError::NoCart),
    };
    match open.choose_gift_card(&digest).await? {
        Chosen::Added | Chosen::Known => Ok(open.finish(None).await?),
        Chosen::Unknown => Err(ApplyGiftCardError::Unknown),
        Chosen::OtherCurrency(balance) => Err(ApplyGiftCardError::OtherCurrency { balance }),
        Chosen::Empty => Err(ApplyGiftCardError::Empty),
        Chosen::Full => Err(ApplyGiftCardError::TooMany),
    }
}

impl From<GuardError> for ApplyGiftCardError {
    fn from(error: GuardError) -> Self {
        match error {
            GuardError::TooOften { wait } => Self::TooOften { wait },
            GuardError::Store(error) => Self::Cart(error.into()),
        }
    }
}

impl HasKind for ApplyGiftCardError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoCart => Kind::NotFound,
            Self::NoCode => Kind::Invalid,
            Self::Unknown | Self::OtherCurrency { .. } | Self::Empty | Self::TooMany | Self::TooOften { .. } => {
                Kind::Conflict
            }
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for ApplyGiftCardError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoCart => "no_cart",
            Self::NoCode => "no_code",
            Self::Unknown => "unknown_gift_card",
            Self::OtherCurrency { .. } => "other_currency",
            Self::Empty => "empty_gift_card",
            Self::TooMany => "too_many_gift_cards",
            Self::TooOften { .. } => "too_often",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoCart => "Your cart is empty.".into(),
            Self::NoCode => "Type the code of the card first.".into(),
            Self::Unknown => {
                "There is no gift card with this code that is good. Please compare it with the card.".into()
            }
            Self::OtherCurrency { balance } => format!(
                "This card has {} on it, and this cart is in another currency.",
                price_text(*balance)
            ),
            Self::Empty => "Nothing is left on this card.".into(),
            Self::TooMany => format!("A cart takes at most {MAX_GIFT_CARDS} gift cards. Remove one to enter another."),
            Self::TooOften { wait } => {
                format!("Too many codes were tried. Please try again in {}.", words(*wait))
            }
            Self::Cart(error) => error.sentence(),
        }
    }
}
