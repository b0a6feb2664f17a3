//! Where an order goes, and what each country needs to know of it.

use super::FieldError;
use super::region::regions_of;
use serde::{Deserialize, Serialize};

/// A delivery address as the shopper gave it, trimmed and checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Full name of the receiver.
    pub name: String,
    /// Street and number.
    pub line1: String,
    /// Flat, company, care of; may be empty.
    #[serde(default)]
    pub line2: String,
    /// Post town.
    pub city: String,
    /// State, province or prefecture, by its code where [`regions_of`] has a list; empty where the country has none.
    #[serde(default)]
    pub region: String,
    /// Empty where the country has none.
    #[serde(default)]
    pub postal_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// What an address of a country needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressRules {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// English name.
    pub name: &'static str,
    /// Whether a region is needed, since tax or post depends on it.
    pub needs_region: bool,
    /// Shape of the postal code: `9` a digit, `A` a letter, `*` a letter or digit, others as they are; empty: none.
    pub postal_shapes: &'static [&'static str],
}

const RULES: &[AddressRules] = &[
    country("AT", "Austria", false, &["9999"]),
    country("AU", "Australia", true, &["9999"]),
    country("BE", "Belgium", false, &["9999"]),
    country("CA", "Canada", true, &["A9A 9A9"]),
    country("CH", "Switzerland", false, &["9999"]),
    country("CZ", "Czechia", false, &["999 99"]),
    country("DE", "Germany", false, &["99999"]),
    country("DK", "Denmark", false, &["9999"]),
    country("ES", "Spain", false, &["99999"]),
    country("FI", "Finland", false, &["99999"]),
    country("FR", "France", false, &["99999"]),
    country(
        "GB",
        "United Kingdom",
        false,
        &["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"],
    ),
    country("GR", "Greece", false, &["999 99"]),
    country("IE", "Ireland", false, &["A** ****"]),
    country("IT", "Italy", false, &["99999"]),
    country("JP", "Japan", true, &["999-9999"]),
    country("LU", "Luxembourg", false, &["9999"]),
    country("NL", "Netherlands", false, &["9999 AA"]),
    country("NO", "Norway", false, &["9999"]),
    country("PL", "Poland", false, &["99-999"]),
    country("PT", "Portugal", false, &["9999-999"]),
    country("SE", "Sweden", false, &["999 99"]),
    country("US", "United States", true, &["99999", "99999-9999"]),
];

const fn country(
    country: &'static str,
    name: &'static str,
    needs_region: bool,
    postal_shapes: &'static [&'static str],
) -> AddressRules {
    AddressRules {
        country,
        name,
        needs_region,
        postal_shapes,
    }
}

/// What an address of this country needs, if we know the country.
pub fn rules_of(country: &str) -> Option<&'static AddressRules> {
    RULES.iter().find(|rules| rules.country == country)
}

/// English name, or the code where we know none.
pub fn country_name(country: &str) -> &str {
    rules_of(country).map_or(country, |rules| rules.name)
}

impl Address {
    /// Trimmed, postal code in its country's spelling, every fault named.
    ///
    /// # Errors
    /// One [`FieldError`] a field, in the order of the form.
    pub fn checked(self, served: &[String]) -> Result<Self, Vec<FieldError>> {
        let mut address = self.trimmed();
        let mut faults = Vec::new();
        require(&mut faults, "name", &address.name, "Enter the receiver's full name.");
        require(
            &mut faults,
            "line1",
            &address.line1,
            "Enter the street and house number.",
        );
        require(&mut faults, "city", &address.city, "Enter the town or city.");
        bound(&mut faults, &address);
        match rules_of(&address.country).filter(|_| served.contains(&address.country)) {
            None => faults.push(FieldError::new("country", "Choose a country that we deliver to.")),
            Some(rules) => address.check_country(rules, &mut faults),
        }
        if faults.is_empty() { Ok(address) } else { Err(faults) }
    }

