//! Issues gift cards, shows and disables them. A code is told once, when its card is issued: only its digest is kept.

use super::error::checked_ref;
use super::{ENTRIES, TenderError, code_hash};
use crate::App;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::id::TenderAccountId;
use domain::money::Money;
use domain::tender::GiftCardCode;
use store::error::StoreError;
use store::tender::{Entry, GiftCard, Issued, NewGiftCard};

/// A card that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct IssueGiftCard<'a> {
    /// What is on it, > 0.
    pub amount: Money,
    /// Good until before this moment; for ever without one.
    pub expires_at: Option<DateTime<Utc>>,
    /// The caller's name for it, 1 to 255 characters: a repetition issues no second card.
    pub client_ref: &'a str,
    /// Who issues it.
    pub actor_name: &'a str,
    /// What for; may be empty.
    pub note: &'a str,
}

/// A card that was issued. No `Debug`: it may hold the code.
pub struct IssuedGiftCard {
    /// The card.
    pub card: GiftCard,
    /// Its code, told this once; `None` when the reference had issued it before.
    pub code: Option<GiftCardCode>,
}

/// A card with its newest entries, the last first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiftCardState {
    /// The card.
    pub card: GiftCard,
    /// How its balance came about.
    pub entries: Vec<Entry>,
}

/// Issues a card. Under a reference that was used before it is the card of then, whose code nobody can be told again.
///
/// # Errors
/// [`TenderError`].
pub async fn issue_gift_card(app: &App, wanted: IssueGiftCard<'_>) -> Result<IssuedGiftCard, TenderError> {
    let client_ref = checked_ref(wanted.client_ref)?;
    let now = app.clock.now();
    if wanted.amount.minor <= 0 {
        return Err(TenderError::Invalid("The amount has to be above zero."));
    }
    if wanted.expires_at.is_some_and(|end| end <= now) {
        return Err(TenderError::Invalid("The card would be over already."));
    }
    let code = GiftCardCode::from_chance(&rng::new_secret());
    let new = NewGiftCard {
        gift_card_id: rng::new_id(),
        code_hash: &code_hash(&code),
        last_four: code.last_four(),
        amount: wanted.amount,
        expires_at: wanted.expires_at,
        client_ref,
        actor_name: wanted.actor_name,
        note: wanted.note,
    };
    let mut conn = app.pool.acquire().await?;
    let issued = store::tender::insert_gift_card(&mut conn, new, now).await?;
    let card = store::tender::find_gift_card_by_ref(&mut conn, client_ref).await?;
    let card = card.ok_or(TenderError::ReferenceReused)?;
    match issued {
        Issued::New => Ok(IssuedGiftCard { card, code: Some(code) }),
        Issued::Known if (card.initial, card.expires_at) == (wanted.amount, wanted.expires_at) => {
            Ok(IssuedGiftCard { card, code: None })
        }
        Issued::Known => Err(TenderError::ReferenceReused),
    }
}

/// The card that somebody means: by its id, its whole code, or its last four where only one card has these.
///
/// # Errors
/// [`TenderError::NoSuchCard`].
pub async fn find_gift_card(app: &App, name: &str) -> Result<TenderAccountId, TenderError> {
    let name = name.trim();
    let mut conn = app.pool.acquire().await?;
    let id = name.parse::<TenderAccountId>().ok();
    let digest = GiftCardCode::parse(name).ok().map(|code| code_hash(&code));
    if id.is_some() || digest.is_some() {
        let found = store::tender::find_gift_card(&mut conn, id, digest.as_ref()).await?;
        return Ok(found.ok_or(TenderError::NoSuchCard)?.gift_card_id);
    }
    let ends: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    match store::tender::list_by_last_four(&mut conn, &ends.to_ascii_uppercase())
        .await?
        .as_slice()
    {
        [only] => Ok(only.gift_card_id),
        _ => Err(TenderError::NoSuchCard),
    }
}

/// A card as it is now.
///
/// # Errors
/// [`TenderError::NoSuchCard`].
pub async fn show_gift_card(app: &App, gift_card_id: TenderAccountId) -> Result<GiftCardState, TenderError> {
    let mut conn = app.pool.acquire().await?;
    let card = store::tender::find_gift_card(&mut conn, Some(gift_card_id), None).await?;
    Ok(GiftCardState {
        card: card.ok_or(TenderError::NoSuchCard)?,
        entries: store::tender::list_entries(&mut conn, gift_card_id, ENTRIES).await?,
    })
}

/// Disables a card for good: it pays nothing any more. An order that is being paid with it keeps what it has taken.
///
/// # Errors
/// [`TenderError::NoSuchCard`].
pub async fn disable_gift_card(app: &App, gift_card_id: TenderAccountId) -> Result<GiftCardState, TenderError> {
    let mut conn = app.pool.acquire().await.map_err(StoreError::from)?;
    store::tender::disable(&mut conn, gift_card_id, app.clock.now()).await?;
    drop(conn);
    show_gift_card(app, gift_card_id).await
}
