//! `vitrine import products FILE`.

mod bar;

use crate::boot::{self, Database};
use crate::config::Config;
use app::import::{Format, ImportError, ImportRequest, ImportSummary, OnError, import_products};
use clap::Args;
use domain::money::Currency;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to import, and how.
#[derive(Args)]
pub struct Products {
    /// CSV file, plain or gzip; encoding, delimiter and line ends are detected.
    file: PathBuf,
    /// Platform that wrote the file: auto, shopify or woocommerce.
    #[arg(long, default_value = "auto")]
    format: Format,
    /// Say what would happen and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// What a product that is refused leads to: `skip` leaves it out whole and imports the others, `abort` checks
    /// everything first and changes nothing if one row is refused.
    #[arg(long, default_value = "skip")]
    on_error: OnError,
    /// Folder whose files are taken, by file name, in place of fetching picture addresses.
    #[arg(long, value_name = "FOLDER")]
    media_dir: Option<PathBuf>,
    /// JSON report with the outcome of every row [default: NAME.report.json in this folder].
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Currency of the prices, such as EUR; it has to be the shop's, and sets an empty database up.
    #[arg(long)]
    currency: Option<Currency>,
}

/// Imports the file. The exit code is 1 if the file was refused, and 2 if it was imported but for some rows.
pub async fn run(config: &Config, asked: Products) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let result = import(config, &database, asked).await;
    database.close().await;
    result
}

async fn import(config: &Config, database: &Database, asked: Products) -> anyhow::Result<ExitCode> {
    database.migrate().await?;
    let app = boot::application(config, database)?;
    let report = asked.report.clone().unwrap_or_else(|| default_report(&asked.file));
    match import_products(&app, asked.request(report.clone()), bar::for_this_terminal().as_ref()).await {
        Ok(summary) => {
            show(&summary, &report);
            let is_whole = summary.totals.rows.refused == 0;
            Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(2) })
        }
        Err(ImportError::Aborted(summary)) => {
            show(&summary, &report);
            Err(ImportError::Aborted(summary).into())
        }
        Err(error) => Err(error.into()),
    }
}

impl Products {
    fn request(self, report: PathBuf) -> ImportRequest {
        ImportRequest {
            path: self.file,
            format: self.format,
            dry_run: self.dry_run,
            on_error: self.on_error,
            media_dir: self.media_dir,
            report_path: Some(report),
            currency: self.currency,
        }
    }
}

// In the working folder: where the file lies may be nobody's to write to.
fn default_report(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or(file.as_os_str());
    let mut report = name.to_owned();
    report.push(".report.json");
    PathBuf::from(report)
}

fn show(summary: &ImportSummary, report: &Path) {
    print!("{summary}");
    println!("Report: {}", report.display());
}
