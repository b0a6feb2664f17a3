//! A key as it is kept.

use super::PasskeyError;
use serde_json::Value;
use webauthn_rs::prelude::{Credential, Passkey};

/// A key that may sign somebody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The public key, as the library writes it.
    pub credential: Value,
    /// How often the device said that it was used, when it was used last; counts over what `credential` says.
    pub sign_count: u32,
    /// Whether there was a copy in the owner's cloud then.
    pub is_backed_up: bool,
}

/// A key that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// What the device calls it, 1 to 1023 bytes.
    pub credential_id: Vec<u8>,
    /// The key.
    pub key: Key,
    /// How the device can be reached, such as `internal` or `usb`; at most 8 words.
    pub transports: Vec<String>,
}

/// What a key said of itself when it was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// See [`Key::sign_count`].
    pub sign_count: u32,
    /// See [`Key::is_backed_up`].
    pub is_backed_up: bool,
}

impl Key {
    pub(super) fn credential(&self) -> Result<Credential, PasskeyError> {
        let mut credential: Credential =
            serde_json::from_value(self.credential.clone()).map_err(PasskeyError::State)?;
        credential.counter = self.sign_count;
        credential.backup_state = self.is_backed_up;
        Ok(credential)
    }
}

impl NewKey {
    pub(super) fn of(made: Passkey, transports: Vec<String>) -> Result<Self, PasskeyError> {
        let credential = Credential::from(made);
        Ok(Self {
            credential_id: credential.cred_id.clone(),
            transports,
            key: Key {
                sign_count: credential.counter,
                is_backed_up: credential.backup_state,
                credential: serde_json::to_value(&credential).map_err(PasskeyError::State)?,
            },
        })
    }
}
