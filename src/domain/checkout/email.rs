//! A first look at an e-mail address; the only proof is a message that arrives.

/// Whether the text has the shape of an address of RFC 5321 as people use it: one `@`, a dotted domain, no blanks,
/// at most 254 bytes.
pub fn is_plausible_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let clean = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && part
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !"@,;<>()[]\\\"".contains(c))
    };
    text.len() <= 254 && local.len() <= 64 && clean(local) && clean(domain) && domain.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_addresses_pass_and_slips_do_not() {
        for good in ["a@b.co", "ana.mária+shop@example.com", "x@sub.例え.jp"] {
            assert!(is_plausible_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "a@@b.co",
            "a b@c.de",
            "a@b..co",
            ".a@b.co",
            "a@b.co, c@d.ee",
            "a@b.co\n",
        ] {
            assert!(!is_plausible_email(bad), "{bad}");
        }
    }
}
