//! The code of a gift card: twenty letters and digits, of which none can be taken for another.

use std::fmt;

/// Digits and capitals without I, L, O and U: 32 symbols, so that five bits of chance are one symbol.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 100 bits. The last four are stored beside the digest, which leaves 80 to guess.
const LENGTH: usize = 20;
/// Symbols between two hyphens.
const GROUP: usize = 4;

/// A code in its one spelling. No `Debug`: whoever has it has the money.
#[derive(Clone, PartialEq, Eq)]
pub struct GiftCardCode(String);

/// What was typed is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a gift card has {LENGTH} letters and digits")]
pub struct GiftCardCodeError;

impl GiftCardCode {
    /// A code of 32 bytes of chance, each of which gives at most one symbol.
    pub fn from_chance(chance: &[u8; 32]) -> Self {
        let symbols = chance.iter().take(LENGTH).map(|byte| symbol(byte & 31));
        Self(symbols.collect())
    }

    /// Reads what somebody typed: capitals or not, with hyphens and spaces or not, and with O, I and L for 0, 1 and 1.
    ///
    /// # Errors
    /// [`GiftCardCodeError`].
    pub fn parse(typed: &str) -> Result<Self, GiftCardCodeError> {
        let mut code = String::with_capacity(LENGTH);
        for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '–') {
            let symbol = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let is_known = u8::try_from(symbol).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !is_known || code.len() == LENGTH {
                return Err(GiftCardCodeError);
            }
            code.push(symbol);
        }
        if code.len() == LENGTH {
            Ok(Self(code))
        } else {
            Err(GiftCardCodeError)
        }
    }

    /// What the digest is of.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What people tell cards apart by.
    pub fn last_four(&self) -> &str {
        &self.0[LENGTH - 4..]
    }
}

/// As it is printed: "7KQM-2XHD-…", in five groups.
impl fmt::Display for GiftCardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, symbol) in self.0.chars().enumerate() {
            if position > 0 && position % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{symbol}")?;
        }
        Ok(())
    }
}

fn symbol(five_bits: u8) -> char {
    char::from(ALPHABET[usize::from(five_bits & 31)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_one_code_however_it_is_typed() {
        let printed = "7KQM-2XHD-0011-ABCD-WXYZ";
        let code = GiftCardCode::parse(printed).ok().unwrap();

        for typed in ["7kqm2xhd0011abcdwxyz", " 7KQM 2XHD OoiL abcd wxyz ", printed] {
            assert!(GiftCardCode::parse(typed).is_ok_and(|read| read == code), "{typed}");
        }
        assert_eq!((code.to_string().as_str(), code.last_four()), (printed, "WXYZ"));
    }

    #[test]
    fn what_is_too_short_too_long_or_of_other_signs_is_no_code() {
        for typed in [
            "",
            "7KQM",
            "7KQM-2XHD-0011-ABCD-WXYZ-1",
            "7KQM-2XHD-0011-ABCD-WXY!",
            "UUUU-UUUU-UUUU-UUUU-UUUU",
        ] {
            assert!(GiftCardCode::parse(typed).is_err(), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn whatever_chance_gives_is_read_again_as_it_is_printed(chance: [u8; 32]) {
            let code = GiftCardCode::from_chance(&chance);

            prop_assert!(GiftCardCode::parse(&code.to_string()).is_ok_and(|read| read == code));
        }

        #[test]
        fn nothing_that_is_typed_breaks_the_reader(typed: String) {
            let _ = GiftCardCode::parse(&typed);
        }
    }
}
