//! `vitrine parity`.

use crate::boot::{self, Database};
use crate::config::Config;
use app::App;
use app::market::{Difference, parity};
use domain::pricing::{Content, PriceRange};
use site::parity::{Limits, MarketParity, compare_pages};
use std::process::ExitCode;
use url::Url;

/// Differences of pages that are told one by one in a market; the rest is counted.
const TOLD: usize = 50;

/// Compares the prices that the shop prints with those of the price lists: first those that lists of products are made of,
/// in the database; then those of the running shop's pages, in every market, read as a shopper reads them.
#[derive(clap::Args)]
pub struct Parity {
    /// Where the shop runs [default: the configured address].
    #[arg(long, value_name = "ADDRESS")]
    url: Option<Url>,
    /// Most pages in each market.
    #[arg(long, value_name = "COUNT", default_value_t = 5000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pages: u32,
    /// Lines of the cart that is filled, compared and forgotten in each market; 0 for none.
    #[arg(long, value_name = "COUNT", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=100))]
    cart_lines: u32,
    /// Compare without pages, so that the shop need not run.
    #[arg(long, conflicts_with_all = ["url", "pages", "cart_lines"])]
    lists: bool,
}

/// Compares and says what differs; the exit code is 1 when anything does, or when a page could not be read.
pub async fn run(config: &Config, asked: Parity) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let agrees = compare(config, &database, &asked).await;
    database.close().await;
    Ok(ExitCode::from(u8::from(!agrees?)))
}

async fn compare(config: &Config, database: &Database, asked: &Parity) -> anyhow::Result<bool> {
    database.migrate().await?;
    let app = boot::application(config, database)?;
    let lists_agree = compare_lists(&app).await?;
    if asked.lists {
        return Ok(lists_agree);
    }
    let base = asked.url.as_ref().unwrap_or(&config.base_url);
    let limits = Limits {
        pages: usize::try_from(asked.pages)?,
        cart_lines: usize::try_from(asked.cart_lines)?,
    };
    let markets = compare_pages(&app, base, limits).await?;
    for market in &markets {
        tell(market);
    }
    table(&markets);
    let agree = |market: &MarketParity| market.differences.is_empty() && market.unread.is_empty();
    Ok(lists_agree && markets.iter().all(agree))
}

async fn compare_lists(app: &App) -> anyhow::Result<bool> {
    let compared = parity(app).await?;
    for difference in &compared.differences {
        println!("{}", row(difference));
    }
    println!(
        "{} prices of lists compared, {} differ",
        compared.compared, compared.differing
    );
    Ok(compared.differing == 0)
}

fn tell(market: &MarketParity) {
    let code = &market.market;
    for found in market.differences.iter().take(TOLD) {
        println!(
            "{} in {code}: {} shows {}, the core says {}",
            found.page, found.subject, found.shown, found.core
        );
    }
    if market.differences.len() > TOLD {
        println!("… and {} more in {code}", market.differences.len() - TOLD);
    }
    for page in &market.unread {
        println!("not read in {code}: {page}");
    }
    if market.is_cut_off {
        println!("{code} has more pages than were asked for; --pages sets how many are");
    }
}

fn table(markets: &[MarketParity]) {
    println!(
        "{:<16} {:>7} {:>8} {:>7} {:>8}",
        "market", "pages", "prices", "differ", "not read"
    );
    let mut sums = [0; 3];
    for market in markets {
        let counts = [market.pages, market.prices, market.differences.len()];
        let [pages, prices, differ] = counts;
        let unread = market.unread.len();
        println!("{:<16} {pages:>7} {prices:>8} {differ:>7} {unread:>8}", market.market);
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let [pages, prices, differ] = sums;
    println!("{prices} prices on {pages} pages compared, {differ} differ");
}

// Minor units: what a person compares with the tables.
fn row(difference: &Difference) -> String {
    let text = |range: Option<PriceRange>| {
        range.map_or_else(
            || "nothing".to_owned(),
            |range| format!("{} to {}", range.min_minor, range.max_minor),
        )
    };
    let content = |content: Option<Content>| content.map_or_else(String::new, |content| format!(", {content}"));
    format!(
        "{} in {}: lists show {}{}, the price lists say {}{}",
        difference.handle,
        difference.market,
        text(difference.shown),
        content(difference.contents.0),
        text(difference.expected),
        content(difference.contents.1)
    )
}
