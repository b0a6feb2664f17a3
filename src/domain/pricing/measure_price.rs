//! The price for a measure, such as 100 ml: what the Directive 98/6/EC calls the unit price, which here is the price of one
//! unit of a variant ([`super::unit_price`]).

use serde::{Deserialize, Serialize};

use super::Content;
use crate::{
    money::{
        Money,
        display::{Locale, format},
    },
    rounding::{RoundingMode, round_div},
};

/// What the reference measure of a variant costs, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasurePrice {
    /// For the reference measure.
    pub money: Money,
    /// For people: `€8.63 per 100 g`.
    pub text: String,
    /// What it was computed for.
    pub content: Content,
}

impl MeasurePrice {
    /// From the price of one unit of the variant, exactly as it is shown: price × reference ÷ what it holds, rounded once, to
    /// the minor unit, as the market rounds.
    ///
    /// `None` where it would repeat the price (a bottle of one litre, told for a litre), and where it fits no amount.
    pub fn of(unit_price: Money, content: Content, mode: RoundingMode) -> Option<Self> {
        let (holds, reference) = (content.holds().size(), content.reference().size());
        if holds == reference {
            return None;
        }
        let amount = i128::from(unit_price.minor).checked_mul(reference)?;
        let money = Money::new(round_div(amount, holds, mode).ok()?, unit_price.currency);
        let text = format!("{} per {}", format(money, Locale::En), content.reference().text());
        Some(Self { money, text, content })
    }
}

/// The content that a list can tell the one price of a product for: all variants that have a price have the same price for
/// one unit, and all hold the same. Given as (minor units, content).
pub fn shared_content(variants: impl IntoIterator<Item = (i64, Option<Content>)>) -> Option<Content> {
    let mut variants = variants.into_iter();
    let first = variants.next()?;
    variants.all(|variant| variant == first).then_some(first.1).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::Currency;

    fn price(minor: i64, content: &str) -> Option<(i64, String)> {
        let content = content.parse().unwrap();
        let price = MeasurePrice::of(Money::new(minor, Currency::EUR), content, RoundingMode::HalfUp)?;
        Some((price.money.minor, price.text))
    }

    #[test]
    fn the_price_is_told_for_the_reference_measure() {
        let told = |minor, content| price(minor, content).unwrap();

        assert_eq!(told(690, "80 g / 100 g"), (863, "€8.63 per 100\u{a0}g".to_owned()));
        assert_eq!(told(690, "80 g / 1 kg").0, 8625);
        assert_eq!(told(1999, "0.75 l / 1 l").0, 2665);
        assert_eq!(told(1999, "75 cl / 1 l").0, 2665);
        assert_eq!(told(1250, "50 ml / 100 ml").0, 2500);
        assert_eq!(told(500, "12 piece / 1 piece"), (42, "€0.42 per piece".to_owned()));
    }

    #[test]
    fn ounces_and_pounds_are_exact() {
        assert_eq!(price(1600, "1 lb / 1 oz").unwrap().0, 100);
        assert_eq!(price(100, "16 oz / 1 lb"), None, "a pound is sixteen ounces");
        assert_eq!(price(1_000_000, "1 kg / 1 lb").unwrap().0, 453_592);
    }

    #[test]
    fn half_a_cent_goes_as_the_market_rounds() {
        let content = "8 piece / 1 piece".parse().unwrap();
        let rounded = |mode| {
            let price = MeasurePrice::of(Money::new(20, Currency::EUR), content, mode);
            price.unwrap().money.minor
        };

        assert_eq!(rounded(RoundingMode::HalfUp), 3);
        assert_eq!(rounded(RoundingMode::HalfEven), 2);
    }

    #[test]
    fn a_litre_told_for_a_litre_is_told_once() {
        assert_eq!(price(500, "1 l / 1 l"), None);
        assert_eq!(price(500, "1000 ml / 1 l"), None);
    }

    #[test]
    fn a_list_tells_it_only_where_every_variant_costs_and_holds_the_same() {
        let content = |text: &str| Some(text.parse().unwrap());
        let (small, large) = (content("50 ml / 100 ml"), content("100 ml / 100 ml"));

        assert_eq!(shared_content([(500, small), (500, small)]), small);
        assert_eq!(shared_content([(500, small), (600, small)]), None);
        assert_eq!(shared_content([(500, small), (500, large)]), None);
        assert_eq!(shared_content([(500, small), (500, None)]), None);
        assert_eq!(shared_content([]), None);
    }

    proptest! {
        #[test]
        fn what_the_variant_costs_comes_back_to_half_a_unit(minor in 0_i64..1_000_000_000, grams in 1_u32..1_000_000) {
            let content = format!("{grams} g / 1 g").parse().unwrap();
            let price = MeasurePrice::of(Money::new(minor, Currency::EUR), content, RoundingMode::HalfUp);
            let of_gram = price.map_or(minor, |price| price.money.minor);

            prop_assert!((of_gram * i64::from(grams) - minor).abs() * 2 <= i64::from(grams));
        }

        #[test]
        fn no_price_and_no_content_panics(minor: i64, holds in 1_u32..=1_000_000_000, of in 1_u32..=1_000_000_000) {
            let unit = |number: u32| format!("{} m3", rust_decimal::Decimal::new(i64::from(number), 3));
            let content = format!("{} / {}", unit(holds), unit(of)).parse().unwrap();

            let _ = MeasurePrice::of(Money::new(minor, Currency::EUR), content, RoundingMode::HalfEven);
        }
    }
}
