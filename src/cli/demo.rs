//! `vitrine demo`.

use crate::boot::{self, Database};
use crate::config::Config;
use std::process::ExitCode;

/// Loads the demo store, and renders its pictures before it ends.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let loaded = load(config, &database).await;
    database.close().await;
    loaded.map(|()| ExitCode::SUCCESS)
}

async fn load(config: &Config, database: &Database) -> anyhow::Result<()> {
    database.migrate().await?;
    let app = boot::application(config, database)?;
    println!("{}", boot::load_demo(&app).await?);
    let drawn = app::demo::render_pictures(&app, |done, all| println!("Drew picture {done} of {all}")).await?;
    println!("{drawn} pictures are new.");
    Ok(())
}
