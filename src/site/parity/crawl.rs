//! The way through the shop: the sitemap, the links of its pages, searches, a cart.

use super::compare::{Difference, difference, missing};
use super::read::{Form, PageRead, PrintedPrice, Subject, read, read_sitemap};
use super::{ParityError, cart};
use adapters::http_client::{VisitError, Visited, Visitor};
use app::App;
use app::market::CorePrices;
use domain::id::VariantId;
use futures::StreamExt as _;
use std::collections::{BTreeSet, VecDeque};
use url::Url;

/// Pages that are asked for at once.
const AT_ONCE: usize = 4;
/// Pages between two looks at what is still to be asked for.
const BATCH: usize = 32;
/// Searches, each for the first word of a product's address.
const SEARCHES: usize = 25;
/// Differing pages that are looked at twice.
const LOOKED_AT_AGAIN: usize = 100;
/// Unreadable pages that are told one by one.
const TOLD: usize = 20;

/// How far a comparison goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pages in each market, those of the cart not counted.
    pub pages: usize,
    /// Lines of the cart in each market; with 0 there is no cart.
    pub cart_lines: usize,
}

/// What the comparison came to in a market.
#[derive(Debug, Clone, Default)]
pub struct MarketParity {
    /// Code of the market.
    pub market: String,
    /// Pages that were read.
    pub pages: usize,
    /// Prices on them.
    pub prices: usize,
    /// Those that are not the core's.
    pub differences: Vec<Difference>,
    /// Pages that could not be read, and why; the first twenty.
    pub unread: Vec<String>,
    /// Whether there were more pages than the limit.
    pub is_cut_off: bool,
}

/// Goes through the shop at an address in every market and compares each printed price with those of the database.
///
/// # Errors
/// [`ParityError`]; a page that cannot be read is none, as long as there is a sitemap.
pub async fn compare_pages(app: &App, base: &Url, limits: Limits) -> Result<Vec<MarketParity>, ParityError> {
    let facts = app.shop().await?;
    let paths = sitemap(base).await?;
    let mut found = Vec::new();
    for market in &facts.markets {
        found.push(compare_market(app, base, &market.code, &paths, limits).await?);
    }
    Ok(found)
}

async fn sitemap(base: &Url) -> Result<Vec<String>, ParityError> {
    let failed = |error| ParityError::Visit(base.to_string(), error);
    let visitor = Visitor::new(base).map_err(failed)?;
    let answer = visitor.get("/sitemap.xml").await.map_err(failed)?;
    if answer.status != 200 {
        return Err(ParityError::Sitemap(answer.status));
    }
    let addresses = read_sitemap(&answer.text).map_err(|_| ParityError::Sitemap(answer.status))?;
    // The shop may be reached here by another name than its own.
    let paths = addresses
        .iter()
        .filter_map(|address| Url::parse(address).ok())
        .map(|url| url.path().to_owned());
    Ok(paths.collect())
}

async fn compare_market(
    app: &App,
    base: &Url,
    market: &str,
    paths: &[String],
    limits: Limits,
) -> Result<MarketParity, ParityError> {
    let failed = |error| ParityError::Visit(base.to_string(), error);
    let mut visitor = Visitor::new(base).map_err(failed)?;
    let choice = [("market", market), ("to", "/")];
    visitor.submit("/market", &choice).await.map_err(failed)?;
    let mut core = CorePrices::read(app, market).await?;
    let mut crawl = Crawl::new(market, paths, limits.pages);
    while let Some(batch) = crawl.next_batch() {
        for (path, answer) in fetch(&visitor, batch).await {
            crawl.take(&path, answer, &core);
        }
    }
    let mut found = crawl.found;
    if limits.cart_lines > 0 {
        let wanted: Vec<VariantId> = crawl.bought.into_iter().take(limits.cart_lines).collect();
        cart::compare(app, &mut visitor, &core, &wanted, &mut found).await?;
    }
    if !found.differences.is_empty() {
        core = CorePrices::read(app, market).await?;
        look_again(&visitor, &core, &mut found).await;
    }
    Ok(found)
}

/// A price may have changed between the look at the core and the look at the page: a difference counts if it is still there
/// when both are looked at once more.
async fn look_again(visitor: &Visitor, core: &CorePrices, found: &mut MarketParity) {
    let is_shared = |page: &str| !page.starts_with("/cart") && !page.starts_with("/checkout");
    let pages: BTreeSet<String> = found.differences.iter().map(|known| known.page.clone()).collect();
    let again: Vec<String> = pages
        .into_iter()
        .filter(|page| is_shared(page))
        .take(LOOKED_AT_AGAIN)
        .collect();
    for (path, answer) in fetch(visitor, again).await {
        let Some(Ok(page)) = readable(&answer) else { continue };
        found.differences.retain(|known| known.page != path);
        found.differences.extend(differences(&path, &page, core));
    }
}

