//! Puts units of a variant in the cart, making the cart if there is none. Lines merge by variant; nothing is held (S-2).

use super::line::resized;
use super::open::{self, OpenCart, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use adapters::rng;
use domain::cart::{MAX_LINES, Settled, Shortage, settle};
use domain::id::VariantId;
use domain::kind::{HasKind, Kind};
use domain::pricing::QuoteId;
use store::cart::{CartLine, CartVariant};

/// What to add.
#[derive(Debug, Clone, Copy)]
pub struct AddLine<'a> {
    /// What is bought.
    pub variant_id: VariantId,
    /// Units on top of those in the cart, at least 1. More than can be had are capped and told.
    pub quantity: u32,
    /// The price that the page printed, if it said; see [`super::given_quote`]. Kept with a new line, and nothing else.
    pub quote_id: Option<QuoteId>,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AddLineError {
    /// No units were asked for.
    #[error("no units were asked for")]
    NoUnits,
    /// There is no such variant.
    #[error("the variant does not exist")]
    UnknownVariant,
    /// The cart has [`MAX_LINES`] lines.
    #[error("the cart is full")]
    CartFull,
    /// Not one unit more can be had.
    #[error("not one unit more can be had")]
    Shortage(#[from] Shortage),
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Adds units to the shopper's cart. At most six statements between begin and commit.
///
/// # Errors
/// [`AddLineError`].
pub async fn add_line(app: &App, scope: &Scope, command: AddLine<'_>) -> Result<CartChanged, AddLineError> {
    if command.quantity == 0 {
        return Err(AddLineError::NoUnits);
    }
    let fingerprint = format!("{} {}", command.variant_id, command.quantity);
    let operation = Operation::new("add_line", command.op, &fingerprint).map_err(CartError::from)?;
    let mut open = match open::open_or_create(app, scope, operation, command.variant_id).await? {
        Opened::Fresh(open) => open,
        Opened::Replay(replay) => return Ok(*replay),
    };
    let (line, settled) = match open
        .contents
        .lines
        .iter()
        .find(|line| line.variant.variant_id == command.variant_id)
    {
        Some(line) => grown(line, command.quantity)?,
        None => new_line(&mut open, &command)?,
    };
    open.save_line(line).await?;
    Ok(open.finish(settled.notice()).await?)
}

fn grown(line: &CartLine, units: u32) -> Result<(CartLine, Settled), AddLineError> {
    let wanted = line.quantity.saturating_add(units);
    let settled = settle(line.quantity, wanted, line.variant.supply(wanted))?;
    Ok((resized(line, settled.quantity), settled))
}

fn new_line(open: &mut OpenCart<'_>, command: &AddLine<'_>) -> Result<(CartLine, Settled), AddLineError> {
    let variant = open.contents.candidate.take().ok_or(AddLineError::UnknownVariant)?;
    let settled = settle(0, command.quantity, variant.supply(command.quantity))?;
    if open.contents.lines.len() >= MAX_LINES {
        return Err(AddLineError::CartFull);
    }
    let line = CartLine {
        line_item_id: rng::new_id(),
        line_seq: open.cart.next_line_seq,
        quantity: settled.quantity,
        unit_price_at_add_minor: price_of(&variant, settled.quantity)?,
        seen_in: None,
        quote_id: command.quote_id,
        added_at: open.now,
        gift_of: None,
        variant,
    };
    Ok((line, settled))
}

fn price_of(variant: &CartVariant, quantity: u32) -> Result<i64, Shortage> {
    variant
        .price(quantity)
        .map(|price| price.amount_minor)
        .ok_or(Shortage::NotSold)
}

impl HasKind for AddLineError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoUnits => Kind::Invalid,
            Self::UnknownVariant => Kind::NotFound,
            Self::CartFull | Self::Shortage(_) => Kind::Conflict,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for AddLineError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoUnits => "no_units",
            Self::UnknownVariant => "unknown_variant",
            Self::CartFull => "cart_full",
            Self::Shortage(shortage) => super::shortage_code(*shortage),
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoUnits => "Choose how many you want, at least one.".into(),
            Self::UnknownVariant => "This item does not exist any more.".into(),
            Self::CartFull => format!("A cart holds at most {MAX_LINES} different items. Remove one to add another."),
            Self::Shortage(shortage) => shortage.to_string(),
            Self::Cart(error) => error.sentence(),
        }
    }
}
