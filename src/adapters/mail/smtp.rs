//! Mail over SMTP (RFC 5321). One connection a mail: a shop writes a few mails a minute, and a connection that was kept is
//! one more thing that can be stale.

use super::message::message;
use super::{MailError, Mailer, OutgoingMail};
use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::time::Duration;
use url::Url;

/// Answers about us rather than about the mail: authentication is missing, too weak or wrong. Wrong today, right tomorrow.
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// How long is waited.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For a connection.
    pub connect: Duration,
    /// For everything about one mail.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(60),
        }
    }
}

/// Sends by one configured server.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    limits: Limits,
}

impl SmtpMailer {
    /// `url` is `smtps://user:password@host[:port]` (TLS from the start), `smtp://…?tls=required` (STARTTLS), or
    /// `smtp://…` (no TLS). `host` is the name that we greet with. Nothing is connected yet.
    ///
    /// # Errors
    /// [`MailError::Configuration`] when address or sender cannot be used.
    pub fn new(url: &str, from: &str, host: &str, limits: Limits) -> Result<Self, MailError> {
        let wrong = |reason: &str| MailError::Configuration {
            reason: reason.to_owned(),
        };
        // The library's own words may repeat the address with its password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| wrong("the address must look like smtps://user:password@mail.example"))?;
        let from = from
            .parse()
            .map_err(|_| wrong("the sender must look like Shop <orders@shop.example>"))?;
        let transport = builder
            .hello_name(ClientId::Domain(host.to_owned()))
            .timeout(Some(limits.connect))
            .build();
        Ok(Self {
            transport,
            from,
            limits,
        })
    }

    async fn within<T>(&self, call: impl Future<Output = Result<T, SmtpError>>) -> Result<T, MailError> {
        match tokio::time::timeout(self.limits.whole, call).await {
            Ok(answer) => answer.map_err(|error| read(&error)),
            Err(_) => Err(MailError::Timeout),
        }
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    fn name(&self) -> &'static str {
        "smtp"
    }

    async fn send(&self, mail: &OutgoingMail<'_>) -> Result<(), MailError> {
        let message = message(mail, &self.from)?;
        self.within(self.transport.send(message)).await.map(drop)
    }

    async fn check(&self) -> Result<(), MailError> {
        if self.within(self.transport.test_connection()).await? {
            return Ok(());
        }
        Err(MailError::Unreachable {
            reason: "the connection broke after the greeting".to_owned(),
        })
    }
}

/// Whether a password in the address travels encrypted; true where there is none.
pub fn is_safe_address(url: &Url) -> bool {
    let is_encrypted = url.scheme() == "smtps"
        || url
            .query_pairs()
            .any(|(key, value)| key == "tls" && value == "required");
    is_encrypted || url.password().is_none()
}

fn read(error: &SmtpError) -> MailError {
    let reason = words(error);
    match error.status().map(u16::from) {
        Some(status) if ABOUT_US.contains(&status) => MailError::Unreachable { reason },
        Some(_) if error.is_permanent() => MailError::Refused { reason },
        Some(_) => MailError::Later { reason },
        // What the server cannot do and this mail needs, such as an address beyond ASCII.
        None if error.is_client() => MailError::Later { reason },
        None => MailError::Unreachable { reason },
    }
}

fn words(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let more = next.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = next.source();
    }
    text
}
