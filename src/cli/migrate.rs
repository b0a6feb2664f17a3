//! `vitrine migrate`.

use crate::boot::Database;
use crate::config::Config;
use std::process::ExitCode;

/// Applies the migrations that are missing.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let applied = database.migrate().await;
    database.close().await;
    match applied? {
        0 => println!("The database is up to date."),
        count => println!("Applied {count} migrations."),
    }
    Ok(ExitCode::SUCCESS)
}
