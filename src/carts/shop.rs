//! The settings of a case as the calculation wants them: lists, rates and delivery with their ids.

use crate::case::Case;
use domain::checkout::{DeliveryMethod, RateBand};
use domain::id::{DeliveryMethodId, MarketId, PriceListId};
use domain::money::Currency;
use domain::pricing::{Audience, DeliveryInput, ENGINE_VERSION, PriceList, PricingContext, WEB_CHANNEL};
use domain::rounding::RoundingMode;
use domain::settings::{CheckedSettings, Conversion, Known, KnownList, MarketDefinition, checked};
use domain::tax::{DeliveryTax, TaxBasis, TaxRow, TaxTable};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Names the list that every shop has from the start.
pub const BASE_LIST: &str = "Base";

/// What a case sells by.
pub struct Shop {
    /// Every list, in the order of the settings.
    pub lists: Vec<PriceList>,
    /// How each is made of another, if it is.
    pub conversions: Vec<Option<Conversion>>,
    /// All rates.
    pub taxes: TaxTable,
    /// Ways of delivering.
    pub methods: Vec<DeliveryMethod>,
    /// The market's currency.
    pub currency: Currency,
    /// Whether its prices contain tax.
    pub basis: TaxBasis,
    /// R3.
    pub rounding: RoundingMode,
    /// R9.
    pub delivery_tax: DeliveryTax,
}

/// An id that is made of a number and of what it names.
pub fn id<T: From<Uuid>>(kind: u8, number: impl Into<u128>) -> T {
    T::from(Uuid::from_u128(u128::from(kind) << 120 | number.into()))
}

/// The market of every case.
pub fn market_id() -> MarketId {
    id(1, 1_u8)
}

/// What a shop knows that has nothing but its currency and its base list: what the settings of a case are checked against.
pub fn known(currency: Currency) -> Known {
    let base = KnownList {
        currency,
        is_base: true,
        is_converted: false,
        is_source: true,
    };
    Known {
        currency,
        markets: BTreeMap::new(),
        price_lists: BTreeMap::from([(BASE_LIST.to_owned(), base)]),
    }
}

impl Shop {
    /// The settings of a case, or what is wrong with them.
    pub fn open(case: &Case) -> Result<Self, Vec<String>> {
        let known = known(case.shop_currency);
        let words =
            |faults: Vec<domain::settings::SettingsFault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        let settings = checked(&case.settings, &known).map_err(words)?;
        let market = settings.markets.first().ok_or_else(|| vec!["no market".to_owned()])?;
        Ok(Self {
            lists: lists(&settings),
            conversions: settings.price_lists.iter().map(|(_, made)| *made).collect(),
            taxes: taxes(&settings)?,
            methods: methods(&settings),
            currency: market.currency,
            basis: market.tax_basis,
            rounding: market.rounding_mode,
            delivery_tax: market.delivery_tax,
        })
    }

    /// Who buys.
    pub fn audience<'a>(&self, case: &Case, groups: &'a [String]) -> Audience<'a> {
        Audience {
            market_id: market_id(),
            currency: self.currency,
            channel: WEB_CHANNEL,
            customer_groups: groups,
            now: case.now,
        }
    }

    /// The circumstances of the calculation.
    pub fn context(&self, case: &Case) -> PricingContext {
        PricingContext {
            currency: self.currency,
            basis: self.basis,
            rounding: self.rounding,
            now: case.now,
            catalog_version: case.catalog_version,
            engine_version: ENGINE_VERSION,
            destination: case.destination.clone(),
            treatment: case.treatment.clone(),
            delivery_tax: self.delivery_tax,
        }
    }

    /// The first way of delivering there, for goods of this subtotal.
    pub fn delivery(&self, case: &Case, goods_minor: i64) -> Option<DeliveryInput> {
        let mut methods = self.methods.iter();
        let method = methods.find(|method| method.serves(&case.destination.country))?;
        Some(DeliveryInput {
            name: method.name.clone(),
            price_minor: method.price_for(goods_minor)?,
            tax_category: method.tax_category.clone(),
        })
    }
}

fn lists(settings: &CheckedSettings<'_>) -> Vec<PriceList> {
    let market = settings.markets.first().map(|market: &MarketDefinition| &market.code);
    let numbered = (0_u32..).zip(&settings.price_lists);
    let list = |(number, (list, _)): (u32, &(&domain::settings::PriceListDefinition, _))| PriceList {
        list_id: id::<PriceListId>(2, number),
        currency: list.currency,
        market_id: list
            .market
            .as_ref()
            .map(|code| if Some(code) == market { market_id() } else { id(1, 2_u8) }),
        channel: list.channel.clone(),
        customer_group: list.customer_group.clone(),
        position: list.position,
        starts_at: list.starts_at.map(|at| at.and_utc()),
        ends_at: list.ends_at.map(|at| at.and_utc()),
    };
    numbered.map(list).collect()
}

fn taxes(settings: &CheckedSettings<'_>) -> Result<TaxTable, Vec<String>> {
    let mut rows = Vec::new();
    for (tax, rates) in &settings.taxes {
        for (rate, ppm) in tax.rates.iter().zip(rates) {
            let row = TaxRow::new(
                tax.country.clone(),
                Some(rate.region.clone()),
                rate.tax_category.clone(),
                rate.name.clone(),
                i64::from(*ppm),
            );
            let row = row.map_err(|error| vec![error.to_string()])?;
            let row = row.in_part(&rate.postal_prefix, &rate.postal_codes);
            rows.push(row.map_err(|error| vec![error.to_string()])?);
        }
    }
    Ok(TaxTable::new(rows))
}

fn methods(settings: &CheckedSettings<'_>) -> Vec<DeliveryMethod> {
    let mut methods = Vec::new();
    for (zone, bands) in &settings.delivery_zones {
        for (method, bands) in zone.methods.iter().zip(bands) {
            let bands: &Vec<RateBand> = bands;
            methods.push(DeliveryMethod {
                delivery_method_id: id::<DeliveryMethodId>(3, u32::try_from(methods.len()).unwrap_or(u32::MAX)),
                name: method.name.clone(),
                description: method.description.clone(),
                tax_category: method.tax_category.clone(),
                days_min: method.days_min,
                days_max: method.days_max,
                countries: zone.countries.clone(),
                bands: bands.clone(),
            });
        }
    }
    methods
}
