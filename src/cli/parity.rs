//! `vitrine parity`.

use crate::boot::{self, Database};
use crate::config::Config;
use app::market::{Difference, Parity, parity};
use domain::pricing::{Content, PriceRange};
use std::process::ExitCode;

/// Compares and says what differs; the exit code is 1 when anything does.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let compared = compare(config, &database).await;
    database.close().await;
    let compared = compared?;
    for difference in &compared.differences {
        println!("{}", row(difference));
    }
    println!("{} prices compared, {} differ", compared.compared, compared.differing);
    Ok(ExitCode::from(u8::from(compared.differing > 0)))
}

async fn compare(config: &Config, database: &Database) -> anyhow::Result<Parity> {
    database.migrate().await?;
    Ok(parity(&boot::application(config, database)?).await?)
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
