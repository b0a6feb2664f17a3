//! How RFC 8785 writes a number: ECMAScript's layout of the shortest digits. Text in, text out; nothing is computed.

/// Lays the shortest digits of a double, such as `1e30` or `4.0`, out as ECMAScript's `Number::toString` does: plain
/// between 10⁻⁶ and 10²¹, with an exponent beyond.
pub(super) fn push_number(shortest: &str, out: &mut String) {
    let (digits, exponent) = scientific(shortest.trim_start_matches('-'));
    if digits.is_empty() {
        out.push('0');
        return;
    }
    if shortest.starts_with('-') {
        out.push('-');
    }
    match (usize::try_from(exponent), exponent) {
        (Ok(exponent), 0..=20) => push_plain(&digits, exponent + 1, out),
        (_, -6..=-1) => {
            out.push_str("0.");
            out.extend(std::iter::repeat_n('0', exponent.unsigned_abs() as usize - 1));
            out.push_str(&digits);
        }
        _ => push_exponent(&digits, exponent, out),
    }
}

// The significant digits, none for zero, and the power of ten of the first of them.
fn scientific(magnitude: &str) -> (String, i32) {
    let (mantissa, exponent) = magnitude.split_once('e').unwrap_or((magnitude, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    let zeros = digits.len() - significant.len();
    let first = i32::try_from(whole.len()).unwrap_or(0) - 1 - i32::try_from(zeros).unwrap_or(0);
    (
        significant.trim_end_matches('0').to_owned(),
        exponent.parse().unwrap_or(0) + first,
    )
}

fn push_plain(digits: &str, point: usize, out: &mut String) {
    if digits.len() <= point {
        out.push_str(digits);
        out.extend(std::iter::repeat_n('0', point - digits.len()));
    } else {
        let (whole, fraction) = digits.split_at(point);
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    }
}

fn push_exponent(digits: &str, exponent: i32, out: &mut String) {
    let (first, others) = digits.split_at(1);
    out.push_str(first);
    if !others.is_empty() {
        out.push('.');
        out.push_str(others);
    }
    out.push_str(if exponent < 0 { "e-" } else { "e+" });
    out.push_str(&exponent.unsigned_abs().to_string());
}

#[cfg(test)]
mod tests {
    use super::super::canonical_json;

    fn canonical(text: &str) -> String {
        canonical_json(text.as_bytes()).unwrap()
    }

    #[test]
    fn numbers_read_as_the_examples_of_the_rfc() {
        let numbers = "[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]";

        assert_eq!(canonical(numbers), "[333333333.3333333,1e+30,4.5,0.002,1e-27]");
    }

    #[test]
    fn numbers_at_the_edges_read_as_the_appendix_of_the_rfc() {
        let expected = [
            ("-0", "0"),
            ("5e-324", "5e-324"),
            ("-5e-324", "-5e-324"),
            ("1.7976931348623157e308", "1.7976931348623157e+308"),
            ("9007199254740992", "9007199254740992"),
            ("-9007199254740992", "-9007199254740992"),
            ("295147905179352830000", "295147905179352830000"),
            ("9.999999999999997e22", "9.999999999999997e+22"),
            ("1e23", "1e+23"),
            ("999999999999999900000", "999999999999999900000"),
            ("1000000000000000000000", "1e+21"),
            ("0.000001", "0.000001"),
            ("9.999999999999997e-7", "9.999999999999997e-7"),
            ("333333333.3333332", "333333333.3333332"),
            ("-0.0000033333333333333333", "-0.0000033333333333333333"),
            ("1424953923781206.2", "1424953923781206.2"),
            ("10", "10"),
            ("6588", "6588"),
        ];
        for (given, canonical_form) in expected {
            assert_eq!(canonical(given), canonical_form, "{given}");
        }
    }
}
