//! The one place that draws random numbers: ids and tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore as _;
use uuid::Uuid;

/// A new id (UUIDv7, RFC 9562), typed by the caller.
pub fn new_id<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}

/// A name that says nothing, not even when it was drawn, as [`new_id`] does: 122 random bits (version 4 of the same
/// standard).
pub fn new_handle() -> Uuid {
    Uuid::new_v4()
}

/// 256 bits for cookies and unguessable links, 43 characters of URL-safe base64.
pub fn new_token() -> String {
    URL_SAFE_NO_PAD.encode(new_secret())
}

/// 256 bits for keys.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the place that the lint sends everybody to"
)]
pub fn new_secret() -> [u8; 32] {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ten_thousand_tokens_are_all_different_and_no_bit_of_them_is_known() {
        let tokens: HashSet<String> = (0..10_000).map(|_| new_token()).collect();
        assert_eq!(tokens.len(), 10_000);

        let mut ones = [0_u32; 256];
        for token in &tokens {
            let bytes = URL_SAFE_NO_PAD.decode(token).unwrap();
            assert_eq!((token.len(), bytes.len()), (43, 32), "256 bits");
            for (place, count) in ones.iter_mut().enumerate() {
                *count += u32::from(bytes[place / 8] >> (place % 8) & 1);
            }
        }
        // Each is set in half of them, give or take seven standard deviations: once in a billion runs it is not.
        assert!(ones.iter().all(|count| (4650..=5350).contains(count)), "{ones:?}");
    }
}
