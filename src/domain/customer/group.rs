//! Groups of customers: words that price lists and promotions speak to.

/// Most groups of one customer.
pub const MAX_GROUPS: i64 = 20;

/// Whether a word can name a group: a small letter, then at most 39 small letters, digits, hyphens and underscores. The
/// same rule as in the tables that name groups.
pub fn is_customer_group(word: &str) -> bool {
    word.len() <= 40
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_a_plain_word() {
        for word in ["trade", "b2b", "gold-members_2", &"a".repeat(40)] {
            assert!(is_customer_group(word), "{word}");
        }
        for word in ["", "Trade", "2b", "-a", "a b", "größe", "a\n", &"a".repeat(41)] {
            assert!(!is_customer_group(word), "{word}");
        }
    }
}
