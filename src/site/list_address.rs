//! A list's filters in its address, both ways.
//!
//! `?type=Ring&vendor=Salt&option.Size=M&option.Size=L&min=10&max=50.5&available=1&sort=newest&page=2`, with amounts
//! as people write them. What cannot be read is left out, since old links must not break.

use domain::catalog::{ListFilter, Sort};
use domain::money::{Currency, Money};
use url::form_urlencoded::{Serializer, parse};

/// Most values of all facets together that are read from an address.
const MAX_VALUES: usize = 60;
/// Longest value in bytes.
const MAX_LENGTH: usize = 200;

/// Reads filters from the query of an address.
pub fn read_filter(query: &str, currency: Currency) -> ListFilter {
    let mut filter = ListFilter::default();
    for (name, value) in parse(query.as_bytes()).take(2 * MAX_VALUES) {
        take(&mut filter, &name, value.trim(), currency);
    }
    filter
}

fn take(filter: &mut ListFilter, name: &str, value: &str, currency: Currency) {
    let taken = filter.types.len() + filter.vendors.len() + filter.options.len();
    let is_value = !value.is_empty() && value.len() <= MAX_LENGTH && name.len() <= MAX_LENGTH && taken < MAX_VALUES;
    match name {
        "type" if is_value => push(&mut filter.types, value.to_owned()),
        "vendor" if is_value => push(&mut filter.vendors, value.to_owned()),
        "min" => filter.price_min_minor = amount(value, currency),
        "max" => filter.price_max_minor = amount(value, currency),
        "available" => filter.available_only = value == "1",
        "sort" => filter.sort = Sort::from_word(value),
        "page" => filter.page = value.parse().unwrap_or(1).clamp(1, ListFilter::MAX_PAGE),
        _ if is_value => {
            if let Some(option) = name.strip_prefix("option.").filter(|option| !option.is_empty()) {
                push(&mut filter.options, (option.to_owned(), value.to_owned()));
            }
        }
        _ => {}
    }
}

fn push<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if !values.contains(&value) {
        values.push(value);
    }
}

fn amount(text: &str, currency: Currency) -> Option<i64> {
    Money::parse_decimal(&text.replace(',', "."), currency)
        .ok()
        .map(|money| money.minor)
        .filter(|minor| *minor >= 0)
}

/// An amount as it stands in the address and in the form.
pub fn amount_text(minor: Option<i64>, currency: Currency) -> String {
    let text = minor
        .map(|minor| Money::new(minor, currency).to_decimal_string())
        .unwrap_or_default();
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => text,
    }
}

/// The address of `path` with these filters; `words` are those of a search.
pub fn list_address(path: &str, words: Option<&str>, filter: &ListFilter, currency: Currency) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(words.map(|words| ("q", words)));
    query.extend_pairs(filter.types.iter().map(|value| ("type", value)));
    query.extend_pairs(filter.vendors.iter().map(|value| ("vendor", value)));
    query.extend_pairs(
        filter
            .options
            .iter()
            .map(|(name, value)| (format!("option.{name}"), value)),
    );
    for (name, minor) in [("min", filter.price_min_minor), ("max", filter.price_max_minor)] {
        query.extend_pairs(minor.map(|minor| (name, amount_text(Some(minor), currency))));
    }
    query.extend_pairs(filter.available_only.then_some(("available", "1")));
    query.extend_pairs((filter.sort != Sort::default()).then(|| ("sort", filter.sort.as_str())));
    query.extend_pairs((filter.page > 1).then(|| ("page", filter.page.to_string())));
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ListFilter {
        read_filter(query, Currency::EUR)
    }

    #[test]
    fn an_address_reads_back_as_it_was_written() {
        let filter = ListFilter {
            types: vec!["Ring & Band".into()],
            vendors: vec!["Salt".into(), "Söl".into()],
            options: vec![("Size".into(), "M".into()), ("Size".into(), "L/XL".into())],
            price_min_minor: Some(1_000),
            price_max_minor: Some(5_050),
            available_only: true,
            sort: Sort::Newest,
            page: 3,
        };

        let address = list_address("/collections/rings", None, &filter, Currency::EUR);

        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(path, "/collections/rings");
        assert!(query.contains("min=10&max=50.50"), "{query}");
        assert_eq!(read(query), filter);
        assert_eq!(
            list_address("/search", None, &ListFilter::default(), Currency::EUR),
            "/search"
        );
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let filter = read("min=ten&max=-5&page=99999&sort=best&type=&option.=x&utm_source=y&available=yes");

        assert_eq!(
            filter,
            ListFilter {
                page: ListFilter::MAX_PAGE,
                ..ListFilter::default()
            }
        );
        assert_eq!(read("max=12,5").price_max_minor, Some(1_250));
    }

    #[test]
    fn an_address_cannot_carry_endless_values() {
        let query: String = (0..1_000).map(|n| format!("type=t{n}&")).collect();

        assert_eq!(read(&query).types.len(), MAX_VALUES);
    }
}
