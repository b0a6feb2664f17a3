//! Postal codes of a part of a country that is taxed otherwise, as people write them: `35*, 38*`, `51001..51005, 51081`.
//!
//! | form | means |
//! | --- | --- |
//! | `78266` | this code |
//! | `35*` | every code that begins so |
//! | `35???` | each `?` one letter or digit |
//! | `51001..51005` | these and all between, of the same length |
//! | `35*, 38*` | any of them |
//!
//! Spaces, hyphens and small letters make no difference, neither here nor in addresses.

use std::fmt;
use std::str::FromStr;

/// Longest code in signs.
const LONGEST: usize = 10;
/// Most patterns that are told apart by commas.
const MOST: usize = 50;

/// Which postal codes; at least one pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalCodes(Vec<Pattern>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    /// Capitals, digits and `?`; with `is_open` whatever follows.
    Mask { signs: String, is_open: bool },
    /// Both of one length.
    Range { first: String, last: String },
}

/// Why a text names no postal codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostalCodesError {
    /// A part between two commas is empty, too long, or has other signs.
    #[error("write codes of at most ten letters and digits, with * at the end or ? within, such as 35*, 38*")]
    Pattern,
    /// The ends of a range do not fit each other.
    #[error("write the ends of a range with the same number of signs, the lower first, such as 51001..51005")]
    Range,
    /// There are too many.
    #[error("write at most fifty patterns")]
    TooMany,
}

impl PostalCodes {
    /// The codes that begin so: `100` is `100*`.
    pub fn beginning(prefix: &str) -> Self {
        Self(vec![Pattern::Mask {
            signs: normalised(prefix),
            is_open: true,
        }])
    }

    /// How exactly a postal code is meant, more for what says more of it; `None` where it is not meant at all. A code says
    /// more than a range that it lies in, and that more than the beginning that the range shares.
    pub fn fit(&self, postal_code: &str) -> Option<Fit> {
        let code = normalised(postal_code);
        self.0.iter().filter_map(|pattern| pattern.fit(&code)).max()
    }
}

/// How exactly a pattern means a code; the greater the more exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Signs of the code that the pattern says.
    known: usize,
    /// Whether the pattern says how long the code is.
    is_whole: bool,
}

impl Pattern {
    fn fit(&self, code: &str) -> Option<Fit> {
        match self {
            Self::Mask { signs, is_open } => {
                let has_length = code.len() == signs.len() || (*is_open && code.len() > signs.len());
                let is_equal = || {
                    let mut pairs = signs.bytes().zip(code.bytes());
                    pairs.all(|(sign, of_code)| sign == b'?' || sign == of_code)
                };
                (has_length && is_equal()).then(|| Fit {
                    known: signs.bytes().filter(|sign| *sign != b'?').count(),
                    is_whole: !is_open,
                })
            }
            Self::Range { first, last } => {
                let lies_within = code.len() == first.len() && first.as_str() <= code && code <= last.as_str();
                lies_within.then(|| Fit {
                    known: first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count(),
                    is_whole: true,
                })
            }
        }
    }
}

impl FromStr for PostalCodes {
    type Err = PostalCodesError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let patterns: Vec<Pattern> = text.split(',').map(pattern).collect::<Result<_, _>>()?;
        if patterns.len() > MOST {
            return Err(PostalCodesError::TooMany);
        }
        Ok(Self(patterns))
    }
}

/// As they are stored: capitals, without spaces in a code, one way of writing for one meaning.
impl fmt::Display for PostalCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, pattern) in self.0.iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            match pattern {
                Pattern::Mask { signs, is_open } => {
                    write!(f, "{comma}{signs}{}", if *is_open { "*" } else { "" })?;
                }
                Pattern::Range { first, last } => write!(f, "{comma}{first}..{last}")?,
            }
        }
        Ok(())
    }
}

