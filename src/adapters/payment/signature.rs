//! Signatures as Standard Webhooks defines them: HMAC-SHA256 over `id "." timestamp "." body` (W-2).
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

use crate::rng;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac as _};
use http::HeaderMap;
use sha2::Sha256;

/// Seconds that a signature may be older or younger than now (W-3).
pub const TOLERANCE_SECONDS: i64 = 300;

const PREFIX: &str = "whsec_";

/// A signing secret. Never printed.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

/// Why a signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// A header is missing or unreadable.
    #[error("the header `{0}` is missing or not readable")]
    Header(&'static str),
    /// Too old, or from the future.
    #[error("the timestamp is more than {TOLERANCE_SECONDS} seconds away from now")]
    Stale,
    /// None of the signatures is ours.
    #[error("no signature matches")]
    Mismatch,
    /// Not `whsec_` and base64.
    #[error("the secret is not `whsec_` and base64")]
    Secret,
}

/// The three headers of a signed message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHeaders {
    /// `webhook-id`.
    pub id: String,
    /// `webhook-timestamp`, Unix seconds.
    pub timestamp: i64,
    /// `webhook-signature`.
    pub signature: String,
}

impl Secret {
    /// 32 random bytes.
    pub fn random() -> Self {
        Self(rng::new_secret().to_vec())
    }

    /// Reads `whsec_…`.
    ///
    /// # Errors
    /// [`SignatureError::Secret`].
    pub fn parse(text: &str) -> Result<Self, SignatureError> {
        let encoded = text.strip_prefix(PREFIX).ok_or(SignatureError::Secret)?;
        STANDARD.decode(encoded).map(Self).map_err(|_| SignatureError::Secret)
    }

    /// `whsec_…`, for storing.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    fn mac(&self, id: &str, timestamp: i64, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .unwrap_or_else(|error| unreachable!("HMAC takes keys of any length: {error}"));
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        mac
    }

    /// Signs a message now; each try of a delivery signs anew.
    pub fn sign(&self, id: &str, now: DateTime<Utc>, body: &[u8]) -> SignedHeaders {
        let timestamp = now.timestamp();
        let digest = self.mac(id, timestamp, body).finalize().into_bytes();
        SignedHeaders {
            id: id.to_owned(),
            timestamp,
            signature: format!("v1,{}", STANDARD.encode(digest)),
        }
    }

    /// Checks a message and returns its id. The comparison takes the same time wherever two signatures differ.
    ///
    /// # Errors
    /// [`SignatureError`].
    pub fn verify(&self, headers: &HeaderMap, body: &[u8], now: DateTime<Utc>) -> Result<String, SignatureError> {
        let id = header(headers, "webhook-id")?;
        let timestamp = header(headers, "webhook-timestamp")?
            .parse::<i64>()
            .map_err(|_| SignatureError::Header("webhook-timestamp"))?;
        if now.timestamp().saturating_sub(timestamp).unsigned_abs() > TOLERANCE_SECONDS.unsigned_abs() {
            return Err(SignatureError::Stale);
        }
        // Several signatures come along while a secret is rotated (W-3).
        let matches = header(headers, "webhook-signature")?
            .split(' ')
            .filter_map(|part| part.strip_prefix("v1,"))
            .filter_map(|part| STANDARD.decode(part).ok())
            .any(|given| self.mac(id, timestamp, body).verify_slice(&given).is_ok());
        if matches {
            Ok(id.to_owned())
        } else {
            Err(SignatureError::Mismatch)
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, SignatureError> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .ok_or(SignatureError::Header(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    fn at(seconds: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(seconds, 0).single().expect("a moment")
    }

    fn headers(signed: &SignedHeaders) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", signed.id.parse().expect("a header"));
        headers.insert("webhook-timestamp", signed.timestamp.into());
        headers.insert("webhook-signature", signed.signature.parse().expect("a header"));
        headers
    }

    #[test]
    fn the_check_wh1_comes_out_to_the_byte() {
        let secret = Secret::parse(SECRET).expect("a secret");
        let signed = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at(1_614_265_330), BODY);
        assert_eq!(signed.signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn the_check_wh2_comes_out_to_the_byte() {
        let secret = Secret::parse(SECRET).expect("a secret");
        let body = br#"{"id":"evt_01JZ0000000000000000000000","type":"order.placed","api_version":"2026-11-01","created_at":"2026-11-22T12:00:00Z","sequence":42,"data":{"order":{"id":"ord_01JZ0000000000000000000001","total":{"currency":"EUR","minor":6588,"exponent":2}}}}"#;
        let signed = secret.sign("msg_01JZ0000000000000000000002", at(1_795_348_800), body);
        assert_eq!(signed.signature, "v1,+31vxYzcI1+0xt8waxl8C13Q8gHzF9pL0mUD0rCpgCg=");
    }

    #[test]
    fn an_altered_body_an_old_timestamp_and_a_swapped_id_are_each_refused() {
        let secret = Secret::random();
        let good = headers(&secret.sign("evt_1", at(1000), BODY));
        assert_eq!(secret.verify(&good, BODY, at(1300)), Ok("evt_1".to_owned()));
        assert_eq!(
            secret.verify(&good, b"{\"test\": 2432232315}", at(1000)),
            Err(SignatureError::Mismatch)
        );
        assert_eq!(secret.verify(&good, BODY, at(1301)), Err(SignatureError::Stale));
        assert_eq!(secret.verify(&good, BODY, at(699)), Err(SignatureError::Stale));
        let mut swapped = good.clone();
        swapped.insert("webhook-id", "evt_2".parse().expect("a header"));
        assert_eq!(secret.verify(&swapped, BODY, at(1000)), Err(SignatureError::Mismatch));
        assert_eq!(
            Secret::random().verify(&good, BODY, at(1000)),
            Err(SignatureError::Mismatch)
        );
    }

    #[test]
    fn one_good_signature_among_several_is_enough_and_none_is_not() {
        let secret = Secret::random();
        let signed = secret.sign("evt_1", at(1000), BODY);
        let mut two = headers(&signed);
        let both = format!("v1,AAAA v1a,zzz {}", signed.signature);
        two.insert("webhook-signature", both.parse().expect("a header"));
        assert!(secret.verify(&two, BODY, at(1000)).is_ok());
        two.remove("webhook-signature");
        assert_eq!(
            secret.verify(&two, BODY, at(1000)),
            Err(SignatureError::Header("webhook-signature"))
        );
    }

    #[test]
    fn a_secret_reads_back_as_it_was_written() {
        let secret = Secret::random();
        let again = Secret::parse(&secret.reveal()).expect("our own spelling");
        assert_eq!(again.0, secret.0);
        assert_eq!(secret.0.len(), 32);
    }
}
