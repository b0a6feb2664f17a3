//! Lines with their variants, prices, stock and pictures, in one statement.

use super::{CartLine, CartVariant, LineQuery};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::catalog::Picture;
use domain::money::Currency;
use domain::pricing::{PriceBook, PriceRow};
use sqlx::PgConnection;
use uuid::Uuid;

#[expect(clippy::struct_excessive_bools, reason = "columns of the tables")]
struct LineRow {
    line_item_id: Option<Uuid>,
    line_seq: Option<i32>,
    quantity: Option<i32>,
    unit_price_at_add_minor: Option<i64>,
    unit_price_currency: Option<String>,
    quote_id: Option<String>,
    added_at: Option<DateTime<Utc>>,
    variant_id: Uuid,
    product_id: Uuid,
    handle: String,
    title: String,
    variant_title: String,
    sku: String,
    content: Option<String>,
    tax_category: String,
    requires_shipping: bool,
    tracks_inventory: bool,
    sells_without_stock: bool,
    available: i64,
    is_published: bool,
    list_ids: Vec<Uuid>,
    min_quantities: Vec<i32>,
    amounts: Vec<i64>,
    compare_ats: Vec<Option<i64>>,
    content_name: Option<String>,
    width: Option<i32>,
    height: Option<i32>,
    widths: Option<Vec<i32>>,
    avif_widths: Option<Vec<i32>>,
    dominant_colour: Option<String>,
    alt: Option<String>,
    focal_x: Option<i32>,
    focal_y: Option<i32>,
    may_have_offers: bool,
    is_gift: bool,
}

/// What is in a cart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// In the order in which they were added.
    pub lines: Vec<CartLine>,
    /// What the query asked for besides, when it is a variant but not yet a line.
    pub candidate: Option<CartVariant>,
    /// What promotions may give: those without a code that are published, and those whose codes were entered.
    pub gifts: Vec<CartVariant>,
    /// Whether there may be promotions for the cart: an automatic one is published, or a code was entered.
    pub may_have_offers: bool,
}

/// The lines of a cart, and the candidate.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_lines(conn: &mut PgConnection, query: &LineQuery) -> Result<Contents, StoreError> {
    let rows = list_rows(conn, query).await?;
    let mut contents = Contents {
        lines: Vec::with_capacity(rows.len()),
        candidate: None,
        gifts: Vec::new(),
        // Of an empty cart nothing was read.
        may_have_offers: rows.first().is_none_or(|row| row.may_have_offers),
    };
    for row in rows {
        let is_gift = row.is_gift;
        let (line, variant) = row.into_line(&query.prices);
        if is_gift {
            contents.gifts.push(variant.clone());
        }
        match line {
            Some(line) => contents.lines.push(line(variant)),
            None if query.candidate == Some(variant.variant_id) => contents.candidate = Some(variant),
            None => {}
        }
    }
    Ok(contents)
}

