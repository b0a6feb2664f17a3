//! A small shop to test in: builders say only what matters.

use chrono::{DateTime, TimeZone as _, Utc};
use sqlx::PgPool;
use uuid::Uuid;

/// When test time starts.
///
/// # Panics
/// Never: the moment is a valid one.
pub fn test_time() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0)
        .single()
        .expect("a valid moment")
}

/// A shop in Germany that sells in EUR with 19 % VAT included, 20 % in France, state tax in California,
/// one delivery zone (DE, FR, US) with "Standard" (4.95, free from 50.00) and "Express" (12.90).
pub struct TestShop {
    /// Its database.
    pub pool: PgPool,
    /// Base price list.
    pub price_list_id: Uuid,
    /// Its one location.
    pub stock_location_id: Uuid,
    /// "Standard".
    pub standard_delivery_id: Uuid,
}

/// A product under construction.
pub struct ProductBuilder<'a> {
    shop: &'a TestShop,
    handle: String,
    price_minor: i64,
    compare_at_minor: Option<i64>,
    stock: i32,
    options: Vec<String>,
    status: &'static str,
}

impl TestShop {
    /// Sets the shop up in an empty database.
    ///
    /// # Panics
    /// When a statement fails.
    pub async fn open(pool: &PgPool) -> Self {
        let [price_list_id, stock_location_id, zone, standard, express] = std::array::from_fn(|_| Uuid::now_v7());
        sqlx::raw_sql(
            "insert into shops (name, email, currency, tax_basis, country)
             values ('Test shop', 'shop@example.test', 'EUR', 'inclusive', 'DE');
             insert into tax_rates (country, region, tax_category, name, rate_ppm)
             values ('DE', '', 'standard', 'VAT', 190000), ('DE', '', 'reduced', 'VAT', 70000),
                    ('FR', '', 'standard', 'TVA', 200000), ('US', 'CA', 'standard', 'California', 72500);",
        )
        .execute(pool)
        .await
        .expect("the shop is set up");
        exec(
            pool,
            sqlx::query(
                "insert into price_lists (price_list_id, name, currency, is_base) values ($1, 'Base', 'EUR', true)",
            )
            .bind(price_list_id),
        )
        .await;
        exec(
            pool,
            sqlx::query("insert into stock_locations (stock_location_id, name) values ($1, 'Main')")
                .bind(stock_location_id),
        )
        .await;
        exec(
            pool,
            sqlx::query(
                "insert into delivery_zones (delivery_zone_id, name, countries) values ($1, 'All', '{DE,FR,US}')",
            )
            .bind(zone),
        )
        .await;
        exec(
            pool,
            sqlx::query(
                "insert into delivery_methods (delivery_method_id, delivery_zone_id, name, position)
                 values ($1, $3, 'Standard', 1), ($2, $3, 'Express', 2)",
            )
            .bind(standard)
            .bind(express)
            .bind(zone),
        )
        .await;
        exec(
            pool,
            sqlx::query(
                "insert into delivery_rates (delivery_method_id, min_subtotal_minor, price_minor)
                 values ($1, 0, 495), ($1, 5000, 0), ($2, 0, 1290)",
            )
            .bind(standard)
            .bind(express),
        )
        .await;
        Self {
            pool: pool.clone(),
            price_list_id,
            stock_location_id,
            standard_delivery_id: standard,
        }
    }

    /// Starts a product: 20.00, ten in stock, one variant, active.
    pub fn product(&self, handle: &str) -> ProductBuilder<'_> {
        ProductBuilder {
            shop: self,
            handle: handle.to_owned(),
            price_minor: 2000,
            compare_at_minor: None,
            stock: 10,
            options: Vec::new(),
            status: "active",
        }
    }
}

impl ProductBuilder<'_> {
    /// Price of every variant, minor units.
    #[must_use]
    pub fn price(mut self, minor: i64) -> Self {
        self.price_minor = minor;
        self
    }

    /// Compare-at price of every variant, minor units.
    #[must_use]
    pub fn compare_at(mut self, minor: i64) -> Self {
        self.compare_at_minor = Some(minor);
        self
    }

    /// Units in stock of every variant.
    #[must_use]
    pub fn stock(mut self, units: i32) -> Self {
        self.stock = units;
        self
    }

    /// One variant for each value of the option "Size".
    #[must_use]
    pub fn sizes(mut self, sizes: &[&str]) -> Self {
        self.options = sizes.iter().map(ToString::to_string).collect();
        self
    }

    /// Not for sale yet.
    #[must_use]
    pub fn draft(mut self) -> Self {
        self.status = "draft";
        self
    }

    /// Writes it and returns the ids of its variants in order. The title is the handle, the SKU `HANDLE-N`.
    ///
    /// # Panics
    /// When a statement fails.
    pub async fn create(self) -> Vec<Uuid> {
        let pool = &self.shop.pool;
        let product = Uuid::now_v7();
        exec(
            pool,
            sqlx::query("insert into products (product_id, handle, title, vendor, product_type, status) values ($1, $2, $2, 'Salt', 'Thing', $3)")
                .bind(product)
                .bind(&self.handle)
                .bind(self.status),
        )
        .await;
        if !self.options.is_empty() {
            exec(
                pool,
                sqlx::query(
                    r#"insert into product_options (product_id, position, name, "values") values ($1, 1, 'Size', $2)"#,
                )
                .bind(product)
                .bind(&self.options),
            )
            .await;
        }
        let sizes: Vec<Option<String>> = if self.options.is_empty() {
            vec![None]
        } else {
            self.options.iter().cloned().map(Some).collect()
        };
        let mut variants = Vec::new();
        for (position, size) in (1i32..).zip(sizes) {
            let variant = Uuid::now_v7();
            exec(
                pool,
                sqlx::query(
                    "insert into variants (variant_id, product_id, position, sku, option1) values ($1, $2, $3, $4, $5)",
                )
                .bind(variant)
                .bind(product)
                .bind(position)
                .bind(format!("{}-{position}", self.handle.to_uppercase()))
                .bind(size),
            )
            .await;
            exec(
                pool,
                sqlx::query("insert into prices (price_list_id, variant_id, amount_minor, compare_at_minor) values ($1, $2, $3, $4)")
                    .bind(self.shop.price_list_id)
                    .bind(variant)
                    .bind(self.price_minor)
                    .bind(self.compare_at_minor),
            )
            .await;
            exec(
                pool,
                sqlx::query(
                    "insert into inventory_levels (variant_id, stock_location_id, on_hand) values ($1, $2, $3)",
                )
                .bind(variant)
                .bind(self.shop.stock_location_id)
                .bind(self.stock),
            )
            .await;
            exec(
                pool,
                sqlx::query("insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta) values ($1, $2, 'initial', $3)")
                    .bind(variant)
                    .bind(self.shop.stock_location_id)
                    .bind(self.stock),
            )
            .await;
            variants.push(variant);
        }
        exec(
            pool,
            sqlx::query("select refresh_product_summaries(array[$1]::uuid[])").bind(product),
        )
        .await;
        variants
    }
}

async fn exec(pool: &PgPool, query: sqlx::query::Query<'_, sqlx::Postgres, sqlx::postgres::PgArguments>) {
    query.execute(pool).await.expect("the statement runs");
}
