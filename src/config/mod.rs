//! Configuration: read once at start from one file and the environment, validated whole, and nothing below reads either.
//!
//! Every option has one row in [`OPTIONS`]; `docs/configuration.md` lists the same rows (a test compares them).

mod options;
mod payment;
mod source;
mod tax;

use adapters::mail::{is_safe_address, is_sender};
use source::Source;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

pub use options::OPTIONS;
pub use payment::Stripe;
pub use tax::TaxEngine;

/// Whether real money may be at stake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Test provider allowed, plain http on loopback allowed.
    Development,
    /// Refuses what would harm a real shop.
    Production,
}

/// Text that must not be logged or printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where pictures are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaLocation {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket of an S3-compatible service; credentials come from the options of the same concern.
    S3 {
        /// Bucket name.
        bucket: String,
        /// Address of the service, where it is not Amazon's.
        endpoint: Option<String>,
        /// Region.
        region: String,
        /// Access key id.
        key_id: String,
        /// Secret access key.
        secret: Secret,
    },
}

/// How mail leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Address of the server, with user and password.
    pub url: Secret,
    /// Who writes.
    pub from: String,
}

/// Everything that can be set.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "they are switches, each by itself")]
pub struct Config {
    /// Development or production.
    pub mode: Mode,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address under which shoppers reach the shop; links, cookies and payment returns are made from it.
    pub base_url: Url,
    /// Existing Postgres server and database; `None`: the store runs its own.
    pub database_url: Option<Secret>,
    /// Most connections to Postgres.
    pub database_connections: u32,
    /// Folder of everything the store keeps on disk.
    pub data_dir: PathBuf,
    /// Folder with the built front end.
    pub site_dir: PathBuf,
    /// Where pictures are kept.
    pub media: MediaLocation,
    /// Filter of log lines.
    pub log: String,
    /// One JSON object a line instead of readable text.
    pub log_json: bool,
    /// Whether the built-in payment provider, which moves no money, is offered.
    pub test_provider: bool,
    /// Whether the test provider only sets money aside when the shopper pays.
    pub test_provider_is_manual: bool,
    /// The outside tax engine; `None`: none is asked.
    pub tax_engine: Option<TaxEngine>,
    /// The Stripe account that takes payments; `None`: it is not used.
    pub stripe: Option<Stripe>,
    /// Whether late money whose order cannot be made is given back by itself.
    pub refunds_late_payments: bool,
    /// How mail leaves; `None`: it does not.
    pub smtp: Option<Smtp>,
    /// Whether this process also does background work.
    pub worker: bool,
    /// Bytes of rendered pages kept in memory.
    pub page_cache_bytes: u64,
    /// Longest time for one request.
    pub request_timeout: Duration,
    /// Longest time that a stop waits for requests under way.
    pub shutdown_timeout: Duration,
    /// Whether an empty database gets the demo store.
    pub demo: bool,
    /// Proxies of ours in front of the store, each of which adds to `X-Forwarded-For`; with 0 the header is ignored.
    pub proxies: u32,
}

/// Options that cannot be used, all of them at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration cannot be used:\n{}", .0.iter().map(|line| format!("  - {line}")).collect::<Vec<_>>().join("\n"))]
pub struct ConfigError(pub Vec<String>);

impl Config {
    /// Reads `file` (or `vitrine.toml` where it exists) and the environment, which wins.
    ///
    /// # Errors
    /// [`ConfigError`] with every fault.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::from_source(Source::read(file)?)
    }

    fn from_source(mut from: Source) -> Result<Self, ConfigError> {
        let mode = if from.one_of("mode", &["development", "production"]) == "production" {
            Mode::Production
        } else {
            Mode::Development
        };
        let data_dir = PathBuf::from(from.text("data_dir"));
        let listen = from.parsed::<SocketAddr>("listen", "127.0.0.1:3000");
        let base_url = from
            .optional("base_url")
            .unwrap_or_else(|| format!("http://localhost:{}", listen.port()));
        let stripe = payment::stripe(&mut from, mode);
        let config = Self {
            mode,
            listen,
            base_url: from.address("base_url", &base_url),
            database_url: from.optional("database_url").map(Secret),
            database_connections: from.number("database_connections", 2, 500),
            site_dir: PathBuf::from(from.text("site_dir")),
            media: media(&mut from, &data_dir),
            data_dir,
            log: from.text("log"),
            log_json: from.one_of("log_format", &["pretty", "json"]) == "json",
            test_provider: from.switch("test_provider", mode == Mode::Development && stripe.is_none()),
            test_provider_is_manual: from.one_of("test_provider_capture", payment::CAPTURES) == "manual",
            tax_engine: tax::engine(&mut from),
            stripe,
            refunds_late_payments: from.one_of("late_payments", &["hold", "refund"]) == "refund",
            smtp: smtp(&mut from, mode),
            worker: from.switch("worker", true),
            page_cache_bytes: u64::from(from.number("page_cache_mb", 0, 4096)) * 1024 * 1024,
            request_timeout: Duration::from_secs(from.number("request_timeout_s", 1, 300).into()),
            shutdown_timeout: Duration::from_secs(from.number("shutdown_timeout_s", 1, 300).into()),
            demo: from.switch("demo", mode == Mode::Development),
            proxies: from.number("proxies", 0, 10),
        };
        if config.test_provider && config.stripe.is_some() {
            from.fault(
                "test_provider",
                "must be off when stripe_secret_key is set: one provider takes payments",
            );
        }
        if mode == Mode::Production {
            if config.test_provider {
                from.fault(
                    "test_provider",
                    "must be off in production: it takes orders without money",
                );
            }
            if config.base_url.scheme() != "https" {
                from.fault(
                    "base_url",
                    "must start with https:// in production: cookies and payment returns depend on it",
                );
            }
        }
        from.finish(config)
    }
}

