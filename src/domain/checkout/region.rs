//! Regions that decide what tax is owed, by the code that tables of rates know them by and by name. A region that is
//! written otherwise would pay no tax of its state, so it is read here or refused.

/// The regions of one country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// What one is called there: "state".
    pub word: &'static str,
    /// (code of the post, English name), by name.
    pub list: &'static [(&'static str, &'static str)],
    // Other ways to write them, as `signs` leaves them.
    others: &'static [(&'static str, &'static str)],
}

const REGIONS: &[Regions] = &[AUSTRALIA, CANADA, UNITED_STATES];

const AUSTRALIA: Regions = Regions {
    country: "AU",
    word: "state or territory",
    list: &[
        ("ACT", "Australian Capital Territory"),
        ("NSW", "New South Wales"),
        ("NT", "Northern Territory"),
        ("QLD", "Queensland"),
        ("SA", "South Australia"),
        ("TAS", "Tasmania"),
        ("VIC", "Victoria"),
        ("WA", "Western Australia"),
    ],
    others: &[],
};

const CANADA: Regions = Regions {
    country: "CA",
    word: "province or territory",
    list: &[
        ("AB", "Alberta"),
        ("BC", "British Columbia"),
        ("MB", "Manitoba"),
        ("NB", "New Brunswick"),
        ("NL", "Newfoundland and Labrador"),
        ("NT", "Northwest Territories"),
        ("NS", "Nova Scotia"),
        ("NU", "Nunavut"),
        ("ON", "Ontario"),
        ("PE", "Prince Edward Island"),
        ("QC", "Quebec"),
        ("SK", "Saskatchewan"),
        ("YT", "Yukon"),
    ],
    others: &[
        ("newfoundland", "NL"),
        ("newfoundlandlabrador", "NL"),
        ("pei", "PE"),
        ("yukonterritory", "YT"),
    ],
};

const UNITED_STATES: Regions = Regions {
    country: "US",
    word: "state",
    list: &[
        ("AL", "Alabama"),
        ("AK", "Alaska"),
        ("AS", "American Samoa"),
        ("AZ", "Arizona"),
        ("AR", "Arkansas"),
        ("AA", "Armed Forces (AA)"),
        ("AE", "Armed Forces (AE)"),
        ("AP", "Armed Forces (AP)"),
        ("CA", "California"),
        ("CO", "Colorado"),
        ("CT", "Connecticut"),
        ("DE", "Delaware"),
        ("DC", "District of Columbia"),
        ("FL", "Florida"),
        ("GA", "Georgia"),
        ("GU", "Guam"),
        ("HI", "Hawaii"),
        ("ID", "Idaho"),
        ("IL", "Illinois"),
        ("IN", "Indiana"),
        ("IA", "Iowa"),
        ("KS", "Kansas"),
        ("KY", "Kentucky"),
        ("LA", "Louisiana"),
        ("ME", "Maine"),
        ("MH", "Marshall Islands"),
        ("MD", "Maryland"),
        ("MA", "Massachusetts"),
        ("MI", "Michigan"),
        ("FM", "Micronesia"),
        ("MN", "Minnesota"),
        ("MS", "Mississippi"),
        ("MO", "Missouri"),
        ("MT", "Montana"),
        ("NE", "Nebraska"),
        ("NV", "Nevada"),
        ("NH", "New Hampshire"),
        ("NJ", "New Jersey"),
        ("NM", "New Mexico"),
        ("NY", "New York"),
        ("NC", "North Carolina"),
        ("ND", "North Dakota"),
        ("MP", "Northern Mariana Islands"),
        ("OH", "Ohio"),
        ("OK", "Oklahoma"),
        ("OR", "Oregon"),
        ("PW", "Palau"),
        ("PA", "Pennsylvania"),
        ("PR", "Puerto Rico"),
        ("RI", "Rhode Island"),
        ("SC", "South Carolina"),
        ("SD", "South Dakota"),
        ("TN", "Tennessee"),
        ("TX", "Texas"),
        ("UT", "Utah"),
        ("VT", "Vermont"),
        ("VI", "Virgin Islands"),
        ("VA", "Virginia"),
        ("WA", "Washington"),
        ("WV", "West Virginia"),
        ("WI", "Wisconsin"),
        ("WY", "Wyoming"),
    ],
    others: &[
        ("usvirginislands", "VI"),
        ("washingtondc", "DC"),
        ("washingtonstate", "WA"),
        ("newyorkstate", "NY"),
    ],
};

