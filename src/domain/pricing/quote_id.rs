//! The text of a quote id: `q_` and sixteen characters, the first eighty bits of a digest.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// RFC 4648 in lower case: no sign that an address, an attribute or a file would escape, and no 0, 1 or 8.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const PREFIX: &str = "q_";
/// Five bits a character.
const CHARACTERS: usize = 16;
const BYTES: usize = 10;

/// Names a price as it was printed; made by [`super::Quote::id`]. As text: `q_` and 16 characters of `a-z2-7`.
///
/// Evidence only. Two printed prices with one id agree in everything that [`super::Quote`] lists; an id that came from
/// outside proves nothing until it is made again and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuoteId([u8; BYTES]);

/// Not a quote id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quote id is q_ and sixteen characters of a-z and 2-7")]
pub struct MalformedQuoteId;

impl QuoteId {
    /// The id of a SHA-256 digest: eighty bits of it, so that a shop which has printed a thousand million prices has met
    /// two of one id with a chance below one in a million.
    pub(super) fn of_digest(digest: [u8; 32]) -> Self {
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&digest[..BYTES]);
        Self(bytes)
    }
}

impl fmt::Display for QuoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        for bytes in self.0.chunks(5) {
            let bits = bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for place in (0..8).rev() {
                let character = ALPHABET[(bits >> (5 * place) & 31) as usize];
                fmt::Write::write_char(f, char::from(character))?;
            }
        }
        Ok(())
    }
}

impl FromStr for QuoteId {
    type Err = MalformedQuoteId;

    /// Takes exactly what [`fmt::Display`] writes: nothing is trimmed or lowered.
    fn from_str(text: &str) -> Result<Self, MalformedQuoteId> {
        let text = text.strip_prefix(PREFIX).ok_or(MalformedQuoteId)?.as_bytes();
        if text.len() != CHARACTERS {
            return Err(MalformedQuoteId);
        }
        let mut id = [0; BYTES];
        for (characters, bytes) in text.chunks(8).zip(id.chunks_mut(5)) {
            let mut bits = 0_u64;
            for character in characters {
                let known = ALPHABET.iter().position(|known| known == character);
                bits = bits << 5 | known.ok_or(MalformedQuoteId)? as u64;
            }
            bytes.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Ok(Self(id))
    }
}

impl TryFrom<String> for QuoteId {
    type Error = MalformedQuoteId;

    fn try_from(text: String) -> Result<Self, MalformedQuoteId> {
        text.parse()
    }
}

impl From<QuoteId> for String {
    fn from(id: QuoteId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_text_is_base_32_in_lower_case() {
        // The vector of RFC 4648, section 10, filled up with zeros.
        let id = QuoteId(*b"foobar\0\0\0\0");

        assert_eq!(id.to_string(), "q_mzxw6ytboiaaaaaa");
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"q_mzxw6ytboiaaaaaa\"");
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in [
            "",
            "q_",
            "mzxw6ytboiaaaaaa",
            "q_mzxw6ytboiaaaaa",
            "q_mzxw6ytboiaaaaaaa",
            "q_MZXW6YTBOIAAAAAA",
            "q_mzxw6ytboiaaaaa1",
            "q_mzxw6ytboiaaaaé",
            " q_mzxw6ytboiaaaaaa",
            "q_mzxw6ytboiaaaaaa\n",
        ] {
            assert_eq!(text.parse::<QuoteId>(), Err(MalformedQuoteId), "{text:?}");
        }
        assert!(serde_json::from_str::<QuoteId>("\"q_x\"").is_err());
    }

    proptest! {
        #[test]
        fn every_id_reads_back(bytes: [u8; BYTES]) {
            let id = QuoteId(bytes);

            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }

        #[test]
        fn every_text_that_reads_is_written_the_same(text in "q_[a-z2-7]{16}") {
            prop_assert_eq!(text.parse::<QuoteId>().unwrap().to_string(), text);
        }
    }
}
