//! Whether shoppers can pay, and whether the shop hears of it.

use super::Finding;
use crate::boot::{self, Database};
use crate::config::{Config, Mode, Stripe as Account};
use adapters::payment::PaymentError;
use adapters::payment::stripe::{NAME, Stripe, WebhookState};

/// Looks at the provider, and asks it where it can be asked.
pub(super) async fn payment(config: &Config, database: &Database) -> Vec<Finding> {
    let Some(account) = &config.stripe else {
        return vec![payment_finding(without_stripe(config))];
    };
    let stripe = boot::application(config, database).and_then(|app| boot::stripe(config, &app));
    match stripe {
        Ok(Some(stripe)) => vec![
            payment_finding(key(config, account, &stripe).await),
            Finding {
                what: "payment events",
                result: events(config, account, &stripe).await,
            },
        ],
        Ok(None) => Vec::new(),
        Err(error) => vec![payment_finding(Err(format!("{error:#}")))],
    }
}

const fn payment_finding(result: Result<String, String>) -> Finding {
    Finding {
        what: "payment",
        result,
    }
}

fn without_stripe(config: &Config) -> Result<String, String> {
    if config.test_provider {
        Ok("the test provider, which moves no money".to_owned())
    } else if config.mode == Mode::Production {
        Err("nobody can pay; set VITRINE_STRIPE_SECRET_KEY, see docs/payments.md".to_owned())
    } else {
        Ok("none, so nobody can pay".to_owned())
    }
}

async fn key(config: &Config, account: &Account, stripe: &Stripe) -> Result<String, String> {
    let kind = if account.key.is_live() { "live" } else { "test" };
    match stripe.check().await {
        Ok(()) if account.key.is_live() && config.mode == Mode::Development => Err(
            "a live Stripe key in development mode: whoever pays pays real money; use a test key, or mode production"
                .to_owned(),
        ),
        Ok(()) => Ok(format!("Stripe takes the {kind} key")),
        Err(PaymentError::Refused { code }) => Err(format!(
            "Stripe does not take the {kind} key ({code}); look at VITRINE_STRIPE_SECRET_KEY"
        )),
        Err(error) => Err(format!("Stripe does not answer: {error}")),
    }
}

async fn events(config: &Config, account: &Account, stripe: &Stripe) -> Result<String, String> {
    let url = format!("{}webhooks/payments/{NAME}", config.base_url);
    if account.webhook_secrets.is_empty() {
        return Err(format!(
            "not believed without VITRINE_STRIPE_WEBHOOK_SECRET; in development `stripe listen --forward-to {url}` prints one"
        ));
    }
    let is_needed = config.mode == Mode::Production;
    let missing = |text: String| {
        if is_needed {
            Err(text)
        } else {
            Ok(format!("{text}; `stripe listen` does as well"))
        }
    };
    match stripe.webhook_state(&url).await {
        Ok(WebhookState::Ready) => Ok(format!("Stripe sends them to {url}")),
        Ok(WebhookState::Missing) => missing(format!("Stripe has no webhook address {url}")),
        Ok(WebhookState::Disabled) => missing(format!("the webhook address {url} is switched off at Stripe")),
        Ok(WebhookState::Unticked(events)) => Err(format!("tick at Stripe for {url}: {}", events.join(", "))),
        Err(_) => Ok("the key may not look at webhook addresses, so they were not checked".to_owned()),
    }
}
