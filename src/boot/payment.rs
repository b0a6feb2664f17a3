//! Who takes the money: Stripe, the built-in test provider, or nobody.

use crate::config::{Config, Mode};
use adapters::payment::stripe::Stripe;
use adapters::payment::test_provider::{Options, StoreMode, TestProvider};
use adapters::payment::{Capture, Guarded, Limits, PaymentProvider};
use app::App;
use app::payment::StoredSessions;
use std::sync::Arc;

/// The configured Stripe account over an open database.
pub fn stripe(config: &Config, app: &App) -> anyhow::Result<Option<Stripe>> {
    let Some(account) = &config.stripe else {
        return Ok(None);
    };
    let book = Arc::new(StoredSessions::new(app.pool.clone(), app.clock.clone()));
    Ok(Some(Stripe::new(account.options(), book, app.clock.clone())?))
}

/// The built-in payment provider, when it is switched on.
pub(super) async fn test_provider(config: &Config, app: &App, port: u16) -> anyhow::Result<Option<Arc<TestProvider>>> {
    if !config.test_provider {
        return Ok(None);
    }
    let mode = if config.mode == Mode::Production {
        StoreMode::Production
    } else {
        StoreMode::Development
    };
    // Webhooks go the short way: the address that shoppers use may not be reachable from this machine.
    let options = Options {
        mode,
        capture: if config.test_provider_is_manual {
            Capture::Manual
        } else {
            Capture::Automatic
        },
        ..Options::development(&format!("http://127.0.0.1:{port}"))
    };
    Ok(Some(Arc::new(
        TestProvider::open(app.pool.clone(), app.clock.clone(), options).await?,
    )))
}

/// The application with whoever takes its money, behind time limits and a circuit breaker.
pub(super) fn attach(config: &Config, app: App, test_provider: Option<&Arc<TestProvider>>) -> anyhow::Result<App> {
    let provider: Option<Arc<dyn PaymentProvider>> = match (stripe(config, &app)?, test_provider) {
        (Some(stripe), _) => Some(Arc::new(stripe)),
        (None, Some(provider)) => Some(Arc::clone(provider) as _),
        (None, None) => None,
    };
    Ok(match provider {
        Some(provider) => app.with_payment(Arc::new(Guarded::new(provider, Limits::default()))),
        None => app,
    })
}

pub(super) fn say_who_takes_it(config: &Config) {
    match (&config.stripe, config.mode) {
        (Some(stripe), Mode::Development) if stripe.key.is_live() => {
            eprintln!("vitrine: WARNING: a live Stripe key in development mode: whoever pays here pays real money");
            tracing::warn!("A live Stripe key is used in development mode");
        }
        (Some(stripe), Mode::Development) if stripe.webhook_secrets.is_empty() => eprintln!(
            "vitrine: Stripe's events are not listened to; set VITRINE_STRIPE_WEBHOOK_SECRET to what `stripe listen` prints"
        ),
        (None, Mode::Production) => {
            eprintln!("vitrine: WARNING: no payment provider is configured, so nobody can pay; see docs/payments.md");
            tracing::warn!("No payment provider is configured");
        }
        _ => {}
    }
}
