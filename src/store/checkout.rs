//! What a shopper filled in at checkout, one row a cart, and what is known of their duties.

use crate::error::StoreError;
use crate::tax_answer::StoredAnswer;
use crate::tender::CartTender;
use chrono::{DateTime, Utc};
use domain::checkout::Address;
use domain::customer::SESSION_IDLE;
use domain::id::{CartId, CheckoutId, DeliveryMethodId};
use domain::tax::{Exemption, TaxAnswer, TaxSource, TaxStanding, VatId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// The details so far. A part that was faulty when it was last sent is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckoutDetails {
    /// Where the confirmation goes.
    pub email: Option<String>,
    /// For the carrier; empty when none is wanted.
    pub phone: Option<String>,
    /// Where the goods go.
    pub address: Option<Address>,
    /// How they go. That it serves the address is for the reader to check: zones change.
    pub delivery_method_id: Option<DeliveryMethodId>,
    /// Of a business; empty for none, absent where the checkout did not ask.
    pub vat_id: Option<String>,
}

/// Everything that is known of a checkout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkout {
    /// What was saved, nothing if nothing ever was.
    pub details: CheckoutDetails,
    /// Of the customer whose cart it is, and of the VAT ids in play.
    pub buyer: BuyerTax,
    /// Gift cards that were entered, in that order, then the store credit of the cart's customer, chosen or not.
    pub tenders: Vec<CartTender>,
    /// What a tax engine said last, perhaps about another state of the cart.
    pub tax_answer: Option<StoredAnswer>,
    /// Whether it is what somebody gets for goods that they sent back: the shop pays the delivery.
    pub is_exchange: bool,
    /// Of the shop's settings at this moment.
    pub settings_version: i64,
}

/// What operators know of a buyer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuyerTax {
    /// Of the account.
    pub own_vat_id: Option<VatId>,
    /// Of the account.
    pub exemption: Option<Exemption>,
    /// Of the VAT ids of account and checkout, those that are in force.
    verified: Vec<String>,
}

impl BuyerTax {
    /// How the buyer stands: under the VAT id that was typed, where one was asked for, or else under the account's.
    pub fn standing(&self, typed: Option<&str>) -> TaxStanding {
        let vat_id = match typed {
            Some(typed) => VatId::parse(typed).ok(),
            None => self.own_vat_id.clone(),
        };
        TaxStanding {
            is_verified: vat_id
                .as_ref()
                .is_some_and(|id| self.verified.iter().any(|known| known == id.as_str())),
            vat_id,
            exemption: self.exemption.clone(),
        }
    }
}

struct Row {
    email: Option<String>,
    phone: Option<String>,
    address: Option<Json<Address>>,
    delivery_method_id: Option<Uuid>,
    vat_id: Option<String>,
}

impl From<Row> for CheckoutDetails {
    fn from(row: Row) -> Self {
        Self {
            email: row.email,
            phone: row.phone,
            address: row.address.map(|address| address.0),
            delivery_method_id: row.delivery_method_id.map(Into::into),
            vat_id: row.vat_id,
        }
    }
}

