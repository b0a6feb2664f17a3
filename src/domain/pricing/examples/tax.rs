//! Examples about tax.

use super::prices;
use crate::{
    money::Currency,
    pricing::{PricedCart, discount::Reduction, tender, unit_display},
    rounding::RoundingMode,
    tax::{DeliveryTax, TaxBasis, TaxTreatment, VatId},
};

#[test]
fn v1_tax_is_rounded_once_a_line_and_not_a_unit() {
    let cart = prices(Currency::EUR, TaxBasis::Exclusive)
        .taxed("standard", 190_000)
        .line(108, 3)
        .priced();

    let line = &cart.lines[0];
    assert_eq!((line.net_minor, line.tax_minor, line.gross_minor), (324, 62, 386));
}

#[test]
fn v2_inclusive_tax_comes_from_the_gross_amount() {
    let cart = prices(Currency::GBP, TaxBasis::Inclusive)
        .taxed("standard", 200_000)
        .line(1999, 3)
        .priced();

    let line = &cart.lines[0];
    assert_eq!((line.net_minor, line.tax_minor, line.gross_minor), (4997, 1000, 5997));
}

#[test]
fn v3_four_jurisdictions_share_one_rounded_tax() {
    let cart = prices(Currency::USD, TaxBasis::Exclusive)
        .taxed("standard", 62_500)
        .taxed("standard", 10_000)
        .taxed("standard", 7_500)
        .taxed("standard", 8_750)
        .line(999, 7)
        .priced();

    let line = &cart.lines[0];
    assert_eq!((line.net_minor, line.tax_minor), (6993, 621));
    let split: Vec<i64> = line.taxes.iter().map(|part| part.amount_minor).collect();
    assert_eq!(split, [437, 70, 53, 61]);
}

// V17 with its delivery taxed as the goods are: 54.22 at 21 % and 11.71 at 9 % take 4.07 and 0.88 of 4.95, which hold 0.71
// and 0.07.
#[test]
fn a_delivery_in_proportion_to_the_goods_is_taxed_like_each_of_them() {
    let mut example = prices(Currency::EUR, TaxBasis::Inclusive)
        .taxed("standard", 210_000)
        .taxed("reduced", 90_000)
        .line(2999, 2)
        .line_of("reduced", 1295, 1)
        .order(1, Reduction::Fixed(700))
        .delivery(495);
    example.context.delivery_tax = DeliveryTax::ProportionalToGoods;

    let cart = example.priced();

    assert_eq!((cart.grosses(), cart.taxes()), (vec![5422, 1171], vec![941, 97]));
    let delivery = cart.delivery.as_ref().unwrap();
    let split: Vec<i64> = delivery.taxes.iter().map(|part| part.amount_minor).collect();
    assert_eq!(
        (delivery.net_minor, delivery.tax_minor, delivery.gross_minor),
        (417, 78, 495)
    );
    assert_eq!(split, [71, 7]);
    assert_eq!((cart.total_minor, cart.tax_minor), (7088, 1116));

    // Goods of one category leave nothing to divide.
    example.lines.remove(1);
    assert_eq!(example.priced().delivery.unwrap().tax_minor, 86);
}

// Nothing is there to go by: the delivery has its own category.
#[test]
fn a_delivery_of_goods_that_cost_nothing_is_taxed_by_its_own_category() {
    let mut example = prices(Currency::EUR, TaxBasis::Exclusive)
        .taxed("standard", 200_000)
        .taxed("reduced", 100_000)
        .line_of("reduced", 1295, 1)
        .order(1, Reduction::Fixed(1295))
        .delivery(500);
    example.context.delivery_tax = DeliveryTax::ProportionalToGoods;

    assert_eq!(example.priced().delivery.unwrap().tax_minor, 100);
}

