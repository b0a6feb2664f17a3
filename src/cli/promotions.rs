//! `vitrine promotions`.

use super::definitions;
use crate::boot::{self, Database};
use crate::config::Config;
use app::App;
use app::promotion::{PublishError, Published, list_promotions, publish};
use clap::Args;
use domain::promotion::{Conflict, Definition};
use serde::Deserialize;
use std::path::PathBuf;
use std::process::ExitCode;
use store::promotion::Summary;

/// Which file, and how.
#[derive(Args)]
pub struct Apply {
    /// JSON or TOML, told apart by the ending of its name.
    file: PathBuf,
    /// Publish although pairs of promotions would make prices surprising.
    #[arg(long)]
    accept_conflicts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    promotions: Vec<Definition>,
}

/// Publishes the promotions of a file. The exit code is 1 when it was refused, and then nothing has changed.
pub async fn apply(config: &Config, asked: &Apply) -> anyhow::Result<ExitCode> {
    let definitions = definitions::read::<File>(&asked.file)?.promotions;
    let database = Database::open(config).await?;
    let code = apply_to(config, &database, &definitions, asked.accept_conflicts).await;
    database.close().await;
    code
}

async fn apply_to(
    config: &Config,
    database: &Database,
    definitions: &[Definition],
    accept_conflicts: bool,
) -> anyhow::Result<ExitCode> {
    match publish(&application(config, database).await?, definitions, accept_conflicts).await {
        Ok(published) => {
            show(&published);
            Ok(ExitCode::SUCCESS)
        }
        Err(PublishError::Invalid(faults)) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            anyhow::bail!("nothing was changed: {} fields are at fault", faults.len())
        }
        Err(PublishError::Conflicts(conflicts)) => {
            show_conflicts(&conflicts);
            anyhow::bail!("nothing was changed: use --accept-conflicts if this is what you want")
        }
        Err(error) => Err(error.into()),
    }
}

/// Lists the promotions.
pub async fn list(config: &Config) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let listed = list_from(config, &database).await;
    database.close().await;
    listed.map(|()| ExitCode::SUCCESS)
}

async fn list_from(config: &Config, database: &Database) -> anyhow::Result<()> {
    let promotions = list_promotions(&application(config, database).await?).await?;
    if promotions.is_empty() {
        println!("There are no promotions.");
    }
    for promotion in promotions {
        println!("{}", row(&promotion));
    }
    Ok(())
}

async fn application(config: &Config, database: &Database) -> anyhow::Result<App> {
    database.migrate().await?;
    boot::application(config, database)
}

fn show(published: &Published) {
    for (handle, written) in &published.written {
        println!("{handle}: {}", definitions::words(*written));
    }
    show_conflicts(&published.conflicts);
}

fn show_conflicts(conflicts: &[Conflict]) {
    for Conflict { one, other, text } in conflicts {
        eprintln!("{one} and {other}: {text}");
    }
}

fn row(promotion: &Summary) -> String {
    let codes = if promotion.codes.is_empty() {
        "automatic".to_owned()
    } else {
        promotion.codes.join(", ")
    };
    let limit = promotion
        .total_limit
        .map_or_else(String::new, |limit| format!(" of {limit}"));
    let moment = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string());
    let from = moment(promotion.starts_at).map_or_else(String::new, |at| format!(", from {at}"));
    let until = moment(promotion.ends_at).map_or_else(String::new, |at| format!(", until {at}"));
    format!(
        "{} ({}, {}): {}; {codes}; {} orders{limit}{from}{until}",
        promotion.handle,
        promotion.status.as_str(),
        promotion.class,
        promotion.name,
        promotion.used
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_the_documentation_is_a_file() {
        let text = include_str!("../../docs/promotions.md");
        let mut examples = 0;
        for (number, block) in text.split("```").enumerate().filter(|(number, _)| number % 2 == 1) {
            let (language, body) = block.split_once('\n').unwrap();
            let file = match language {
                "toml" => toml::from_str::<File>(body).map_err(|error| error.to_string()),
                "json" => serde_json::from_str::<File>(body).map_err(|error| error.to_string()),
                _ => continue,
            };
            let file = file.unwrap_or_else(|error| panic!("block {number}: {error}"));
            for definition in file.promotions {
                let checked = definition.checked(
                    uuid::Uuid::nil().into(),
                    domain::money::Currency::EUR,
                    Default::default(),
                    Default::default(),
                    Some(uuid::Uuid::nil().into()),
                );
                assert!(checked.is_ok(), "{checked:?}");
            }
            examples += 1;
        }
        assert!(examples >= 3);
    }
}
