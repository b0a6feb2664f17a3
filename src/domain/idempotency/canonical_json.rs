//! The JSON Canonicalization Scheme (RFC 8785): one byte string for every way of writing the same JSON.
//!
//! Members are sorted by the UTF-16 units of their names, strings carry the shortest escapes, numbers are written as
//! ECMAScript writes the IEEE 754 double next to them. That last point is the RFC's, and the only place in this floor
//! where a double occurs: it is parsed and printed, never computed with. Integers up to 2⁵³ pass unchanged.

use std::fmt::Write;

use super::number::push_number;

/// Why a text has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalJsonError {
    /// Not JSON (RFC 8259), or nested deeper than 127 levels.
    #[error("the text is not JSON")]
    Syntax(#[source] serde_json::Error),
    /// Not UTF-8.
    #[error("the text is not UTF-8")]
    Encoding(#[source] std::str::Utf8Error),
    /// An object names a member twice, so that two readers may see two things.
    #[error("a member occurs twice in one object")]
    DuplicateMember,
    /// A number beyond the range of a double.
    #[error("a number is out of range")]
    NumberOutOfRange,
}

/// Writes JSON in its canonical form.
///
/// # Errors
/// [`CanonicalJsonError`]: why there is none.
pub fn canonical_json(text: &[u8]) -> Result<String, CanonicalJsonError> {
    let text = std::str::from_utf8(text).map_err(CanonicalJsonError::Encoding)?;
    // Settles syntax and depth, so that the walk below meets well-formed JSON only.
    serde_json::from_str::<serde_json::Value>(text).map_err(CanonicalJsonError::Syntax)?;
    let mut walk = Walk { rest: text };
    let mut canonical = String::with_capacity(text.len());
    walk.value(&mut canonical)?;
    Ok(canonical)
}

struct Walk<'a> {
    rest: &'a str,
}

impl<'a> Walk<'a> {
    fn value(&mut self, out: &mut String) -> Result<(), CanonicalJsonError> {
        match self.peek() {
            Some('{') => self.object(out),
            Some('[') => self.array(out),
            Some('"') => self.string().map(|text| push_string(&text, out)),
            _ => push_scalar(self.scalar(), out),
        }
    }

    fn object(&mut self, out: &mut String) -> Result<(), CanonicalJsonError> {
        let mut members: Vec<(Vec<u16>, String)> = Vec::new();
        self.skip('{');
        while !self.closes('}') {
            let name = self.string()?;
            self.skip(':');
            let mut member = String::new();
            push_string(&name, &mut member);
            member.push(':');
            self.value(&mut member)?;
            members.push((name.encode_utf16().collect(), member));
        }
        members.sort_by(|left, right| left.0.cmp(&right.0));
        if members.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return Err(CanonicalJsonError::DuplicateMember);
        }
        push_list('{', members.into_iter().map(|(_, member)| member), '}', out);
        Ok(())
    }

    fn array(&mut self, out: &mut String) -> Result<(), CanonicalJsonError> {
        let mut items = Vec::new();
        self.skip('[');
        while !self.closes(']') {
            let mut item = String::new();
            self.value(&mut item)?;
            items.push(item);
        }
        push_list('[', items.into_iter(), ']', out);
        Ok(())
    }

    fn string(&mut self) -> Result<String, CanonicalJsonError> {
        self.peek();
        let mut escaped = false;
        let end = self.rest.char_indices().skip(1).find_map(|(index, character)| {
            let closes = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            closes.then_some(index + 1)
        });
        let token = self.take(end.unwrap_or(self.rest.len()));
        serde_json::from_str(token).map_err(CanonicalJsonError::Syntax)
    }

    // `true`, `false`, `null` or a number.
    fn scalar(&mut self) -> &'a str {
        let ends = |character: char| matches!(character, ',' | ']' | '}') || is_space(character);
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        self.take(end)
    }

    // Whether the list is over; passes a comma between two items.
    fn closes(&mut self, bracket: char) -> bool {
        if self.peek() == Some(',') {
            self.skip(',');
        }
        let over = self.peek().is_none_or(|character| character == bracket);
        if over {
            self.skip(bracket);
        }
        over
    }

    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start_matches(is_space);
        self.rest.chars().next()
    }

    fn skip(&mut self, character: char) {
        self.peek();
        self.rest = self.rest.strip_prefix(character).unwrap_or(self.rest);
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (token, rest) = self.rest.split_at(length);
        self.rest = rest;
        token
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

fn push_list(open: char, items: impl Iterator<Item = String>, close: char, out: &mut String) {
    out.push(open);
    for (position, item) in items.enumerate() {
        if position > 0 {
            out.push(',');
        }
        out.push_str(&item);
    }
    out.push(close);
}

fn push_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => write_escape(control, out),
            other => out.push(other),
        }
    }
    out.push('"');
}

fn write_escape(control: char, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\\u{:04x}", u32::from(control));
}

fn push_scalar(token: &str, out: &mut String) -> Result<(), CanonicalJsonError> {
    if matches!(token, "true" | "false" | "null") {
        out.push_str(token);
        return Ok(());
    }
    let double = token.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
    let double = double.ok_or(CanonicalJsonError::NumberOutOfRange)?;
    // The shortest digits that read back as the same double, a tie to the even one: as ECMAScript wants them, but laid
    // out as `1e30` or `4.0`.
    push_number(&double.to_string(), out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        canonical_json(text.as_bytes()).unwrap()
    }

    #[test]
    fn strings_carry_the_shortest_escapes() {
        let text = r#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\u007f\ud83d\ude02""#;

        assert_eq!(canonical(text), "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}😂\"");
    }

    #[test]
    fn members_are_sorted_by_utf_16_units() {
        let text = r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#;

        assert_eq!(
            canonical(text),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}"
        );
    }

    #[test]
    fn nesting_empty_lists_and_literals_survive() {
        let text = "{ \"b\" : [ ] , \"a\" : { } , \"c\":[ true,false , null , [ { \"y\":1 , \"x\":\"},]\" } ] ] }";

        assert_eq!(
            canonical(text),
            r#"{"a":{},"b":[],"c":[true,false,null,[{"x":"},]","y":1}]]}"#
        );
    }

    #[test]
    fn a_member_named_twice_is_refused_even_when_spelt_differently() {
        assert!(matches!(
            canonical_json(br#"{"a":1,"\u0061":1}"#),
            Err(CanonicalJsonError::DuplicateMember)
        ));
    }

    #[test]
    fn a_deep_nest_is_refused_and_not_a_crash() {
        let deep = "[".repeat(100_000);

        assert!(matches!(
            canonical_json(deep.as_bytes()),
            Err(CanonicalJsonError::Syntax(_))
        ));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_canonical_or_an_error_and_the_canonical_form_is_its_own(text in ".{0,64}") {
            if let Ok(once) = canonical_json(text.as_bytes()) {
                proptest::prop_assert_eq!(canonical(&once), once);
            }
        }

        #[test]
        fn the_canonical_form_means_the_same(names in proptest::collection::btree_map(".{0,8}", 0_i64..1 << 53, 0..8)) {
            let text = serde_json::to_string_pretty(&names).unwrap();
            let read: std::collections::BTreeMap<String, i64> = serde_json::from_str(&canonical(&text)).unwrap();
            proptest::prop_assert_eq!(read, names);
        }
    }
}
