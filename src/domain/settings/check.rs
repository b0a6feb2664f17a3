//! What can be wrong with settings. Every fault is collected, so that one look at the answer is enough.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{
    BandDefinition, CheckedSettings, Conversion, MarketDefinition, MethodDefinition, PriceListDefinition,
    RateDefinition, Settings, ShopDefinition, TaxDefinition, ZoneDefinition,
};
use crate::checkout::{RateBand, country_name, is_plausible_email, rules_of};
use crate::market::is_code;
use crate::money::{Currency, Money};
use crate::rate::Rate;

/// What the shop has already, which a file may refer to.
#[derive(Clone, Debug)]
pub struct Known {
    /// The shop's own.
    pub currency: Currency,
    /// By code.
    pub markets: BTreeMap<String, KnownMarket>,
    /// By name.
    pub price_lists: BTreeMap<String, KnownList>,
}

/// A market that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownMarket {
    /// Which it keeps.
    pub currency: Currency,
}

/// A price list that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownList {
    /// Which it keeps.
    pub currency: Currency,
    /// Whether imports write it.
    pub is_base: bool,
    /// Whether it is made from another.
    pub is_converted: bool,
    /// Whether others are made from it.
    pub is_source: bool,
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part}: {field}: {reason}")]
pub struct SettingsFault {
    /// Which part of the file: `market us`.
    pub part: String,
    /// Which field.
    pub field: &'static str,
    /// What is wrong with it, and what would be right.
    pub reason: String,
}

const MOST: usize = 500;
const MOST_BANDS: usize = 50;

/// Settings with the numbers that their decimals stand for.
///
/// # Errors
/// Every fault, never none.
pub fn checked<'a>(settings: &'a Settings, known: &Known) -> Result<CheckedSettings<'a>, Vec<SettingsFault>> {
    let mut faults = Faults::default();
    faults.sizes(settings);
    if let Some(shop) = &settings.shop {
        faults.shop(shop);
    }
    faults.names("market", "code", settings.markets.iter().map(|market| &market.code));
    faults.names("price list", "name", settings.price_lists.iter().map(|list| &list.name));
    faults.names("taxes of", "country", settings.taxes.iter().map(|tax| &tax.country));
    faults.names("zone", "name", settings.delivery_zones.iter().map(|zone| &zone.name));
    let known = known.with(settings);
    faults.markets(&settings.markets, &known);
    let price_lists = settings
        .price_lists
        .iter()
        .map(|list| (list, faults.price_list(list, &known)));
    let price_lists = price_lists.collect();
    let taxes = settings.taxes.iter().map(|tax| (tax, faults.taxes(tax))).collect();
    let zones = settings
        .delivery_zones
        .iter()
        .map(|zone| (zone, faults.zone(zone, &known)));
    let delivery_zones = zones.collect();
    if !faults.found.is_empty() {
        return Err(faults.found);
    }
    Ok(CheckedSettings {
        shop: settings.shop.as_ref(),
        markets: &settings.markets,
        price_lists,
        taxes,
        delivery_zones,
    })
}

impl Known {
    // What is there once the file was applied. Currencies stay: the faults about that are found against these.
    fn with(&self, settings: &Settings) -> Self {
        let mut known = self.clone();
        for market in &settings.markets {
            let currency = market.currency;
            known
                .markets
                .entry(market.code.clone())
                .or_insert(KnownMarket { currency });
        }
        for list in &settings.price_lists {
            let entry = known.price_lists.entry(list.name.clone()).or_insert(KnownList {
                currency: list.currency,
                is_base: false,
                is_converted: false,
                is_source: false,
            });
            entry.is_converted = list.converted.is_some();
        }
        known
    }
}

#[derive(Default)]
struct Faults {
    part: String,
    found: Vec<SettingsFault>,
}

impl Faults {
    fn add(&mut self, field: &'static str, reason: impl Into<String>) {
        self.found.push(SettingsFault {
            part: self.part.clone(),
            field,
            reason: reason.into(),
        });
    }

    fn unless(&mut self, is_sound: bool, field: &'static str, reason: &str) {
        if !is_sound {
            self.add(field, reason);
        }
    }

    fn sizes(&mut self, settings: &Settings) {
        "file".clone_into(&mut self.part);
        let sizes = [
            ("markets", settings.markets.len()),
            ("price_lists", settings.price_lists.len()),
            ("taxes", settings.taxes.len()),
            ("delivery_zones", settings.delivery_zones.len()),
        ];
        for (field, size) in sizes {
            self.unless(size <= MOST, field, "write at most 500");
        }
    }

