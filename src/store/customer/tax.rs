//! What operators know of customers' taxes: VAT ids, whether they are in force, certificates.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::CustomerId;
use domain::tax::{Exemption, VatId};
use sqlx::PgConnection;

/// What is known of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerTax {
    /// Of their business.
    pub vat_id: Option<VatId>,
    /// Whether that is in force; `None` while nobody has looked it up.
    pub is_valid: Option<bool>,
    /// At most one.
    pub exemption: Option<Exemption>,
}

/// A VAT id that buyers gave, or that was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownVatId {
    /// As it is written.
    pub vat_id: String,
    /// Whether it is in force; `None` while nobody has looked it up.
    pub is_valid: Option<bool>,
    /// When somebody has.
    pub checked_at: Option<DateTime<Utc>>,
    /// Accounts that have it.
    pub accounts: i64,
    /// Orders under it, drafts not counted.
    pub orders: i64,
}

/// What is known of a customer; nothing if nothing was ever written.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(conn: &mut PgConnection, customer_id: CustomerId) -> Result<CustomerTax, StoreError> {
    let row = sqlx::query!(
        r#"select t.vat_id, t.exempt_reason, t.exempt_certificate, t.exempt_country, t.exempt_until,
                  v.is_valid as "is_valid?"
           from customer_taxes t
           left join vat_ids v using (vat_id)
           where t.customer_id = $1"#,
        customer_id.0,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else {
        return Ok(CustomerTax::default());
    };
    let exemption = row.exempt_reason.zip(row.exempt_certificate).zip(row.exempt_until);
    Ok(CustomerTax {
        // Written by us, so it reads.
        vat_id: row.vat_id.and_then(|text| VatId::parse(&text).ok()),
        is_valid: row.is_valid,
        exemption: exemption.map(|((reason, certificate), ends_on)| Exemption {
            reason,
            certificate,
            country: row.exempt_country,
            ends_on,
        }),
    })
}

/// Gives a customer this VAT id, or none.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `customer_taxes_customer_id_fkey` where there is no such customer.
pub async fn set_vat_id(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    vat_id: Option<&VatId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into customer_taxes (customer_id, vat_id, updated_at)
         values ($1, $2, $3)
         on conflict (customer_id) do update
         set vat_id = excluded.vat_id, updated_at = excluded.updated_at",
        customer_id.0,
        vat_id.map(VatId::as_str),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a customer this certificate in place of any other, or none.
///
/// # Errors
/// As [`set_vat_id`].
pub async fn set_exemption(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    exemption: Option<&Exemption>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into customer_taxes
             (customer_id, exempt_reason, exempt_certificate, exempt_country, exempt_until, updated_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (customer_id) do update
         set exempt_reason = excluded.exempt_reason, exempt_certificate = excluded.exempt_certificate,
             exempt_country = excluded.exempt_country, exempt_until = excluded.exempt_until,
             updated_at = excluded.updated_at",
        customer_id.0,
        exemption.map(|exemption| &exemption.reason),
        exemption.map(|exemption| &exemption.certificate),
        exemption.and_then(|exemption| exemption.country.as_ref()),
        exemption.map(|exemption| exemption.ends_on),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes what looking a VAT id up came to. The last look counts.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark(
    conn: &mut PgConnection,
    vat_id: &VatId,
    is_valid: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into vat_ids (vat_id, is_valid, checked_at)
         values ($1, $2, $3)
         on conflict (vat_id) do update
         set is_valid = excluded.is_valid, checked_at = excluded.checked_at",
        vat_id.as_str(),
        is_valid,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The VAT ids of accounts, of open checkouts and of looks, those that nobody has looked up first, at most 1000.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_vat_ids(conn: &mut PgConnection) -> Result<Vec<KnownVatId>, StoreError> {
    let rows = sqlx::query_as!(
        KnownVatId,
        r#"with given as (
               select vat_id from vat_ids
               union
               select vat_id from customer_taxes where vat_id is not null
               union
               select k.vat_id from checkouts k join carts c using (cart_id) where k.vat_id <> '' and c.completed_at is null
               union
               select vat_id from orders where vat_id <> ''
           )
           select g.vat_id as "vat_id!", v.is_valid as "is_valid?", v.checked_at as "checked_at?",
                  (select count(*) from customer_taxes t where t.vat_id = g.vat_id) as "accounts!",
                  (select count(*) from orders o where o.vat_id = g.vat_id and o.status <> 'draft') as "orders!"
           from given g
           left join vat_ids v using (vat_id)
           order by v.checked_at is not null, g.vat_id
           limit 1000"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
