//! Codes of authenticator apps (TOTP, RFC 6238): six digits of SHA-1, a new one every 30 seconds, which every app knows.
//! A code of the step before or after counts too, since clocks differ. Whether a step was used before, the caller knows.

use crate::rng;
use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Secret, Totp, TotpError};

const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Steps before and after that count.
const SKEW: u16 = 1;

/// An authenticator's secret does not read.
#[derive(Debug, thiserror::Error)]
#[error("the secret of an authenticator does not read: {0}")]
pub struct AuthenticatorError(TotpError);

/// An authenticator as we know it. No `Debug`: it holds the secret.
pub struct Authenticator {
    totp: Totp,
    secret: Vec<u8>,
}

/// A new secret: 160 bits, as the standard recommends.
pub fn new_secret() -> Vec<u8> {
    rng::new_secret()[..20].to_vec()
}

impl Authenticator {
    /// The authenticator with this secret. `issuer` and `account` are what the app shows; signs that its address cannot
    /// hold are left out.
    ///
    /// # Errors
    /// [`AuthenticatorError`] when the secret is too short.
    pub fn new(secret: &[u8], issuer: &str, account: &str) -> Result<Self, AuthenticatorError> {
        let clean = |text: &str| text.replace(':', " ").trim().to_owned();
        let issuer = clean(issuer);
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP_SECONDS)
            .with_secret(secret)
            .with_issuer((!issuer.is_empty()).then_some(issuer))
            .with_account_name(clean(account))
            .build()
            .map_err(AuthenticatorError)?;
        Ok(Self {
            totp,
            secret: secret.to_vec(),
        })
    }

    /// The step whose code this is, if it is one that counts now. `code` is six digits.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let step = self.totp.check(code, seconds(now))?;
        i64::try_from(step).ok()
    }

    /// The code that an app shows at a moment.
    pub fn code_at(&self, now: DateTime<Utc>) -> String {
        self.totp.generate(seconds(now)).to_string()
    }

    /// The address that apps read from a picture (`otpauth://`).
    ///
    /// # Errors
    /// [`AuthenticatorError`] without an account.
    pub fn address(&self) -> Result<String, AuthenticatorError> {
        self.totp.to_url().map_err(AuthenticatorError)
    }

    /// The secret to type, in groups of four letters and digits.
    pub fn secret_text(&self) -> String {
        grouped(&base32(&self.secret))
    }
}

/// A random recovery code, in groups of four: 80 bits.
pub fn new_recovery_code() -> String {
    grouped(&base32(&rng::new_secret()[..10])).replace(' ', "-")
}

fn base32(bytes: &[u8]) -> String {
    Secret::from(bytes).to_base32().trim_end_matches('=').to_owned()
}

fn grouped(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

// Before 1970 there were no authenticators.
fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, cut to six digits.
        let authenticator = Authenticator::new(b"12345678901234567890", "Shop", "ana@example.com").unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(authenticator.code_at(at(seconds)), code);
            assert_eq!(authenticator.step_of(code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_late_and_no_more() {
        let authenticator = Authenticator::new(&new_secret(), "Shop", "ana@example.com").unwrap();
        let code = authenticator.code_at(at(900_000));

        assert_eq!(authenticator.step_of(&code, at(900_000 - 30)), Some(30_000));
        assert_eq!(authenticator.step_of(&code, at(900_000 + 59)), Some(30_000));
        assert_eq!(authenticator.step_of(&code, at(900_000 + 60)), None);
        assert_eq!(authenticator.step_of("no code", at(900_000)), None);
    }

    #[test]
    fn an_app_reads_shop_and_account_from_the_address() {
        let authenticator = Authenticator::new(&[7; 20], "Marrow: Tide", "ana@example.com").unwrap();

        let address = url::Url::parse(&authenticator.address().unwrap()).unwrap();

        assert_eq!((address.scheme(), address.host_str()), ("otpauth", Some("totp")));
        let issuer = address.query_pairs().find(|(name, _)| name == "issuer").unwrap().1;
        assert_eq!(issuer, "Marrow  Tide");
        let secret = address.query_pairs().find(|(name, _)| name == "secret").unwrap().1;
        assert_eq!(secret, authenticator.secret_text().replace(' ', ""));
    }

    #[test]
    fn a_recovery_code_is_four_groups_that_nobody_has_twice() {
        let code = new_recovery_code();
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 4]);
        assert_ne!(code, new_recovery_code());
    }
}
