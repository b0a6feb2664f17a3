//! The shop's settings. What it sells where, at whose prices and with which taxes, is in [`crate::market`].

use crate::error::StoreError;
use domain::catalog::Picture;
use domain::gallery::Placement;
use domain::id::{PriceListId, StockLocationId};
use domain::money::Currency;
use domain::tax::TaxBasis;
use sqlx::PgConnection;
use sqlx::types::Json;

/// One merchant's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// Shown in the header and on receipts.
    pub name: String,
    /// One sentence under the name.
    pub tagline: String,
    /// Where shoppers write to.
    pub email: String,
    /// Of the base price list: what the catalogue is kept in.
    pub currency: Currency,
    /// Where the shop is and pays its taxes, ISO 3166-1 alpha-2.
    pub country: String,
    /// Bumped by every catalogue change.
    pub catalog_version: i64,
    /// Counts every change of what is read here and of markets, price lists, taxes, delivery and places.
    pub settings_version: i64,
    /// The base list: that of everybody, which imports write.
    pub price_list_id: PriceListId,
    /// The first place that is in use: where imports count, and where goods come back to.
    pub stock_location_id: StockLocationId,
    /// Whether pages may say how many are left (S-11).
    pub shows_stock_counts: bool,
    /// Whether the demo store was loaded.
    pub is_demo: bool,
    /// Kinds of pages that a published gallery stands on.
    pub gallery_placements: Vec<Placement>,
}

impl Shop {
    /// Whether a gallery stands on pages of a kind.
    pub fn places_galleries_on(&self, placement: Placement) -> bool {
        self.gallery_placements.contains(&placement)
    }
}

/// The shop, once it was set up.
///
/// # Errors
/// [`StoreError`] when a statement fails or a stored value is not readable.
pub async fn find(conn: &mut PgConnection) -> Result<Option<Shop>, StoreError> {
    let Some(row) = sqlx::query!(
        r#"select s.name, s.tagline, s.email, s.currency, s.country, s.catalog_version, s.settings_version, s.shows_stock_counts,
                  s.demo_loaded_at is not null as "is_demo!",
                  (select price_list_id from price_lists where is_base) as "price_list_id!",
                  (select stock_location_id from stock_locations order by active desc, position, stock_location_id limit 1)
                      as "stock_location_id!",
                  (select coalesce(array_agg(distinct p.placement), '{}')
                   from gallery_placements p
                   join galleries g using (gallery_id)
                   where g.status = 'published') as "gallery_placements!"
           from shops s"#
    )
    .fetch_optional(conn)
    .await?
    else {
        return Ok(None);
    };
    Ok(Some(Shop {
        name: row.name,
        tagline: row.tagline,
        email: row.email,
        currency: Currency::parse(&row.currency).map_err(|error| StoreError::corrupt("shops.currency", error))?,
        country: row.country,
        catalog_version: row.catalog_version,
        settings_version: row.settings_version,
        price_list_id: row.price_list_id.into(),
        stock_location_id: row.stock_location_id.into(),
        shows_stock_counts: row.shows_stock_counts,
        is_demo: row.is_demo,
        // The schema knows no other words.
        gallery_placements: row
            .gallery_placements
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect(),
    }))
}

/// What a new shop starts with.
#[derive(Debug, Clone)]
pub struct NewShop<'a> {
    /// Shown in the header.
    pub name: &'a str,
    /// One sentence.
    pub tagline: &'a str,
    /// Where shoppers write to.
    pub email: &'a str,
    /// ISO 4217.
    pub currency: Currency,
    /// Whether prices include tax.
    pub basis: TaxBasis,
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
}

/// Sets the shop up with a market, a base price list and one stock location; does nothing when it is set up already.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn insert_if_absent(
    conn: &mut PgConnection,
    shop: &NewShop<'_>,
    price_list_id: PriceListId,
    stock_location_id: StockLocationId,
) -> Result<bool, StoreError> {
    let basis = if shop.basis == TaxBasis::Inclusive {
        "inclusive"
    } else {
        "exclusive"
    };
    let inserted = sqlx::query!(
        "insert into shops (name, tagline, email, currency, tax_basis, country)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        shop.name,
        shop.tagline,
        shop.email,
        shop.currency.code(),
        basis,
        shop.country,
    )
    .execute(&mut *conn)
    .await?
    .rows_affected()
        == 1;
    if inserted {
        sqlx::query!(
            "insert into price_lists (price_list_id, name, currency, is_base) values ($1, 'Base', $2, true)",
            price_list_id.0,
            shop.currency.code(),
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into stock_locations (stock_location_id, name) values ($1, 'Main')",
            stock_location_id.0,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(inserted)
}

/// Counts a catalogue change and returns the new version.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn bump_catalog_version(conn: &mut PgConnection) -> Result<i64, StoreError> {
    let row = sqlx::query!("update shops set catalog_version = catalog_version + 1 returning catalog_version")
        .fetch_optional(conn)
        .await?;
    Ok(row.map_or(1, |row| row.catalog_version))
}

/// The picture at the top of the home page, when there is one and it is ready.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_hero(conn: &mut PgConnection) -> Result<Option<Picture>, StoreError> {
    let hero = sqlx::query_scalar!(
        r#"select json_build_object(
               'name', m.content_name, 'width', m.width, 'height', m.height, 'widths', m.widths,
               'avif_widths', m.avif_widths, 'dominant_colour', m.dominant_colour, 'alt', s.hero_media_alt,
               'focal_x', 5000, 'focal_y', 5000) as "hero!: Json<Picture>"
           from shops s
           join media m on m.media_id = s.hero_media_id
           where m.state = 'ready'"#
    )
    .fetch_optional(conn)
    .await?;
    Ok(hero.map(|json| json.0))
}