/// What is known of the checkout of a cart, and what can pay for it.
///
/// # Errors
/// [`StoreError`] when the statement fails or a value is not readable; `NotFound` before the shop was set up.
pub async fn find(conn: &mut PgConnection, cart_id: CartId, now: DateTime<Utc>) -> Result<Checkout, StoreError> {
    let row = sqlx::query!(
        r#"select s.settings_version,
                  exists (select from exchanges x where x.cart_id = $1) as "is_exchange!", c.email as "email?", c.phone as "phone?",
                  c.delivery_address as "address?: Json<Address>", c.delivery_method_id as "delivery_method_id?",
                  c.vat_id as "vat_id?", t.vat_id as "own_vat_id?", t.exempt_reason as "exempt_reason?",
                  t.exempt_certificate as "exempt_certificate?", t.exempt_country as "exempt_country?",
                  t.exempt_until as "exempt_until?",
                  array(
                      select v.vat_id
                      from vat_ids v
                      where v.vat_id in (c.vat_id, t.vat_id)
                        and v.is_valid
                  ) as "verified!",
                  (
                      select jsonb_agg(
                          jsonb_build_object(
                              'tender_account_id', a.tender_account_id,
                              'kind', a.kind,
                              'last_four', coalesce(a.last_four, ''),
                              'currency', a.currency,
                              'balance_minor', a.balance_minor + coalesce((
                                  select t.amount_minor
                                  from orders o
                                  join order_tenders t using (order_id)
                                  where o.cart_id = $1
                                    and o.status = 'draft'
                                    and t.tender_account_id = a.tender_account_id
                              ), 0),
                              'is_usable', a.disabled_at is null
                                  and coalesce(a.expires_at > $2, true)
                                  and (a.kind <> 'store_credit' or coalesce(a.customer_id = k.customer_id, false)),
                              'is_chosen', w.added_at is not null
                          )
                          order by a.kind, w.added_at, a.tender_account_id
                      )
                      from (
                          select t.tender_account_id, max(t.added_at) as added_at
                          from (
                              select e.tender_account_id, e.added_at
                              from cart_tenders e
                              where e.cart_id = $1
                              union all
                              select own.tender_account_id, null
                              from carts g
                              join tender_accounts own using (customer_id, currency)
                              where g.cart_id = $1
                          ) t
                          group by t.tender_account_id
                      ) w
                      join tender_accounts a using (tender_account_id)
                      join carts k on k.cart_id = $1
                  ) as "tenders: Json<Vec<CartTender>>",
                  a.fingerprint as "fingerprint?", a.source as "source?: Json<TaxSource>",
                  a.answer as "answer?: Json<TaxAnswer>", a.asked_at as "asked_at?"
           from shops s
           left join checkouts c on c.cart_id = $1
           left join carts k on k.cart_id = $1
           left join customer_taxes t on t.customer_id = k.customer_id
           left join tax_answers a on a.cart_id = $1"#,
        cart_id.0,
        now,
    )
    .fetch_optional(conn)
    .await?
    .ok_or(StoreError::NotFound("the shop"))?;
    let saved = Row {
        email: row.email,
        phone: row.phone,
        address: row.address,
        delivery_method_id: row.delivery_method_id,
        vat_id: row.vat_id,
    };
    let exemption = row.exempt_reason.zip(row.exempt_certificate).zip(row.exempt_until);
    let asked = row.fingerprint.zip(row.source).zip(row.asked_at);
    Ok(Checkout {
        details: saved.into(),
        buyer: BuyerTax {
            // Written by us, so it reads.
            own_vat_id: row.own_vat_id.and_then(|text| VatId::parse(&text).ok()),
            exemption: exemption.map(|((reason, certificate), ends_on)| Exemption {
                reason,
                certificate,
                country: row.exempt_country,
                ends_on,
            }),
            verified: row.verified,
        },
        tenders: row.tenders.map(|tenders| tenders.0).unwrap_or_default(),
        tax_answer: asked.map(|((fingerprint, source), asked_at)| StoredAnswer {
            fingerprint,
            source: source.0,
            answer: row.answer.map(|answer| answer.0),
            asked_at,
        }),
        is_exchange: row.is_exchange,
        settings_version: row.settings_version,
    })
}

/// What was saved for the open cart of a token, while no payment of it is open.
///
/// # Errors
/// [`StoreError`] when the statement fails or the address is not readable.
pub async fn find_for(
    conn: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<CheckoutDetails>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"select k.email, k.phone, k.delivery_address as "address: Json<Address>", k.delivery_method_id,
                  k.vat_id
           from carts c
           join checkouts k using (cart_id)
           where c.completing_at is null
             and c.completed_at is null
             and c.cart_id = coalesce(
                 (select cart_id from carts where token_hash = $1),
                 (
                     select o.cart_id
                     from customer_sessions s
                     join carts o using (customer_id)
                     where s.cart_token_hash = $1
                       and s.expires_at > $2
                       and s.last_seen_at > $3
                       and o.completed_at is null
                 )
             )"#,
        token_hash,
        now,
        now - SESSION_IDLE,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

/// Replaces the details of a cart and marks the cart as in use, in one statement. The id is taken by the first save.
///
/// # Errors
/// [`StoreError`] when the statement fails; `NotFound` when the delivery method is gone.
pub async fn save(
    conn: &mut PgConnection,
    checkout_id: CheckoutId,
    cart_id: CartId,
    details: &CheckoutDetails,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with saved as (
               insert into checkouts
                   (checkout_id, cart_id, email, phone, delivery_address, delivery_method_id, vat_id, started_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $8, $7, $7)
               on conflict (cart_id) do update
               set email = excluded.email,
                   phone = excluded.phone,
                   delivery_address = excluded.delivery_address,
                   delivery_method_id = excluded.delivery_method_id,
                   vat_id = excluded.vat_id,
                   updated_at = excluded.updated_at
           )
           update carts
           set updated_at = $7
           where cart_id = $2"#,
        checkout_id.0,
        cart_id.0,
        details.email,
        details.phone,
        details.address.as_ref().map(Json) as _,
        details.delivery_method_id.map(|id| id.0),
        now,
        details.vat_id,
    )
    .execute(conn)
    .await
    .map_err(StoreError::from)
    .map_err(|error| match error.constraint() {
        Some("checkouts_delivery_method_id_fkey") => StoreError::NotFound("the delivery method"),
        _ => error,
    })?;
    Ok(())
}