fn pattern(text: &str) -> Result<Pattern, PostalCodesError> {
    if let Some((first, last)) = text.split_once("..") {
        let (first, last) = (code(first, false)?, code(last, false)?);
        if first.len() != last.len() || first > last {
            return Err(PostalCodesError::Range);
        }
        return Ok(Pattern::Range { first, last });
    }
    let trimmed = text.trim();
    let (signs, is_open) = trimmed
        .strip_suffix('*')
        .map_or((trimmed, false), |signs| (signs, true));
    Ok(Pattern::Mask {
        signs: code(signs, true)?,
        is_open,
    })
}

fn code(text: &str, has_masks: bool) -> Result<String, PostalCodesError> {
    let is_known = |sign: char| sign.is_ascii_alphanumeric() || is_space(sign) || (has_masks && sign == '?');
    let signs: String = text
        .chars()
        .filter(|sign| !is_space(*sign))
        .map(|sign| sign.to_ascii_uppercase())
        .collect();
    if !text.chars().all(is_known) || signs.is_empty() || signs.len() > LONGEST {
        return Err(PostalCodesError::Pattern);
    }
    Ok(signs)
}

const fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '-')
}

// "se1 7th" and "SE1-7TH" are one postal code.
fn normalised(postal_code: &str) -> String {
    let signs = postal_code.chars().filter(char::is_ascii_alphanumeric);
    signs.map(|sign| sign.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(patterns: &str, code: &str) -> bool {
        patterns.parse::<PostalCodes>().unwrap().fit(code).is_some()
    }

    #[test]
    fn each_form_means_what_it_says_and_nothing_beside_it() {
        for (patterns, inside, outside) in [
            ("78266", &["78266", "782 66"][..], &["78267", "7826", "782660", ""][..]),
            ("35*", &["35001", "35", "350-01"], &["36001", "3", "53500"]),
            ("35???", &["35001", "35ABC"], &["3500", "350012", "36001"]),
            (
                "51001..51005",
                &["51001", "51003", "51005"],
                &["51000", "51006", "5100", "510030"],
            ),
            (
                "51001..51005, 51070..51071,51081",
                &["51004", "51070", "51081"],
                &["51072", "51080", "52001"],
            ),
            ("bt*", &["BT1 1AA", "bt71-1aa"], &["B71 1AA", "TB1 1AA"]),
            ("9?00*", &["9100-123", "9000"], &["9110-123", "900"]),
        ] {
            for code in inside {
                assert!(means(patterns, code), "{code} is in {patterns}");
            }
            for code in outside {
                assert!(!means(patterns, code), "{code} is not in {patterns}");
            }
        }
    }

    #[test]
    fn what_says_more_of_a_code_fits_it_better() {
        let fit = |patterns: &str| patterns.parse::<PostalCodes>().unwrap().fit("51003");

        let rising = ["5*", "5????", "51*", "51000..51099", "51003"];

        // A lone star would be a whole country, which has a way of its own to be written.
        assert!("*".parse::<PostalCodes>().is_err());
        for pair in rising.windows(2) {
            assert!(fit(pair[0]) < fit(pair[1]), "{pair:?}");
        }
        assert_eq!(fit("52*"), None);
        assert_eq!(fit("5*, 51003"), fit("51003"));
    }

    #[test]
    fn one_meaning_has_one_way_of_writing() {
        let written = |text: &str| text.parse::<PostalCodes>().map(|codes| codes.to_string());

        assert_eq!(written(" se1 7th ,gy*"), Ok("SE17TH, GY*".to_owned()));
        assert_eq!(written("9000-001..9000-009"), Ok("9000001..9000009".to_owned()));
        assert_eq!(PostalCodes::beginning("100"), "100*".parse().unwrap());
        for refused in ["", "35*,", "3*5", "(35|38)", "12345678901", "5100[1-5]", "?..9"] {
            assert_eq!(written(refused), Err(PostalCodesError::Pattern), "{refused}");
        }
        for refused in ["51005..51001", "5100..51001"] {
            assert_eq!(written(refused), Err(PostalCodesError::Range), "{refused}");
        }
        assert_eq!(written(&vec!["1"; 51].join(",")), Err(PostalCodesError::TooMany));
    }
}
