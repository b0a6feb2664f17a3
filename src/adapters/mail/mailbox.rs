//! The development mailbox: mails stay in the database, where a page shows them.

use super::{MailError, Mailer, OutgoingMail};
use async_trait::async_trait;

/// Takes every mail and sends none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mailbox;

#[async_trait]
impl Mailer for Mailbox {
    fn name(&self) -> &'static str {
        "mailbox"
    }

    async fn send(&self, _mail: &OutgoingMail<'_>) -> Result<(), MailError> {
        Ok(())
    }

    async fn check(&self) -> Result<(), MailError> {
        Ok(())
    }
}
