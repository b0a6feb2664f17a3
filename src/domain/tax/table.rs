//! Which rates apply to a category of goods at a destination.

use super::{Fit, PostalCodes, PostalCodesError, TaxRate};
use crate::pricing::Destination;
use crate::rate::{Rate, RateError};

/// The category of goods without a rate of their own.
pub const STANDARD_CATEGORY: &str = "standard";
/// The category of goods that owe no tax anywhere, whatever rates there are.
pub const EXEMPT_CATEGORY: &str = "exempt";

/// One row of the tax table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRow {
    /// ISO 3166-1 code.
    pub country: String,
    /// State, province or the like; `None` for the whole country.
    pub region: Option<String>,
    /// Postal codes of a part of the country that is taxed otherwise; `None` for all.
    pub postal_codes: Option<PostalCodes>,
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
            postal_codes: None,
            category,
            rate: TaxRate {
                name,
                jurisdiction,
                rate,
            },
        })
    }
}

impl TaxRow {
    /// The same rate, for what goes to postal codes that begin so.
    #[must_use]
    pub fn in_postcodes(mut self, prefix: &str) -> Self {
        let prefix = prefix.trim();
        self.rate.jurisdiction = format!("{}-{prefix}", self.country);
        self.postal_codes = (!prefix.is_empty()).then(|| PostalCodes::beginning(prefix));
        self
    }

    /// The same rate, for a part of the country as it is stored: postal codes that begin so, or those of some patterns;
    /// the whole of it where both are empty.
    ///
    /// # Errors
    /// [`PostalCodesError`] for patterns that cannot be read.
    pub fn in_part(mut self, postal_prefix: &str, postal_codes: &str) -> Result<Self, PostalCodesError> {
        if !postal_codes.is_empty() {
            let codes: PostalCodes = postal_codes.parse()?;
            self.rate.jurisdiction = format!("{}-{codes}", self.country);
            self.postal_codes = Some(codes);
            return Ok(self);
        }
        Ok(if postal_prefix.is_empty() {
            self
        } else {
            self.in_postcodes(postal_prefix)
        })
    }
}

/// All rates of the shop, kept sorted so that a look-up is a binary search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxTable {
    rows: Vec<TaxRow>,
    /// Rows of parts of countries, by country.
    exceptions: Vec<TaxRow>,
}

impl TaxTable {
    /// A table of these rows. The rates of one place and category keep the order given: first on the invoice first.
    pub fn new(rows: Vec<TaxRow>) -> Self {
        let is_exception = |row: &TaxRow| row.postal_codes.is_some();
        let (mut exceptions, mut rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_exception);
        // Stable, hence the promise above.
        rows.sort_by(|left, right| place(left).cmp(&place(right)));
        exceptions.sort_by(|left, right| left.country.cmp(&right.country));
        Self { rows, exceptions }
    }

    /// The rates that add up for goods of `category` sent to a destination.
    ///
    /// Where the postal code lies in a part of the country that is taxed otherwise, the rates of that part are all there
    /// are: those of the postal codes that mean it most exactly, with their `standard` rows for a category that they have
    /// none for. Of two that mean it alike, the first in the table.
    /// Elsewhere they are those of [`TaxTable::rates_for`].
    pub fn rates_at(&self, destination: &Destination, category: &str) -> Vec<&TaxRate> {
        if category == EXEMPT_CATEGORY {
            return Vec::new();
        }
        let part = self.part_of(&destination.country, destination.postal_code.as_deref());
        if part.is_empty() {
            return self.rates_for(&destination.country, destination.region.as_deref(), category);
        }
        let of = |wanted: &str| -> Vec<&TaxRate> {
            let rows = part.iter().filter(|row| row.category == wanted);
            rows.map(|row| &row.rate).collect()
        };
        let exact = of(category);
        if exact.is_empty() { of(STANDARD_CATEGORY) } else { exact }
    }

    fn part_of(&self, country: &str, postal_code: Option<&str>) -> Vec<&TaxRow> {
        let Some(postal_code) = postal_code.filter(|_| !self.exceptions.is_empty()) else {
            return Vec::new();
        };
        let start = self.exceptions.partition_point(|row| row.country.as_str() < country);
        let of_country = || self.exceptions[start..].iter().take_while(|row| row.country == country);
        let mut best: Option<(Fit, &PostalCodes)> = None;
        for codes in of_country().filter_map(|row| row.postal_codes.as_ref()) {
            let Some(fit) = codes.fit(postal_code) else { continue };
            if best.is_none_or(|(known, _)| fit > known) {
                best = Some((fit, codes));
            }
        }
        let part = best.map(|(_, codes)| codes);
        of_country()
            .filter(|row| part.is_some() && row.postal_codes.as_ref() == part)
            .collect()
    }

