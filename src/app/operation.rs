//! Operations of shoppers (I-11): every form carries a hidden id, and a command that comes again under the same id is a
//! replay, which changes nothing and shows the result.
//!
//! The row is written in the transaction of the effect and born `done`. The lease and the 409 of I-6 are for commands
//! that leave the database; a command that is one short transaction under a row lock needs neither, because its twin
//! waits for the lock and then finds the row. A refused command rolls back and leaves no row (I-8).

use sha2::{Digest as _, Sha256};

/// One use of an operation id.
#[derive(Debug, Clone)]
pub struct Operation<'a> {
    route: &'static str,
    key: &'a str,
    fingerprint: [u8; 32],
}

/// An id that is not 1 to 255 visible ASCII characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operation id is not 1 to 255 visible ASCII characters")]
pub struct OperationKeyError;

impl<'a> Operation<'a> {
    /// The operation `key` of a route, doing what `command` says. An empty key stands for no id: every use is new.
    ///
    /// # Errors
    /// [`OperationKeyError`].
    pub fn new(route: &'static str, key: &'a str, command: &str) -> Result<Self, OperationKeyError> {
        if key.len() > 255 || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(OperationKeyError);
        }
        Ok(Self {
            route,
            key,
            fingerprint: Sha256::digest(command).into(),
        })
    }

    /// The id, if one was given.
    pub fn key(&self) -> Option<&'a str> {
        (!self.key.is_empty()).then_some(self.key)
    }

    /// SHA-256 of what it does.
    pub const fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// Where its id counts: one caller (I-2), one route. The caller is the digest of a secret, never an address.
    pub fn scope(&self, caller: &[u8; 32]) -> String {
        let digest = Sha256::new().chain_update(caller).chain_update(self.route).finalize();
        format!("cart:{digest:x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_counts_for_one_caller_and_one_route() {
        let of = |route| Operation::new(route, "op-1", "").unwrap();

        assert_eq!(of("add_line").scope(&[1; 32]), of("add_line").scope(&[1; 32]));
        assert_ne!(of("add_line").scope(&[1; 32]), of("add_line").scope(&[2; 32]));
        assert_ne!(of("add_line").scope(&[1; 32]), of("set_note").scope(&[1; 32]));
    }

    #[test]
    fn ids_that_no_form_of_ours_carries_are_refused() {
        assert!(Operation::new("add_line", &"a".repeat(256), "").is_err());
        assert!(Operation::new("add_line", "a\u{0}b", "").is_err());
        assert_eq!(Operation::new("add_line", "", "").unwrap().key(), None);
    }
}
