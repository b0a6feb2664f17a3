//! The cart token: a secret of the shopper's browser.

use sha2::{Digest as _, Sha256};

/// The digest under which a cart is stored and a shopper's forms are kept.
pub fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
