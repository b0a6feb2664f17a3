//! Gift cards: issued once, found by the digest of their code, disabled for good.

use super::account::money;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::TenderAccountId;
use domain::money::Money;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// A gift card as it is stored. Its code is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GiftCard {
    /// Id.
    pub gift_card_id: TenderAccountId,
    /// What people tell cards apart by.
    pub last_four: String,
    /// What it was issued with.
    pub initial: Money,
    /// What is left.
    pub balance: Money,
    /// Good until before this moment; for ever without one.
    pub expires_at: Option<DateTime<Utc>>,
    /// Since when it pays nothing.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
}

struct GiftCardRow {
    tender_account_id: Uuid,
    last_four: String,
    initial_minor: i64,
    balance_minor: i64,
    currency: String,
    expires_at: Option<DateTime<Utc>>,
    disabled_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl TryFrom<GiftCardRow> for GiftCard {
    type Error = StoreError;

    fn try_from(row: GiftCardRow) -> Result<Self, StoreError> {
        Ok(Self {
            gift_card_id: row.tender_account_id.into(),
            last_four: row.last_four,
            initial: money(row.initial_minor, &row.currency)?,
            balance: money(row.balance_minor, &row.currency)?,
            expires_at: row.expires_at,
            disabled_at: row.disabled_at,
            created_at: row.created_at,
        })
    }
}

/// A card to be issued. No `Debug`: the digest is all that keeps its code.
#[derive(Clone, Copy)]
pub struct NewGiftCard<'a> {
    /// Id.
    pub gift_card_id: TenderAccountId,
    /// SHA-256 of its code.
    pub code_hash: &'a [u8; 32],
    /// The end of its code.
    pub last_four: &'a str,
    /// What is on it, > 0.
    pub amount: Money,
    /// See [`GiftCard`].
    pub expires_at: Option<DateTime<Utc>>,
    /// The caller's name for it, 1 to 255 characters.
    pub client_ref: &'a str,
    /// Who issues it; may be empty.
    pub actor_name: &'a str,
    /// What for; may be empty.
    pub note: &'a str,
}

/// What became of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issued {
    /// It is there now.
    New,
    /// The reference is taken; nothing was written.
    Known,
}

/// Issues a card with its first entry, in one statement. Of two callers with one reference one issues it; the other waits
/// and finds the reference taken.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_gift_card(
    conn: &mut PgConnection,
    new: NewGiftCard<'_>,
    now: DateTime<Utc>,
) -> Result<Issued, StoreError> {
    let made = sqlx::query!(
        "with made as (
             insert into tender_accounts
                 (tender_account_id, kind, currency, balance_minor, code_hash, last_four, initial_minor, expires_at,
                  created_at, updated_at)
             values ($1, 'gift_card', $2, $3, $4, $5, $3, $6, $7, $7)
             returning tender_account_id
         )
         insert into tender_entries
             (tender_account_id, kind, amount_minor, balance_minor, client_ref, actor_name, note, created_at)
         select tender_account_id, 'issue', $3, $3, $8, left($9, 100), left($10, 200), $7
         from made",
        new.gift_card_id.0,
        new.amount.currency.code(),
        new.amount.minor,
        new.code_hash,
        new.last_four,
        new.expires_at,
        now,
        new.client_ref,
        new.actor_name,
        new.note,
    )
    .execute(conn)
    .await
    .map_err(StoreError::from);
    match made {
        Ok(_) => Ok(Issued::New),
        Err(error) if error.constraint() == Some("tender_entries_client_ref_key") => Ok(Issued::Known),
        Err(error) => Err(error),
    }
}

/// The card that a reference has issued.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_gift_card_by_ref(conn: &mut PgConnection, client_ref: &str) -> Result<Option<GiftCard>, StoreError> {
    sqlx::query_as!(
        GiftCardRow,
        r#"select a.tender_account_id, a.last_four as "last_four!", a.initial_minor as "initial_minor!",
                  a.balance_minor, a.currency, a.expires_at, a.disabled_at, a.created_at
           from tender_entries e
           join tender_accounts a using (tender_account_id)
           where e.client_ref = $1
             and e.kind = 'issue'
             and a.kind = 'gift_card'"#,
        client_ref,
    )
    .fetch_optional(conn)
    .await?
    .map(GiftCard::try_from)
    .transpose()
}

/// A card by its id, or by the digest of its code.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_gift_card(
    conn: &mut PgConnection,
    gift_card_id: Option<TenderAccountId>,
    code_hash: Option<&[u8; 32]>,
) -> Result<Option<GiftCard>, StoreError> {
    sqlx::query_as!(
        GiftCardRow,
        r#"select tender_account_id, last_four as "last_four!", initial_minor as "initial_minor!", balance_minor,
                  currency, expires_at, disabled_at, created_at
           from tender_accounts
           where kind = 'gift_card'
             and (tender_account_id = $1 or code_hash = $2)"#,
        gift_card_id.map(|id| id.0),
        code_hash.map(<[u8; 32]>::as_slice),
    )
    .fetch_optional(conn)
    .await?
    .map(GiftCard::try_from)
    .transpose()
}

/// Cards whose codes end in these four, the newest first, at most 20.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_by_last_four(conn: &mut PgConnection, last_four: &str) -> Result<Vec<GiftCard>, StoreError> {
    sqlx::query_as!(
        GiftCardRow,
        r#"select tender_account_id, last_four as "last_four!", initial_minor as "initial_minor!", balance_minor,
                  currency, expires_at, disabled_at, created_at
           from tender_accounts
           where last_four = $1
           order by created_at desc, tender_account_id
           limit 20"#,
        last_four,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(GiftCard::try_from)
    .collect()
}

/// Disables a card: it pays nothing any more, and what is on it stays in the books. Doing it again changes nothing.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn disable(
    conn: &mut PgConnection,
    gift_card_id: TenderAccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update tender_accounts
         set disabled_at = $2, updated_at = $2
         where tender_account_id = $1
           and kind = 'gift_card'
           and disabled_at is null",
        gift_card_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