async fn fetch(visitor: &Visitor, paths: Vec<String>) -> Vec<(String, Result<Visited, VisitError>)> {
    let asked = paths.into_iter().map(|path| async move {
        let answer = visitor.get(&path).await;
        (path, answer)
    });
    futures::stream::iter(asked).buffered(AT_ONCE).collect().await
}

// `None` for what is not there, or not for sale here.
fn readable(answer: &Result<Visited, VisitError>) -> Option<Result<PageRead, String>> {
    match answer {
        Ok(answer) if answer.status == 200 => Some(read(&answer.text).map_err(|error| error.to_string())),
        Ok(answer) if answer.status < 500 => None,
        Ok(answer) => Some(Err(format!("it answered {}", answer.status))),
        Err(error) => Some(Err(error.to_string())),
    }
}

fn differences(path: &str, page: &PageRead, core: &CorePrices) -> Vec<Difference> {
    let differing = page.prices.iter().filter_map(|price| difference(path, price, core));
    differing.chain(missing(path, &page.prices, core)).collect()
}

struct Crawl {
    found: MarketParity,
    most: usize,
    waiting: VecDeque<String>,
    seen: BTreeSet<String>,
    searched: BTreeSet<String>,
    /// What the pages offer first, one variant a product, in the order in which they were read.
    bought: Vec<VariantId>,
}

impl Crawl {
    fn new(market: &str, paths: &[String], most: usize) -> Self {
        let mut crawl = Self {
            found: MarketParity {
                market: market.to_owned(),
                ..MarketParity::default()
            },
            most,
            waiting: VecDeque::new(),
            seen: BTreeSet::new(),
            searched: BTreeSet::new(),
            bought: Vec::new(),
        };
        for path in ["/", "/collections", "/collections/all"] {
            crawl.add(path.to_owned());
        }
        for path in paths {
            crawl.add(path.clone());
        }
        crawl
    }

    fn add(&mut self, path: String) {
        if self.seen.contains(&path) {
            return;
        }
        if self.seen.len() >= self.most {
            self.found.is_cut_off = true;
            return;
        }
        self.seen.insert(path.clone());
        self.waiting.push_back(path);
    }

    fn next_batch(&mut self) -> Option<Vec<String>> {
        let count = self.waiting.len().min(BATCH);
        (count > 0).then(|| self.waiting.drain(..count).collect())
    }

    fn take(&mut self, path: &str, answer: Result<Visited, VisitError>, core: &CorePrices) {
        let page = match readable(&answer) {
            Some(Ok(page)) => page,
            Some(Err(reason)) => return self.leave(path, &reason),
            None => PageRead::default(),
        };
        self.found.pages += 1;
        self.found.prices += page.prices.len();
        self.found.differences.extend(differences(path, &page, core));
        self.follow(path, &page);
    }

    fn leave(&mut self, path: &str, reason: &str) {
        if self.found.unread.len() < TOLD {
            self.found.unread.push(format!("{path}: {reason}"));
        }
    }

    fn follow(&mut self, path: &str, page: &PageRead) {
        let handle = path.strip_prefix("/products/").filter(|rest| !rest.contains('?'));
        if let Some(handle) = handle {
            self.follow_product(handle, &page.prices);
        }
        for link in page.links.iter().filter(|link| leads_on(path, link)) {
            self.add(link.clone());
        }
    }

    // Each of its variants has a page; what scripts show of them is in this one.
    fn follow_product(&mut self, handle: &str, prices: &[PrintedPrice]) {
        let main = prices.iter().find(|price| price.form == Form::Main);
        if let Some(Some(Subject::Variant(id))) = main.map(|price| &price.subject) {
            self.bought.push(*id);
        }
        for price in prices.iter().filter(|price| price.form == Form::Label) {
            let Some(Subject::Variant(id)) = price.subject else {
                continue;
            };
            self.add(format!("/products/{handle}?variant={id}"));
        }
        let word = handle.split('-').next().unwrap_or_default();
        if self.searched.len() < SEARCHES && self.searched.insert(word.to_owned()) {
            self.add(format!("/search?q={word}"));
        }
    }
}

// Galleries and posts stand in no sitemap. Of lists the further pages, and no filters.
fn leads_on(path: &str, link: &str) -> bool {
    let is_look = link.starts_with("/galleries/") || link.starts_with("/looks/");
    let own = path.split('?').next().unwrap_or_default();
    let is_page = link
        .strip_prefix(own)
        .and_then(|rest| rest.strip_prefix("?page="))
        .is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()));
    is_look || is_page
}
