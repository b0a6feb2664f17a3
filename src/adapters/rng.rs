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
