//! What a shopper wants to pay with. The cart is locked by the caller; nothing is taken here.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, TenderAccountId};
use domain::money::{Currency, Money};
use domain::tender::{MAX_GIFT_CARDS, TenderKind};
use serde::Deserialize;
use sqlx::PgConnection;

/// A gift card that was entered in a cart, or the store credit of the cart's customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CartTender {
    /// Which account.
    pub tender_account_id: TenderAccountId,
    /// What sort.
    pub kind: TenderKind,
    /// The end of a card's code; empty for store credit.
    pub last_four: String,
    /// Of the balance.
    pub currency: Currency,
    /// What can be spent, with what the cart's own draft has taken: going on with a payment asks for the same.
    pub balance_minor: i64,
    /// Whether it is neither disabled nor over.
    pub is_usable: bool,
    /// Whether it is to pay; false for store credit that the customer has and did not choose.
    pub is_chosen: bool,
}

impl CartTender {
    /// What it can pay in a currency, minor units.
    pub fn payable_minor(&self, currency: Currency) -> i64 {
        if self.is_chosen && self.is_usable && self.currency == currency {
            self.balance_minor
        } else {
            0
        }
    }
}

/// What became of a card that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// It is to pay.
    Added,
    /// It was entered before.
    Known,
    /// No card that is good has this code.
    Unknown,
    /// It is of another currency.
    OtherCurrency(Money),
    /// Nothing is left on it.
    Empty,
    /// The cart has as many as it can have.
    Full,
}

/// Enters a card by the digest of its code.
///
/// # Errors
/// [`StoreError`] when a statement fails or the row is not readable.
pub async fn choose_gift_card(
    conn: &mut PgConnection,
    cart: (CartId, Currency),
    code_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Chosen, StoreError> {
    let card = sqlx::query!(
        r#"select a.tender_account_id, a.currency, a.balance_minor,
                  exists (
                      select
                      from cart_tenders t
                      where t.cart_id = $2
                        and t.tender_account_id = a.tender_account_id
                  ) as "is_known!",
                  (
                      select count(*)
                      from cart_tenders t
                      join tender_accounts o using (tender_account_id)
                      where t.cart_id = $2
                        and o.kind = 'gift_card'
                  ) as "entered!"
           from tender_accounts a
           where a.code_hash = $1
             and a.disabled_at is null
             and (a.expires_at is null or a.expires_at > $3)"#,
        code_hash,
        cart.0.0,
        now,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(card) = card else {
        return Ok(Chosen::Unknown);
    };
    let balance = super::account::money(card.balance_minor, &card.currency)?;
    let refused = match balance.minor {
        _ if card.is_known => Some(Chosen::Known),
        _ if balance.currency != cart.1 => Some(Chosen::OtherCurrency(balance)),
        0 => Some(Chosen::Empty),
        _ if card.entered >= MAX_GIFT_CARDS => Some(Chosen::Full),
        _ => None,
    };
    if let Some(refused) = refused {
        return Ok(refused);
    }
    insert(conn, cart.0, card.tender_account_id.into(), now).await?;
    Ok(Chosen::Added)
}

/// Chooses the store credit that the cart's customer has in the cart's currency. False when there is none.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn choose_store_credit(
    conn: &mut PgConnection,
    cart_id: CartId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let account = sqlx::query_scalar!(
        "select a.tender_account_id
         from carts c
         join tender_accounts a using (customer_id, currency)
         where c.cart_id = $1",
        cart_id.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(account) = account else {
        return Ok(false);
    };
    insert(conn, cart_id, account.into(), now).await?;
    Ok(true)
}

async fn insert(
    conn: &mut PgConnection,
    cart_id: CartId,
    account_id: TenderAccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into cart_tenders (cart_id, tender_account_id, added_at)
         values ($1, $2, $3)
         on conflict do nothing",
        cart_id.0,
        account_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a card out of a cart, or, without one, all store credit. What is not there is out already.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn unchoose(
    conn: &mut PgConnection,
    cart_id: CartId,
    card: Option<TenderAccountId>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from cart_tenders t
         using tender_accounts a
         where t.cart_id = $1
           and a.tender_account_id = t.tender_account_id
           and case when $2::uuid is null then a.kind = 'store_credit' else a.tender_account_id = $2 end",
        cart_id.0,
        card.map(|id| id.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}
