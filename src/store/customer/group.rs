//! Which groups customers are in. Carts read them along with their own row.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::CustomerId;
use sqlx::PgConnection;

/// Puts a customer in a group; false when they are in it already. The caller holds the customer's lock.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `customer_group_members_customer_group_check` for what is no word.
pub async fn insert(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    customer_group: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into customer_group_members (customer_id, customer_group, created_at)
         values ($1, $2, $3)
         on conflict do nothing",
        customer_id.0,
        customer_group,
        now,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Takes a customer out of a group; false when they were not in it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    customer_group: &str,
) -> Result<bool, StoreError> {
    let deleted = sqlx::query!(
        "delete from customer_group_members
         where customer_id = $1
           and customer_group = $2",
        customer_id.0,
        customer_group,
    )
    .execute(conn)
    .await?;
    Ok(deleted.rows_affected() == 1)
}

/// The groups of a customer, by name.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(conn: &mut PgConnection, customer_id: CustomerId) -> Result<Vec<String>, StoreError> {
    let groups = sqlx::query_scalar!(
        "select customer_group
         from customer_group_members
         where customer_id = $1
         order by customer_group",
        customer_id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(groups)
}

/// A group and what there is of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSummary {
    /// Its word.
    pub customer_group: String,
    /// Customers who are in it.
    pub members: i64,
    /// Price lists that speak to it, in force or not.
    pub price_lists: i64,
    /// Promotions that are for it, published or not.
    pub promotions: i64,
}

/// Every group that has members, price lists or promotions, by name, at most 1000.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_summaries(conn: &mut PgConnection) -> Result<Vec<GroupSummary>, StoreError> {
    let rows = sqlx::query_as!(
        GroupSummary,
        r#"with named as (
               select customer_group, 'member' as by from customer_group_members
               union all
               select customer_group, 'price_list' from price_lists where customer_group is not null
               union all
               select g, 'promotion' from promotions p cross join unnest(p.customer_groups) g
           )
           select customer_group as "customer_group!",
                  count(*) filter (where by = 'member') as "members!",
                  count(*) filter (where by = 'price_list') as "price_lists!",
                  count(*) filter (where by = 'promotion') as "promotions!"
           from named
           group by customer_group
           order by customer_group
           limit 1000"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
