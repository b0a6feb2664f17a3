//! What shoppers do, one by one, and what it may cost.

use crate::catalogue;
use crate::purchases;
use crate::world::Goods;
use testkit::browser::{Browser, purchase};

/// One thing that shoppers do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// A product page, made anew.
    ProductRendered,
    /// A product page, made anew and compressed for this one reader.
    ProductCompressed,
    /// A product page that is kept, compressed.
    ProductCached,
    /// A collection, made anew.
    CollectionRendered,
    /// A collection that is kept, compressed.
    CollectionCached,
    /// Search results.
    Search,
    /// A product into a new cart.
    AddToCart,
    /// From an empty cart to a placed and paid order.
    Purchase,
    /// The same with two lines, of goods in turn.
    PurchaseOfTwo,
    /// The same with one line, of one variant that everybody wants.
    PurchaseOfHot,
}

/// Kept pages that are asked for: few enough that each is asked for often, as in a shop.
const KEPT: u32 = 50;

impl Operation {
    /// All, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::ProductRendered,
        Self::ProductCompressed,
        Self::ProductCached,
        Self::CollectionRendered,
        Self::CollectionCached,
        Self::Search,
        Self::AddToCart,
        Self::Purchase,
        Self::PurchaseOfTwo,
        Self::PurchaseOfHot,
    ];

    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProductRendered => "product page, rendered",
            Self::ProductCompressed => "product page, rendered and compressed",
            Self::ProductCached => "product page, from the page cache",
            Self::CollectionRendered => "collection page, rendered",
            Self::CollectionCached => "collection page, from the page cache",
            Self::Search => "search",
            Self::AddToCart => "add to cart",
            Self::Purchase => "whole purchase",
            Self::PurchaseOfTwo => purchases::MIXED,
            Self::PurchaseOfHot => purchases::HOT,
        }
    }

    /// CPU time of store and Postgres together that it may take, in milliseconds.
    pub const fn goal_ms(self) -> Option<&'static str> {
        match self {
            Self::ProductRendered | Self::AddToCart => Some("1.5"),
            Self::ProductCompressed | Self::CollectionCached | Self::PurchaseOfTwo | Self::PurchaseOfHot => None,
            Self::ProductCached => Some("0.08"),
            Self::CollectionRendered => Some("2.5"),
            Self::Search => Some("4"),
            Self::Purchase => Some("6"),
        }
    }

    /// So many at once, whatever else is asked for.
    pub const fn only_at(self) -> Option<u32> {
        match self {
            Self::PurchaseOfTwo | Self::PurchaseOfHot => Some(purchases::BUYERS),
            _ => None,
        }
    }

    /// Whether the server's page cache is on.
    pub const fn has_page_cache(self) -> bool {
        !matches!(
            self,
            Self::ProductRendered | Self::ProductCompressed | Self::CollectionRendered
        )
    }

    const fn takes_brotli(self) -> bool {
        matches!(
            self,
            Self::ProductCompressed | Self::ProductCached | Self::CollectionCached
        )
    }

    /// Does it once; `turn` chooses the goods.
    ///
    /// # Errors
    /// When the shop did not do what it should.
    pub async fn perform(self, browser: &mut Browser, goods: &Goods, turn: u32) -> anyhow::Result<()> {
        browser.takes_brotli = self.takes_brotli();
        let product = |count: u32| format!("/products/{}", catalogue::handle(turn % count));
        match self {
            Self::ProductRendered | Self::ProductCompressed => browser.get(&product(goods.products)).await.map(drop),
            Self::ProductCached => browser.get(&product(KEPT.min(goods.products))).await.map(drop),
            Self::CollectionRendered => browser.get(&collection(goods, turn, 20)).await.map(drop),
            Self::CollectionCached => browser.get(&collection(goods, turn, 2)).await.map(drop),
            Self::Search => browser.get(&search(goods, turn)).await.map(drop),
            Self::AddToCart => {
                browser.forget_cookies();
                purchase::add_to_cart(browser, goods.variant(turn)?).await
            }
            Self::Purchase => buy(browser, &[goods.variant(turn)?], goods).await,
            Self::PurchaseOfTwo => buy(browser, &goods.pair(turn)?, goods).await,
            Self::PurchaseOfHot => buy(browser, &[goods.variant(0)?], goods).await,
        }
    }
}

async fn buy(browser: &mut Browser, variant_ids: &[&str], goods: &Goods) -> anyhow::Result<()> {
    browser.forget_cookies();
    purchase::buy_each(browser, variant_ids, &goods.delivery_method)
        .await
        .map(drop)
}

// In turn all collections, and of each the first pages.
fn collection(goods: &Goods, turn: u32, pages: u32) -> String {
    let count = u32::try_from(goods.collections.len()).unwrap_or(1).max(1);
    let handle = goods
        .collections
        .get((turn % count) as usize)
        .map_or("all", String::as_str);
    format!("/collections/{handle}?page={}", turn / count % pages + 1)
}

fn search(goods: &Goods, turn: u32) -> String {
    let words = catalogue::search_words(turn % goods.products);
    url::form_urlencoded::Serializer::new("/search?".to_owned())
        .append_pair("q", &words)
        .finish()
}
