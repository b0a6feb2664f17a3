//! Money: exact in, exact out, and an error instead of a surprise.

use proptest::prelude::*;

use super::*;

fn eur(text: &str) -> Result<i64, MoneyError> {
    Money::parse_decimal(text, Currency::EUR).map(|money| money.minor)
}

fn any_currency() -> impl Strategy<Value = Currency> {
    proptest::sample::select(Currency::all().collect::<Vec<_>>())
}

#[test]
fn a_decimal_is_read_exactly() {
    assert_eq!(eur("65.88"), Ok(6588));
    assert_eq!(eur("65.8"), Ok(6580));
    assert_eq!(eur("65"), Ok(6500));
    assert_eq!(eur("0.07"), Ok(7));
    assert_eq!(eur("-0.05"), Ok(-5));
    assert_eq!(eur("007.10"), Ok(710));
    assert_eq!(
        Money::parse_decimal("2990", Currency::JPY),
        Ok(Money::new(2990, Currency::JPY))
    );
    assert_eq!(
        Money::parse_decimal("1.125", Currency::KWD),
        Ok(Money::new(1125, Currency::KWD))
    );
}

#[test]
fn more_decimals_than_the_currency_has_are_refused_and_never_rounded() {
    let too_many = |text, currency| {
        matches!(
            Money::parse_decimal(text, currency),
            Err(MoneyError::TooManyDecimals { .. })
        )
    };

    assert!(too_many("65.885", Currency::EUR));
    assert!(too_many("65.880", Currency::EUR));
    assert!(too_many("2990.0", Currency::JPY));
    assert!(too_many("0.0001", Currency::KWD));
}

#[test]
fn anything_but_digits_and_a_point_is_refused() {
    for text in [
        "", "-", ".", "1.", ".5", "1,50", "1.000,50", "1,000.50", "1 000", "1_000", "+1", "--1", "1e3", "0x10", "€5",
        " 5", "5 ", "NaN", "inf", "١٢", "1.2.3", "5\u{a0}", "5-",
    ] {
        assert_eq!(eur(text), Err(MoneyError::NotADecimal), "{text:?}");
    }
}

#[test]
fn the_largest_amount_is_read_and_one_more_is_an_error() {
    assert_eq!(eur("92233720368547758.07"), Ok(i64::MAX));
    assert_eq!(eur("-92233720368547758.08"), Ok(i64::MIN));
    assert_eq!(eur("92233720368547758.08"), Err(MoneyError::Overflow));
    assert_eq!(eur(&"9".repeat(40)), Err(MoneyError::Overflow));
}

#[test]
fn a_decimal_is_printed_with_all_decimals_of_its_currency() {
    assert_eq!(Money::new(6588, Currency::EUR).to_decimal_string(), "65.88");
    assert_eq!(Money::new(5, Currency::EUR).to_decimal_string(), "0.05");
    assert_eq!(Money::new(-5, Currency::EUR).to_decimal_string(), "-0.05");
    assert_eq!(Money::new(2990, Currency::JPY).to_decimal_string(), "2990");
    assert_eq!(Money::zero(Currency::KWD).to_decimal_string(), "0.000");
}

#[test]
fn the_wire_form_carries_currency_minor_units_and_exponent() {
    let money = Money::new(6588, Currency::EUR);

    assert_eq!(
        serde_json::to_string(&money).unwrap(),
        r#"{"currency":"EUR","minor":6588,"exponent":2}"#
    );
}

#[test]
fn the_wire_form_may_leave_out_the_exponent_but_not_lie_about_it() {
    let read = |text| serde_json::from_str::<Money>(text);
    let money = Money::new(6588, Currency::EUR);

    assert_eq!(read(r#"{"currency":"EUR","minor":6588}"#).unwrap(), money);
    assert_eq!(
        read(r#"{"currency":"EUR","minor":6588,"exponent":2,"display":"€65.88"}"#).unwrap(),
        money
    );
    assert!(read(r#"{"currency":"EUR","minor":6588,"exponent":3}"#).is_err());
    assert!(read(r#"{"currency":"EUR","minor":65.88}"#).is_err());
    assert!(read(r#"{"currency":"EUR","minor":"6588"}"#).is_err());
    assert!(read(r#"{"currency":"EUR","minor":6588,"amount":1}"#).is_err());
}

#[test]
fn currencies_do_not_mix_and_sums_do_not_wrap() {
    let (euro, yen) = (Money::new(1, Currency::EUR), Money::new(1, Currency::JPY));
    let largest = Money::new(i64::MAX, Currency::EUR);

    assert!(matches!(
        euro.checked_add(yen),
        Err(MoneyError::CurrencyMismatch { .. })
    ));
    assert!(matches!(
        euro.checked_sub(yen),
        Err(MoneyError::CurrencyMismatch { .. })
    ));
    assert_eq!(largest.checked_add(euro), Err(MoneyError::Overflow));
    assert_eq!(
        Money::new(i64::MIN, Currency::EUR).checked_sub(euro),
        Err(MoneyError::Overflow)
    );
    assert_eq!(largest.checked_mul(2), Err(MoneyError::Overflow));
    assert_eq!(
        Money::new(1999, Currency::EUR).checked_mul(3),
        Ok(Money::new(5997, Currency::EUR))
    );
}

proptest! {
    #[test]
    fn printed_decimals_read_back_as_the_same_amount(minor in any::<i64>(), currency in any_currency()) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::parse_decimal(&money.to_decimal_string(), currency), Ok(money));
    }

    #[test]
    fn the_wire_form_reads_back_as_the_same_amount(minor in any::<i64>(), currency in any_currency()) {
        let money = Money::new(minor, currency);
        let text = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), money);
    }

    #[test]
    fn any_text_is_an_amount_or_an_error(text in ".{0,40}", currency in any_currency()) {
        let _ = Money::parse_decimal(&text, currency);
    }

    #[test]
    fn what_is_read_prints_as_the_same_number(text in "-?[0-9]{1,14}(\\.[0-9]{1,2})?") {
        let money = Money::parse_decimal(&text, Currency::EUR).unwrap();
        let (given, printed): (Decimal, Decimal) = (text.parse().unwrap(), money.to_decimal_string().parse().unwrap());
        prop_assert_eq!(given, printed);
    }

    #[test]
    fn every_amount_has_a_form_for_people_in_every_language(minor in any::<i64>(), currency in any_currency()) {
        use display::{Locale, format};
        for locale in [Locale::En, Locale::De, Locale::Fr, Locale::Ja] {
            let digits: String = format(Money::new(minor, currency), locale).chars().filter(char::is_ascii_digit).collect();
            let plain: String = Money::new(minor, currency).to_decimal_string().chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits, plain);
        }
    }
}
