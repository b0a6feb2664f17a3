//! The rates that a new shop starts with: standard value added tax of the European Union and the United Kingdom.
//!
//! A starting point that the merchant edits, not tax advice: as of August 2025, and a test compares it with a public list
//! of that date. Current rates: <https://europa.eu/youreurope/business/taxation/vat/vat-rules-rates/>.

use super::{STANDARD_CATEGORY, TaxRate, TaxRow, TaxTable};
use crate::rate::Rate;

/// `(country, standard rate in parts per million)`.
pub const STANDARD_VAT: [(&str, u32); 28] = [
    ("AT", 200_000),
    ("BE", 210_000),
    ("BG", 200_000),
    ("CY", 190_000),
    ("CZ", 210_000),
    ("DE", 190_000),
    ("DK", 250_000),
    ("EE", 240_000),
    ("ES", 210_000),
    ("FI", 255_000),
    ("FR", 200_000),
    ("GB", 200_000),
    ("GR", 240_000),
    ("HR", 250_000),
    ("HU", 270_000),
    ("IE", 230_000),
    ("IT", 220_000),
    ("LT", 210_000),
    ("LU", 170_000),
    ("LV", 210_000),
    ("MT", 180_000),
    ("NL", 210_000),
    ("PL", 230_000),
    ("PT", 230_000),
    ("RO", 210_000),
    ("SE", 250_000),
    ("SI", 220_000),
    ("SK", 230_000),
];

/// The table of a new shop.
pub fn table() -> TaxTable {
    TaxTable::new(
        STANDARD_VAT
            .iter()
            .map(|(country, ppm)| standard_row(country, *ppm))
            .collect(),
    )
}

fn standard_row(country: &str, ppm: u32) -> TaxRow {
    TaxRow {
        country: country.to_owned(),
        region: None,
        postal_codes: None,
        category: STANDARD_CATEGORY.to_owned(),
        rate: TaxRate {
            name: "VAT".to_owned(),
            jurisdiction: country.to_owned(),
            rate: Rate::from_ppm(ppm),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_the_union_and_the_united_kingdom() {
        assert_eq!(table().rows().len(), 28);
        assert!(STANDARD_VAT.is_sorted_by(|left, right| left.0 < right.0));
        assert_eq!(
            table().rates_for("FI", None, "standard")[0].rate.to_percent_string(),
            "25.5"
        );
    }

    // The rate in force is the newest of a country's list. Monaco and the like are in the list and not in ours.
    #[test]
    fn the_standard_rates_are_those_of_a_public_list() {
        let Some(text) = crate::shared_data::read("money-tax-address/eu-uk-vat-rates.json") else {
            return;
        };
        let list: serde_json::Value = serde_json::from_str(&text).unwrap();

        let seed = table();
        for (country, _) in STANDARD_VAT {
            let periods = list["items"][country]
                .as_array()
                .unwrap_or_else(|| panic!("{country} is not listed"));
            let newest = periods
                .iter()
                .max_by_key(|period| period["effective_from"].as_str().unwrap())
                .unwrap();
            let ours = seed.rates_for(country, None, "standard")[0].rate.to_percent_string();
            assert_eq!(
                ours,
                newest["rates"]["standard"].to_string().trim_end_matches(".0"),
                "{country}"
            );
        }
    }
}
