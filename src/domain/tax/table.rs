//! Which rates apply to a category of goods at a destination.

use super::TaxRate;
use crate::rate::{Rate, RateError};

/// The category of goods without a rate of their own.
pub const STANDARD_CATEGORY: &str = "standard";

/// One row of the tax table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRow {
    /// ISO 3166-1 code.
    pub country: String,
    /// State, province or the like; `None` for the whole country.
    pub region: Option<String>,
    /// Kind of goods: `standard`, `reduced`, `books`.
    pub category: String,
    /// The rate and its name.
    pub rate: TaxRate,
}

impl TaxRow {
    /// A row as it is stored: the rate in parts per million, the jurisdiction named after the place.
    ///
    /// # Errors
    /// [`RateError::OutOfRange`] for a rate below zero or absurdly high.
    pub fn new(
        country: String,
        region: Option<String>,
        category: String,
        name: String,
        rate_ppm: i64,
    ) -> Result<Self, RateError> {
        let rate = Rate::from_ppm(u32::try_from(rate_ppm).map_err(|_| RateError::OutOfRange)?);
        let region = region.filter(|region| !region.is_empty());
        let jurisdiction = region
            .as_ref()
            .map_or_else(|| country.clone(), |region| format!("{country}-{region}"));
        Ok(Self {
            country,
            region,
            category,
            rate: TaxRate {
                name,
                jurisdiction,
                rate,
            },
        })
    }
}

/// All rates of the shop, kept sorted so that a look-up is a binary search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxTable {
    rows: Vec<TaxRow>,
}

impl TaxTable {
    /// A table of these rows. The rates of one place and category keep the order given: first on the invoice first.
    pub fn new(mut rows: Vec<TaxRow>) -> Self {
        // Stable, hence the promise above.
        rows.sort_by(|left, right| place(left).cmp(&place(right)));
        Self { rows }
    }

    /// The rates that add up for goods of `category` sent to a destination: those of the country, then those of the
    /// region.
    ///
    /// At each of the two levels the rows of exactly this category count; a level that has none for it uses its
    /// `standard` rows. So `books` at 7 % replaces the country's 19 % rather than adding to it, and a category that
    /// nobody entered is taxed as standard, never forgotten. A destination without any row is not taxed.
    pub fn rates_for(&self, country: &str, region: Option<&str>, category: &str) -> Vec<&TaxRate> {
        let mut rates = self.level(country, None, category);
        if region.is_some_and(|region| !region.is_empty()) {
            rates.extend(self.level(country, region, category));
        }
        rates
    }

    /// Every row, by country, region and category.
    pub fn rows(&self) -> &[TaxRow] {
        &self.rows
    }

    fn level(&self, country: &str, region: Option<&str>, category: &str) -> Vec<&TaxRate> {
        let exact = self.exactly(country, region, category);
        let rows = if exact.is_empty() {
            self.exactly(country, region, STANDARD_CATEGORY)
        } else {
            exact
        };
        rows.iter().map(|row| &row.rate).collect()
    }

    fn exactly(&self, country: &str, region: Option<&str>, category: &str) -> &[TaxRow] {
        let wanted = (country, region, category);
        let start = self.rows.partition_point(|row| place(row) < wanted);
        let end = self.rows.partition_point(|row| place(row) <= wanted);
        &self.rows[start..end]
    }
}

fn place(row: &TaxRow) -> (&str, Option<&str>, &str) {
    let region = row.region.as_deref().filter(|region| !region.is_empty());
    (&row.country, region, &row.category)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(country: &str, region: &str, category: &str, name: &str, rate_ppm: i64) -> TaxRow {
        TaxRow::new(
            country.into(),
            Some(region.into()),
            category.into(),
            name.into(),
            rate_ppm,
        )
        .unwrap()
    }

    fn table() -> TaxTable {
        TaxTable::new(vec![
            row("US", "CA", "standard", "California", 62_500),
            row("US", "CA", "standard", "County", 10_000),
            row("DE", "", "standard", "MwSt", 190_000),
            row("DE", "", "books", "MwSt", 70_000),
            row("CA", "", "standard", "GST", 50_000),
            row("CA", "QC", "standard", "QST", 99_750),
            row("CA", "QC", "books", "QST", 0),
        ])
    }

    fn names_and_ppm(country: &str, region: Option<&str>, category: &str) -> Vec<(String, i128)> {
        let table = table();
        let rates = table.rates_for(country, region, category);
        rates.iter().map(|rate| (rate.name.clone(), rate.rate.ppm())).collect()
    }

    #[test]
    fn a_category_with_its_own_rate_replaces_the_standard_one() {
        assert_eq!(names_and_ppm("DE", None, "books"), [("MwSt".into(), 70_000)]);
        assert_eq!(names_and_ppm("DE", None, "standard"), [("MwSt".into(), 190_000)]);
    }

    #[test]
    fn a_category_without_a_rate_is_taxed_as_standard() {
        assert_eq!(names_and_ppm("DE", None, "swimwear"), [("MwSt".into(), 190_000)]);
    }

    #[test]
    fn rates_of_the_region_add_to_those_of_the_country() {
        let both = [("GST".into(), 50_000), ("QST".into(), 99_750)];
        assert_eq!(names_and_ppm("CA", Some("QC"), "standard"), both);
        assert_eq!(names_and_ppm("CA", Some("ON"), "standard"), both[..1]);
        assert_eq!(names_and_ppm("CA", None, "standard"), both[..1]);
        assert_eq!(names_and_ppm("CA", Some(""), "standard"), both[..1]);
        assert_eq!(
            names_and_ppm("CA", Some("QC"), "books"),
            [("GST".into(), 50_000), ("QST".into(), 0)]
        );
    }

    #[test]
    fn rates_of_one_place_keep_the_order_given() {
        let expected = [("California".into(), 62_500), ("County".into(), 10_000)];
        assert_eq!(names_and_ppm("US", Some("CA"), "standard"), expected);
    }

    #[test]
    fn a_place_without_rows_is_not_taxed() {
        assert!(names_and_ppm("US", None, "standard").is_empty());
        assert!(names_and_ppm("CH", None, "standard").is_empty());
        assert!(TaxTable::default().rates_for("DE", None, "standard").is_empty());
    }

    #[test]
    fn the_jurisdiction_names_the_place() {
        let table = table();
        assert_eq!(table.rates_for("CA", Some("QC"), "standard")[1].jurisdiction, "CA-QC");
        assert_eq!(table.rates_for("DE", None, "standard")[0].jurisdiction, "DE");
    }

    #[test]
    fn a_negative_rate_is_refused() {
        assert!(TaxRow::new("DE".into(), None, "standard".into(), "MwSt".into(), -1).is_err());
    }
}
