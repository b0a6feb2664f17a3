//! A currency: one row of the compiled ISO 4217 table. An unknown code is an error, never a guess of two decimals.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{MoneyError, iso4217::TABLE};

/// An ISO 4217 currency with a minor unit. One byte, `Copy`; ordered by code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u8);

impl Currency {
    /// Euro, two decimals.
    pub const EUR: Self = Self::named("EUR");
    /// Pound sterling, two decimals.
    pub const GBP: Self = Self::named("GBP");
    /// Yen, no decimals.
    pub const JPY: Self = Self::named("JPY");
    /// Kuwaiti dinar, three decimals.
    pub const KWD: Self = Self::named("KWD");
    /// US dollar, two decimals.
    pub const USD: Self = Self::named("USD");

    /// Finds a currency by its code: three upper-case ASCII letters, exactly as ISO 4217 prints it.
    ///
    /// # Errors
    /// [`MoneyError::UnknownCurrency`] for anything that the table does not hold.
    pub fn parse(code: &str) -> Result<Self, MoneyError> {
        TABLE
            .binary_search_by(|(known, _)| (*known).cmp(code))
            .ok()
            .and_then(|index| u8::try_from(index).ok())
            .map(Self)
            .ok_or_else(|| MoneyError::UnknownCurrency {
                code: code.chars().take(16).collect(),
            })
    }

    /// The three-letter code, such as `EUR`.
    pub fn code(&self) -> &'static str {
        self.row().0
    }

    /// How many decimals the minor unit has: 0 for JPY, 2 for EUR, 3 for KWD, 4 for CLF.
    pub fn exponent(&self) -> u8 {
        self.row().1
    }

    /// Minor units in one major unit: 1 for JPY, 100 for EUR, 1000 for KWD.
    pub fn minor_per_major(&self) -> i64 {
        10_i64.pow(u32::from(self.exponent()))
    }

    /// Every currency that the table holds, in order of code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).take(TABLE.len()).map(Self)
    }

    // The index is only ever made from a position in the table.
    fn row(self) -> (&'static str, u8) {
        TABLE[usize::from(self.0)]
    }

    // Evaluated while compiling: an unknown name does not build.
    const fn named(code: &str) -> Self {
        let wanted = code.as_bytes();
        let mut index: u8 = 0;
        loop {
            let known = TABLE[index as usize].0.as_bytes();
            if known[0] == wanted[0] && known[1] == wanted[1] && known[2] == wanted[2] {
                return Self(index);
            }
            index += 1;
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl std::str::FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, MoneyError> {
        Self::parse(code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&code).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_code_finds_itself() {
        assert!(TABLE.is_sorted_by(|left, right| left.0 < right.0));
        for currency in Currency::all() {
            assert_eq!(Currency::parse(currency.code()), Ok(currency));
        }
        assert_eq!(Currency::all().count(), TABLE.len());
    }

    #[test]
    fn the_exponents_that_the_rules_name_are_right() {
        let of = |code| Currency::parse(code).unwrap().exponent();

        assert_eq!(Currency::JPY.exponent(), 0);
        for code in ["KWD", "BHD", "JOD", "OMR", "TND", "IQD", "LYD"] {
            assert_eq!(of(code), 3, "{code}");
        }
        assert_eq!((of("CLF"), of("UYW")), (4, 4));
        assert_eq!((of("EUR"), of("USD"), of("GBP"), of("CHF")), (2, 2, 2, 2));
    }

    #[test]
    fn an_unknown_code_is_an_error_and_not_two_decimals() {
        for code in ["", "EU", "eur", "EURO", "XXX", "XAU", "ZZZ", "€", "EUR "] {
            assert!(Currency::parse(code).is_err(), "{code}");
        }
        assert!(serde_json::from_str::<Currency>("\"ABC\"").is_err());
    }

    #[test]
    fn a_currency_is_its_code_on_the_wire() {
        assert_eq!(serde_json::to_string(&Currency::KWD).unwrap(), "\"KWD\"");
        assert_eq!(serde_json::from_str::<Currency>("\"JPY\"").unwrap(), Currency::JPY);
        assert_eq!(serde_json::from_value::<Currency>("EUR".into()).unwrap(), Currency::EUR);
    }

    // One difference, on purpose: codes whose minor unit is "N.A." are not in our table.
    #[test]
    fn the_table_is_list_one_of_iso_4217_without_the_codes_that_have_no_minor_unit() {
        let Some(list) = crate::shared_data::read("money-tax-address/iso4217-currencies.csv") else {
            return;
        };

        let mut listed = 0;
        for row in list.lines().skip(1) {
            let fields: Vec<&str> = row.splitn(4, ',').collect();
            let ours = Currency::parse(fields[0])
                .map(|currency| currency.exponent().to_string())
                .ok();
            let theirs = Some(fields[2])
                .filter(|decimals| *decimals != "N.A.")
                .map(str::to_owned);
            assert_eq!(ours, theirs, "{}", fields[0]);
            listed += usize::from(theirs.is_some());
        }
        assert_eq!(listed, TABLE.len());
    }
}
