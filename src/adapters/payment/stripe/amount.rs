//! Amounts in Stripe's units, which are not always ISO 4217's: <https://docs.stripe.com/currencies>. Nothing is rounded:
//! an amount that Stripe cannot take is refused.

use domain::money::{Currency, Money};

/// Decimals of a currency at Stripe, and what an amount there has to be a multiple of.
struct Unit {
    exponent: u8,
    step: i64,
}

const fn unit(exponent: u8, step: i64) -> Unit {
    Unit { exponent, step }
}

fn unit_of(currency: Currency) -> Option<Unit> {
    match currency.code() {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND" | "VUV" | "XAF"
        | "XOF" | "XPF" => Some(unit(0, 1)),
        // Whole units only, told in hundredths all the same.
        "ISK" | "UGX" => Some(unit(2, 100)),
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => Some(unit(3, 10)),
        _ if currency.exponent() == 2 => Some(unit(2, 1)),
        _ => None,
    }
}

/// What Stripe is asked for; `None` when it does not take this amount or currency.
pub(super) fn to_stripe(money: Money) -> Option<i64> {
    let unit = unit_of(money.currency)?;
    let asked = rescale(money.minor, money.currency.exponent(), unit.exponent)?;
    (asked > 0 && asked % unit.step == 0).then_some(asked)
}

/// What Stripe speaks of; `None` when we cannot count in it.
pub(super) fn from_stripe(amount: i64, currency: &str) -> Option<Money> {
    let currency = Currency::parse(&currency.to_ascii_uppercase()).ok()?;
    let unit = unit_of(currency)?;
    rescale(amount, unit.exponent, currency.exponent()).map(|minor| Money::new(minor, currency))
}

fn rescale(amount: i64, from: u8, to: u8) -> Option<i64> {
    let factor = 10_i64.pow(u32::from(from.abs_diff(to)));
    if to >= from {
        amount.checked_mul(factor)
    } else {
        (amount % factor == 0).then_some(amount / factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(minor: i64, code: &str) -> Option<i64> {
        to_stripe(Money::new(minor, Currency::parse(code).unwrap()))
    }

    #[test]
    fn each_kind_of_currency_is_told_in_the_units_that_stripe_documents() {
        for (minor, code, expected) in [
            (6588, "EUR", 6588),
            (500, "JPY", 500),
            (5120, "KWD", 5120),
            (5, "ISK", 500),
            (5, "UGX", 500),
            (50_000, "HUF", 50_000),
            (80_000, "TWD", 80_000),
            (300, "MGA", 3),
        ] {
            assert_eq!(sent(minor, code), Some(expected), "{code}");
        }
    }

    #[test]
    fn an_amount_that_stripe_cannot_take_is_refused_and_never_rounded() {
        for (minor, code) in [
            (5124, "KWD"),
            (301, "MGA"),
            (0, "EUR"),
            (-5, "EUR"),
            (1000, "LYD"),
            (10_000, "CLF"),
        ] {
            assert_eq!(sent(minor, code), None, "{minor} {code}");
        }
        assert_eq!(sent(i64::MAX, "ISK"), None);
    }

    #[test]
    fn amounts_come_back_as_they_went_in_every_currency() {
        for currency in Currency::all() {
            let money = Money::new(123_000, currency);
            if let Some(asked) = to_stripe(money) {
                assert_eq!(
                    from_stripe(asked, &currency.code().to_lowercase()),
                    Some(money),
                    "{currency}"
                );
            }
        }
        assert_eq!(from_stripe(1, "isk"), None);
        assert_eq!(from_stripe(1, "zzz"), None);
    }
}
