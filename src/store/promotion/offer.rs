//! What a cart is offered, in one statement.

use super::row::PromotionRow;
use crate::cart::CartVariant;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, CollectionId, ProductId};
use domain::promotion::{Benefit, EnteredCode, InCurrency, Offer};
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The promotions that a cart may have, and what is known of its goods.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CartPromotions {
    /// Those without a code that are in force, and those whose codes were entered.
    pub offers: Vec<Offer>,
    /// Which of the cart's products are in which of the collections that these ask for.
    pub members: BTreeSet<(ProductId, CollectionId)>,
    /// What the gifts among them are, as they can be had now.
    pub gifts: Vec<CartVariant>,
}

struct OfferRow {
    promotion_id: Uuid,
    handle: String,
    name: String,
    class: String,
    benefit: Json<Benefit>,
    priority: i32,
    tag: String,
    combines_with_tags: Vec<String>,
    combines_with_classes: Vec<String>,
    status: String,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    by_code: bool,
    total_limit: Option<i32>,
    customer_limit: Option<i32>,
    min_subtotal_minor: Option<i64>,
    min_quantity: Option<i32>,
    currency: Option<String>,
    in_currencies: Json<Vec<InCurrency>>,
    collection_ids: Vec<Uuid>,
    product_ids: Vec<Uuid>,
    variant_ids: Vec<Uuid>,
    market_ids: Vec<Uuid>,
    customer_groups: Vec<String>,
    first_order: bool,
    used: i64,
    used_by_customer: i64,
    has_ordered: bool,
    codes: Vec<String>,
    code_limits: Vec<Option<i32>>,
    code_uses: Vec<i64>,
    member_products: Vec<Uuid>,
    member_collections: Vec<Uuid>,
}

/// What a cart is offered at a moment, without its gifts, which are read with the lines. Usages by the cart's own draft, and that draft itself, do not count against it.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn find_for_cart(
    conn: &mut PgConnection,
    cart_id: CartId,
    now: DateTime<Utc>,
) -> Result<CartPromotions, StoreError> {
    let mut found = CartPromotions::default();
    for row in list_rows(conn, cart_id, now).await? {
        found.members.extend(row.members());
        found.offers.push(row.offer()?);
    }
    Ok(found)
}

impl OfferRow {
    fn members(&self) -> impl Iterator<Item = (ProductId, CollectionId)> {
        let products = self.member_products.iter().copied().map(ProductId::from);
        products.zip(self.member_collections.iter().copied().map(CollectionId::from))
    }

    fn offer(self) -> Result<Offer, StoreError> {
        let counts = self.code_limits.into_iter().zip(self.code_uses);
        let codes = self
            .codes
            .into_iter()
            .zip(counts)
            .map(|(code, (limit, used))| EnteredCode {
                code,
                limit: limit.map(i32::unsigned_abs),
                used: count(used),
            });
        Ok(Offer {
            used: count(self.used),
            used_by_customer: count(self.used_by_customer),
            has_ordered: self.has_ordered,
            gift: None,
            codes: codes.collect(),
            promotion: PromotionRow {
                promotion_id: self.promotion_id,
                handle: self.handle,
                name: self.name,
                class: self.class,
                benefit: self.benefit,
                priority: self.priority,
                tag: self.tag,
                combines_with_tags: self.combines_with_tags,
                combines_with_classes: self.combines_with_classes,
                status: self.status,
                starts_at: self.starts_at,
                ends_at: self.ends_at,
                by_code: self.by_code,
                total_limit: self.total_limit,
                customer_limit: self.customer_limit,
                min_subtotal_minor: self.min_subtotal_minor,
                min_quantity: self.min_quantity,
                currency: self.currency,
                in_currencies: self.in_currencies,
                collection_ids: self.collection_ids,
                product_ids: self.product_ids,
                variant_ids: self.variant_ids,
                market_ids: self.market_ids,
                customer_groups: self.customer_groups,
                first_order: self.first_order,
            }
            .try_into()?,
        })
    }
}

fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

// The last bound is far above what may be published (`domain::promotion::MAX_AUTOMATIC`).
async fn list_rows(conn: &mut PgConnection, cart_id: CartId, now: DateTime<Utc>) -> Result<Vec<OfferRow>, StoreError> {
    let rows = sqlx::query_as!(
        OfferRow,
        r#"select
               p.promotion_id, p.handle, p.name, p.class, p.benefit as "benefit: Json<Benefit>", p.priority, p.tag,
               p.combines_with_tags, p.combines_with_classes, p.status, p.starts_at, p.ends_at, p.by_code,
               p.total_limit, p.customer_limit, p.min_subtotal_minor, p.min_quantity, p.currency, p.collection_ids,
               p.product_ids, p.variant_ids, p.market_ids, p.customer_groups, p.first_order,
               p.in_currencies as "in_currencies: Json<Vec<InCurrency>>",
               case when p.total_limit is null then 0 else (
                   select count(*)
                   from promotion_usages u
                   join orders o using (order_id)
                   where u.promotion_id = p.promotion_id
                     and o.cart_id <> $1
               ) end as "used!",
               case when p.customer_limit is null then 0 else (
                   select count(*)
                   from promotion_usages u
                   join orders o using (order_id)
                   where u.promotion_id = p.promotion_id
                     and o.cart_id <> $1
                     and (
                         u.email_hash = (
                             select sha256(convert_to(lower(btrim(k.email)), 'UTF8'))
                             from checkouts k
                             where k.cart_id = $1
                         )
                         or o.customer_id = (select c.customer_id from carts c where c.cart_id = $1)
                     )
               ) end as "used_by_customer!",
               case when p.first_order
                   then has_ordered($1, (select k.email from checkouts k where k.cart_id = $1))
                   else false
               end as "has_ordered!",
               e.codes as "codes!", e.limits as "code_limits!: Vec<Option<i32>>", e.uses as "code_uses!",
               m.products as "member_products!", m.collections as "member_collections!"
           from promotions p
           cross join lateral (
               select
                   coalesce(array_agg(c.code order by e.position), '{}') as codes,
                   coalesce(array_agg(c.usage_limit order by e.position), '{}') as limits,
                   coalesce(array_agg(case when c.usage_limit is null then 0 else (
                       select count(*)
                       from promotion_usages u
                       join orders o using (order_id)
                       where u.promotion_id = p.promotion_id
                         and u.code = c.code
                         and o.cart_id <> $1
                   ) end order by e.position), '{}') as uses
               from cart_promotion_codes e
               join promotion_codes c using (code)
               where e.cart_id = $1
                 and c.promotion_id = p.promotion_id
           ) e
           cross join lateral (
               select
                   coalesce(array_agg(x.product_id), '{}') as products,
                   coalesce(array_agg(x.collection_id), '{}') as collections
               from collection_products x
               where x.collection_id = any (p.collection_ids)
                 and x.product_id in (
                     select v.product_id
                     from line_items l
                     join variants v using (variant_id)
                     where l.cart_id = $1
                 )
           ) m
           where p.promotion_id in (
                   select a.promotion_id
                   from promotions a
                   where a.status = 'active'
                     and not a.by_code
                     and (a.starts_at is null or a.starts_at <= $2)
                     and (a.ends_at is null or a.ends_at > $2)
                   union
                   select c.promotion_id
                   from cart_promotion_codes e
                   join promotion_codes c using (code)
                   where e.cart_id = $1
               )
           order by p.priority, p.promotion_id
           limit 200"#,
        cart_id.0,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
