//! Tax classes of other platforms as our categories: lower-case words, `standard` and `exempt` among them.

use domain::tax::{EXEMPT_CATEGORY, STANDARD_CATEGORY, TaxTable};
use std::collections::BTreeSet;
use store::import::Incoming;

use super::batch::{Batch, Item};
use super::cell::shortened;
use super::outcome::Notice;

/// The category of a class, and what to say where it is not the class's own name: `reduced-rate` is `reduced`, and
/// `reduced-13` as well, which is said, since it may not be meant.
pub fn category(class: &str) -> (String, Option<String>) {
    let class = class.trim();
    let name = class.to_lowercase();
    let name = name
        .strip_suffix("-rate")
        .or_else(|| name.strip_suffix(" rate"))
        .unwrap_or(&name);
    let words: String = name
        .chars()
        .map(|sign| if sign.is_ascii_lowercase() { sign } else { '_' })
        .collect();
    let words = words.trim_matches('_');
    if words.is_empty() {
        let notice = format!("the tax class `{}` is no word: taxed as standard", shortened(class));
        return (STANDARD_CATEGORY.to_owned(), (!class.is_empty()).then_some(notice));
    }
    let is_own = name
        .chars()
        .all(|sign| sign.is_ascii_lowercase() || " -_".contains(sign));
    let notice = format!(
        "the tax class `{}` is imported as the category `{words}`",
        shortened(class)
    );
    (words.to_owned(), (!is_own).then_some(notice))
}

/// The category of a tax code: codes of tax services, such as `PC040100`, say nothing here.
pub fn category_of_code(code: &str) -> (String, Option<String>) {
    if code.bytes().any(|byte| byte.is_ascii_digit()) {
        let notice = format!(
            "`{}` is a code of a tax service: taxed as standard",
            shortened(code.trim())
        );
        return (STANDARD_CATEGORY.to_owned(), Some(notice));
    }
    category(code)
}

/// Adds a notice to each product of a category that the tax table has no rate for, so that it is taxed as standard.
pub fn tell_unknown(batch: &mut Batch, taxes: &TaxTable) {
    let mut incoming = batch.incoming.iter();
    for item in &mut batch.items {
        let Item::Product { rows, notices } = item else {
            continue;
        };
        let Some(product) = incoming.next() else { return };
        notices.extend(unknown(product, taxes).into_iter().map(|category| Notice {
            row: rows.first().copied().unwrap_or_default(),
            column: String::new(),
            text: format!("no tax rate is for the category `{category}`: taxed as standard until one is"),
        }));
    }
}

fn unknown<'a>(product: &'a Incoming, taxes: &TaxTable) -> BTreeSet<&'a str> {
    let categories = product
        .draft
        .variants
        .iter()
        .map(|variant| variant.tax_category.as_str());
    categories
        .filter(|category| ![STANDARD_CATEGORY, EXEMPT_CATEGORY].contains(category) && !taxes.has_category(category))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_becomes_a_word_and_what_gets_lost_is_said() {
        for (class, word, is_said) in [
            ("", "standard", false),
            ("standard", "standard", false),
            ("Reduced rate", "reduced", false),
            ("reduced-rate", "reduced", false),
            ("baby clothes", "baby_clothes", false),
            ("reduced-13", "reduced", true),
            ("ermäßigt", "erm__igt", true),
            ("7", "standard", true),
        ] {
            let (found, notice) = category(class);
            assert_eq!((found.as_str(), notice.is_some()), (word, is_said), "{class}");
        }
    }

    #[test]
    fn a_code_of_a_tax_service_is_no_category() {
        assert_eq!(category_of_code("books"), ("books".to_owned(), None));
        let (category, notice) = category_of_code("PC040100");
        assert_eq!(category, "standard");
        assert_eq!(
            notice.as_deref(),
            Some("`PC040100` is a code of a tax service: taxed as standard")
        );
    }
}