    fn trimmed(self) -> Self {
        let trim = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            name: trim(self.name),
            line1: trim(self.line1),
            line2: trim(self.line2),
            city: trim(self.city),
            region: trim(self.region),
            postal_code: trim(self.postal_code).to_uppercase(),
            country: self.country.trim().to_uppercase(),
        }
    }

    fn check_country(&mut self, rules: &AddressRules, faults: &mut Vec<FieldError>) {
        // Tables of tax know a region by its code alone: whoever writes anything else would pay none.
        if let Some(regions) = regions_of(rules.country) {
            match regions.code_of(&self.region) {
                Some(code) => code.clone_into(&mut self.region),
                None => faults.push(FieldError::new("region", regions.request())),
            }
        } else if rules.needs_region {
            require(
                faults,
                "region",
                &self.region,
                "Enter the state, province or prefecture.",
            );
        }
        if rules.postal_shapes.is_empty() {
            return;
        }
        match rules
            .postal_shapes
            .iter()
            .find_map(|shape| fit(shape, &self.postal_code))
        {
            Some(spelled) => self.postal_code = spelled,
            None => faults.push(FieldError::new(
                "postal_code",
                format!(
                    "Enter a postal code of {}, such as {}.",
                    rules.name,
                    sample(rules.postal_shapes[0])
                ),
            )),
        }
    }

    /// The address as lines for a label.
    pub fn lines(&self) -> Vec<String> {
        let town = [self.postal_code.as_str(), self.city.as_str(), self.region.as_str()];
        let town: Vec<_> = town.into_iter().filter(|part| !part.is_empty()).collect();
        [
            self.name.clone(),
            self.line1.clone(),
            self.line2.clone(),
            town.join(" "),
            country_name(&self.country).to_owned(),
        ]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
    }
}

fn require(faults: &mut Vec<FieldError>, field: &'static str, value: &str, text: &str) {
    if value.is_empty() {
        faults.push(FieldError::new(field, text));
    }
}

fn bound(faults: &mut Vec<FieldError>, address: &Address) {
    let fields = [
        ("name", &address.name),
        ("line1", &address.line1),
        ("line2", &address.line2),
        ("city", &address.city),
        ("region", &address.region),
    ];
    for (field, value) in fields {
        if value.chars().count() > 120 {
            faults.push(FieldError::new(field, "Use at most 120 characters."));
        } else if value.chars().any(char::is_control) {
            faults.push(FieldError::new(field, "Remove the control characters."));
        } else if super::holds_card_number(value) {
            faults.push(FieldError::new(
                field,
                "Please never enter a card number here. You pay on the next page.",
            ));
        }
    }
}

/// The code spelled as the shape has it, when its letters and digits fit; blanks and hyphens are ours to set.
fn fit(shape: &str, code: &str) -> Option<String> {
    let mut signs = code.chars().filter(|c| *c != ' ' && *c != '-');
    let mut spelled = String::with_capacity(shape.len());
    for place in shape.chars() {
        if place == ' ' || place == '-' {
            spelled.push(place);
            continue;
        }
        let sign = signs.next()?;
        let fits = match place {
            '9' => sign.is_ascii_digit(),
            'A' => sign.is_ascii_uppercase(),
            _ => sign.is_ascii_alphanumeric(),
        };
        if !fits {
            return None;
        }
        spelled.push(sign);
    }
    signs.next().is_none().then_some(spelled)
}

fn sample(shape: &str) -> String {
    shape
        .chars()
        .map(|c| match c {
            '9' => '1',
            '*' => '2',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lisbon() -> Address {
        Address {
            name: " Ana  Mar ".into(),
            line1: "Rua do Sol 1".into(),
            city: "Lisboa".into(),
            postal_code: "1100123".into(),
            country: "pt".into(),
            ..Address::default()
        }
    }

    #[test]
    fn an_address_is_spelled_as_its_country_does() {
        let checked = lisbon().checked(&["PT".into()]).unwrap();

        assert_eq!(
            (checked.name.as_str(), checked.postal_code.as_str()),
            ("Ana Mar", "1100-123")
        );
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let faults = Address {
            postal_code: "12".into(),
            ..lisbon()
        }
        .checked(&["DE".into()])
        .unwrap_err();
        assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["country"]);

        let faults = Address {
            city: String::new(),
            postal_code: "12".into(),
            ..lisbon()
        }
        .checked(&["PT".into()]);
        let fields: Vec<_> = faults.unwrap_err().into_iter().map(|f| f.field).collect();
        assert_eq!(fields, ["city", "postal_code"]);
    }

    #[test]
    fn a_state_is_needed_where_tax_depends_on_it() {
        let address = Address {
            country: "US".into(),
            postal_code: "94110".into(),
            ..lisbon()
        };
        let faults = address.clone().checked(&["US".into()]).unwrap_err();
        assert_eq!(faults[0].field, "region");

        for typed in ["ca", "California"] {
            let checked = Address {
                region: typed.into(),
                ..address.clone()
            }
            .checked(&["US".into()]);
            assert_eq!(checked.unwrap().region, "CA");
        }
        let invented = Address {
            region: "Nowhere".into(),
            ..address
        };
        let faults = invented.checked(&["US".into()]).unwrap_err();
        assert_eq!(faults[0].field, "region");
        assert!(
            faults[0].text.contains("such as California or CA"),
            "{}",
            faults[0].text
        );
    }
}
