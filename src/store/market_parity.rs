//! What lists of products show beside what the price lists say, to find out whether the two agree.

use crate::error::StoreError;
use domain::id::{MarketId, ProductId, VariantId};
use domain::pricing::{Content, PriceBook, PriceRange, PriceRow};
use sqlx::PgConnection;
use uuid::Uuid;

/// A product as lists show it in a market, and the rows that its prices come from.
#[derive(Debug, Clone)]
pub struct ShownPrice {
    /// Id.
    pub product_id: ProductId,
    /// Address part.
    pub handle: String,
    /// What lists show; `None` where the product is in none of them.
    pub shown: Option<PriceRange>,
    /// What lists tell that price for a measure of.
    pub content: Option<Content>,
    /// The variants that have prices in the lists that were asked for, in their order.
    pub variants: Vec<PricedVariant>,
}

/// A variant with what its price comes from.
#[derive(Debug, Clone)]
pub struct PricedVariant {
    /// Id.
    pub variant_id: VariantId,
    /// What it holds.
    pub content: Option<Content>,
    /// Its prices.
    pub prices: Vec<PriceRow>,
}

/// The next products of the whole catalogue, by id.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_shown(
    conn: &mut PgConnection,
    market_id: MarketId,
    book: &PriceBook,
    after: Option<ProductId>,
    limit: i64,
) -> Result<Vec<ShownPrice>, StoreError> {
    let lists: Vec<Uuid> = book.list_ids().map(Uuid::from).collect();
    let rows = sqlx::query!(
        r#"select p.product_id, p.handle,
                  pp.price_min_minor as "min_minor?", pp.price_max_minor as "max_minor?", pp.compare_at_minor,
                  pp.content as "content?", c.contents as "contents!: Vec<Option<String>>",
                  c.variant_ids as "variant_ids!", c.list_ids as "list_ids!", c.min_quantities as "min_quantities!",
                  c.amounts as "amounts!", c.compare_ats as "compare_ats!: Vec<Option<i64>>"
           from products p
           left join product_prices pp on pp.product_id = p.product_id and pp.market_id = $1
           cross join lateral (
               select
                   coalesce(array_agg(v.variant_id order by v.position, v.variant_id, r.price_list_id, r.min_quantity), '{}') as variant_ids,
                   coalesce(array_agg(v.content order by v.position, v.variant_id, r.price_list_id, r.min_quantity), '{}') as contents,
                   coalesce(array_agg(r.price_list_id order by v.position, v.variant_id, r.price_list_id, r.min_quantity), '{}') as list_ids,
                   coalesce(array_agg(r.min_quantity order by v.position, v.variant_id, r.price_list_id, r.min_quantity), '{}') as min_quantities,
                   coalesce(array_agg(r.amount_minor order by v.position, v.variant_id, r.price_list_id, r.min_quantity), '{}') as amounts,
                   coalesce(array_agg(r.compare_at_minor order by v.position, v.variant_id, r.price_list_id, r.min_quantity), '{}') as compare_ats
               from variants v
               join prices r using (variant_id)
               where v.product_id = p.product_id
                 and r.price_list_id = any ($2)
           ) c
           where $3::uuid is null
              or p.product_id > $3
           order by p.product_id
           limit $4"#,
        market_id.0,
        &lists,
        after.map(|id| id.0),
        limit,
    )
    .fetch_all(conn)
    .await?;
    let shown = rows.into_iter().map(|row| {
        let range = row
            .min_minor
            .zip(row.max_minor)
            .map(|(min_minor, max_minor)| PriceRange {
                min_minor,
                max_minor,
                compare_at_minor: row.compare_at_minor,
            });
        // Written by us, so it reads.
        let read = |content: &Option<String>| content.as_deref().and_then(|content| content.parse().ok());
        let mut variants: Vec<PricedVariant> = Vec::new();
        let amounts = row.min_quantities.iter().zip(&row.amounts).zip(&row.compare_ats);
        let held = row.variant_ids.iter().zip(&row.contents);
        for (((variant_id, content), list_id), ((min_quantity, amount), compare_at)) in
            held.zip(&row.list_ids).zip(amounts)
        {
            let price = book.row((*list_id).into(), min_quantity.unsigned_abs(), *amount, *compare_at);
            let variant_id = VariantId::from(*variant_id);
            match variants.last_mut().filter(|known| known.variant_id == variant_id) {
                Some(known) => known.prices.extend(price),
                None => variants.push(PricedVariant {
                    variant_id,
                    content: read(content),
                    prices: price.into_iter().collect(),
                }),
            }
        }
        ShownPrice {
            product_id: row.product_id.into(),
            handle: row.handle,
            shown: range,
            content: read(&row.content),
            variants,
        }
    });
    Ok(shown.collect())
}
