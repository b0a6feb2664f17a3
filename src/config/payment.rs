//! The payment provider's options: nothing of an account is taken that does not fit the mode.

use super::source::Source;
use super::{Mode, Secret};
use adapters::payment::stripe::{API_URL, Capture, Options, SecretKey, WebhookSecret};
use url::Url;

/// When money is taken.
pub(super) const CAPTURES: &[&str] = &["automatic", "manual"];

/// A Stripe account.
#[derive(Debug, Clone)]
pub struct Stripe {
    /// Its key.
    pub key: SecretKey,
    /// Of the webhook address; empty in development: then only asking tells of payments.
    pub webhook_secrets: Vec<Secret>,
    /// Whether money is only set aside when the shopper pays.
    pub is_manual: bool,
    /// Where the API is.
    pub api_url: Url,
}

impl Stripe {
    /// The same for the adapter.
    pub fn options(&self) -> Options {
        let secrets = self.webhook_secrets.iter();
        Options {
            key: self.key.clone(),
            // Each was parsed when it was read.
            webhook_secrets: secrets
                .filter_map(|secret| WebhookSecret::parse(secret.reveal()).ok())
                .collect(),
            capture: if self.is_manual {
                Capture::Manual
            } else {
                Capture::Automatic
            },
            api_url: self.api_url.clone(),
        }
    }

    /// The origins of its payment pages.
    pub fn page_origin(&self) -> String {
        if self.api_url.as_str().trim_end_matches('/') == API_URL {
            adapters::payment::stripe::CHECKOUT_ORIGIN.to_owned()
        } else {
            self.api_url.origin().ascii_serialization()
        }
    }
}

pub(super) fn stripe(from: &mut Source, mode: Mode) -> Option<Stripe> {
    let is_manual = from.one_of("stripe_capture", CAPTURES) == "manual";
    let api_url = api_url(from, mode);
    let webhook_secrets = webhook_secrets(from);
    let Some(text) = from.optional("stripe_secret_key") else {
        if !webhook_secrets.is_empty() {
            from.fault("stripe_secret_key", "must be set, because stripe_webhook_secret is");
        }
        return None;
    };
    let key = match SecretKey::parse(&text) {
        Ok(key) => key,
        Err(error) => {
            from.fault("stripe_secret_key", &error.to_string());
            return None;
        }
    };
    if mode == Mode::Production {
        if !key.is_live() {
            from.fault(
                "stripe_secret_key",
                "is a test key, which takes orders without money; use a live key in production",
            );
        }
        if webhook_secrets.is_empty() {
            from.fault(
                "stripe_webhook_secret",
                "must be set in production: without it nothing is heard of a payment whose shopper does not come back",
            );
        }
    }
    Some(Stripe {
        key,
        webhook_secrets,
        is_manual,
        api_url,
    })
}

fn webhook_secrets(from: &mut Source) -> Vec<Secret> {
    let text = from.optional("stripe_webhook_secret").unwrap_or_default();
    let mut secrets = Vec::new();
    for secret in text.split(',').map(str::trim).filter(|secret| !secret.is_empty()) {
        if WebhookSecret::parse(secret).is_ok() {
            secrets.push(Secret(secret.to_owned()));
        } else {
            from.fault(
                "stripe_webhook_secret",
                "must start with whsec_, as the dashboard shows it",
            );
        }
    }
    secrets
}

// The key goes to this address: nowhere else may get it.
fn api_url(from: &mut Source, mode: Mode) -> Url {
    let text = from.text("stripe_api_url");
    let url = from.address("stripe_api_url", &text);
    let is_stripe = url.as_str().trim_end_matches('/') == API_URL;
    let is_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    let is_trial = is_here && mode == Mode::Development;
    if !is_stripe && !is_trial {
        from.fault(
            "stripe_api_url",
            "may lead elsewhere than to Stripe only on this machine and in development: the secret key goes there",
        );
    }
    url
}

#[cfg(test)]
mod tests {
    use crate::config::source::Source;
    use crate::config::{Config, ConfigError};

    fn faults(pairs: &[(&str, &str)]) -> Vec<String> {
        match Config::from_source(Source::of(pairs)) {
            Ok(_) => Vec::new(),
            Err(ConfigError(faults)) => faults,
        }
    }

    const PRODUCTION: [(&str, &str); 2] = [("mode", "production"), ("base_url", "https://shop.example")];

    #[test]
    fn production_takes_a_live_key_with_a_webhook_secret_and_nothing_less() {
        let secret = ("stripe_webhook_secret", "whsec_a");
        for (key, with_secret, expected) in [
            ("sk_live_1", true, 0),
            ("rk_live_1", true, 0),
            ("sk_live_1", false, 1),
            ("sk_test_1", true, 1),
            ("sk_test_1", false, 2),
            ("pk_live_1", true, 1),
        ] {
            let mut pairs = [&PRODUCTION[..], &[("stripe_secret_key", key)]].concat();
            if with_secret {
                pairs.push(secret);
            }
            assert_eq!(faults(&pairs).len(), expected, "{key}: {:?}", faults(&pairs));
        }
    }

    #[test]
    fn in_development_stripe_takes_the_place_of_the_test_provider() {
        let config = Config::from_source(Source::of(&[("stripe_secret_key", "sk_test_1")])).unwrap();
        assert!(config.stripe.is_some() && !config.test_provider);
        assert_eq!(
            faults(&[("stripe_secret_key", "sk_test_1"), ("test_provider", "on")]).len(),
            1
        );
        assert_eq!(faults(&[("stripe_webhook_secret", "whsec_a")]).len(), 1);
    }

    #[test]
    fn two_webhook_secrets_are_taken_while_one_is_rolled() {
        let pairs = [
            ("stripe_secret_key", "sk_test_1"),
            ("stripe_webhook_secret", "whsec_a, whsec_b"),
        ];
        let config = Config::from_source(Source::of(&pairs)).unwrap();
        assert_eq!(
            config.stripe.map(|stripe| stripe.options().webhook_secrets.len()),
            Some(2)
        );
        assert_eq!(
            faults(&[("stripe_secret_key", "sk_test_1"), ("stripe_webhook_secret", "secret")]).len(),
            1
        );
    }

    #[test]
    fn the_key_is_sent_to_stripe_and_to_this_machine_only() {
        let key = ("stripe_secret_key", "sk_test_1");
        for (url, expected) in [
            ("https://api.stripe.com", 0),
            ("http://127.0.0.1:12111", 0),
            ("https://api.stripe.com.evil.example", 1),
            ("http://api.stripe.com", 1),
        ] {
            assert_eq!(faults(&[key, ("stripe_api_url", url)]).len(), expected, "{url}");
        }
        let live = [("stripe_secret_key", "sk_live_1"), ("stripe_webhook_secret", "whsec_a")];
        let here = ("stripe_api_url", "http://127.0.0.1:12111");
        assert_eq!(faults(&[&PRODUCTION[..], &live, &[here]].concat()).len(), 1);
    }

    #[test]
    fn neither_keys_nor_faults_show_a_secret() {
        let pairs = [
            ("stripe_secret_key", "sk_test_hunter2"),
            ("stripe_webhook_secret", "whsec_hunter3"),
        ];
        let shown = format!("{:?}", Config::from_source(Source::of(&pairs)).unwrap());
        assert!(!shown.contains("hunter"));
        let refused = faults(&[("stripe_secret_key", "hunter2"), ("stripe_webhook_secret", "hunter3")]);
        assert!(refused.len() == 2 && !refused.concat().contains("hunter"));
    }
}
