//! Idempotency keys and what they are compared with (SEMANTICS section 2, I-1 and I-3).
//!
//! A key says "this is the same request again"; the [`Fingerprint`] tells whether that is true. Both are compared only
//! after the scope (I-2) matched, which is the caller's affair.

mod canonical_json;
mod key;
mod number;

use std::fmt;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::kind::{HasKind, Kind};

pub use canonical_json::{CanonicalJsonError, canonical_json};
pub use key::{IdempotencyKey, KeyError};

/// SHA-256 of `METHOD "\n" path "\n" JCS(body)` (RFC 8785): white space and the order of members make no difference.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

/// Why a request has no fingerprint.
#[derive(Debug, thiserror::Error)]
pub enum FingerprintError {
    /// The body has no canonical form.
    #[error("the body has no canonical form")]
    Body(#[source] CanonicalJsonError),
    /// The value cannot be written as JSON.
    #[error("the input cannot be written as JSON")]
    Value(#[source] serde_json::Error),
}

impl HasKind for FingerprintError {
    fn kind(&self) -> Kind {
        match self {
            Self::Body(_) => Kind::Invalid,
            Self::Value(_) => Kind::Internal,
        }
    }
}

impl Fingerprint {
    /// Of a request with a JSON body; an empty body counts as nothing after the second line feed. `path` includes the
    /// query string.
    ///
    /// # Errors
    /// [`FingerprintError::Body`] where the body is not JSON, or not JSON that means one thing.
    pub fn of_json(method: &str, path: &str, body: &[u8]) -> Result<Self, FingerprintError> {
        let blank = body.iter().all(u8::is_ascii_whitespace);
        let canonical = if blank { Ok(String::new()) } else { canonical_json(body) };
        Ok(Self::of_canonical(
            method,
            path,
            &canonical.map_err(FingerprintError::Body)?,
        ))
    }

    /// Of a request whose input was read already, such as the fields of a form.
    ///
    /// # Errors
    /// [`FingerprintError::Value`] where the input cannot be written as JSON.
    pub fn of_value<T: Serialize + ?Sized>(method: &str, path: &str, input: &T) -> Result<Self, FingerprintError> {
        let body = serde_json::to_vec(input).map_err(FingerprintError::Value)?;
        Self::of_json(method, path, &body)
    }

    /// The 32 bytes, as they are stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of_canonical(method: &str, path: &str, canonical: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [&method.to_ascii_uppercase(), "\n", path, "\n", canonical] {
            hash.update(part.as_bytes());
        }
        Self(hash.finalize().into())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/api/v1/orders";

    fn fingerprint(body: &str) -> String {
        Fingerprint::of_json("POST", PATH, body.as_bytes()).unwrap().to_string()
    }

    #[test]
    fn ik1_the_fingerprint_of_an_order_is_the_documented_one() {
        let body = r#"{"cart_id":"cart_1","expected_total":{"currency":"EUR","minor":6588}}"#;

        assert_eq!(
            fingerprint(body),
            "921fc316288511677e04e035bb46482eb0030162398ddb53487c4086a1d04b53"
        );
    }

    #[test]
    fn ik2_one_cent_more_is_another_request() {
        let body = r#"{"cart_id":"cart_1","expected_total":{"currency":"EUR","minor":6589}}"#;

        assert_eq!(
            fingerprint(body),
            "38939d54c7e3edb736b505dfdfc4bba8c9e242724e0ef1ad9c8957f12e0ece27"
        );
    }

    #[test]
    fn ik3_order_of_members_and_white_space_make_no_difference() {
        let body =
            " {\r\n\t\"expected_total\": {\"minor\": 6588, \"currency\": \"EUR\"} , \"cart_id\" : \"cart_1\" }\n";

        assert_eq!(
            fingerprint(body),
            "921fc316288511677e04e035bb46482eb0030162398ddb53487c4086a1d04b53"
        );
    }

    #[test]
    fn method_path_and_query_are_part_of_the_request() {
        let of = |method, path| Fingerprint::of_json(method, path, b"{}").unwrap();

        assert_ne!(of("POST", PATH), of("PATCH", PATH));
        assert_ne!(of("POST", PATH), of("POST", "/api/v1/orders?dry_run=true"));
        assert_eq!(of("POST", PATH), of("post", PATH));
    }

    #[test]
    fn a_request_without_a_body_has_a_fingerprint_of_its_own() {
        let empty = Fingerprint::of_json("DELETE", "/api/v1/carts/1", b"").unwrap();

        assert_eq!(empty, Fingerprint::of_json("DELETE", "/api/v1/carts/1", b"\n").unwrap());
        assert_ne!(
            empty,
            Fingerprint::of_json("DELETE", "/api/v1/carts/1", b"null").unwrap()
        );
    }

    #[test]
    fn the_fields_of_a_form_count_like_the_same_json() {
        let fields = std::collections::BTreeMap::from([("quantity", "2"), ("variant", "v1")]);

        let of_value = Fingerprint::of_value("POST", "/cart", &fields).unwrap();

        assert_eq!(
            of_value,
            Fingerprint::of_json("POST", "/cart", br#"{"variant":"v1","quantity":"2"}"#).unwrap()
        );
    }

    #[test]
    fn a_body_that_is_not_json_is_refused() {
        for body in [
            "{",
            "{\"a\":1,}",
            "nul",
            "1 2",
            "\u{feff}{}",
            "{\"a\":1,\"a\":2}",
            "1e999",
        ] {
            assert!(Fingerprint::of_json("POST", PATH, body.as_bytes()).is_err(), "{body}");
        }
        assert!(Fingerprint::of_json("POST", PATH, b"\"\xff\"").is_err());
    }
}
