//! The product page in three statements, one more where a reduced price has to say what it was, and one more where a
//! gallery stands on product pages.

use super::cards::card;
use super::labels::{price_label, title_of_options};
use super::{CatalogError, Found};
use crate::App;
use crate::gallery::gallery_of_product;
use crate::scope::Scope;
use crate::shop::ShopFacts;
use chrono::{DateTime, Duration, Utc};
use domain::catalog::{OptionView, ProductPage, StockLevel, ValueView, VariantView};
use domain::id::VariantId;
use domain::market::Market;
use domain::money::Money;
use domain::money::display::{Locale, format};
use domain::pricing::{QuoteSubject, lowest_before, unit_price};
use sqlx::PgConnection;
use store::catalog::{OptionRow, ProductFound, ProductRow, VariantRow};
use store::error::StoreError;

/// Products shown beside a product.
const RELATED: i64 = 4;
/// How far back prices are looked at: a reduction that is older has become the price.
const REMEMBERED: Duration = Duration::days(400);
/// Longest description for search engines, in characters.
const SEO_LENGTH: usize = 160;

/// Everything the product page shows in the shopper's market, with `variant` selected, or else the first that can be
/// bought.
///
/// # Errors
/// [`CatalogError::NotFound`] when nothing stands at the handle.
pub async fn show_product(
    app: &App,
    scope: &Scope,
    handle: &str,
    variant: Option<VariantId>,
) -> Result<Found<ProductPage>, CatalogError> {
    let facts = app.shop().await?;
    let now = app.clock.now();
    let market = facts.market(scope.market.as_deref());
    let mut conn = app.pool.acquire().await?;
    let product = match store::catalog::find_product(&mut conn, handle, now).await? {
        None => return Err(CatalogError::NotFound),
        Some(ProductFound::Moved(handle)) => return Ok(Found::Moved(handle)),
        Some(ProductFound::Gone) => return Ok(Found::Gone),
        Some(ProductFound::Live(product)) => *product,
    };
    let rows = store::catalog::list_variants(&mut conn, product.product_id, &facts.price_book(market, now)).await?;
    let mut variants = variant_views(rows, &product, (&facts, market), now);
    if market.shows_lowest_price {
        tell_lowest(&mut conn, &facts, market, &mut variants, now).await?;
    }
    let Some(selected) = selected(&variants, variant) else {
        return Ok(Found::NotSoldHere { title: product.title });
    };
    let collection = product.collection.as_ref().map(|(handle, _)| handle.as_str());
    let related = store::catalog::list_related(
        &mut conn,
        market.market_id,
        product.product_id,
        collection,
        &product.product_type,
        RELATED,
        now,
    )
    .await?;
    let related = related.into_iter().map(|row| card(row, &facts, market)).collect();
    let mut page = page(product, variants, selected, related);
    page.gallery = gallery_of_product(&mut conn, (&facts, market), page.product_id, now).await?;
    Ok(Found::Page(page))
}

fn variant_views(
    rows: Vec<VariantRow>,
    product: &ProductRow,
    (facts, market): (&ShopFacts, &Market),
    now: DateTime<Utc>,
) -> Vec<VariantView> {
    rows.into_iter()
        .filter_map(|row| {
            let price = unit_price(&row.prices, 1)?;
            let subject = QuoteSubject::Variant(row.variant_id);
            let quote = facts.quote(market, subject, (price.amount_minor, price.compare_at_minor));
            let level = StockLevel::of(row.available, row.tracked, row.sells_without_stock);
            Some(VariantView {
                variant_id: row.variant_id,
                title: if product.options.is_empty() {
                    String::new()
                } else {
                    title_of_options(&row.options)
                },
                sku: row.sku.unwrap_or_default(),
                barcode: row.barcode.unwrap_or_default(),
                price: price_label(&quote, false, row.content, market.rounding),
                stock: level.label(facts.shop.shows_stock_counts.then_some(row.available), now),
                picture_index: product
                    .pictures
                    .iter()
                    .position(|(media_id, _)| Some(*media_id) == row.media_id),
                options: row.options,
            })
        })
        .collect()
}

