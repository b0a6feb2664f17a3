//! What the shop already has for a batch.

use std::collections::HashMap;

use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::StoreError;

/// A product that a draft may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub product_id: Uuid,
    pub import_hash: Option<Vec<u8>>,
}

/// A variant in the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingVariant {
    pub variant_id: Uuid,
    pub product_id: Uuid,
    pub sku: Option<String>,
    pub option_values: Vec<String>,
}

/// A product in the shop that a draft changes, its variants matched.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub product_id: Uuid,
    /// For each variant of the draft the variant that it is, if there is one.
    pub variants: Vec<Option<ExistingVariant>>,
    /// Values that only variants outside the file have, by option; they stay choosable.
    pub kept_values: Vec<Vec<String>>,
}

/// Products by live handle, and by a handle that they had before where no live one has it.
pub async fn by_handle(conn: &mut PgConnection, handles: &[String]) -> Result<HashMap<String, Candidate>, StoreError> {
    let rows = sqlx::query!(
        r#"select h.handle as "asked!", p.product_id as "product_id!", p.import_hash
           from product_handles h
           join products p using (product_id)
           where h.handle = any ($1)
           union all
           select p.handle, p.product_id, p.import_hash
           from products p
           where p.handle = any ($1)"#,
        handles,
    )
    .fetch_all(conn)
    .await?;
    // Live handles come last and win.
    let found = rows.into_iter().map(|row| {
        (
            row.asked,
            Candidate {
                product_id: row.product_id,
                import_hash: row.import_hash,
            },
        )
    });
    Ok(found.collect())
}

/// Products by the SKUs of their variants.
pub async fn by_sku(
    conn: &mut PgConnection,
    skus: &[String],
) -> Result<HashMap<String, (Candidate, String)>, StoreError> {
    if skus.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        r#"select v.sku as "sku!", p.product_id, p.handle, p.import_hash
           from variants v
           join products p using (product_id)
           where v.sku = any ($1)"#,
        skus,
    )
    .fetch_all(conn)
    .await?;
    let found = rows.into_iter().map(|row| {
        let candidate = Candidate {
            product_id: row.product_id,
            import_hash: row.import_hash,
        };
        (row.sku, (candidate, row.handle))
    });
    Ok(found.collect())
}

/// The variants of products, in order.
pub async fn variants_of(
    conn: &mut PgConnection,
    products: &[Uuid],
) -> Result<HashMap<Uuid, Vec<ExistingVariant>>, StoreError> {
    let mut variants: HashMap<Uuid, Vec<ExistingVariant>> = HashMap::new();
    if products.is_empty() {
        return Ok(variants);
    }
    let rows = sqlx::query!(
        "select variant_id, product_id, sku, option1, option2, option3
         from variants
         where product_id = any ($1)
         order by product_id, position, variant_id",
        products,
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let option_values = [row.option1, row.option2, row.option3].into_iter().flatten().collect();
        variants.entry(row.product_id).or_default().push(ExistingVariant {
            variant_id: row.variant_id,
            product_id: row.product_id,
            sku: row.sku,
            option_values,
        });
    }
    Ok(variants)
}

/// The option names of products, in order.
pub async fn option_names_of(
    conn: &mut PgConnection,
    products: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
    let mut names: HashMap<Uuid, Vec<String>> = HashMap::new();
    if products.is_empty() {
        return Ok(names);
    }
    let rows = sqlx::query!(
        "select product_id, name
         from product_options
         where product_id = any ($1)
         order by product_id, position",
        products,
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        names.entry(row.product_id).or_default().push(row.name);
    }
    Ok(names)
}
