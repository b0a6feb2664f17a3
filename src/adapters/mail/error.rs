//! Why a mail was not handed over: for good, not now, or nobody knows.

/// A mail that was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It cannot be written as a mail, or the server refuses it with a 5xx: no other try will do.
    #[error("the mail was refused: {reason}")]
    Refused {
        /// In the server's words; may repeat the recipient's address.
        reason: String,
    },
    /// The server said "later" with a 4xx.
    #[error("the mail server asks to try later: {reason}")]
    Later {
        /// In the server's words; may repeat the recipient's address.
        reason: String,
    },
    /// The server cannot be reached, broke off, or does not let us in: other mails will fare the same. The mail may have
    /// left when the connection broke at the last moment.
    #[error("the mail server cannot be used: {reason}")]
    Unreachable {
        /// What happened.
        reason: String,
    },
    /// No answer in time; the mail may have left.
    #[error("the mail server did not answer in time")]
    Timeout,
    /// Address or sender of the configuration cannot be used.
    #[error("the configuration of mail cannot be used: {reason}")]
    Configuration {
        /// What is wrong, without secrets.
        reason: String,
    },
}

impl MailError {
    /// Whether no other try will do.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }

    /// Whether other mails will fare the same now.
    pub const fn concerns_all(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. } | Self::Timeout | Self::Configuration { .. }
        )
    }
}
