//! Promotions as a merchant writes them: all kinds, conditions and ways to stand beside each other.

use super::{amount, groups, many};
use crate::case::Offered;
use arbitrary::{Result, Unstructured};
use domain::money::{Currency, Money};
use domain::promotion::{
    BenefitDefinition, CodeDefinition, CombinesDefinition, CurrencyDefinition, Definition, GoodsDefinition,
    LimitsDefinition, MinimumDefinition, PromotionClass, PromotionStatus, TierDefinition,
};
use std::collections::{BTreeMap, BTreeSet};

const CLASSES: [PromotionClass; 3] = [PromotionClass::Product, PromotionClass::Order, PromotionClass::Delivery];

/// A promotion whose amounts are in the shop's currency, and mostly in the market's as well.
pub fn offered(u: &mut Unstructured<'_>, number: u32, (shop, market): (Currency, Currency)) -> Result<Offered> {
    let mut definition = definition(u, number, shop)?;
    if shop != market && u.ratio(3, 4)? {
        in_currency(u, &mut definition, market)?;
    }
    Ok(Offered {
        definition,
        collections: if u.ratio(1, 3)? {
            many(u, 2, |u, _| u.int_in_range(0..=4))?
        } else {
            Vec::new()
        },
        products: if u.ratio(1, 5)? {
            many(u, 3, |u, _| u.int_in_range(0..=11))?
        } else {
            Vec::new()
        },
        variants: if u.ratio(1, 5)? {
            many(u, 3, |u, _| u.int_in_range(0..=23))?
        } else {
            Vec::new()
        },
        market: match u.int_in_range(0..=11_u8)? {
            0 => Some(false),
            1..4 => Some(true),
            _ => None,
        },
        used: u.int_in_range(0..=6)?,
        used_by_customer: u.int_in_range(0..=2)?,
        has_ordered: u.ratio(1, 2)?,
        codes_entered: u.int_in_range(0..=2)?,
    })
}

fn definition(u: &mut Unstructured<'_>, number: u32, currency: Currency) -> Result<Definition> {
    let (class, benefit) = benefit(u, currency)?;
    let codes = many(u, 2, |u, at| code(u, number, at))?;
    let some = |u: &mut Unstructured<'_>, most: u32| -> Result<Option<u32>> {
        Ok(if u.ratio(1, 4)? {
            Some(u.int_in_range(1..=most)?)
        } else {
            None
        })
    };
    let limits = LimitsDefinition {
        total: some(u, 5)?,
        per_customer: some(u, 2)?,
    };
    let subtotal = if u.ratio(1, 4)? {
        Some(decimal(u, currency)?)
    } else {
        None
    };
    Ok(Definition {
        handle: format!("promotion-{number}"),
        name: format!("Promotion {number}"),
        class,
        status: if u.ratio(1, 16)? {
            PromotionStatus::Draft
        } else {
            PromotionStatus::Active
        },
        benefit,
        first_order: u.ratio(1, 8)? && !codes.is_empty(),
        codes,
        priority: u.int_in_range(-2..=2)?,
        tag: if u.ratio(1, 4)? { None } else { Some(tag(u)?) },
        combines_with: CombinesDefinition {
            classes: many(u, 3, |u, _| Ok(*u.choose(&CLASSES)?))?
                .into_iter()
                .filter(|other| *other != class)
                .collect(),
            tags: many(u, 4, |u, _| tag(u))?.into_iter().collect(),
        },
        starts_at: if u.ratio(1, 6)? {
            Some(super::settings::moment(u)?.and_utc())
        } else {
            None
        },
        ends_at: if u.ratio(1, 12)? {
            Some(super::settings::moment(u)?.and_utc())
        } else {
            None
        },
        limits,
        minimum: MinimumDefinition {
            subtotal,
            quantity: some(u, 8)?,
        },
        currencies: BTreeMap::new(),
        goods: GoodsDefinition::default(),
        markets: BTreeSet::new(),
        customer_groups: if u.ratio(1, 6)? {
            groups(u)?.into_iter().collect()
        } else {
            BTreeSet::new()
        },
    })
}