// One statement, so that a page of the cart is one trip. The array keeps the planner on the primary key of variants.
#[expect(clippy::too_many_lines, reason = "one statement, and what it is asked with")]
async fn list_rows(conn: &mut PgConnection, query: &LineQuery) -> Result<Vec<LineRow>, StoreError> {
    let lists: Vec<Uuid> = query.prices.list_ids().map(Uuid::from).collect();
    let candidates: Vec<Uuid> = query.candidate.iter().map(|variant_id| variant_id.0).collect();
    let rows = sqlx::query_as!(
        LineRow,
        r#"with gifts as (
               select (g.benefit ->> 'variant_id')::uuid as variant_id
               from promotions g
               where g.status = 'active'
                 and g.benefit ->> 'kind' = 'gift'
                 and (
                     not g.by_code
                     or exists (
                         select
                         from cart_promotion_codes e
                         join promotion_codes c using (code)
                         where e.cart_id = $1
                           and c.promotion_id = g.promotion_id
                     )
                 )
           )
           select
               l.line_item_id as "line_item_id?", l.line_seq as "line_seq?", l.quantity as "quantity?",
               l.unit_price_at_add_minor as "unit_price_at_add_minor?",
               l.unit_price_currency as "unit_price_currency?", l.quote_id as "quote_id?", l.added_at as "added_at?",
               v.variant_id, v.product_id, p.handle, p.title,
               concat_ws(' / ', v.option1, v.option2, v.option3) as "variant_title!",
               coalesce(v.sku, '') as "sku!", v.content, v.tax_category, v.requires_shipping, v.tracks_inventory,
               v.inventory_policy = 'continue' as "sells_without_stock!",
               coalesce(i.available, 0) as "available!",
               p.status = 'active'
                   and (p.published_from is null or p.published_from <= $4)
                   and (p.published_until is null or p.published_until > $4) as "is_published!",
               c.list_ids as "list_ids!", c.min_quantities as "min_quantities!", c.amounts as "amounts!",
               c.compare_ats as "compare_ats!: Vec<Option<i64>>",
               m.content_name as "content_name?", m.width as "width?", m.height as "height?",
               m.widths as "widths?", m.avif_widths as "avif_widths?", m.dominant_colour as "dominant_colour?",
               m.alt as "alt?", m.focal_x as "focal_x?", m.focal_y as "focal_y?",
               (
                   exists (select from promotions where status = 'active' and not by_code)
                   or exists (select from cart_promotion_codes where cart_id = $1)
               ) as "may_have_offers!",
               v.variant_id = any (array(select variant_id from gifts)) as "is_gift!"
           from variants v
           join products p using (product_id)
           left join line_items l on l.cart_id = $1 and l.variant_id = v.variant_id
           left join lateral (
               select sum(greatest(
                   i.on_hand - i.allocated - i.held - i.safety + i.backorder_limit + coalesce(own.quantity, 0), 0
               ))::bigint as available
               from inventory_levels i
               join stock_locations s using (stock_location_id)
               left join lateral (
                   select sum(r.quantity) as quantity
                   from reservations r
                   where r.variant_id = i.variant_id
                     and r.stock_location_id = i.stock_location_id
                     and r.state <> 'allocated'
                     and (
                         r.cart_id = $1
                         or r.order_id = (select order_id from orders where cart_id = $1)
                         or (r.state = 'held' and r.expires_at <= $4)
                     )
               ) own on true
               where i.variant_id = v.variant_id
                 and s.active
                 and (
                     cardinality(s.countries) = 0
                     or coalesce(
                         (select (c.delivery_address ->> 'country') = any (s.countries::text[])
                          from checkouts c
                          where c.cart_id = $1),
                         true
                     )
                 )
           ) i on true
           cross join lateral (
               select
                   coalesce(array_agg(r.price_list_id), '{}') as list_ids,
                   coalesce(array_agg(r.min_quantity), '{}') as min_quantities,
                   coalesce(array_agg(r.amount_minor), '{}') as amounts,
                   coalesce(array_agg(r.compare_at_minor), '{}') as compare_ats
               from prices r
               where r.variant_id = v.variant_id
                 and r.price_list_id = any ($3)
           ) c
           left join lateral (
               select m.content_name, m.width, m.height, m.widths, m.avif_widths, m.dominant_colour,
                      pm.alt, pm.focal_x, pm.focal_y
               from product_media pm
               join media m using (media_id)
               where pm.product_id = v.product_id
                 and m.state = 'ready'
               order by pm.media_id is not distinct from v.media_id desc, pm.position, pm.media_id
               limit 1
           ) m on true
           where v.variant_id = any (
               array(select variant_id from line_items where cart_id = $1) || $2::uuid[] || array(select variant_id from gifts)
           )
           order by l.line_seq"#,
        query.cart_id.0,
        &candidates,
        &lists,
        query.now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

impl LineRow {
    // What makes the variant a line, if it is one already.
    fn into_line(self, prices: &PriceBook) -> (Option<impl FnOnce(CartVariant) -> CartLine>, CartVariant) {
        // Written by us, so it reads.
        let seen_in = self
            .unit_price_currency
            .as_deref()
            .and_then(|code| Currency::parse(code).ok());
        let quote_id = self.quote_id.as_deref().and_then(|text| text.parse().ok());
        let line = self
            .line_item_id
            .zip(self.line_seq)
            .zip(self.quantity)
            .zip(self.unit_price_at_add_minor);
        let line = line
            .zip(self.added_at)
            .map(|((((line_item_id, seq), quantity), unit_price), added_at)| {
                move |variant| CartLine {
                    line_item_id: line_item_id.into(),
                    line_seq: seq.unsigned_abs(),
                    quantity: quantity.unsigned_abs(),
                    unit_price_at_add_minor: unit_price,
                    seen_in,
                    quote_id,
                    added_at,
                    gift_of: None,
                    variant,
                }
            });
        (line, self.into_variant(prices))
    }

    fn into_variant(self, prices: &PriceBook) -> CartVariant {
        CartVariant {
            variant_id: self.variant_id.into(),
            product_id: self.product_id.into(),
            picture: self.picture(),
            prices: self.prices(prices),
            product_handle: self.handle,
            product_title: self.title,
            variant_title: self.variant_title,
            sku: self.sku,
            // Written by us, so it reads.
            content: self.content.as_deref().and_then(|content| content.parse().ok()),
            tax_category: self.tax_category,
            requires_shipping: self.requires_shipping,
            is_tracked: self.tracks_inventory,
            sells_without_stock: self.sells_without_stock,
            available: self.available,
            is_published: self.is_published,
        }
    }

    fn prices(&self, book: &PriceBook) -> Vec<PriceRow> {
        let amounts = self.min_quantities.iter().zip(&self.amounts).zip(&self.compare_ats);
        let rows = self.list_ids.iter().zip(amounts);
        rows.filter_map(|(list_id, ((min_quantity, amount), compare_at))| {
            book.row((*list_id).into(), min_quantity.unsigned_abs(), *amount, *compare_at)
        })
        .collect()
    }

    fn picture(&self) -> Option<Picture> {
        let widths = |widths: &Option<Vec<i32>>| widths.iter().flatten().map(|width| width.unsigned_abs()).collect();
        Some(Picture {
            name: self.content_name.clone()?,
            width: self.width?.unsigned_abs(),
            height: self.height?.unsigned_abs(),
            widths: widths(&self.widths),
            avif_widths: widths(&self.avif_widths),
            dominant_colour: self.dominant_colour.clone().unwrap_or_default(),
            alt: self.alt.clone().unwrap_or_default(),
            focal_x: self.focal_x?.unsigned_abs(),
            focal_y: self.focal_y?.unsigned_abs(),
        })
    }
}
