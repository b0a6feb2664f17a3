//! One line of a cart, written in one statement with the cart's version. Reading them: [`super::list_lines`].

use super::CartVariant;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, LineItemId, PromotionId};
use domain::money::{Currency, Money};
use domain::pricing::QuoteId;
use sqlx::PgConnection;

/// Variant × quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    /// Id.
    pub line_item_id: LineItemId,
    /// Creation order (R8).
    pub line_seq: u32,
    /// Units, 1 to 99.
    pub quantity: u32,
    /// One unit when it was added, minor units.
    pub unit_price_at_add_minor: i64,
    /// The currency of that, where it is not the cart's: it was added in another market.
    pub seen_in: Option<Currency>,
    /// The printed price that it came from, as the browser said when it was added: evidence, never trusted.
    pub quote_id: Option<QuoteId>,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// The promotion that gives it, for a gift: then it has no row, and none may be written.
    pub gift_of: Option<PromotionId>,
    /// What is bought.
    pub variant: CartVariant,
}

impl CartLine {
    /// One unit as the shopper saw it, in a cart that is in `currency` now.
    pub fn seen(&self, currency: Currency) -> Money {
        Money::new(self.unit_price_at_add_minor, self.seen_in.unwrap_or(currency))
    }
}

/// Writes a line, new or known by its variant, counts the change and returns the cart's new version. A known line keeps
/// its quote id: that belongs to the price it was added at.
///
/// # Errors
/// [`StoreError`] when the statement fails; `NotFound` when the cart or, meanwhile, the variant is gone.
pub async fn save_line(
    conn: &mut PgConnection,
    cart_id: CartId,
    line: &CartLine,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let saved = sqlx::query!(
        "with saved as (
             insert into line_items
                 (line_item_id, cart_id, variant_id, line_seq, quantity, unit_price_at_add_minor, added_at,
                  unit_price_currency, quote_id)
             values ($2, $1, $3, $4, $5, $6, $7, $9, $10)
             on conflict (cart_id, variant_id) do update
             set quantity = excluded.quantity,
                 unit_price_at_add_minor = excluded.unit_price_at_add_minor,
                 unit_price_currency = excluded.unit_price_currency
         )
         update carts
         set version = version + 1, next_line_seq = greatest(next_line_seq, $4 + 1), updated_at = $8
         where cart_id = $1
         returning version",
        cart_id.0,
        line.line_item_id.0,
        line.variant.variant_id.0,
        i32::try_from(line.line_seq).unwrap_or(i32::MAX),
        i32::try_from(line.quantity).unwrap_or(i32::MAX),
        line.unit_price_at_add_minor,
        line.added_at,
        now,
        line.seen_in.as_ref().map(Currency::code),
        line.quote_id.map(|id| id.to_string()),
    )
    .fetch_optional(conn)
    .await
    .map_err(StoreError::from);
    match saved {
        Err(error) if error.constraint() == Some("line_items_variant_id_fkey") => {
            Err(StoreError::NotFound("the variant"))
        }
        saved => saved?.map(|row| row.version).ok_or(StoreError::NotFound("the cart")),
    }
}

/// Takes a line out, counts the change and returns the cart's new version.
///
/// # Errors
/// [`StoreError`] when the statement fails or the cart is gone.
pub async fn delete_line(
    conn: &mut PgConnection,
    cart_id: CartId,
    line_item_id: LineItemId,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let row = sqlx::query!(
        "with gone as (
             delete from line_items
             where cart_id = $1
               and line_item_id = $2
         )
         update carts
         set version = version + 1, updated_at = $3
         where cart_id = $1
         returning version",
        cart_id.0,
        line_item_id.0,
        now,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.version).ok_or(StoreError::NotFound("the cart"))
}
