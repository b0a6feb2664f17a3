//! The tax categories of variants.

use crate::error::StoreError;
use sqlx::PgConnection;

/// How many variants are of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryUse {
    /// The category.
    pub tax_category: String,
    /// Variants.
    pub variants: i64,
}

/// What became of a stock code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkuCategory {
    /// As it was asked for.
    pub sku: String,
    /// The category that its variant had; `None` where no variant has the stock code.
    pub before: Option<String>,
}

/// The categories that variants are of, by name.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<CategoryUse>, StoreError> {
    let used = sqlx::query_as!(
        CategoryUse,
        r#"select tax_category, count(*) as "variants!"
           from variants
           group by tax_category
           order by tax_category"#
    )
    .fetch_all(conn)
    .await?;
    Ok(used)
}

/// Gives the variants of these stock codes a category; what has it already stays untouched. Each stock code once, in order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn set(conn: &mut PgConnection, skus: &[String], tax_category: &str) -> Result<Vec<SkuCategory>, StoreError> {
    let done = sqlx::query_as!(
        SkuCategory,
        r#"with changed as (
               update variants
               set tax_category = $2
               where sku = any ($1)
                 and tax_category <> $2
           )
           select w.sku as "sku!", v.tax_category as "before?"
           from (select distinct unnest($1::text[]) as sku) w
           left join variants v on v.sku = w.sku
           order by w.sku"#,
        skus,
        tax_category,
    )
    .fetch_all(conn)
    .await?;
    Ok(done)
}
