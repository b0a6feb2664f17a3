//! Enters a promotion code. A code that counts as soon as the cart changes is kept, with what is missing; one that cannot
//! count is refused.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::guard::{self, GuardError, words};
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use chrono::Duration;
use domain::customer::Action;
use domain::kind::{HasKind, Kind};
use domain::promotion::{CodeRefusal, MAX_CODES, normalise_code};
use store::promotion::Entered;

/// What to enter.
#[derive(Debug, Clone, Copy)]
pub struct ApplyCode<'a> {
    /// As typed.
    pub code: &'a str,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
    /// Where the shopper sits; empty where that is not known.
    pub network: &'a str,
}

/// Why the code was not kept.
#[derive(Debug, thiserror::Error)]
pub enum ApplyCodeError {
    /// There is nothing that it could be for.
    #[error("there is no cart")]
    NoCart,
    /// The field was empty.
    #[error("no code was typed")]
    NoCode,
    /// It cannot count.
    #[error("the code is refused: {}", why.code())]
    Refused {
        /// As typed, shortened.
        code: String,
        /// Why.
        why: CodeRefusal,
    },
    /// The cart has [`MAX_CODES`] codes.
    #[error("the cart has as many codes as it can have")]
    TooMany,
    /// Too many codes that cannot count were tried of late, in this cart or from this network (T37).
    #[error("too many wrong codes")]
    TooOften {
        /// Until the next try.
        wait: Duration,
    },
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Enters a code in the shopper's cart. Codes that cannot count are counted, so that nobody finds the good ones by trying:
/// a code that is unknown and one whose time is over get the same answer. The notice says what is missing for a code that does not count yet.
///
/// # Errors
/// [`ApplyCodeError`].
pub async fn apply_code(app: &App, scope: &Scope, command: ApplyCode<'_>) -> Result<CartChanged, ApplyCodeError> {
    if command.code.trim().is_empty() {
        return Err(ApplyCodeError::NoCode);
    }
    let cart = scope.cart_token.as_deref().ok_or(ApplyCodeError::NoCart)?;
    let counted_at = guard::count(app, Action::WrongCode, cart, command.network).await?;
    let applied = enter(app, scope, command).await;
    if !matches!(&applied, Err(ApplyCodeError::Refused { .. })) {
        guard::uncount(app, Action::WrongCode, cart, command.network, counted_at).await?;
    }
    applied
}

async fn enter(app: &App, scope: &Scope, command: ApplyCode<'_>) -> Result<CartChanged, ApplyCodeError> {
    let refused = |code: &str, why| ApplyCodeError::Refused {
        code: code.trim().chars().filter(|c| !c.is_control()).take(40).collect(),
        why,
    };
    let code = normalise_code(command.code).map_err(|_| refused(command.code, CodeRefusal::Unknown))?;
    let operation = Operation::new("apply_code", command.op, &code).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(ApplyCodeError::NoCart),
    };
    let entered = open.insert_code(&code).await?;
    if entered == Entered::Full {
        return Err(ApplyCodeError::TooMany);
    }
    // Also where there is no such code: neither the answer nor the work for it tells that from one that is over.
    let evaluation = open.evaluation().await?;
    let why = evaluation.refused.into_iter().find(|refused| refused.code == code);
    let why = match entered {
        Entered::Unknown => Some(CodeRefusal::Unknown),
        _ => why.map(|refused| refused.why),
    };
    match why {
        Some(why) if why.is_final() => Err(refused(&code, why)),
        Some(why) => Ok(open.finish(Some(format!("{code}: {}", why.text()))).await?),
        None => Ok(open.finish(None).await?),
    }
}

impl From<GuardError> for ApplyCodeError {
    fn from(error: GuardError) -> Self {
        match error {
            GuardError::TooOften { wait } => Self::TooOften { wait },
            GuardError::Store(error) => Self::Cart(error.into()),
        }
    }
}

impl HasKind for ApplyCodeError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoCart => Kind::NotFound,
            Self::NoCode => Kind::Invalid,
            Self::Refused { .. } | Self::TooMany | Self::TooOften { .. } => Kind::Conflict,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for ApplyCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoCart => "no_cart",
            Self::NoCode => "no_code",
            Self::Refused { why, .. } => why.code(),
            Self::TooMany => "too_many_codes",
            Self::TooOften { .. } => "too_often",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoCart => "Your cart is empty.".into(),
            Self::NoCode => "Type a code first.".into(),
            Self::Refused { code, why } => format!("{code}: {}", why.text()),
            Self::TooMany => format!("A cart takes at most {MAX_CODES} codes. Remove one to enter another."),
            Self::TooOften { wait } => {
                format!("Too many codes were tried. Please try again in {}.", words(*wait))
            }
            Self::Cart(error) => error.sentence(),
        }
    }
}
