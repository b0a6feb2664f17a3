//! The exceptions of a public list of rates, where it is at hand: each of its patterns, written as ours, means the same
//! codes and finds its rate.

use super::{PostalCodes, TaxRow, TaxTable, seed};
use crate::pricing::Destination;
use crate::rate::Rate;
use rust_decimal::Decimal;
use serde_json::Value;

struct Exception {
    country: String,
    from: String,
    pattern: String,
    percent: String,
}

fn exceptions() -> Option<Vec<Exception>> {
    let text = crate::shared_data::read("money-tax-address/eu-uk-vat-rates.json")?;
    let list: Value = serde_json::from_str(&text).unwrap();
    let mut found = Vec::new();
    for (country, periods) in list["items"].as_object().unwrap() {
        for period in periods.as_array().unwrap() {
            for exception in period["exceptions"].as_array().into_iter().flatten() {
                found.push(Exception {
                    country: country.clone(),
                    from: period["effective_from"].as_str().unwrap().to_owned(),
                    pattern: exception["postcode"].as_str().unwrap().to_owned(),
                    percent: exception["standard"].to_string(),
                });
            }
        }
    }
    Some(found)
}

/// A sign class with how often it may stand: least and most.
type Piece = (Vec<char>, usize, usize);

// What the list's patterns are made of: digits, [a-b], [abc], \d, {n}, {n,}.
fn pieces(alternative: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = alternative.chars();
    while let Some(sign) = rest.next() {
        match sign {
            '\\' => {
                assert_eq!(rest.next(), Some('d'));
                pieces.push((('0'..='9').collect(), 1, 1));
            }
            '[' => {
                let inner: Vec<char> = rest.by_ref().take_while(|sign| *sign != ']').collect();
                let signs = match inner[..] {
                    [first, '-', last] => (first..=last).collect(),
                    _ => inner,
                };
                pieces.push((signs, 1, 1));
            }
            '{' => {
                let inner: String = rest.by_ref().take_while(|sign| *sign != '}').collect();
                let (least, most) = inner
                    .split_once(',')
                    .map_or((inner.as_str(), Some(inner.as_str())), |(least, _)| (least, None));
                let last = pieces.last_mut().unwrap();
                last.1 = least.parse().unwrap();
                last.2 = most.map_or(usize::MAX, |most| most.parse().unwrap());
            }
            digit => pieces.push((vec![digit], 1, 1)),
        }
    }
    pieces
}

fn alternatives(pattern: &str) -> Vec<Vec<Piece>> {
    let inner = pattern.trim_start_matches('(').trim_end_matches(')');
    inner.split('|').map(pieces).collect()
}

fn matches(pieces: &[Piece], code: &[char]) -> bool {
    let Some(((signs, least, most), rest)) = pieces.split_first() else {
        return code.is_empty();
    };
    let here = code.iter().take_while(|sign| signs.contains(sign)).count();
    (*least..=here.min(*most)).any(|count| matches(rest, &code[count..]))
}

// As a person would write it: masks where any digit may stand, a range where the class is at the end.
fn ours(pattern: &str) -> String {
    let written = alternatives(pattern).into_iter().flat_map(|pieces| {
        let mut texts = vec![String::new()];
        for (at, (signs, least, most)) in pieces.iter().enumerate() {
            let is_last = at + 1 == pieces.len();
            texts = texts
                .into_iter()
                .flat_map(|text| match (signs.len(), *most) {
                    (10, usize::MAX) => vec![format!("{text}{}*", "?".repeat(*least))],
                    (10, _) => vec![format!("{text}{}", "?".repeat(*least))],
                    (2.., _) if is_last => {
                        vec![format!("{text}{}..{text}{}", signs[0], signs[signs.len() - 1])]
                    }
                    _ => signs.iter().map(|sign| format!("{text}{sign}")).collect(),
                })
                .collect();
        }
        texts
    });
    written.collect::<Vec<_>>().join(", ")
}

#[test]
fn each_pattern_of_the_list_means_the_same_codes_in_our_writing() {
    let Some(exceptions) = exceptions() else { return };
    assert_eq!(exceptions.len(), 21);
    let mut patterns: Vec<_> = exceptions.iter().map(|exception| exception.pattern.as_str()).collect();
    patterns.sort_unstable();
    patterns.dedup();

    for pattern in patterns {
        let theirs = alternatives(pattern);
        let written = ours(pattern);
        let codes: PostalCodes = written.parse().unwrap_or_else(|error| panic!("{written}: {error}"));
        let mut count = 0;
        for length in [4, 5, 7] {
            // Of seven digits, those that begin as codes of five do.
            let most = 10_usize.pow(u32::try_from(length.min(5)).unwrap());
            for number in 0..most {
                let code = format!(
                    "{number:0width$}{}",
                    if length == 7 { "12" } else { "" },
                    width = length.min(5)
                );
                let signs: Vec<char> = code.chars().collect();
                let expected = theirs.iter().any(|pieces| matches(pieces, &signs));
                count += usize::from(expected);
                assert_eq!(
                    codes.fit(&code).is_some(),
                    expected,
                    "{code} in {pattern}, written {written}"
                );
            }
        }
        assert!(count > 0, "{pattern} means something");
    }
}

#[test]
fn an_address_in_each_exception_of_the_list_pays_its_rate() {
    let Some(mut exceptions) = exceptions() else { return };
    // A place is named again for each period; the newest counts.
    exceptions.sort_by(|left, right| left.from.cmp(&right.from));
    let mut rows = seed::table().rows().to_vec();
    let mut wanted: Vec<(String, String, i128)> = Vec::new();
    for exception in exceptions {
        let percent = Decimal::from_str_exact(&exception.percent).unwrap();
        let ppm = Rate::from_decimal(percent / Decimal::ONE_HUNDRED).unwrap().ppm();
        wanted.retain(|(country, pattern, _)| (country, pattern) != (&exception.country, &exception.pattern));
        wanted.push((exception.country, exception.pattern, ppm));
    }
    for (country, pattern, ppm) in &wanted {
        let ppm = i64::try_from(*ppm).unwrap();
        let row = TaxRow::new(country.clone(), None, "standard".into(), "VAT".into(), ppm).unwrap();
        rows.push(row.in_part("", &ours(pattern)).unwrap());
    }
    let table = TaxTable::new(rows);

    for (country, pattern, ppm) in &wanted {
        for pieces in alternatives(pattern) {
            let code: String = pieces
                .iter()
                .flat_map(|(signs, least, _)| vec![signs[signs.len() / 2]; *least])
                .collect();
            let destination = Destination {
                country: country.clone(),
                region: None,
                postal_code: Some(code.clone()),
            };
            let rates: Vec<i128> = table
                .rates_at(&destination, "books")
                .iter()
                .map(|rate| rate.rate.ppm())
                .collect();
            assert_eq!(rates, [*ppm], "{country} {code}");
        }
    }
}
