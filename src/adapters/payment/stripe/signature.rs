//! Signatures of webhooks: HMAC-SHA256 in hex over `timestamp "." body`, under the scheme `v1` of the header
//! `Stripe-Signature`. <https://docs.stripe.com/webhooks#verify-manually>

use crate::payment::signature::{SignatureError, TOLERANCE_SECONDS};
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac as _};
use http::HeaderMap;
use sha2::Sha256;

/// The header that carries timestamp and signatures.
pub const HEADER: &str = "stripe-signature";

/// The secret of one webhook address, as the dashboard shows it: `whsec_…`. Never printed.
#[derive(Clone)]
pub struct WebhookSecret(String);

impl WebhookSecret {
    /// Reads a secret. Its text is the key as it stands, prefix included.
    ///
    /// # Errors
    /// [`SignatureError::Secret`].
    pub fn parse(text: &str) -> Result<Self, SignatureError> {
        let is_sound = text.strip_prefix("whsec_").is_some_and(|rest| !rest.is_empty());
        if is_sound && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',') {
            Ok(Self(text.to_owned()))
        } else {
            Err(SignatureError::Secret)
        }
    }

    fn mac(&self, timestamp: i64, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes())
            .unwrap_or_else(|error| unreachable!("HMAC takes keys of any length: {error}"));
        mac.update(format!("{timestamp}.").as_bytes());
        mac.update(body);
        mac
    }

    /// The header's value for a body sent now. For tests and stand-ins.
    pub fn sign(&self, now: DateTime<Utc>, body: &[u8]) -> String {
        let timestamp = now.timestamp();
        let digest = self.mac(timestamp, body).finalize().into_bytes();
        format!("t={timestamp},v1={}", hex::encode(digest))
    }
}

/// Checks that one of the secrets signed the body within the tolerance. The comparison takes the same time wherever two
/// signatures differ.
///
/// # Errors
/// [`SignatureError`].
pub(super) fn verify(
    secrets: &[WebhookSecret],
    headers: &HeaderMap,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), SignatureError> {
    let missing = SignatureError::Header("stripe-signature");
    let header = headers
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .ok_or(missing)?;
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let mut timestamps = parts().filter(|(key, _)| *key == "t");
    let timestamp: i64 = timestamps
        .next()
        .and_then(|(_, value)| value.parse().ok())
        .ok_or(missing)?;
    if now.timestamp().saturating_sub(timestamp).unsigned_abs() > TOLERANCE_SECONDS.unsigned_abs() {
        return Err(SignatureError::Stale);
    }
    // Several come along while a secret is rolled; v0 and others are not signatures of ours.
    let given: Vec<Vec<u8>> = parts()
        .filter(|(key, _)| *key == "v1")
        .filter_map(|(_, value)| hex::decode(value).ok())
        .take(MOST_SIGNATURES)
        .collect();
    let holds = |secret: &WebhookSecret| {
        let mut given = given.iter();
        given.any(|given| secret.mac(timestamp, body).verify_slice(given).is_ok())
    };
    if secrets.iter().any(holds) {
        Ok(())
    } else {
        Err(SignatureError::Mismatch)
    }
}

/// Most signatures that are tried: each costs a pass over the body.
const MOST_SIGNATURES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    const BODY: &[u8] = br#"{"id":"evt_1"}"#;

    fn at(seconds: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(seconds, 0).single().unwrap()
    }

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::parse(text).unwrap()
    }

    fn verify_header(secrets: &[WebhookSecret], header: &str, body: &[u8], now: i64) -> Result<(), SignatureError> {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, header.parse().unwrap());
        verify(secrets, &headers, body, at(now))
    }

    // Calculated apart from this code: printf '1000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
    #[test]
    fn a_signature_is_the_hmac_of_timestamp_and_body_in_hex() {
        assert_eq!(secret("whsec_test").sign(at(1000), BODY), format!("t=1000,v1={KNOWN}"));
    }

    const KNOWN: &str = "387e46d34ab34bb0f3624adcaa371a0332240720155daad95713dfea27253ccd";

    #[test]
    fn a_changed_body_an_old_timestamp_and_another_secret_are_each_refused() {
        let ours = [secret("whsec_a")];
        let good = ours[0].sign(at(1000), BODY);
        assert_eq!(verify_header(&ours, &good, BODY, 1300), Ok(()));
        assert_eq!(
            verify_header(&ours, &good, b"{\"id\":\"evt_2\"}", 1000),
            Err(SignatureError::Mismatch)
        );
        assert_eq!(verify_header(&ours, &good, BODY, 1301), Err(SignatureError::Stale));
        assert_eq!(verify_header(&ours, &good, BODY, 699), Err(SignatureError::Stale));
        assert_eq!(
            verify_header(&[secret("whsec_b")], &good, BODY, 1000),
            Err(SignatureError::Mismatch)
        );
        assert_eq!(verify_header(&[], &good, BODY, 1000), Err(SignatureError::Mismatch));
        let moved = good.replace("t=1000", "t=1001");
        assert_eq!(verify_header(&ours, &moved, BODY, 1000), Err(SignatureError::Mismatch));
    }

    #[test]
    fn while_a_secret_is_rolled_either_side_may_know_both() {
        let (old, new) = (secret("whsec_old"), secret("whsec_new"));
        let signature = |secret: &WebhookSecret| secret.sign(at(1000), BODY).replace("t=1000,", "");
        let header = format!("t=1000,{},{},v0=00", signature(&old), signature(&new));
        assert_eq!(verify_header(std::slice::from_ref(&new), &header, BODY, 1000), Ok(()));
        let only_old = format!("t=1000,{}", signature(&old));
        assert_eq!(verify_header(&[new, old], &only_old, BODY, 1000), Ok(()));
    }

    #[test]
    fn only_the_scheme_v1_counts_and_a_header_without_it_is_none() {
        let ours = [secret("whsec_a")];
        let weak = ours[0].sign(at(1000), BODY).replace("v1=", "v0=");
        assert_eq!(verify_header(&ours, &weak, BODY, 1000), Err(SignatureError::Mismatch));
        for broken in ["", "t=x,v1=00", "v1=00", "t=1000"] {
            assert!(verify_header(&ours, broken, BODY, 1000).is_err(), "{broken}");
        }
        assert!(verify(&ours, &HeaderMap::new(), BODY, at(1000)).is_err());
        assert!(WebhookSecret::parse("whsec_").is_err() && WebhookSecret::parse("sk_test_1").is_err());
    }
}
