//! What can be wrong with settings. Every fault is collected, so that one look at the answer is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::faults::{Faults, is_country, is_language, is_line, is_word};
use super::{CheckedSettings, Conversion, MarketDefinition, PriceListDefinition, Settings, ShopDefinition};
use crate::checkout::is_plausible_email;
use crate::market::is_code;
use crate::money::Currency;

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

/// Most of anything in a file.
pub(super) const MOST: usize = 500;

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

impl Faults {
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
}
