//! Writes the shopper's note to the shop.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use domain::cart::MAX_NOTE;
use domain::checkout::holds_card_number;
use domain::kind::{HasKind, Kind};

/// What to write.
#[derive(Debug, Clone, Copy)]
pub struct SetNote<'a> {
    /// The note, which replaces the one before; empty for none. At most [`MAX_NOTE`] characters.
    pub note: &'a str,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
}

/// Why the note stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum SetNoteError {
    /// There is nothing to write a note to.
    #[error("there is no cart")]
    NoCart,
    /// Longer than [`MAX_NOTE`].
    #[error("the note is too long")]
    TooLong,
    /// Section 9, rule 2.
    #[error("the note holds a card number")]
    CardNumber,
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Writes the note of the shopper's cart.
///
/// # Errors
/// [`SetNoteError`].
pub async fn set_note(app: &App, scope: &Scope, command: SetNote<'_>) -> Result<CartChanged, SetNoteError> {
    let note = checked(command.note)?;
    let operation = Operation::new("set_note", command.op, &note).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(SetNoteError::NoCart),
    };
    if open.cart.note != note {
        open.update_note(note).await?;
    }
    Ok(open.finish(None).await?)
}

// Browsers send line breaks as CR LF; other control characters nobody types and Postgres does not hold NUL.
fn checked(note: &str) -> Result<String, SetNoteError> {
    let note: String = note
        .trim()
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    if note.chars().count() > MAX_NOTE {
        return Err(SetNoteError::TooLong);
    }
    if holds_card_number(&note) {
        return Err(SetNoteError::CardNumber);
    }
    Ok(note)
}

impl HasKind for SetNoteError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoCart => Kind::NotFound,
            Self::TooLong | Self::CardNumber => Kind::Invalid,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for SetNoteError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoCart => "no_cart",
            Self::TooLong => "note_too_long",
            Self::CardNumber => "card_number",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoCart => "Your cart is empty.".into(),
            Self::TooLong => format!("Use at most {MAX_NOTE} characters."),
            Self::CardNumber => "Please never enter a card number here. You pay on a later page.".into(),
            Self::Cart(error) => error.sentence(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_line_breaks_and_loses_what_nobody_typed() {
        assert_eq!(checked(" Ring twice,\r\nplease\0. ").unwrap(), "Ring twice,\nplease.");
    }

    #[test]
    fn a_note_that_is_too_long_or_holds_a_card_number_is_refused() {
        assert!(matches!(checked(&"ü".repeat(501)), Err(SetNoteError::TooLong)));
        assert!(checked(&"ü".repeat(500)).is_ok());
        assert!(matches!(
            checked("use 4242 4242 4242 4242"),
            Err(SetNoteError::CardNumber)
        ));
    }
}
