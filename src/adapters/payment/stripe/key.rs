//! Keys of an account. Never printed.

use std::fmt;

/// A secret or restricted key.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey {
    text: String,
    is_live: bool,
}

/// Not a key that the store can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A publishable key, which cannot collect money.
    #[error("is a publishable key; the store needs the secret key, which starts with sk_ or rk_")]
    Publishable,
    /// Something else.
    #[error("must start with sk_test_, sk_live_, rk_test_ or rk_live_")]
    Shape,
}

impl SecretKey {
    /// Reads a key as the dashboard shows it.
    ///
    /// # Errors
    /// [`KeyError`]; its text never holds the key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if text.starts_with("pk_") {
            return Err(KeyError::Publishable);
        }
        let has = |prefix: &str| text.strip_prefix(prefix).is_some_and(is_body);
        let is_live = has("sk_live_") || has("rk_live_");
        if !is_live && !has("sk_test_") && !has("rk_test_") {
            return Err(KeyError::Shape);
        }
        Ok(Self {
            text: text.to_owned(),
            is_live,
        })
    }

    /// Whether real money moves.
    pub const fn is_live(&self) -> bool {
        self.is_live
    }

    pub(super) fn reveal(&self) -> &str {
        &self.text
    }
}

fn is_body(rest: &str) -> bool {
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_live {
            "SecretKey(live)"
        } else {
            "SecretKey(test)"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_and_test_keys_are_told_apart_and_others_refused() {
        for (text, expected) in [
            ("sk_test_abc", Ok(false)),
            ("rk_test_abc", Ok(false)),
            ("sk_live_abc", Ok(true)),
            ("rk_live_abc", Ok(true)),
            ("pk_live_abc", Err(KeyError::Publishable)),
            ("sk_live_", Err(KeyError::Shape)),
            ("sk_live_a b", Err(KeyError::Shape)),
            ("whsec_abc", Err(KeyError::Shape)),
            ("", Err(KeyError::Shape)),
        ] {
            assert_eq!(SecretKey::parse(text).map(|key| key.is_live()), expected, "{text}");
        }
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = SecretKey::parse("sk_live_hunter2").unwrap();
        assert!(!format!("{key:?}").contains("hunter2"));
    }
}
