//! Whether lists show what the price lists say. The choice of a price (R5) is written twice: once for lists, in the database
//! (`refresh_product_prices`), and once for everything else (`domain::pricing::unit_price`). This holds the one against the
//! other, for every product in every market.

use crate::App;
use crate::shop::ShopFacts;
use domain::market::Market;
use domain::pricing::{Content, PriceRange, price_range, shared_content, unit_price};
use store::error::StoreError;
use store::market_parity::{ShownPrice, list_shown};

/// Products that are compared at once.
const BATCH: i64 = 500;
/// Differences that are told one by one; the rest is counted.
const TOLD: usize = 100;

/// A product whose prices in lists are not those of its price lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Code of the market.
    pub market: String,
    /// Address part of the product.
    pub handle: String,
    /// What lists show; `None` where the product is in none of them.
    pub shown: Option<PriceRange>,
    /// What they should show.
    pub expected: Option<PriceRange>,
    /// What lists tell the price for a measure of, and what they should.
    pub contents: (Option<Content>, Option<Content>),
}

/// What the comparison came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parity {
    /// Products times markets.
    pub compared: usize,
    /// How many differ.
    pub differing: usize,
    /// The first hundred of them.
    pub differences: Vec<Difference>,
}

/// Compares everything, at one moment. Changes nothing.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn parity(app: &App) -> Result<Parity, StoreError> {
    let now = app.clock.now();
    // One view of the data, whatever is changed meanwhile.
    let mut tx = app
        .pool
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    let facts = ShopFacts::read(&mut tx).await?;
    let mut parity = Parity::default();
    for market in &facts.markets {
        let book = facts.price_book(market, now);
        let mut after = None;
        loop {
            let products = list_shown(&mut tx, market.market_id, &book, after, BATCH).await?;
            let Some(last) = products.last() else { break };
            after = Some(last.product_id);
            for product in &products {
                parity.compare(market, product);
            }
        }
    }
    tx.rollback().await?;
    Ok(parity)
}

impl Parity {
    fn compare(&mut self, market: &Market, product: &ShownPrice) {
        self.compared += 1;
        let expected = price_range(product.variants.iter().map(|variant| variant.prices.as_slice()));
        let single = product.variants.iter().filter_map(|variant| {
            let price = unit_price(&variant.prices, 1)?;
            Some((price.amount_minor, variant.content))
        });
        let contents = (product.content, shared_content(single));
        if expected == product.shown && contents.0 == contents.1 {
            return;
        }
        self.differing += 1;
        if self.differences.len() < TOLD {
            self.differences.push(Difference {
                market: market.code.clone(),
                handle: product.handle.clone(),
                shown: product.shown,
                expected,
                contents,
            });
        }
    }
}
