//! From rows to what pages print: each tag gets the price and the stock label that its product page prints.

use crate::catalog::{CatalogError, price_label, title_of_options};
use crate::shop::ShopFacts;
use chrono::{DateTime, Utc};
use domain::catalog::{Picture, StockLevel};
use domain::gallery::{Gallery, Look, Placement, SoldOutRule, Spot, TaggedProduct};
use domain::id::ProductId;
use domain::market::Market;
use domain::pricing::{PriceBook, QuoteSubject, unit_price};
use sqlx::PgConnection;
use store::gallery::{LookRow, Moment, ShownGallery, TagRow};

/// Posts on a page that is not the gallery's own.
const PLACED: i64 = 8;

/// The shop in one market at one moment.
pub(super) struct Eyes<'a> {
    facts: &'a ShopFacts,
    market: &'a Market,
    book: PriceBook,
    now: DateTime<Utc>,
}

impl<'a> Eyes<'a> {
    pub(super) fn new(facts: &'a ShopFacts, market: &'a Market, now: DateTime<Utc>) -> Self {
        Self {
            facts,
            market,
            book: facts.price_book(market, now),
            now,
        }
    }

    pub(super) fn moment(&self) -> Moment<'a> {
        Moment {
            now: self.now,
            country: &self.market.country,
        }
    }

    pub(super) fn gallery(&self, shown: ShownGallery) -> Gallery {
        let rule = shown.gallery.sold_out_rule;
        let looks = shown.looks.into_iter().map(|row| self.look(row, rule));
        Gallery {
            gallery_id: shown.gallery.gallery_id,
            handle: shown.gallery.handle,
            title: shown.gallery.title,
            summary: shown.gallery.summary,
            layout: shown.gallery.layout,
            // A post without anything to buy is a picture on its own, unless its products were left out.
            looks: looks
                .filter(|look| rule == SoldOutRule::Badge || !look.products.is_empty())
                .collect(),
        }
    }

    pub(super) fn look(&self, row: LookRow, rule: SoldOutRule) -> Look {
        let products = row
            .tags
            .into_iter()
            .filter_map(|tag| self.tagged(tag))
            .filter(|product| rule == SoldOutRule::Badge || product.stock.level.is_available());
        Look {
            ugc_post_id: row.ugc_post_id,
            products: products.collect(),
            picture: Picture {
                // Not the name of the content: that would be an address that nobody can take back.
                name: format!("looks/{}", row.ugc_post_id),
                width: row.size.0,
                height: row.size.1,
                widths: row.widths,
                avif_widths: row.avif_widths,
                dominant_colour: row.dominant_colour,
                alt: row.alt,
                focal_x: row.focal.0,
                focal_y: row.focal.1,
            },
            creator_handle: format!("@{}", row.creator_handle),
            creator_name: row.creator_name,
            caption: row.caption,
            permalink: row.permalink,
        }
    }

    // Nothing for a product that is hidden now or has no price in the market.
    fn tagged(&self, tag: TagRow) -> Option<TaggedProduct> {
        if !tag.is_visible(self.now) {
            return None;
        }
        let prices = tag.prices(&self.book);
        let price = unit_price(&prices, 1)?;
        let subject = QuoteSubject::Variant(tag.variant_id);
        let quote = self
            .facts
            .quote(self.market, subject, (price.amount_minor, price.compare_at_minor));
        let level = StockLevel::of(tag.available, tag.tracked, tag.sells_without_stock);
        let count = self.facts.shop.shows_stock_counts.then_some(tag.available);
        Some(TaggedProduct {
            product_id: tag.product_id,
            variant_id: tag.variant_id,
            variant_title: title_of_options(&tag.options),
            price: price_label(&quote, false, tag.content(), self.market.rounding),
            stock: level.label(count, self.now),
            spot: Spot {
                x: tag.x,
                y: tag.y,
                size: tag.width.zip(tag.height),
            },
            picture: product_picture(&tag),
            handle: tag.handle,
            title: tag.title,
        })
    }
}

fn product_picture(tag: &TagRow) -> Option<Picture> {
    let widths = |widths: &[i32]| widths.iter().map(|width| width.unsigned_abs()).collect();
    Some(Picture {
        name: tag.content_name.clone()?,
        width: tag.media_width?.unsigned_abs(),
        height: tag.media_height?.unsigned_abs(),
        widths: widths(&tag.media_widths),
        avif_widths: widths(&tag.media_avif_widths),
        dominant_colour: tag.dominant_colour.clone()?,
        alt: tag.media_alt.clone(),
        focal_x: 5000,
        focal_y: 5000,
    })
}

/// The gallery that stands on a page, in one statement; none is asked for where none is placed.
pub(crate) async fn gallery_on(
    conn: &mut PgConnection,
    (facts, market): (&ShopFacts, &Market),
    (placement, target): (Placement, &str),
    now: DateTime<Utc>,
) -> Result<Option<Gallery>, CatalogError> {
    if !facts.shop.places_galleries_on(placement) {
        return Ok(None);
    }
    let eyes = Eyes::new(facts, market, now);
    let place = (placement.as_str(), target);
    let shown = store::gallery::list_placed(conn, place, eyes.moment(), PLACED).await?;
    Ok(shown
        .map(|shown| eyes.gallery(shown))
        .filter(|gallery| !gallery.looks.is_empty()))
}

/// The posts that show a product, in one statement; none is asked for where no gallery stands on product pages.
pub(crate) async fn gallery_of_product(
    conn: &mut PgConnection,
    (facts, market): (&ShopFacts, &Market),
    product_id: ProductId,
    now: DateTime<Utc>,
) -> Result<Option<Gallery>, CatalogError> {
    if !facts.shop.places_galleries_on(Placement::Product) {
        return Ok(None);
    }
    let eyes = Eyes::new(facts, market, now);
    let shown = store::gallery::list_of_product(conn, product_id, eyes.moment(), PLACED).await?;
    Ok(shown
        .map(|shown| eyes.gallery(shown))
        .filter(|gallery| !gallery.looks.is_empty()))
}
