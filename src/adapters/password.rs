//! Passwords as they are stored: Argon2id, the parameters that OWASP names as its first choice for servers (19 MiB, two
//! passes, one lane). <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>
//!
//! Hashing is meant to be slow, so it happens off the async threads, a few at a time; who would wait longer than a
//! moment is told that the shop is busy, so that a flood of guesses costs neither memory nor everybody's pages.

use crate::rng;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Longest wait for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// A hash of nothing that anybody can type, with the same cost: compared where there is no account, so that the answer
/// takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS1ubw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many are being looked at.
    #[error("too many passwords are being looked at")]
    Busy,
    /// A stored hash does not read, or the parameters are refused.
    #[error("the password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
    /// The thread that hashed broke off.
    #[error("hashing broke off")]
    Broken(#[source] tokio::task::JoinError),
}

/// Hashes and compares passwords. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    compared: Arc<AtomicU64>,
}

impl Passwords {
    /// At most `at_once` at a time, at least 1; each needs 19 MiB.
    pub fn new(at_once: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(at_once.max(1))),
            compared: Arc::default(),
        }
    }

    /// How many typed passwords were compared with a hash so far.
    pub fn compared(&self) -> u64 {
        self.compared.load(Ordering::Relaxed)
    }

    /// The hash of a new password, with its parameters and a salt of its own (PHC string).
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let turn = self.turn().await?;
        let password = password.to_owned();
        let hashed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let secret = rng::new_secret();
            let salt = SaltString::encode_b64(&secret[..16])?;
            let hash = hasher()?.hash_password(password.as_bytes(), &salt)?;
            Ok(hash.to_string())
        });
        hashed
            .await
            .map_err(PasswordError::Broken)?
            .map_err(PasswordError::Hash)
    }

    /// Whether the password is the one of the stored hash. Without a hash it is not, and that takes as long.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn is_right(&self, password: &str, stored: Option<&str>) -> Result<bool, PasswordError> {
        let turn = self.turn().await?;
        self.compared.fetch_add(1, Ordering::Relaxed);
        let is_somebody = stored.is_some();
        let (password, stored) = (password.to_owned(), stored.unwrap_or(NOBODY).to_owned());
        let compared = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let stored = PasswordHash::new(&stored)?;
            // Parameters and salt are those of the hash, so older ones go on being read.
            match hasher()?.verify_password(password.as_bytes(), &stored) {
                Ok(()) => Ok(true),
                Err(argon2::password_hash::Error::Password) => Ok(false),
                Err(error) => Err(error),
            }
        });
        let is_right = compared
            .await
            .map_err(PasswordError::Broken)?
            .map_err(PasswordError::Hash)?;
        Ok(is_right && is_somebody)
    }

    // Goes to the thread that hashes, so that a caller who has hung up does not make room for another one too early.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, PasswordError> {
        match tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(PasswordError::Busy),
        }
    }
}

impl Default for Passwords {
    /// Two at a time: little enough to leave the machine to those who look around.
    fn default() -> Self {
        Self::new(2)
    }
}

fn hasher() -> Result<Argon2<'static>, argon2::password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let passwords = Passwords::default();

        let stored = passwords.hash("salt on the skin").await.unwrap();

        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(passwords.is_right("salt on the skin", Some(&stored)).await.unwrap());
        assert!(!passwords.is_right("Salt on the skin", Some(&stored)).await.unwrap());
        assert_ne!(passwords.hash("salt on the skin").await.unwrap(), stored);
    }

    #[tokio::test]
    async fn nobody_has_a_password_and_a_broken_hash_is_an_error() {
        let passwords = Passwords::default();

        assert!(!passwords.is_right("", None).await.unwrap());
        assert!(passwords.is_right("x", Some("plain text")).await.is_err());
    }
}
