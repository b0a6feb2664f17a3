//! `vitrine order`: looks after orders from the command line. Money is given back by the worker of a running store.

mod arguments;
mod change;
mod show;

pub use arguments::Orders;

use crate::boot::{self, Database};
use crate::cli::proof;
use crate::config::Config;
use app::App;
use app::refusal::Refusal as _;
use arguments::Task;
use std::process::ExitCode;

/// Does what was asked for.
pub async fn run(config: &Config, asked: Orders) -> anyhow::Result<ExitCode> {
    match asked.task {
        Task::Explain { number } => return proof::explain(config, number).await,
        Task::Verify(which) => return proof::verify(config, which).await,
        _ => {}
    }
    let database = Database::open(config).await?;
    let done = carry_out(config, &database, asked).await;
    database.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn carry_out(config: &Config, database: &Database, asked: Orders) -> anyhow::Result<()> {
    let app = boot::application(config, database)?;
    let Orders { json, staff, task } = asked;
    match task {
        Task::List(wanted) => show::list(&app, wanted, json).await,
        Task::Show { number } => show::show(&app, number, json).await,
        task => {
            let number = change::change(&app, staff, task).await?;
            show::show(&app, number, json).await
        }
    }
}

/// A refusal as a person reads it, with the stable word that scripts look for.
fn told(error: app::order::OrderError) -> anyhow::Error {
    let sentence = format!("{} ({})", error.sentence(), error.code());
    anyhow::Error::from(error).context(sentence)
}

async fn find(app: &App, number: i64) -> anyhow::Result<domain::id::OrderId> {
    match app::order::find_by_number(app, number).await {
        Err(app::order::OrderError::NotFound) => Err(anyhow::anyhow!("there is no order #{number}")),
        other => other.map_err(told),
    }
}
