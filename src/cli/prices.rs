//! `vitrine price lists`, `import`, `export` and `publish`.

use super::with_app;
use crate::config::Config;
use anyhow::Context as _;
use app::App;
use app::price_list::{
    MAX_FAULTS, PriceListError, export_prices, find_currency, import_prices, list_overviews, publish_prices,
    read_prices, write_prices,
};
use clap::Args;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::price_list::{Changed, ListOverview};

// A file of more is a mistake.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Which file, into which list.
#[derive(Args)]
pub struct Import {
    /// CSV in UTF-8 with the columns `sku` (or `variant_id`) and `price`, and if wanted `compare_at` and `min_quantity`.
    file: PathBuf,
    /// Name of the list.
    #[arg(long, value_name = "NAME")]
    list: String,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Which lists.
#[derive(Args)]
pub struct Publish {
    /// Names of lists that are made from others; all of them, if none is named.
    names: Vec<String>,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Shows every price list.
pub async fn lists(config: &Config) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        for list in list_overviews(app).await? {
            println!("{}", row(&list));
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// Writes a file into a list. The exit code is 1 when it was refused, and then nothing has changed.
pub async fn import(config: &Config, asked: &Import) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        let changed = match import_file(app, asked).await {
            Ok(changed) => changed,
            Err(error) => return refused(error),
        };
        println!("{}: {}", asked.list, words(&changed, asked.dry_run));
        Ok(ExitCode::SUCCESS)
    })
    .await
}

async fn import_file(app: &App, asked: &Import) -> anyhow::Result<Changed> {
    let about = || format!("{} cannot be read", asked.file.display());
    let size = std::fs::metadata(&asked.file).with_context(about)?.len();
    anyhow::ensure!(size <= MAX_BYTES, "{} is larger than 64 MiB", asked.file.display());
    let currency = find_currency(app, &asked.list).await?;
    let (rows, faults) = read_prices(File::open(&asked.file).with_context(about)?, currency).with_context(about)?;
    if !faults.is_empty() {
        return Err(PriceListError::Rows(faults).into());
    }
    Ok(import_prices(app, &asked.list, &rows, asked.dry_run).await?)
}

fn refused(error: anyhow::Error) -> anyhow::Result<ExitCode> {
    match error.downcast::<PriceListError>() {
        Ok(PriceListError::Rows(faults)) => {
            for fault in faults.iter().take(MAX_FAULTS) {
                eprintln!("{fault}");
            }
            anyhow::bail!("nothing was changed: {} rows are at fault", faults.len())
        }
        Ok(error) => Err(error.into()),
        Err(error) => Err(error),
    }
}

/// Writes a list as a file.
pub async fn export(config: &Config, list: &str, to: Option<&Path>) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        let (found, rows) = export_prices(app, list).await?;
        match to {
            Some(path) => {
                let about = || format!("{} cannot be written", path.display());
                write_prices(File::create(path).with_context(about)?, &rows, found.currency).with_context(about)?;
                println!("{} prices.", rows.len());
            }
            None => write_prices(std::io::stdout().lock(), &rows, found.currency)?,
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// Makes lists from others.
pub async fn publish(config: &Config, asked: &Publish) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        let published = publish_prices(app, &asked.names, asked.dry_run).await?;
        if published.is_empty() {
            println!("No price list is made from another.");
        }
        for list in published {
            println!("{}: {}", list.list, words(&list.changed, asked.dry_run));
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

fn words(changed: &Changed, only_try: bool) -> String {
    if !changed.is_anything() {
        return "as before".to_owned();
    }
    let Changed {
        created,
        updated,
        removed,
        ..
    } = changed;
    let tried = if only_try {
        "; nothing was changed: this was a try"
    } else {
        ""
    };
    format!("{created} new, {updated} changed, {removed} taken out{tried}")
}

fn row(list: &ListOverview) -> String {
    let whom = match (&list.market, &list.customer_group) {
        (None, None) => "everybody".to_owned(),
        (Some(market), None) => format!("market {market}"),
        (None, Some(group)) => format!("group {group}"),
        (Some(market), Some(group)) => format!("group {group} in market {market}"),
    };
    let from = list.starts_at.map_or_else(String::new, |at| format!(", from {at}"));
    let until = list.ends_at.map_or_else(String::new, |at| format!(", until {at}"));
    let made = match (&list.source, list.published_at) {
        (None, _) => String::new(),
        (Some(source), None) => format!("; made from {source}, not published yet"),
        (Some(source), Some(at)) => {
            let newer = match list.newer {
                0 => String::new(),
                count => format!(", {count} prices of it are newer"),
            };
            format!(
                "; made from {source}, published {}{newer}",
                at.format("%Y-%m-%d %H:%M UTC")
            )
        }
    };
    format!(
        "{} ({}): {} prices for {whom}{from}{until}{made}",
        list.name, list.currency, list.prices
    )
}
