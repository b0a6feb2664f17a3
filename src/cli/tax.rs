//! `vitrine tax`: categories of variants. Rates are settings.

use crate::config::Config;
use app::App;
use app::tax::{list_categories, set_category};
use clap::Subcommand;
use std::process::ExitCode;

/// What to do with tax categories.
#[derive(Subcommand)]
pub enum Tax {
    /// Lists the tax categories of variants, and which of them the tax table has rates for.
    Categories,
    /// Gives variants a tax category: all of them, or none. Repeating it changes nothing.
    Category {
        /// Such as `standard`, `reduced` or `exempt`.
        category: String,
        /// Stock codes.
        #[arg(required = true)]
        sku: Vec<String>,
    },
}

/// Does what was asked.
pub async fn run(config: &Config, command: Tax) -> anyhow::Result<ExitCode> {
    super::with_app(config, async |app| {
        carry_out(app, command).await.map(|()| ExitCode::SUCCESS)
    })
    .await
}

async fn carry_out(app: &App, command: Tax) -> anyhow::Result<()> {
    match command {
        Tax::Categories => {
            for known in list_categories(app).await? {
                let rate = if known.has_rate {
                    ""
                } else {
                    "  no rate: taxed as standard"
                };
                println!("{:<20} {:>7}{rate}", known.usage.tax_category, known.usage.variants);
            }
        }
        Tax::Category { category, sku } => {
            let (changed, has_rate) = set_category(app, &sku, &category).await?;
            for one in &changed {
                println!(
                    "{}: {}, was {}",
                    one.sku,
                    category,
                    one.before.as_deref().unwrap_or_default()
                );
            }
            println!("{} changed", changed.len());
            if !has_rate {
                println!("No tax rate is for the category {category}: it is taxed as standard until one is");
            }
        }
    }
    Ok(())
}