    fn names<'a>(&mut self, what: &str, field: &'static str, names: impl Iterator<Item = &'a String>) {
        let mut seen = BTreeSet::new();
        for name in names {
            self.part = format!("{what} {name}");
            self.unless(seen.insert(name), field, "is there twice");
        }
    }

    fn shop(&mut self, shop: &ShopDefinition) {
        "shop".clone_into(&mut self.part);
        let name = shop.name.as_deref();
        self.unless(
            name.is_none_or(|name| is_line(name, 1, 80)),
            "name",
            "write one line of 1 to 80 characters",
        );
        let tagline = shop.tagline.as_deref();
        let is_sentence = tagline.is_none_or(|tagline| is_line(tagline, 0, 200));
        self.unless(is_sentence, "tagline", "write one line of at most 200 characters");
        let email = shop.email.as_deref();
        self.unless(
            email.is_none_or(is_plausible_email),
            "email",
            "write an address such as hello@shop.example",
        );
        // Whether the zone exists is known to the database only.
        let zone = shop.time_zone.as_deref();
        self.unless(
            zone.is_none_or(|zone| is_line(zone, 1, 64)),
            "time_zone",
            "write a name such as Europe/Lisbon",
        );
    }

    fn markets(&mut self, markets: &[MarketDefinition], known: &Known) {
        for market in markets {
            self.part = format!("market {}", market.code);
            self.market(market, known);
        }
        "file".clone_into(&mut self.part);
        let defaults = markets.iter().filter(|market| market.is_default).count();
        self.unless(defaults <= 1, "markets", "only one market can be the default");
    }

    fn market(&mut self, market: &MarketDefinition, known: &Known) {
        let code = "use a small letter, then small letters, digits and hyphens, 20 characters at most";
        self.unless(is_code(&market.code), "code", code);
        self.unless(
            is_line(&market.name, 1, 60),
            "name",
            "write one line of 1 to 60 characters",
        );
        self.countries(&market.countries);
        self.unless(
            is_country(&market.country),
            "country",
            "write a country's two capitals, such as PT",
        );
        let is_home = market.countries.is_empty() || market.countries.contains(&market.country);
        self.unless(is_home, "country", "must be one of its countries");
        self.unless(
            is_language(&market.language),
            "language",
            "write a language such as en or pt-BR",
        );
        let kept = known.markets.get(&market.code).map(|known| known.currency);
        self.keeps("currency", kept, market.currency);
    }

    fn keeps(&mut self, field: &'static str, kept: Option<Currency>, wanted: Currency) {
        if let Some(kept) = kept.filter(|kept| *kept != wanted) {
            self.add(field, format!("is {} for good; open another instead", kept.code()));
        }
    }

    fn countries(&mut self, countries: &[String]) {
        self.unless(countries.len() <= MOST, "countries", "write at most 500");
        let mut seen = BTreeSet::new();
        for country in countries {
            self.unless(
                seen.insert(country),
                "countries",
                &format!("{} is there twice", country_name(country)),
            );
            if rules_of(country).is_none() {
                self.add(
                    "countries",
                    format!("“{country}” is no country that we know addresses of"),
                );
            }
        }
    }

    fn price_list(&mut self, list: &PriceListDefinition, known: &Known) -> Option<Conversion> {
        self.part = format!("price list {}", list.name);
        self.unless(
            is_line(&list.name, 1, 60),
            "name",
            "write one line of 1 to 60 characters",
        );
        let before = known.price_lists.get(&list.name).copied();
        self.keeps("currency", before.map(|before| before.currency), list.currency);
        self.of_market(list.market.as_deref(), known, Some(list.currency));
        let word =
            |text: &Option<String>, signs: &str, most| text.as_deref().is_none_or(|text| is_word(text, signs, most));
        self.unless(word(&list.channel, "_", 20), "channel", "write a word such as web");
        self.unless(
            word(&list.customer_group, "_-", 40),
            "customer_group",
            "write a word such as trade",
        );
        let window = list.starts_at.zip(list.ends_at);
        self.unless(
            window.is_none_or(|(starts, ends)| starts < ends),
            "ends_at",
            "must be later than starts_at",
        );
        let narrows = [
            list.market.is_some(),
            list.channel.is_some(),
            list.customer_group.is_some(),
        ];
        let is_plain =
            !narrows.contains(&true) && list.starts_at.or(list.ends_at).is_none() && list.converted.is_none();
        let is_base = before.is_some_and(|before| before.is_base);
        self.unless(
            is_plain || !is_base,
            "name",
            "imports write this list: it is for everybody, always, and not converted",
        );
        self.conversion(list, known)
    }

    fn conversion(&mut self, list: &PriceListDefinition, known: &Known) -> Option<Conversion> {
        let converted = list.converted.as_ref()?;
        let is_source = known.price_lists.get(&list.name).is_some_and(|known| known.is_source);
        self.unless(!is_source, "converted", "other lists are made from this one");
        match known.price_lists.get(&converted.from) {
            None => self.add("converted.from", format!("there is no price list “{}”", converted.from)),
            Some(_) if converted.from == list.name => self.add("converted.from", "is the list itself"),
            Some(source) if source.is_converted => {
                self.add("converted.from", "is made from another list itself; name that one");
            }
            Some(_) => {}
        }
        match converted.charm.in_minor_units(list.currency) {
            Err(error) => self.add("converted.charm", error.to_string()),
            Ok(charm) => {
                let conversion = Conversion {
                    rate: converted.rate,
                    charm,
                };
                let rule = "the rate and the step are above zero, the ending is below the step";
                self.unless(conversion.is_sound(), "converted", rule);
                return Some(conversion);
            }
        }
        None
    }

    // The currency of a market that a list or a zone names; of all markets where it names none.
    fn of_market(&mut self, market: Option<&str>, known: &Known, wanted: Option<Currency>) -> Currency {
        let Some(code) = market else {
            return wanted.unwrap_or(known.currency);
        };
        let Some(market) = known.markets.get(code) else {
            self.add("market", format!("there is no market “{code}”"));
            return known.currency;
        };
        if wanted.is_some_and(|wanted| wanted != market.currency) {
            self.add("market", format!("“{code}” sells in {}", market.currency.code()));
        }
        market.currency
    }

    fn taxes(&mut self, tax: &TaxDefinition) -> Vec<u32> {
        self.part = format!("taxes of {}", tax.country);
        self.unless(
            is_country(&tax.country),
            "country",
            "write a country's two capitals, such as PT",
        );
        self.unless(tax.rates.len() <= 5000, "rates", "write at most 5,000");
        let mut seen = BTreeSet::new();
        for rate in &tax.rates {
            let place = (&rate.region, &rate.postal_prefix, &rate.tax_category, &rate.name);
            self.unless(
                seen.insert(place),
                "rates",
                &format!("“{}” is there twice for one place", rate.name),
            );
        }
        tax.rates.iter().map(|rate| self.rate(rate)).collect()
    }

    fn rate(&mut self, rate: &RateDefinition) -> u32 {
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
        self.unless(
            is_place(&rate.postal_prefix, 10),
            "rates.postal_prefix",
            "write capitals and digits, such as 100",
        );
        let is_one = rate.region.is_empty() || rate.postal_prefix.is_empty();
        self.unless(is_one, "rates", "name a region or a postal_prefix, not both");
        percent(&rate.percent).unwrap_or_else(|| {
            let rule = "write a decimal such as 7.25, from 0 to 100, four decimals at most";
            self.add("rates.percent", format!("“{}”: {rule}", rate.percent));
            0
        })
    }

    fn zone(&mut self, zone: &ZoneDefinition, known: &Known) -> Vec<Vec<RateBand>> {
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

    fn amount(&mut self, field: &'static str, text: &str, currency: Currency) -> i64 {
        match Money::parse_decimal(text, currency) {
            Ok(money) if money.minor >= 0 => money.minor,
            Ok(_) => {
                self.add(field, "must not be below nothing");
                0
            }
            Err(error) => {
                self.add(field, format!("“{text}”: {error}"));
                0
            }
        }
    }
}

// Parts per million of a decimal of a hundred.
fn percent(text: &str) -> Option<u32> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let hundredths = Decimal::from_str_exact(text).ok().filter(|_| is_plain)?;
    let rate = Rate::from_decimal(hundredths / Decimal::ONE_HUNDRED).ok()?;
    u32::try_from(rate.ppm()).ok().filter(|ppm| *ppm <= 1_000_000)
}

fn is_line(text: &str, least: usize, most: usize) -> bool {
    let length = text.chars().count();
    (least..=most).contains(&length) && text.trim() == text && !text.chars().any(char::is_control)
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_place(text: &str, most: usize) -> bool {
    text.len() <= most
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_word(text: &str, signs: &str, most: usize) -> bool {
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || signs.contains(sign);
    text.len() <= most && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(is_sign)
}

fn is_category(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    (1..=40).contains(&text.len()) && text.bytes().all(is_sign)
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    is_first && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
