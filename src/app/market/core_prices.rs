//! What every price of a market has to be, worked out from the price lists alone: what printed prices are held against.

use crate::App;
use crate::catalog::price_label;
use crate::shop::ShopFacts;
use domain::catalog::PriceLabel;
use domain::id::{ProductId, VariantId};
use domain::market::Market;
use domain::pricing::{
    Content, PriceRange, Quote, QuoteId, QuoteSubject, find_printed, price_range, shared_content, unit_price,
};
use std::collections::HashMap;
use std::sync::Arc;
use store::error::StoreError;
use store::market_parity::{ShownPrice, list_shown};

/// Products that are read at once.
const BATCH: i64 = 500;

/// The prices of everything that a market sells to everybody, one unit each, at one moment. Two hundred bytes a variant.
#[derive(Debug, Clone)]
pub struct CorePrices {
    /// The market.
    pub market: Market,
    facts: Arc<ShopFacts>,
    products: HashMap<String, CorePrice>,
    variants: HashMap<VariantId, CorePrice>,
}

#[derive(Debug, Clone, Copy)]
struct CorePrice {
    quote: Quote<'static>,
    is_from: bool,
    content: Option<Content>,
}

impl CorePrices {
    /// Reads them for the market of this code, from the database and nothing that is kept.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` where there is no such market.
    pub async fn read(app: &App, market: &str) -> Result<Self, StoreError> {
        let now = app.clock.now();
        // One view of the data, whatever is changed meanwhile.
        let mut tx = app
            .pool
            .begin_with("begin isolation level repeatable read read only")
            .await?;
        let facts = ShopFacts::read(&mut tx).await?;
        let found = facts.markets.iter().find(|known| known.code == market);
        let market = found.cloned().ok_or(StoreError::NotFound("the market"))?;
        let book = facts.price_book(&market, now);
        let mut prices = Self {
            market,
            facts,
            products: HashMap::new(),
            variants: HashMap::new(),
        };
        let mut after = None;
        loop {
            let products = list_shown(&mut tx, prices.market.market_id, &book, after, BATCH).await?;
            let Some(last) = products.last() else { break };
            after = Some(last.product_id);
            for product in products {
                prices.add(product);
            }
        }
        tx.rollback().await?;
        Ok(prices)
    }

    /// What pages print for a variant; `None` where it has no price here.
    pub fn of_variant(&self, variant_id: VariantId) -> Option<PriceLabel> {
        self.variants.get(&variant_id).map(|price| self.label(price))
    }

    /// What lists print for a product, by its handle; `None` where it has no price here.
    pub fn of_product(&self, handle: &str) -> Option<PriceLabel> {
        self.products.get(handle).map(|price| self.label(price))
    }

    /// Whether a quote id names the price that a variant has now, as it is printed now or was a few versions before.
    pub fn is_quote_of_variant(&self, variant_id: VariantId, id: QuoteId) -> bool {
        let price = self.variants.get(&variant_id);
        price.is_some_and(|price| find_printed(id, &[price.quote]).is_some())
    }

    /// The same for a product in a list.
    pub fn is_quote_of_product(&self, handle: &str, id: QuoteId) -> bool {
        let price = self.products.get(handle);
        price.is_some_and(|price| find_printed(id, &[price.quote]).is_some())
    }

    fn label(&self, price: &CorePrice) -> PriceLabel {
        price_label(&price.quote, price.is_from, price.content, self.market.rounding)
    }

    fn add(&mut self, product: ShownPrice) {
        let mut single = Vec::new();
        for variant in &product.variants {
            let Some(price) = unit_price(&variant.prices, 1) else {
                continue;
            };
            single.push((price.amount_minor, variant.content));
            let subject = QuoteSubject::Variant(variant.variant_id);
            let amounts = (price.amount_minor, price.compare_at_minor);
            let price = self.price(subject, amounts, false, variant.content);
            self.variants.insert(variant.variant_id, price);
        }
        if let Some(range) = price_range(product.variants.iter().map(|variant| variant.prices.as_slice())) {
            let price = self.of_range(product.product_id, range, shared_content(single));
            self.products.insert(product.handle, price);
        }
    }

    fn of_range(&self, product_id: ProductId, range: PriceRange, content: Option<Content>) -> CorePrice {
        let amounts = (range.min_minor, range.compare_at_minor);
        let is_from = range.max_minor > range.min_minor;
        self.price(QuoteSubject::Product(product_id), amounts, is_from, content)
    }

    fn price(
        &self,
        subject: QuoteSubject,
        amounts: (i64, Option<i64>),
        is_from: bool,
        content: Option<Content>,
    ) -> CorePrice {
        CorePrice {
            quote: self.facts.quote(&self.market, subject, amounts),
            is_from,
            content,
        }
    }
}
