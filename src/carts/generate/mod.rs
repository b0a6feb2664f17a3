//! Makes cases of bytes: the same bytes, the same case. Most are carts as shops have them; some hold amounts, quantities
//! and words that no merchant would write.

mod promotion;
mod settings;

use crate::case::{CartLine, Case, Price, Refund};
use arbitrary::{Result, Unstructured};
use chrono::{DateTime, Utc};
use domain::money::Currency;
use domain::pricing::Destination;
use domain::tax::TaxTreatment;
use rand::rngs::StdRng;
use rand::{Rng as _, RngCore as _, SeedableRng as _};

/// Most lines of a case.
const MOST_LINES: usize = 24;
/// Most promotions of a case.
const MOST_OFFERS: usize = 10;
/// When it always is.
const NOW: DateTime<Utc> = DateTime::from_timestamp(1_800_000_000, 0).expect("a moment of this century");

/// A case of what the bytes say. Bytes that are missing count as zero.
///
/// # Errors
/// None that is known: running out of bytes is not one.
pub fn from_bytes(bytes: &[u8]) -> Result<Case> {
    case(&mut Unstructured::new(bytes))
}

/// The case of a seed.
///
/// # Errors
/// As [`from_bytes`].
pub fn from_seed(seed: u64) -> Result<Case> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut bytes = vec![0; random.random_range(64..4096)];
    random.fill_bytes(&mut bytes);
    from_bytes(&bytes)
}

fn case(u: &mut Unstructured<'_>) -> Result<Case> {
    let currency = *u.choose(&[Currency::EUR, Currency::USD, Currency::JPY, Currency::KWD])?;
    let shop_currency = if u.ratio(3, 4)? { currency } else { Currency::GBP };
    let settings = settings::settings(u, shop_currency, currency)?;
    let lists = u8::try_from(settings.price_lists.len()).unwrap_or(u8::MAX);
    let count = if u.ratio(1, 50)? { MOST_LINES * 4 } else { MOST_LINES };
    let count = u.int_in_range(0..=count)?;
    let lines = (1_u32..)
        .take(count)
        .map(|seq| line(u, seq, lists))
        .collect::<Result<_>>()?;
    Ok(Case {
        shop_currency,
        settings,
        now: NOW,
        catalog_version: u.int_in_range(1..=1_000_000)?,
        destination: destination(u)?,
        treatment: treatment(u)?,
        customer_groups: if u.ratio(1, 2)? { Some(groups(u)?) } else { None },
        lines,
        offers: many(u, MOST_OFFERS, |u, number| {
            promotion::offered(u, number, (shop_currency, currency))
        })?,
        tenders: many(u, 3, |u, _| amount(u))?,
        refunds: many(u, 3, |u, _| refund(u))?,
    })
}

fn treatment(u: &mut Unstructured<'_>) -> Result<TaxTreatment> {
    if !u.ratio(1, 5)? {
        return Ok(TaxTreatment::Normal);
    }
    Ok(TaxTreatment::Exempt {
        reason: "museum".to_owned(),
        certificate: "E-1".to_owned(),
    })
}

fn destination(u: &mut Unstructured<'_>) -> Result<Destination> {
    let region = *u.choose(&["", "QC", "NY", "CA"])?;
    let postal_code = *u.choose(&["", "10001", "100 44", "h2x 1y4", "27498"])?;
    Ok(Destination {
        country: country(u)?.to_owned(),
        region: (!region.is_empty()).then(|| region.to_owned()),
        postal_code: (!postal_code.is_empty()).then(|| postal_code.to_owned()),
    })
}

fn line(u: &mut Unstructured<'_>, seq: u32, lists: u8) -> Result<CartLine> {
    let product = u.int_in_range(0..=11_u8)?;
    let mut prices = many(u, 3, |u, _| price(u, lists))?;
    // Most goods are for sale.
    if u.ratio(15, 16)? {
        prices.push(Price {
            list: 0,
            min_quantity: 1,
            amount_minor: amount(u)?,
            compare_at_minor: None,
            hours_ago: u.int_in_range(0..=2000)?,
            hours: None,
        });
    }
    Ok(CartLine {
        line_seq: if u.ratio(1, 500)? { 1 } else { seq },
        product,
        variant: product * 2 + u.int_in_range(0..=1)?,
        quantity: match u.int_in_range(0..=40_u8)? {
            0 => u.arbitrary()?,
            1..5 => u.int_in_range(10..=500)?,
            _ => u.int_in_range(1..=9)?,
        },
        tax_category: category(u)?.to_owned(),
        is_discountable: u.ratio(9, 10)?,
        collections: many(u, 2, |u, _| u.int_in_range(0..=4))?,
        prices,
    })
}

fn price(u: &mut Unstructured<'_>, lists: u8) -> Result<Price> {
    let hours = if u.ratio(1, 2)? {
        Some(u.int_in_range(0..=1000)?)
    } else {
        None
    };
    Ok(Price {
        list: u.int_in_range(0..=lists.saturating_sub(1))?,
        min_quantity: *u.choose(&[1, 1, 1, 3, 10])?,
        amount_minor: amount(u)?,
        compare_at_minor: if u.ratio(1, 3)? { Some(amount(u)?) } else { None },
        hours_ago: u.int_in_range(0..=2000)?,
        hours,
    })
}

fn refund(u: &mut Unstructured<'_>) -> Result<Refund> {
    Ok(Refund {
        units: many(u, 4, |u, _| Ok((u.int_in_range(0..=11)?, u.int_in_range(0..=6)?)))?,
        delivery: u.ratio(1, 3)?,
        adjustment_minor: if u.ratio(1, 4)? { amount(u)? - 500 } else { 0 },
    })
}

fn many<'a, T>(
    u: &mut Unstructured<'a>,
    most: usize,
    mut one: impl FnMut(&mut Unstructured<'a>, u32) -> Result<T>,
) -> Result<Vec<T>> {
    let count = u.int_in_range(0..=most)?;
    (0_u32..).take(count).map(|number| one(u, number)).collect()
}

// Minor units, never below zero; one in a hundred is beyond reason.
fn amount(u: &mut Unstructured<'_>) -> Result<i64> {
    match u.int_in_range(0..=99_u8)? {
        0 => u.int_in_range(0..=i64::MAX),
        1..10 => u.int_in_range(0..=10),
        10..20 => u.int_in_range(0..=10_000_000),
        _ => u.int_in_range(1..=50_000),
    }
}

fn groups(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    many(u, 2, |u, _| Ok((*u.choose(&["trade", "gold", "staff"])?).to_owned()))
}

fn country(u: &mut Unstructured<'_>) -> Result<&'static str> {
    Ok(*u.choose(&["DE", "US", "CA", "JP", "FR"])?)
}

fn category(u: &mut Unstructured<'_>) -> Result<&'static str> {
    Ok(*u.choose(&["standard", "standard", "reduced", "books"])?)
}
