//! Files that nobody meant well: whatever they hold, every row is accounted for once, and nothing panics.

use proptest::prelude::*;

use super::{file, parse};

fn accounted(parsed: &[crate::import::outcome::Parsed]) -> Vec<u64> {
    let mut rows: Vec<u64> = parsed.iter().flat_map(|one| one.rows().to_vec()).collect();
    rows.sort_unstable();
    rows
}

fn rows_from_two(count: usize) -> Vec<u64> {
    (2..).take(count).collect()
}

// Cells that mean something to the importer, so that random rows reach its depths.
fn cell(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(words).prop_map(str::to_owned),
        1 => "[a-z0-9 .,<>&;'=+-]{0,12}".prop_map(|text| text.replace(',', ".")),
    ]
}

fn table(width: usize, words: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let row = proptest::collection::vec(cell(words), width).prop_map(|cells| cells.join(","));
    proptest::collection::vec(row, 1..30)
}

const SHOPIFY_WORDS: &[&str] = &[
    "", "a", "b", "A title", "Size", "S", "M", "1", "9.99", "x", "true", "shopify", "-3",
];
const WOO_WORDS: &[&str] = &[
    "",
    "simple",
    "variable",
    "variation",
    "A",
    "B",
    "id:1",
    "1",
    "Name",
    "9.99",
    "Colour",
    "Red",
    "grouped",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_shopify_row_is_accounted_for_once(rows in table(9, SHOPIFY_WORDS)) {
        let header = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Inventory Qty";
        let text = format!("{header}\n{}\n", rows.join("\n"));

        let parsed = parse(file(text).path()).expect("readable");

        prop_assert_eq!(accounted(&parsed), rows_from_two(rows.len()));
    }

    #[test]
    fn every_woocommerce_row_is_accounted_for_once(rows in table(8, WOO_WORDS)) {
        let header = "ID,Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)";
        let text = format!("{header}\n{}\n", rows.join("\n"));

        let parsed = parse(file(text).path()).expect("readable");

        prop_assert_eq!(accounted(&parsed), rows_from_two(rows.len()));
    }

    #[test]
    fn arbitrary_bytes_are_refused_or_read_and_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = parse(file(&bytes).path());
        let mut with_header = b"Handle,Title,Variant Price\n".to_vec();
        with_header.extend(bytes);
        let _ = parse(file(with_header).path());
    }
}
