//! Checks of taxes and delivery.

use std::collections::BTreeSet;

use super::check::Known;
use super::faults::{Faults, is_category, is_country, is_line, is_place, percent};
use super::{BandDefinition, MethodDefinition, RateDefinition, TaxDefinition, ZoneDefinition};
use crate::checkout::{RateBand, countries_with_regions, regions_of};
use crate::money::Currency;
use crate::tax::{EXEMPT_CATEGORY, PostalCodes};

const MOST_BANDS: usize = 50;
const LONGEST_CODES: usize = 600;

// One meaning, whichever way it is written.
fn part_of(rate: &RateDefinition) -> String {
    let written = rate.postal_codes.parse::<PostalCodes>();
    match written {
        Ok(codes) => codes.to_string(),
        Err(_) if rate.postal_prefix.is_empty() => rate.postal_codes.clone(),
        Err(_) => PostalCodes::beginning(&rate.postal_prefix).to_string(),
    }
}

impl Faults {
    pub(super) fn taxes(&mut self, tax: &TaxDefinition) -> Vec<u32> {
        self.part = format!("taxes of {}", tax.country);
        self.unless(
            is_country(&tax.country),
            "country",
            "write a country's two capitals, such as PT",
        );
        self.unless(tax.rates.len() <= 5000, "rates", "write at most 5,000");
        let mut seen = BTreeSet::new();
        for rate in &tax.rates {
            let place = (&rate.region, part_of(rate), &rate.tax_category, &rate.name);
            self.unless(
                seen.insert(place),
                "rates",
                &format!("“{}” is there twice for one place", rate.name),
            );
        }
        tax.rates.iter().map(|rate| self.rate(&tax.country, rate)).collect()
    }

    fn rate(&mut self, country: &str, rate: &RateDefinition) -> u32 {
        self.unless(
            is_line(&rate.name, 1, 60),
            "rates.name",
            "write one line of 1 to 60 characters",
        );
        self.unless(
            is_category(&rate.tax_category),
            "rates.tax_category",
            "write a word such as standard",
        );
        self.unless(
            is_place(&rate.region, 10),
            "rates.region",
            "write capitals and digits, such as CA",
        );
        self.region(country, &rate.region);
        self.unless(
            rate.tax_category != EXEMPT_CATEGORY,
            "rates.tax_category",
            "exempt goods owe no tax anywhere: write another word",
        );
        self.unless(
            is_place(&rate.postal_prefix, 10),
            "rates.postal_prefix",
            "write capitals and digits, such as 100",
        );
        self.postal_codes(&rate.postal_codes);
        let places = [&rate.region, &rate.postal_prefix, &rate.postal_codes];
        let is_one = places.iter().filter(|place| !place.is_empty()).count() <= 1;
        self.unless(
            is_one,
            "rates",
            "name a region, a postal_prefix or postal_codes, not two of them",
        );
        percent(&rate.percent).unwrap_or_else(|| {
            let rule = "write a decimal such as 7.25, from 0 to 100, four decimals at most";
            self.add("rates.percent", format!("“{}”: {rule}", rate.percent));
            0
        })
    }

    fn postal_codes(&mut self, codes: &str) {
        if codes.is_empty() {
            return;
        }
        match codes.parse::<PostalCodes>() {
            Ok(codes) => self.unless(
                codes.to_string().len() <= LONGEST_CODES,
                "rates.postal_codes",
                "write at most 600 signs",
            ),
            Err(error) => self.add("rates.postal_codes", format!("“{codes}”: {error}")),
        }
    }

    // Addresses hold regions by their codes, and only where there is a list of them: any other rate would apply to nobody,
    // or to whoever writes the word.
    fn region(&mut self, country: &str, region: &str) {
        if region.is_empty() || !is_country(country) {
            return;
        }
        let Some(regions) = regions_of(country) else {
            let known = countries_with_regions();
            let reason = format!("regions decide the tax in {known} alone; write postal_codes");
            self.add("rates.region", reason);
            return;
        };
        let is_code = regions.list.iter().any(|(code, _)| *code == region);
        let reason = format!("“{region}” is no code of a {} of {country}", regions.word);
        self.unless(is_code, "rates.region", &reason);
    }

    pub(super) fn zone(&mut self, zone: &ZoneDefinition, known: &Known) -> Vec<Vec<RateBand>> {
        self.part = format!("zone {}", zone.name);
        self.unless(
            is_line(&zone.name, 1, 80),
            "name",
            "write one line of 1 to 80 characters",
        );
        self.unless(!zone.countries.is_empty(), "countries", "name at least one");
        self.countries(&zone.countries);
        let currency = self.of_market(zone.market.as_deref(), known, None);
        self.unless(zone.methods.len() <= 50, "methods", "write at most 50");
        let mut seen = BTreeSet::new();
        for method in &zone.methods {
            self.unless(
                seen.insert(&method.name),
                "methods.name",
                &format!("“{}” is there twice", method.name),
            );
        }
        zone.methods
            .iter()
            .map(|method| self.method(method, currency))
            .collect()
    }

    fn method(&mut self, method: &MethodDefinition, currency: Currency) -> Vec<RateBand> {
        self.unless(
            is_line(&method.name, 1, 80),
            "methods.name",
            "write one line of 1 to 80 characters",
        );
        let is_text = is_line(&method.description, 0, 200);
        self.unless(
            is_text,
            "methods.description",
            "write one line of at most 200 characters",
        );
        self.unless(
            is_category(&method.tax_category),
            "methods.tax_category",
            "write a word such as standard",
        );
        let days = method.days_min <= method.days_max && method.days_max <= 365;
        self.unless(days, "methods.days_max", "is from days_min to 365");
        let count = method.prices.len();
        self.unless((1..=MOST_BANDS).contains(&count), "methods.prices", "write 1 to 50");
        let mut bands: Vec<RateBand> = method.prices.iter().map(|band| self.band(band, currency)).collect();
        bands.sort_by_key(|band| band.min_subtotal_minor);
        let rises = bands
            .windows(2)
            .all(|pair| pair[0].min_subtotal_minor < pair[1].min_subtotal_minor);
        self.unless(rises, "methods.prices", "two prices begin at the same subtotal");
        bands
    }

    fn band(&mut self, band: &BandDefinition, currency: Currency) -> RateBand {
        RateBand {
            min_subtotal_minor: self.amount("methods.prices.from", &band.from, currency),
            price_minor: self.amount("methods.prices.price", &band.price, currency),
        }
    }
}