/// The regions of a country in which they decide what tax is owed.
pub fn regions_of(country: &str) -> Option<&'static Regions> {
    REGIONS.iter().find(|regions| regions.country == country)
}

/// Names of a country's regions, for a field to offer; empty where [`regions_of`] knows none.
pub fn region_names(country: &str) -> Vec<String> {
    let listed = regions_of(country).map_or(&[][..], |regions| regions.list);
    listed.iter().map(|(_, name)| (*name).to_owned()).collect()
}

/// The countries that [`regions_of`] knows, in words: "AU, CA, US".
pub fn countries_with_regions() -> String {
    let countries: Vec<_> = REGIONS.iter().map(|regions| regions.country).collect();
    countries.join(", ")
}

impl Regions {
    /// The code of a region that is written as a code ("ca", "N.Y.", "US-CA") or as a name ("New South Wales", "Québec");
    /// `None` for what is no region of the country.
    pub fn code_of(&self, text: &str) -> Option<&'static str> {
        let wanted = signs(text);
        let within = wanted.strip_prefix(&self.country.to_ascii_lowercase());
        let is_it = |code: &str, name: &str| {
            let code = code.to_ascii_lowercase();
            wanted == code || wanted == signs(name) || within == Some(code.as_str())
        };
        let listed = self.list.iter().find(|(code, name)| is_it(code, name));
        let other = || self.others.iter().find(|(spelled, _)| *spelled == wanted);
        listed.map(|(code, _)| *code).or_else(|| other().map(|(_, code)| *code))
    }

    /// What to write, for a field that holds something else: "Write the state by its name or code, such as California or
    /// CA."
    pub fn request(&self) -> String {
        let sample = match self.country {
            "AU" => "New South Wales or NSW",
            "CA" => "Ontario or ON",
            _ => "California or CA",
        };
        format!("Write the {} by its name or its code, such as {sample}.", self.word)
    }
}

// Letters and digits in lower case. Of letters with accents only those of Québec are met.
fn signs(text: &str) -> String {
    let plain = |sign: char| match sign {
        'é' | 'è' | 'É' | 'È' => 'e',
        other => other.to_ascii_lowercase(),
    };
    text.chars().filter(|sign| sign.is_alphanumeric()).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(country: &str, text: &str) -> Option<&'static str> {
        regions_of(country).unwrap().code_of(text)
    }

    #[test]
    fn a_region_is_known_by_code_and_name_however_it_is_spelled() {
        for text in ["CA", "ca", "California", " CALIFORNIA ", "US-CA", "us ca", "C.A."] {
            assert_eq!(code("US", text), Some("CA"), "{text}");
        }
        assert_eq!(code("US", "Washington, D.C."), Some("DC"));
        assert_eq!(code("US", "new york"), Some("NY"));
        assert_eq!(code("CA", "Québec"), Some("QC"));
        assert_eq!(code("CA", "CA-ON"), Some("ON"));
        assert_eq!(code("CA", "Newfoundland & Labrador"), Some("NL"));
        assert_eq!(code("AU", "New South Wales"), Some("NSW"));
    }

    #[test]
    fn an_invented_word_is_no_region() {
        for text in ["", "-", "Nowhere", "Californa", "US", "XX", "ON", "Kalifornien 🏖"] {
            assert_eq!(code("US", text), None, "{text}");
        }
        assert!(regions_of("DE").is_none());
    }

    #[test]
    fn codes_and_names_are_unique_in_a_country() {
        for regions in REGIONS {
            for (code, name) in regions.list {
                assert_eq!(regions.code_of(code), Some(*code));
                assert_eq!(regions.code_of(name), Some(*code));
            }
            for (_, code) in regions.others {
                assert!(regions.list.iter().any(|(known, _)| known == code), "{code}");
            }
            let sample = regions.request();
            assert!(regions.list.iter().any(|(_, name)| sample.contains(name)), "{sample}");
        }
    }

    #[test]
    fn the_regions_are_those_of_a_public_list() {
        let Some(text) = crate::shared_data::read("money-tax-address/libaddressinput-countries.json") else {
            return;
        };
        let countries: serde_json::Value = serde_json::from_str(&text).unwrap();
        for regions in REGIONS {
            let column = |key: &str| countries[regions.country][key].as_str().unwrap().split('~');
            let mut listed: Vec<_> = column("sub_keys").zip(column("sub_names")).collect();
            let mut ours = regions.list.to_vec();
            listed.sort_unstable();
            ours.sort_unstable();
            assert_eq!(ours, listed, "{}", regions.country);
        }
    }
}