// An inclusive market at 19 %: 40.00 holds 6.39, the discount is on the price with tax, and 4.95 of delivery holds 0.79.
#[test]
fn under_reverse_charge_the_price_without_the_tax_of_the_place_is_paid() {
    let mut example = prices(Currency::EUR, TaxBasis::Inclusive)
        .taxed("standard", 190_000)
        .line(2000, 2)
        .line(999, 1)
        .order(1, Reduction::Fixed(999))
        .delivery(495);
    let before = example.priced();
    example.context.treatment = TaxTreatment::ReverseCharge {
        vat_id: VatId::parse("DE136695976").unwrap(),
    };

    let cart = example.priced();

    assert_eq!(before.discounts(), [799, 200]);
    assert_eq!(cart.discounts(), before.discounts());
    let nets: Vec<i64> = before.lines.iter().map(|line| line.net_minor).collect();
    assert_eq!(
        (nets.as_slice(), cart.grosses()),
        ([2690, 671].as_slice(), vec![2690, 671])
    );
    assert_eq!(cart.delivery.as_ref().unwrap().gross_minor, 416);
    assert_eq!((cart.tax_minor, cart.total_minor), (0, 2690 + 671 + 416));
    assert_eq!(
        cart.relief_minor(TaxBasis::Inclusive),
        before.total_minor - cart.total_minor
    );
    assert!(cart.lines.iter().all(|line| line.taxes.is_empty()));
}

#[test]
fn an_exempt_buyer_pays_prices_without_tax_as_they_are() {
    let mut example = prices(Currency::USD, TaxBasis::Exclusive)
        .taxed("standard", 72_500)
        .line(999, 7)
        .delivery(495);
    example.context.treatment = TaxTreatment::Exempt {
        reason: "Resale".into(),
        certificate: "R-1".into(),
    };

    let cart = example.priced();

    assert_eq!((cart.tax_minor, cart.total_minor), (0, 6993 + 495));
    assert_eq!(cart.relief_minor(TaxBasis::Exclusive), 0);
}

#[test]
fn v8_a_rate_of_a_tenth_of_a_percent_is_exact() {
    let cart = prices(Currency::EUR, TaxBasis::Exclusive)
        .taxed("standard", 26_000)
        .line(16_402, 1)
        .priced();

    assert_eq!((cart.tax_minor, cart.total_minor), (426, 16_828));
}

#[test]
fn v11_yen_have_no_decimals_and_the_unit_is_shown_as_inexact() {
    let cart = prices(Currency::JPY, TaxBasis::Exclusive)
        .taxed("standard", 100_000)
        .line(333, 3)
        .priced();

    let line = &cart.lines[0];
    assert_eq!((line.net_minor, line.tax_minor, line.gross_minor), (999, 100, 1099));
    let unit = unit_display(line.gross_minor, line.quantity, RoundingMode::HalfUp).unwrap();
    assert_eq!((unit.minor, unit.exact), (366, false));
}

#[test]
fn v12_dinars_have_three_decimals() {
    let cart = prices(Currency::KWD, TaxBasis::Inclusive)
        .taxed("standard", 50_000)
        .line(1125, 3)
        .priced();

    let line = &cart.lines[0];
    assert_eq!((line.net_minor, line.tax_minor, line.gross_minor), (3214, 161, 3375));
}

#[test]
fn v16_half_a_cent_goes_up_or_to_the_even_neighbour() {
    let mut cart = prices(Currency::EUR, TaxBasis::Exclusive)
        .taxed("standard", 10_000)
        .line(250, 1);

    assert_eq!(cart.priced().tax_minor, 3);
    cart.context.rounding = RoundingMode::HalfEven;
    assert_eq!(cart.priced().tax_minor, 2);
}

fn v17() -> PricedCart {
    prices(Currency::EUR, TaxBasis::Inclusive)
        .taxed("standard", 210_000)
        .taxed("reduced", 90_000)
        .line(2999, 2)
        .line_of("reduced", 1295, 1)
        .order(1, Reduction::Fixed(700))
        .delivery(495)
        .priced()
}

#[test]
fn v17_two_rates_one_discount_and_delivery() {
    let cart = v17();

    assert_eq!(cart.discounts(), [576, 124]);
    assert_eq!(cart.grosses(), [5422, 1171]);
    assert_eq!(cart.taxes(), [941, 97]);
    assert_eq!(cart.delivery.as_ref().unwrap().tax_minor, 86);
    assert_eq!((cart.total_minor, cart.tax_minor), (7088, 1124));
    let by_tax: Vec<i64> = cart.tax_summary().iter().map(|part| part.amount_minor).collect();
    assert_eq!(by_tax, [941 + 86, 97]);
}

#[test]
fn v28_a_gift_card_pays_and_leaves_the_tax_alone() {
    let cart = v17();

    let paid = tender(cart.total_minor, &[2000]).unwrap();

    assert_eq!((paid.applied, paid.due_minor), (vec![2000], 5088));
    assert_eq!(cart.tax_minor, 1124);
}