// The same amounts in another currency; one without amounts is left alone.
fn in_currency(u: &mut Unstructured<'_>, definition: &mut Definition, currency: Currency) -> Result<()> {
    let mut other = CurrencyDefinition::default();
    match &definition.benefit {
        BenefitDefinition::FixedPerUnit { .. }
        | BenefitDefinition::FixedPerLine { .. }
        | BenefitDefinition::FixedOrder { .. } => other.amount = Some(decimal(u, currency)?),
        BenefitDefinition::Tiers { tiers } => {
            let numbers = (0_u32..).take(tiers.len());
            other.tiers = Some(numbers.map(|number| tier(u, number, currency)).collect::<Result<_>>()?);
        }
        _ => {}
    }
    if definition.minimum.subtotal.is_some() {
        other.subtotal = Some(decimal(u, currency)?);
    }
    if other != CurrencyDefinition::default() {
        definition.currencies.insert(currency.code().to_owned(), other);
    }
    Ok(())
}

fn benefit(u: &mut Unstructured<'_>, currency: Currency) -> Result<(PromotionClass, BenefitDefinition)> {
    use PromotionClass::{Delivery, Order, Product};
    Ok(match u.int_in_range(0..=8_u8)? {
        0 | 1 => {
            let class = *u.choose(&CLASSES)?;
            (class, BenefitDefinition::Percent { percent: percent(u)? })
        }
        2 => (
            Product,
            BenefitDefinition::FixedPerUnit {
                amount: decimal(u, currency)?,
            },
        ),
        3 => (
            Product,
            BenefitDefinition::FixedPerLine {
                amount: decimal(u, currency)?,
            },
        ),
        4 | 5 => (
            Product,
            BenefitDefinition::BuyXGetY {
                buy: u.int_in_range(1..=4)?,
                get: u.int_in_range(1..=3)?,
            },
        ),
        6 => (
            Order,
            BenefitDefinition::FixedOrder {
                amount: decimal(u, currency)?,
            },
        ),
        7 => (
            Order,
            BenefitDefinition::Tiers {
                tiers: many(u, 4, |u, number| tier(u, number, currency))?,
            },
        ),
        _ => (Delivery, BenefitDefinition::FreeDelivery {}),
    })
}

fn tier(u: &mut Unstructured<'_>, number: u32, currency: Currency) -> Result<TierDefinition> {
    let from = Money::new(i64::from(number) * 3000 + u.int_in_range(1..=2999)?, currency);
    let is_share = u.ratio(1, 2)?;
    Ok(TierDefinition {
        from: from.to_decimal_string(),
        percent: if is_share { Some(percent(u)?) } else { None },
        amount: if is_share { None } else { Some(decimal(u, currency)?) },
    })
}

fn code(u: &mut Unstructured<'_>, number: u32, at: u32) -> Result<CodeDefinition> {
    let code = format!("CODE{number}-{at}");
    Ok(if u.ratio(1, 3)? {
        CodeDefinition::Limited {
            code,
            limit: u.int_in_range(1..=5)?,
        }
    } else {
        CodeDefinition::Plain(code)
    })
}

fn tag(u: &mut Unstructured<'_>) -> Result<String> {
    Ok((*u.choose(&["sale", "members", "clear-out"])?).to_owned())
}

// One in fifty is none.
fn percent(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(match u.int_in_range(0..=49_u8)? {
        0 => (*u.choose(&["", "-5", "101", "1e1", "0.00001", "٥"])?).to_owned(),
        1..10 => (*u.choose(&["100", "33.3333", "0.0001", "12.5"])?).to_owned(),
        _ => u.int_in_range(1..=80_u32)?.to_string(),
    })
}

fn decimal(u: &mut Unstructured<'_>, currency: Currency) -> Result<String> {
    Ok(if u.ratio(1, 50)? {
        (*u.choose(&["", "-1", "1.23456", "1e3", "99999999999999999999", " 5"])?).to_owned()
    } else {
        Money::new(amount(u)?.max(1), currency).to_decimal_string()
    })
}
