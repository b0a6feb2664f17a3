//! Handles of foreign shops, made to fit ours.

use domain::catalog::Handle;
use sha2::{Digest, Sha256};

/// The nearest handle that we can have: itself if it fits, else its words; text in a script that we do not romanise
/// becomes `item-` and the first hexadecimal digits of its SHA-256, the same each time.
pub fn fitting(raw: &str) -> String {
    match Handle::parse(raw).or_else(|_| Handle::from_title(raw)) {
        Ok(handle) => handle.to_string(),
        Err(_) => format!("item-{}", hex(raw)),
    }
}

fn hex(raw: &str) -> String {
    let digest = Sha256::digest(raw.as_bytes());
    let number = digest
        .iter()
        .take(6)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:012x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_that_fit_stay_and_others_become_words() {
        assert_eq!(fitting("coral-ring"), "coral-ring");
        assert_eq!(fitting("Coral--Ring_"), "coral-ring");
        assert_eq!(fitting("真珠"), fitting("真珠"));
        assert_ne!(fitting("真珠"), fitting("珊瑚"));
        assert!(Handle::parse(&fitting("真珠")).is_ok());
    }
}
