//! `vitrine settings`.

use super::{definitions, with_app};
use crate::config::Config;
use app::App;
use app::settings::{SettingsError, apply, show};
use clap::Subcommand;
use domain::settings::Settings;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Task {
    /// Prints the settings as a TOML file: shop, markets, price lists, taxes, delivery.
    Show,
    /// Makes the settings what a JSON or TOML file says; docs/markets.md describes it. Repeating it changes nothing.
    Apply {
        /// JSON or TOML, told apart by the ending of its name.
        file: PathBuf,
        /// Say what would become of it, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Does what was asked for. The exit code is 1 when a file was refused, and then nothing has changed.
pub async fn run(config: &Config, task: Task) -> anyhow::Result<ExitCode> {
    // A file that cannot be read is refused before a server is started for it.
    let wanted = match &task {
        Task::Show => None,
        Task::Apply { file, dry_run } => Some((definitions::read::<Settings>(file)?, *dry_run)),
    };
    with_app(config, async |app| {
        match wanted {
            None => print!("{}", toml::to_string_pretty(&show(app).await?)?),
            Some((settings, only_try)) => apply_to(app, &settings, only_try).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

async fn apply_to(app: &App, settings: &Settings, only_try: bool) -> anyhow::Result<()> {
    match apply(app, settings, only_try).await {
        Ok(applied) => {
            for (part, written) in &applied.parts {
                println!("{part}: {}", definitions::words(*written));
            }
            if only_try {
                println!("Nothing was changed: this was a try.");
            }
            Ok(())
        }
        Err(SettingsError::Invalid(faults)) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            anyhow::bail!("nothing was changed: {} fields are at fault", faults.len())
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;
    use domain::settings::{Known, checked};

    #[test]
    fn every_example_of_the_documentation_is_a_file_of_settings() {
        let text = include_str!("../../docs/markets.md");
        let known = Known {
            currency: Currency::EUR,
            markets: std::iter::empty().collect(),
            price_lists: std::iter::once((
                "Base".to_owned(),
                domain::settings::KnownList {
                    currency: Currency::EUR,
                    is_base: true,
                    is_converted: false,
                    is_source: false,
                },
            ))
            .collect(),
        };
        let mut examples = 0;
        for block in text.split("```").skip(1).step_by(2) {
            let Some(body) = block.strip_prefix("toml\n") else {
                continue;
            };
            let settings: Settings = toml::from_str(body).unwrap_or_else(|error| panic!("{error}"));
            let faults = checked(&settings, &known).err().unwrap_or_default();
            assert!(faults.is_empty(), "{faults:?}");
            examples += 1;
        }
        assert!(examples >= 1);
    }
}
