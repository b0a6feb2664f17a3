//! Every option with its default and meaning: the source of the documentation and of the checks for unknown names.

/// One option: `name` in `vitrine.toml`, `VITRINE_NAME` in the environment.
#[derive(Debug, Clone, Copy)]
pub struct ConfigOption {
    /// Name in the file.
    pub name: &'static str,
    /// What holds when it is not set; empty: nothing, or what `meaning` says.
    pub default: &'static str,
    /// What it does.
    #[cfg_attr(not(test), expect(dead_code, reason = "the documentation is held to it by a test"))]
    pub meaning: &'static str,
}

const fn option(name: &'static str, default: &'static str, meaning: &'static str) -> ConfigOption {
    ConfigOption { name, default, meaning }
}

/// Every option.
pub const OPTIONS: &[ConfigOption] = &[
    option(
        "mode",
        "development",
        "`development` or `production`; production refuses what would harm a real shop.",
    ),
    option("listen", "127.0.0.1:3000", "Address and port to listen on."),
    option(
        "base_url",
        "",
        "Address under which shoppers reach the shop; `http://localhost:PORT` when not set.",
    ),
    option(
        "database_url",
        "",
        "An existing Postgres server and database; without it the store runs a private one. `DATABASE_URL` is read too.",
    ),
    option(
        "database_connections",
        "4",
        "Most connections to Postgres that work, 2 to 500: two for each core do well. One more listens.",
    ),
    option(
        "data_dir",
        ".vitrine",
        "Folder of everything that the store keeps on disk: its private Postgres and its pictures.",
    ),
    option("site_dir", "target/site", "Folder with the built front end."),
    option(
        "media",
        "",
        "Where pictures are kept: a folder, or `s3://bucket`; `media` inside the data folder when not set.",
    ),
    option(
        "s3_endpoint",
        "",
        "Address of an S3-compatible service other than Amazon's.",
    ),
    option("s3_region", "us-east-1", "Region of the bucket."),
    option("s3_key_id", "", "Access key id for the bucket."),
    option("s3_secret", "", "Secret access key for the bucket. Never logged."),
    option("log", "info,sqlx=warn", "Filter of log lines, by module and level."),
    option("log_format", "pretty", "`pretty` for people, `json` for machines."),
    option(
        "test_provider",
        "",
        "`on` or `off`: the built-in payment provider that moves no money; on in development without Stripe, refused in production.",
    ),
    option(
        "test_provider_capture",
        "automatic",
        "`automatic` or `manual`, for the test provider: whether money is taken when the shopper pays, or set aside until `vitrine order capture`.",
    ),
    option(
        "tax_engine_url",
        "",
        "Where an outside tax engine is asked, https or on this machine (docs/tax.md); each market says whether it is.",
    ),
    option(
        "tax_engine_token",
        "",
        "Sent to the tax engine as a bearer token. Never logged.",
    ),
    option(
        "stripe_secret_key",
        "",
        "Secret or restricted key of a Stripe account; with it payments go through Stripe. A test key is refused in production. Never logged.",
    ),
    option(
        "stripe_webhook_secret",
        "",
        "Signing secret of the webhook address at Stripe, `whsec_…`; two with a comma between while one is rolled. Needed in production. Never logged.",
    ),
    option(
        "stripe_capture",
        "automatic",
        "`automatic` takes money when the shopper pays; `manual` only sets it aside until `vitrine order capture`.",
    ),
    option(
        "stripe_api_url",
        "https://api.stripe.com",
        "Where Stripe's API is; another address only on this machine and only in development, for tests.",
    ),
    option(
        "late_payments",
        "hold",
        "`hold` or `refund`: what becomes of money that comes after its payment was given up, when the order cannot be made any more. Either raises an alert.",
    ),
    option(
        "smtp_url",
        "",
        "Mail server: `smtps://user:password@host` (TLS), `smtp://…?tls=required` (STARTTLS) or `smtp://host` (no TLS); without it mails stay in the development mailbox, and in production they wait. Never logged.",
    ),
    option(
        "mail_from",
        "",
        "Sender of every mail, such as `Shop <orders@shop.example>`; needed with `smtp_url`.",
    ),
    option(
        "worker",
        "on",
        "`on` or `off`: whether this process also does background work.",
    ),
    option(
        "page_cache_mb",
        "64",
        "Memory for rendered pages in MiB; 0 renders each time.",
    ),
    option("request_timeout_s", "20", "Longest time for one request in seconds."),
    option(
        "shutdown_timeout_s",
        "20",
        "Longest time that a stop waits for requests under way, in seconds.",
    ),
    option(
        "demo",
        "",
        "`on` or `off`: whether an empty database gets the demo store; on in development.",
    ),
    option(
        "proxies",
        "0",
        "Proxies of yours in front of the store that add to `X-Forwarded-For`, 0 to 10; with 0 the header is ignored.",
    ),
];