/// Adds to each reduced price the lowest of the thirty days before.
async fn tell_lowest(
    conn: &mut PgConnection,
    facts: &ShopFacts,
    market: &Market,
    variants: &mut [VariantView],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let is_reduced = |variant: &&mut VariantView| variant.price.compare_at_text.is_some();
    let reduced: Vec<VariantId> = variants.iter_mut().filter(is_reduced).map(|it| it.variant_id).collect();
    if reduced.is_empty() {
        return Ok(());
    }
    let dated = store::catalog::list_dated_prices(conn, &reduced, now - REMEMBERED).await?;
    for variant in variants.iter_mut().filter(is_reduced) {
        let own = dated.iter().filter(|(id, _)| *id == variant.variant_id);
        let own: Vec<_> = own.map(|(_, price)| *price).collect();
        let lowest = lowest_before(&own, &facts.price_lists, &ShopFacts::everybody(market, now));
        variant.price.lowest_text = lowest.map(|minor| format(Money::new(minor, market.currency), Locale::En));
    }
    Ok(())
}

fn selected(variants: &[VariantView], wanted: Option<VariantId>) -> Option<usize> {
    let asked = wanted.and_then(|id| variants.iter().position(|variant| variant.variant_id == id));
    let buyable = || variants.iter().position(|variant| variant.stock.level.is_available());
    asked.or_else(buyable).or((!variants.is_empty()).then_some(0))
}

fn page(
    product: ProductRow,
    variants: Vec<VariantView>,
    selected: usize,
    related: Vec<domain::catalog::ProductCard>,
) -> ProductPage {
    let options = variants
        .get(selected)
        .map(|chosen| option_views(&product.options, &variants, chosen))
        .unwrap_or_default();
    let seo_description = if product.seo_description.is_empty() {
        plain_text(&product.description_html)
    } else {
        product.seo_description
    };
    ProductPage {
        product_id: product.product_id,
        handle: product.handle,
        seo_title: if product.seo_title.is_empty() {
            product.title.clone()
        } else {
            product.seo_title
        },
        title: product.title,
        vendor: product.vendor,
        product_type: product.product_type,
        description_html: product.description_html,
        seo_description,
        pictures: product.pictures.into_iter().map(|(_, picture)| picture).collect(),
        options,
        variants,
        selected,
        collection: product.collection,
        related,
        gallery: None,
    }
}

/// What each value leads to when only its option changes.
fn option_views(options: &[OptionRow], variants: &[VariantView], chosen: &VariantView) -> Vec<OptionView> {
    let value_view = |index: usize, value: &String| {
        let mut wanted = chosen.options.clone();
        if let Some(place) = wanted.get_mut(index) {
            place.clone_from(value);
        }
        let reached = variants.iter().find(|variant| variant.options == wanted);
        ValueView {
            selected: chosen.options.get(index) == Some(value),
            variant_id: reached.map(|variant| variant.variant_id),
            available: reached.is_some_and(|variant| variant.stock.level.is_available()),
            value: value.clone(),
        }
    };
    options
        .iter()
        .enumerate()
        .map(|(index, option)| OptionView {
            name: option.name.clone(),
            values: option.values.iter().map(|value| value_view(index, value)).collect(),
        })
        .collect()
}

/// The words of sanitised HTML, cut at a word.
fn plain_text(html: &str) -> String {
    let mut text = String::new();
    let mut inside_tag = false;
    for c in html.chars() {
        match c {
            '<' => inside_tag = true,
            '>' => {
                inside_tag = false;
                text.push(' ');
            }
            c if !inside_tag => text.push(c),
            _ => {}
        }
        if text.len() > 4 * SEO_LENGTH {
            break;
        }
    }
    let text = text
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ");
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() > SEO_LENGTH {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_becomes_a_sentence_for_search_engines() {
        assert_eq!(
            plain_text("<p>Salt &amp; <b>sun</b></p><ul><li>Gold</li></ul>"),
            "Salt & sun Gold"
        );
        assert!(plain_text(&"wave ".repeat(200)).chars().count() <= SEO_LENGTH + 1);
    }
}