fn media(from: &mut Source, data_dir: &Path) -> MediaLocation {
    match from.optional("media") {
        Some(text) => match text.strip_prefix("s3://") {
            Some(bucket) => MediaLocation::S3 {
                bucket: bucket.to_owned(),
                endpoint: from.optional("s3_endpoint"),
                region: from.text("s3_region"),
                key_id: from.required("s3_key_id", "media is an s3:// address"),
                secret: Secret(from.required("s3_secret", "media is an s3:// address")),
            },
            None => MediaLocation::Folder(PathBuf::from(text)),
        },
        None => MediaLocation::Folder(data_dir.join("media")),
    }
}

fn smtp(from: &mut Source, mode: Mode) -> Option<Smtp> {
    let text = from.optional("smtp_url")?;
    match Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "smtp" | "smtps") && url.has_host() => {
            if mode == Mode::Production && !is_safe_address(&url) {
                from.fault(
                    "smtp_url",
                    "would send its password in the clear; use smtps:// or add ?tls=required",
                );
            }
        }
        // The text itself may hold a password.
        _ => from.fault("smtp_url", "must look like smtps://user:password@mail.example"),
    }
    let sender = from.required("mail_from", "smtp_url is set");
    if !sender.is_empty() && !is_sender(&sender) {
        from.fault("mail_from", "must look like Shop <orders@shop.example>");
    }
    Some(Smtp {
        url: Secret(text),
        from: sender,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_source(Source::of(pairs))
    }

    #[test]
    fn nothing_set_is_a_development_shop_on_loopback() {
        let config = load(&[]).unwrap();

        assert_eq!(config.mode, Mode::Development);
        assert_eq!(config.base_url.as_str(), "http://localhost:3000/");
        assert!(config.test_provider && config.demo && config.worker);
    }

    #[test]
    fn production_refuses_the_test_provider_and_plain_http_in_one_answer() {
        let ConfigError(faults) =
            load(&[("mode", "production"), ("test_provider", "on"), ("listen", "x")]).unwrap_err();

        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn production_starts_without_the_test_provider_by_default() {
        let config = load(&[("mode", "production"), ("base_url", "https://shop.example")]).unwrap();

        assert!(!config.test_provider && !config.demo);
    }

    #[test]
    fn mail_needs_a_sender_and_in_production_no_password_in_the_clear() {
        let faults = |pairs: &[(&str, &str)]| load(pairs).map_or_else(|ConfigError(faults)| faults.len(), |_| 0);
        let production = [("mode", "production"), ("base_url", "https://shop.example")];

        assert_eq!(faults(&[("smtp_url", "smtp://mail.example")]), 1);
        assert_eq!(faults(&[("smtp_url", "http://mail.example"), ("mail_from", "Shop")]), 2);
        for (url, expected) in [
            ("smtp://u:p@mail.example", 1),
            ("smtp://u:p@mail.example?tls=required", 0),
            ("smtps://u:p@mail.example", 0),
            ("smtp://127.0.0.1:2525", 0),
        ] {
            let mail = [("smtp_url", url), ("mail_from", "Shop <orders@shop.example>")];
            assert_eq!(faults(&[&production[..], &mail[..]].concat()), expected, "{url}");
        }
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let config = load(&[("database_url", "postgres://u:hunter2@h/d")]).unwrap();

        assert!(!format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn every_option_stands_in_the_documentation() {
        let text = include_str!("../../docs/configuration.md");
        for option in OPTIONS {
            assert!(
                text.contains(&format!("`{}`", option.name)),
                "{} is not in docs/configuration.md",
                option.name
            );
            assert!(
                text.contains(option.meaning),
                "the meaning of {} differs in docs/configuration.md",
                option.name
            );
        }
    }
}
