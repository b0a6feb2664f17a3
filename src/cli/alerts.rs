//! `vitrine alerts`: what a person must look at.

use crate::boot::{self, Database};
use crate::config::Config;
use app::App;
use app::alert::{Alert, list_open, resolve};
use app::refusal::Refusal as _;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Alerts {
    /// Lists what is open, the oldest first, with what to do.
    List {
        /// Most alerts, up to 200.
        #[arg(long, default_value_t = 50, value_name = "COUNT")]
        limit: i64,
        /// Only those after this id: the next page.
        #[arg(long, default_value_t = 0, value_name = "ID")]
        after: i64,
        /// Prints JSON, for scripts.
        #[arg(long)]
        json: bool,
    },
    /// Closes alerts that are settled.
    Resolve {
        /// Ids, as the list shows them.
        #[arg(required = true, value_name = "ID")]
        alert_ids: Vec<i64>,
    },
}

/// Does what was asked.
pub async fn run(config: &Config, command: Alerts) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let done = match boot::application(config, &database) {
        Ok(app) => carry_out(&app, command).await,
        Err(error) => Err(error),
    };
    database.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn carry_out(app: &App, command: Alerts) -> anyhow::Result<()> {
    match command {
        Alerts::List { limit, after, json } => {
            let alerts = list_open(app, after, limit).await?;
            if json {
                println!("{}", serde_json::to_string_pretty(&alerts)?);
            } else {
                show(&alerts);
            }
        }
        Alerts::Resolve { alert_ids } => {
            for alert_id in alert_ids {
                resolve(app, alert_id)
                    .await
                    .map_err(|error| anyhow::anyhow!(error.sentence()))?;
                println!("Alert {alert_id} is closed.");
            }
        }
    }
    Ok(())
}

fn show(alerts: &[Alert]) {
    for Alert { alert, age, advice } in alerts {
        println!("{}  {}  {}  for {age}", alert.alert_id, alert.kind, alert.subject);
        println!("    {}", alert.detail);
        println!("    {advice}");
    }
    match alerts.last() {
        None => println!("No open alerts."),
        Some(last) => println!(
            "{} alerts; those after them: `vitrine alerts list --after {}`",
            alerts.len(),
            last.alert.alert_id
        ),
    }
}
