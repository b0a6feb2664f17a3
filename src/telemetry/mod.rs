//! Logs: readable or JSON, filtered by module and level, to standard error.

use crate::config::Config;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

/// Starts logging. A second call does nothing, so that tests may start it too.
///
/// # Errors
/// A sentence when the filter does not parse.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(|error| anyhow::anyhow!("log is “{}”, which is no filter: {error}", config.log))?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_span_events(FmtSpan::NONE)
        .with_target(true);
    let _already_started = if config.log_json {
        subscriber.json().flatten_event(true).try_init()
    } else {
        subscriber.try_init()
    };
    Ok(())
}
