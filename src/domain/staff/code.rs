//! Codes as people type them: with blanks, hyphens, and letters in any case.

/// How many recovery codes a member has.
pub const RECOVERY_CODES: usize = 10;
/// Signs of a recovery code: 80 bits in base 32.
const RECOVERY_LENGTH: usize = 16;

/// The six digits of an authenticator; `None` when it is anything else.
pub fn totp_code(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|sign| !is_gap(*sign)).collect();
    (code.len() == 6 && code.bytes().all(|sign| sign.is_ascii_digit())).then_some(code)
}

/// A recovery code as its digest is taken of it: 16 letters and digits without gaps; `None` when it is anything else.
pub fn recovery_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|sign| !is_gap(*sign))
        .map(|sign| match sign.to_ascii_uppercase() {
            // Not in the alphabet, and easily taken for what is.
            '0' => 'O',
            '1' => 'I',
            other => other,
        })
        .collect();
    let is_one = code.len() == RECOVERY_LENGTH && code.bytes().all(|sign| matches!(sign, b'A'..=b'Z' | b'2'..=b'7'));
    is_one.then_some(code)
}

const fn is_gap(sign: char) -> bool {
    matches!(sign, ' ' | '-' | '\u{a0}' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(totp_code(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(totp_code("12345"), None);
        assert_eq!(totp_code("12345a"), None);
        assert_eq!(
            recovery_code("abcd-efgh 2345-670z").as_deref(),
            Some("ABCDEFGH234567OZ")
        );
        assert_eq!(recovery_code("ABCD-EFGH-2345"), None);
        assert_eq!(recovery_code("ABCD-EFGH-2345-89ZZ"), None);
    }
}
