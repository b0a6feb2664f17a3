//! Prices a shopper's cart in another market. Every line stays, with the price that was seen, so that the cart shows what
//! each cost before; what has no price there blocks checkout until it is taken out or the market is changed again.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use domain::kind::{HasKind, Kind};

/// Why the market stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum SetMarketError {
    /// There is no such market.
    #[error("there is no such market")]
    UnknownMarket,
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Prices the shopper's cart in the market of this code; `None` where the shopper has none. Setting the market that it
/// has changes nothing, so no operation id is needed.
///
/// # Errors
/// [`SetMarketError`].
pub async fn set_market(app: &App, scope: &Scope, code: &str) -> Result<Option<CartChanged>, SetMarketError> {
    let facts = app.shop().await.map_err(CartError::from)?;
    if facts.markets.iter().all(|market| market.code != code) {
        return Err(SetMarketError::UnknownMarket);
    }
    let operation = Operation::new("set_market", "", code).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(Some(*replay)),
        None => return Ok(None),
    };
    let market = open.market_named(code).ok_or(SetMarketError::UnknownMarket)?.clone();
    if market.market_id == open.cart.market_id {
        return Ok(Some(open.finish(None).await?));
    }
    open.update_market(&market).await?;
    let missing = open
        .contents
        .lines
        .iter()
        .filter(|line| line.variant.price(line.quantity).is_none())
        .count();
    let notice = (!open.contents.lines.is_empty()).then(|| notice(&market.name, market.currency.code(), missing));
    Ok(Some(open.finish(notice).await?))
}

fn notice(market: &str, currency: &str, missing: usize) -> String {
    let prices = format!("Your cart now has the prices of {market}, in {currency}.");
    match missing {
        0 => prices,
        1 => format!("{prices} One item is not sold there."),
        more => format!("{prices} {more} items are not sold there."),
    }
}

impl HasKind for SetMarketError {
    fn kind(&self) -> Kind {
        match self {
            Self::UnknownMarket => Kind::NotFound,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for SetMarketError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownMarket => "unknown_market",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::UnknownMarket => "We do not sell there. Choose one of the markets in the list.".into(),
            Self::Cart(error) => error.sentence(),
        }
    }
}
