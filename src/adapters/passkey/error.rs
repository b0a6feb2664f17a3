//! Why a ceremony came to nothing.

use webauthn_rs::prelude::WebauthnError;

/// See the variants. Who answered is told none of it but [`PasskeyError::Copied`].
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The shop's address has no name that a key could be bound to.
    #[error("the shop's address is no domain name")]
    NoDomain,
    /// No device sends so much.
    #[error("the answer is too long")]
    TooLong,
    /// No device sends this.
    #[error("the answer is not readable")]
    Unreadable(#[source] serde_json::Error),
    /// What is kept here cannot be written or read.
    #[error("what is kept of a ceremony or a key is not readable")]
    State(#[source] serde_json::Error),
    /// The answer is not one to this challenge, or not by this key, or not from this shop's page.
    #[error("the answer is refused")]
    Refused(#[source] WebauthnError),
    /// The signature is right, but the key was used more often than its device knows: somebody has a copy.
    #[error("the key was copied")]
    Copied,
}