    /// The rates that add up for goods of `category` sent to a destination: those of the country, then those of the
    /// region.
    ///
    /// At each of the two levels the rows of exactly this category count; a level that has none for it uses its
    /// `standard` rows. So `books` at 7 % replaces the country's 19 % rather than adding to it, and a category that
    /// nobody entered is taxed as standard, never forgotten. A destination without any row is not taxed, and neither is
    /// [`EXEMPT_CATEGORY`].
    pub fn rates_for(&self, country: &str, region: Option<&str>, category: &str) -> Vec<&TaxRate> {
        if category == EXEMPT_CATEGORY {
            return Vec::new();
        }
        let mut rates = self.level(country, None, category);
        if region.is_some_and(|region| !region.is_empty()) {
            rates.extend(self.level(country, region, category));
        }
        rates
    }

    /// Whether any rate is for this category, wherever.
    pub fn has_category(&self, category: &str) -> bool {
        let mut rows = self.rows.iter().chain(&self.exceptions);
        rows.any(|row| row.category == category)
    }

    /// Every row but those of parts of countries, by country, region and category.
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
    fn exempt_goods_owe_nothing_anywhere() {
        let mut rows = table().rows().to_vec();
        rows.push(row("US", "", "standard", "City", 45_000).in_postcodes("100"));
        let table = TaxTable::new(rows);

        assert!(table.rates_for("DE", None, EXEMPT_CATEGORY).is_empty());
        assert!(table.rates_for("CA", Some("QC"), EXEMPT_CATEGORY).is_empty());
        assert_eq!(at(&table, "US", "NY", "10001", EXEMPT_CATEGORY), Vec::<i128>::new());
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

    fn at(table: &TaxTable, country: &str, region: &str, postal_code: &str, category: &str) -> Vec<i128> {
        let destination = Destination {
            country: country.into(),
            region: Some(region.into()),
            postal_code: Some(postal_code.into()),
        };
        let rates = table.rates_at(&destination, category);
        rates.iter().map(|rate| rate.rate.ppm()).collect()
    }

    #[test]
    fn a_postal_code_in_a_part_of_a_country_pays_the_rates_of_that_part_and_no_others() {
        let mut rows = table().rows().to_vec();
        rows.push(row("US", "", "standard", "State", 40_000).in_postcodes("100"));
        rows.push(row("US", "", "standard", "City", 45_000).in_postcodes("100"));
        rows.push(row("US", "", "food", "City", 0).in_postcodes("100"));
        rows.push(row("US", "", "standard", "Island", 10_000).in_postcodes("10044"));
        rows.push(row("DE", "", "standard", "MwSt", 0).in_postcodes("27498"));
        let table = TaxTable::new(rows);

        assert_eq!(at(&table, "US", "NY", "10001", "standard"), [40_000, 45_000]);
        assert_eq!(at(&table, "US", "NY", "10001-1234", "hats"), [40_000, 45_000]);
        assert_eq!(at(&table, "US", "NY", "10001", "food"), [0]);
        assert_eq!(at(&table, "US", "NY", "100 44", "standard"), [10_000]);
        assert_eq!(at(&table, "US", "CA", "90210", "standard"), [62_500, 10_000]);
        assert_eq!(at(&table, "DE", "", "27498", "books"), [0]);
        assert_eq!(at(&table, "DE", "", "27499", "books"), [70_000]);
        assert_eq!(at(&table, "FR", "", "10001", "standard"), Vec::<i128>::new());
    }

    #[test]
    fn patterns_find_their_part_of_a_country_and_the_more_exact_one_counts() {
        let part = |name: &str, rate, codes| row("ES", "", "standard", name, rate).in_part("", codes).unwrap();
        let table = TaxTable::new(vec![
            row("ES", "", "standard", "IVA", 210_000),
            part("Islands", 70_000, "35*, 38*"),
            part("Harbour", 30_000, "35001..35010"),
            part("Harbour dues", 5_000, "35001..35010"),
            part("Pier", 0, "35003"),
            row("ES", "", "standard", "Ceuta", 10_000).in_part("51", "").unwrap(),
        ]);

        for (postal_code, rates) in [
            ("28001", &[210_000][..]),
            ("38500", &[70_000]),
            ("35011", &[70_000]),
            ("35002", &[30_000, 5_000]),
            ("35-003", &[0]),
            ("51001", &[10_000]),
        ] {
            assert_eq!(at(&table, "ES", "", postal_code, "standard"), rates, "{postal_code}");
        }
        assert!(row("ES", "", "standard", "a", 0).in_part("", "35[1-5]").is_err());
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
