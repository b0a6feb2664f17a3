//! Card numbers do not belong here (SEMANTICS section 9, rule 2): free text that holds one is refused.

/// Whether the text has a run of 13 to 19 digits (blanks and hyphens between them allowed) that passes the Luhn
/// check of ISO/IEC 7812-1.
pub fn holds_card_number(text: &str) -> bool {
    let mut run: Vec<u8> = Vec::new();
    let mut found = false;
    for c in text.chars().chain(std::iter::once('\n')) {
        match c {
            '0'..='9' => run.push(c as u8 - b'0'),
            ' ' | '-' => {}
            _ => {
                found = found || ((13..=19).contains(&run.len()) && passes_luhn(&run));
                run.clear();
            }
        }
    }
    found
}

fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, digit)| {
            let d = u32::from(*digit);
            if i % 2 == 0 { d } else { d * 2 / 10 + d * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_seen_through_blanks_and_hyphens() {
        assert!(holds_card_number("my card is 4242 4242-4242 4242, thanks"));
        assert!(!holds_card_number("4242 4242 4242 4241"));
        assert!(!holds_card_number("call 030 1234567"));
    }
}
