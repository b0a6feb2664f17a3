//! Settings as a merchant writes them.

use super::{amount, category, country, many};
use crate::shop::BASE_LIST;
use arbitrary::{Result, Unstructured};
use chrono::{NaiveDateTime, TimeDelta};
use domain::money::{Currency, Money};
use domain::rate::Rate;
use domain::rounding::RoundingMode;
use domain::settings::{
    BandDefinition, CharmDefinition, ConversionDefinition, MarketDefinition, MethodDefinition, PriceListDefinition,
    RateDefinition, Settings, TaxDefinition, ZoneDefinition,
};
use domain::tax::{DeliveryTax, EnginePolicy, TaxBasis};

pub fn settings(u: &mut Unstructured<'_>, shop: Currency, currency: Currency) -> Result<Settings> {
    let mut price_lists = vec![list(BASE_LIST.to_owned(), shop)];
    price_lists.extend(many(u, 4, |u, number| any_list(u, number, shop, currency))?);
    let mut taxes = Vec::new();
    for country in ["DE", "US", "CA", "JP"] {
        if u.ratio(5, 6)? {
            let country = country.to_owned();
            let mut rates = many(u, 6, |u, number| rate(u, number, &country))?;
            rates.dedup_by(|one, other| one.name == other.name);
            taxes.push(TaxDefinition { country, rates });
        }
    }
    Ok(Settings {
        shop: None,
        markets: vec![market(u, currency)?],
        price_lists,
        taxes,
        delivery_zones: many(u, 2, |u, number| zone(u, number, currency))?,
    })
}

fn market(u: &mut Unstructured<'_>, currency: Currency) -> Result<MarketDefinition> {
    Ok(MarketDefinition {
        code: "here".to_owned(),
        name: "Here".to_owned(),
        countries: Vec::new(),
        country: country(u)?.to_owned(),
        currency,
        language: "en".to_owned(),
        tax_basis: *u.choose(&[TaxBasis::Inclusive, TaxBasis::Exclusive])?,
        rounding_mode: *u.choose(&[RoundingMode::HalfUp, RoundingMode::HalfEven])?,
        delivery_tax: *u.choose(&[DeliveryTax::OwnCategory, DeliveryTax::ProportionalToGoods])?,
        is_default: true,
        position: 0,
        shows_lowest_price: None,
        asks_vat_id: false,
        tax_engine: EnginePolicy::Off,
    })
}

const fn list(name: String, currency: Currency) -> PriceListDefinition {
    PriceListDefinition {
        name,
        currency,
        market: None,
        channel: None,
        customer_group: None,
        position: 0,
        starts_at: None,
        ends_at: None,
        converted: None,
    }
}

// The first beside the base makes the goods of a shop with another currency for sale.
fn any_list(u: &mut Unstructured<'_>, number: u32, shop: Currency, currency: Currency) -> Result<PriceListDefinition> {
    let word = |wanted: bool, word: &str| wanted.then(|| word.to_owned());
    let is_foreign = shop != currency;
    Ok(PriceListDefinition {
        market: word(u.ratio(1, 3)?, "here"),
        channel: word(u.ratio(1, 6)?, u.choose(&["web", "pos"])?),
        customer_group: word(u.ratio(1, 4)?, u.choose(&["trade", "gold"])?),
        position: u.int_in_range(-2..=2)?,
        starts_at: if u.ratio(1, 4)? { Some(moment(u)?) } else { None },
        ends_at: None,
        converted: if is_foreign || u.ratio(1, 6)? {
            Some(conversion(u, currency)?)
        } else {
            None
        },
        ..list(format!("List {number}"), currency)
    })
}

fn conversion(u: &mut Unstructured<'_>, currency: Currency) -> Result<ConversionDefinition> {
    let text = |minor| Money::new(minor, currency).to_decimal_string();
    let step = *u.choose(&[5, 10, 100, 1000, 10_000])?;
    let charm = match u.int_in_range(0..=2_u8)? {
        0 => CharmDefinition::AsIs,
        1 => CharmDefinition::EndingUp {
            ending: text(u.int_in_range(0..=step - 1)?),
            step: text(step),
        },
        _ => CharmDefinition::Nearest { step: text(step) },
    };
    Ok(ConversionDefinition {
        from: BASE_LIST.to_owned(),
        rate: Rate::from_ppm(u.int_in_range(1..=200_000_000)?),
        charm,
    })
}

// Around the moment of every case.
pub fn moment(u: &mut Unstructured<'_>) -> Result<NaiveDateTime> {
    let hours = TimeDelta::hours(u.int_in_range(-900..=300)?);
    Ok((super::NOW + hours).naive_utc())
}

fn rate(u: &mut Unstructured<'_>, number: u32, country: &str) -> Result<RateDefinition> {
    let place = u.int_in_range(0..=5_u8)?;
    // Settings refuse regions where regions levy nothing.
    let region = match country {
        "US" if place == 0 => *u.choose(&["NY", "CA"])?,
        "CA" if place == 0 => *u.choose(&["QC", "ON"])?,
        _ => "",
    };
    let postal_prefix = if place == 1 {
        *u.choose(&["100", "10044", "H2X"])?
    } else {
        ""
    };
    let postal_codes = if place == 2 {
        *u.choose(&["10001..10044, H2X*", "1????", "10001"])?
    } else {
        ""
    };
    let percent = *u.choose(&["19", "7.25", "0", "2.6", "9.975", "0.0001", "100", "33.3333"])?;
    Ok(RateDefinition {
        name: format!("Tax {number}"),
        percent: percent.to_owned(),
        region: region.to_owned(),
        postal_prefix: postal_prefix.to_owned(),
        postal_codes: postal_codes.to_owned(),
        tax_category: category(u)?.to_owned(),
    })
}

fn zone(u: &mut Unstructured<'_>, number: u32, currency: Currency) -> Result<ZoneDefinition> {
    let countries: &[&str] = u.choose(&[&["DE", "FR"][..], &["US", "CA", "JP"], &["DE"]])?;
    let mut prices = many(u, 3, |u, number| {
        let text = |minor| Money::new(minor, currency).to_decimal_string();
        Ok(BandDefinition {
            from: text(i64::from(number + 1) * 4000),
            price: text(amount(u)?),
        })
    })?;
    prices.push(BandDefinition {
        from: "0".to_owned(),
        price: (*u.choose(&["5", "0", "12"])?).to_owned(),
    });
    Ok(ZoneDefinition {
        name: format!("Zone {number}"),
        market: Some("here".to_owned()),
        countries: countries.iter().map(ToString::to_string).collect(),
        methods: vec![MethodDefinition {
            name: "Standard".to_owned(),
            description: String::new(),
            tax_category: category(u)?.to_owned(),
            days_min: 1,
            days_max: 3,
            prices,
        }],
    })
}
