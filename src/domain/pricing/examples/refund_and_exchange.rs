//! Examples about refunds and other currencies.

use crate::{
    money::{Currency, Money},
    pricing::{Charm, convert, refund_slots},
    rate::Rate,
    rounding::RoundingMode,
};

#[test]
fn v19_refunds_in_portions_add_up_to_the_line() {
    let (gross, tax) = (refund_slots(3310, 3).unwrap(), refund_slots(528, 3).unwrap());

    assert_eq!(gross.iter().collect::<Vec<_>>(), [1104, 1103, 1103]);
    assert_eq!(tax.iter().collect::<Vec<_>>(), [176, 176, 176]);
    assert_eq!(gross.refund(0, 1).unwrap(), 1104);
    assert_eq!(gross.refund(1, 2).unwrap(), 2206);
}

#[test]
fn v26_converted_prices_are_rounded_then_charmed() {
    let price = Money::new(1999, Currency::USD);
    let into = |target, rate, charm| {
        convert(price, target, Rate::parse(rate).unwrap(), RoundingMode::HalfUp, charm)
            .unwrap()
            .minor
    };

    assert_eq!(into(Currency::EUR, "0.9234", Charm::AsIs), 1846);
    assert_eq!(
        into(Currency::EUR, "0.9234", Charm::EndingUp { ending: 99, step: 100 }),
        1899
    );
    assert_eq!(into(Currency::JPY, "149.37", Charm::AsIs), 2986);
    assert_eq!(into(Currency::JPY, "149.37", Charm::Nearest { step: 10 }), 2990);
}
