//! Price lists, as merchants see and publish them.

use crate::error::StoreError;
use crate::settings::{charm, currency, rate};
use chrono::{DateTime, NaiveDateTime, Utc};
use domain::id::PriceListId;
use domain::money::Currency;
use domain::rounding::RoundingMode;
use domain::settings::Conversion;
use sqlx::PgConnection;

/// A list by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedList {
    /// Id.
    pub list_id: PriceListId,
    /// Of its prices.
    pub currency: Currency,
    /// Whether publishing writes it, so that nobody else should.
    pub is_converted: bool,
}

/// A list that is made from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertedList {
    /// Id.
    pub list_id: PriceListId,
    /// Name.
    pub name: String,
    /// Of its prices.
    pub currency: Currency,
    /// The list that it is made from.
    pub source_id: PriceListId,
    /// Of the source's prices.
    pub source_currency: Currency,
    /// That of its market, or of the default one.
    pub rounding: RoundingMode,
    /// How.
    pub conversion: Conversion,
}

/// What a merchant wants to know of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOverview {
    /// Name.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// Code of the market that it is for.
    pub market: Option<String>,
    /// Group of customers that it is for.
    pub customer_group: Option<String>,
    /// On the shop's clocks.
    pub starts_at: Option<NaiveDateTime>,
    /// On the shop's clocks.
    pub ends_at: Option<NaiveDateTime>,
    /// How many prices it has, quantity breaks included.
    pub prices: i64,
    /// The list that it is made from.
    pub source: Option<String>,
    /// When it was last made.
    pub published_at: Option<DateTime<Utc>>,
    /// Prices of the source that are newer than that.
    pub newer: i64,
}

/// Looks a list up.
///
/// # Errors
/// [`StoreError`] when the statement fails or a stored value is not readable.
pub async fn find_by_name(conn: &mut PgConnection, name: &str) -> Result<Option<NamedList>, StoreError> {
    let row = sqlx::query!(
        r#"select price_list_id, currency, source_list_id is not null as "is_converted!"
           from price_lists
           where name = $1"#,
        name
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(NamedList {
            list_id: row.price_list_id.into(),
            currency: currency(&row.currency, "price_lists.currency")?,
            is_converted: row.is_converted,
        })
    })
    .transpose()
}

/// Every list, the base list first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_overviews(conn: &mut PgConnection) -> Result<Vec<ListOverview>, StoreError> {
    let lists = sqlx::query_as!(
        ListOverview,
        r#"select l.name, l.currency, m.code as "market?", l.customer_group, l.starts_at, l.ends_at, s.name as "source?",
                  l.published_at,
                  (select count(*) from prices p where p.price_list_id = l.price_list_id) as "prices!",
                  (select count(*) from prices p
                   where p.price_list_id = l.source_list_id
                     and (l.published_at is null or p.updated_at > l.published_at)) as "newer!"
           from price_lists l
           left join markets m using (market_id)
           left join price_lists s on s.price_list_id = l.source_list_id
           order by not l.is_base, l.position, l.name"#
    )
    .fetch_all(conn)
    .await?;
    Ok(lists)
}

/// The lists that are made from others.
///
/// # Errors
/// [`StoreError`] when the statement fails or a stored value is not readable.
pub async fn list_converted(conn: &mut PgConnection) -> Result<Vec<ConvertedList>, StoreError> {
    let rows = sqlx::query!(
        r#"select l.price_list_id, l.name, l.currency, s.price_list_id as source_id, s.currency as source_currency,
                  l.rate_ppm as "rate_ppm!", l.charm_ending_minor, l.charm_step_minor,
                  coalesce(m.rounding_mode, (select rounding_mode from markets where is_default), 'half_up') as "rounding!"
           from price_lists l
           join price_lists s on s.price_list_id = l.source_list_id
           left join markets m on m.market_id = l.market_id
           order by l.name"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ConvertedList {
                list_id: row.price_list_id.into(),
                name: row.name,
                currency: currency(&row.currency, "price_lists.currency")?,
                source_id: row.source_id.into(),
                source_currency: currency(&row.source_currency, "price_lists.currency")?,
                rounding: RoundingMode::parse(&row.rounding).unwrap_or_default(),
                conversion: Conversion {
                    rate: rate(row.rate_ppm, "price_lists.rate_ppm")?,
                    charm: charm(row.charm_ending_minor, row.charm_step_minor),
                },
            })
        })
        .collect()
}

/// Says that a list was made now.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_published(
    conn: &mut PgConnection,
    list_id: PriceListId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update price_lists set published_at = $2 where price_list_id = $1 and source_list_id is not null",
        list_id.0,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}
