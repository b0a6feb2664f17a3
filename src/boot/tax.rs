//! Who works taxes out where a market asks an engine.

use crate::config::Config;
use adapters::tax::{Guarded, HttpEngine, PATIENCE};
use app::App;
use std::sync::Arc;

/// The application with the configured engine, behind a time limit and a circuit breaker.
pub(super) fn attach(config: &Config, app: App) -> anyhow::Result<App> {
    let Some(engine) = &config.tax_engine else {
        return Ok(app);
    };
    let token = engine.token.as_ref().map(|token| token.reveal().to_owned());
    let engine = HttpEngine::new(engine.url.clone(), token)?;
    Ok(app.with_tax_engine(Arc::new(Guarded::new(Arc::new(engine), PATIENCE))))
}
