//! Examples about discounts and their allocation.

use super::{percent, precedence, prices, untaxed};
use crate::{
    money::Currency,
    pricing::{
        Trace,
        discount::{Eligible, OrderDiscount, ProductBenefit, Reduction, Working, apply_order_discounts},
    },
    rounding::RoundingMode,
    tax::TaxBasis,
};

#[test]
fn v4_an_order_discount_lowers_the_taxable_amount_of_each_line() {
    let cart = prices(Currency::EUR, TaxBasis::Exclusive)
        .taxed("standard", 100_000)
        .line(999, 1)
        .line(999, 1)
        .line(999, 1)
        .order(1, Reduction::Fixed(1000))
        .priced();

    assert_eq!(cart.discounts(), [334, 333, 333]);
    assert_eq!(cart.remaining(), [665, 666, 666]);
    assert_eq!(cart.taxes(), [67, 67, 67]);
    assert_eq!((cart.tax_minor, cart.total_minor), (201, 2198));
}

#[test]
fn v6_an_order_discount_stops_at_nothing() {
    let cart = prices(Currency::EUR, TaxBasis::Inclusive)
        .taxed("standard", 200_000)
        .line(1500, 1)
        .line(499, 1)
        .order(1, Reduction::Fixed(5000))
        .priced();

    assert_eq!(cart.discounts(), [1500, 499]);
    assert_eq!((cart.discount_minor, cart.total_minor, cart.tax_minor), (1999, 0, 0));
}

#[test]
fn v7_a_percentage_is_rounded_half_up() {
    let cart = untaxed()
        .line(1999, 1)
        .product(1, ProductBenefit::Line(percent(250_000)))
        .priced();

    assert_eq!((cart.discount_minor, cart.total_minor), (500, 1499));
}

#[test]
fn v10_a_discount_of_everything_leaves_exactly_nothing() {
    let cart = prices(Currency::EUR, TaxBasis::Inclusive)
        .taxed("standard", 190_000)
        .line(39_900, 1)
        .product(1, ProductBenefit::Line(percent(1_000_000)))
        .priced();

    assert_eq!((cart.remaining(), cart.tax_minor, cart.total_minor), (vec![0], 0, 0));
}

#[test]
fn v13_the_order_discount_works_on_what_the_product_discount_left() {
    let cart = untaxed()
        .line(10_000, 10)
        .product(1, ProductBenefit::Line(percent(400_000)))
        .order(2, percent(700_000))
        .priced();

    assert_eq!(cart.discount_minor, 40_000 + 42_000);
    assert_eq!(cart.total_minor, 18_000);
}

#[test]
fn v15_the_remainder_goes_to_the_first_lines() {
    let cart = (0..20)
        .fold(untaxed(), |cart, _| cart.line(999, 1))
        .order(1, Reduction::Fixed(110))
        .priced();

    assert_eq!(cart.discounts()[..10], [6; 10]);
    assert_eq!(cart.discounts()[10..], [5; 10]);
}

#[test]
fn v18_a_second_free_delivery_takes_nothing() {
    let cart = untaxed()
        .line(1000, 1)
        .delivery(1314)
        .free_delivery(1)
        .free_delivery(2)
        .priced();

    let delivery = cart.delivery.unwrap();
    assert_eq!((delivery.gross_minor, delivery.discount_minor), (0, 1314));
    let taken: Vec<i64> = cart.trace.amounts_of_delivery_discounts();
    assert_eq!(taken, [1314, 0]);
}

#[test]
fn v21_a_gift_card_takes_no_part_in_an_order_discount() {
    let gift_card = Working::new(2, 2500, 1).unwrap().gift_card();
    let mut lines = [
        Working::new(1, 5000, 1).unwrap(),
        gift_card,
        Working::new(3, 2500, 1).unwrap(),
    ];
    let discount = OrderDiscount {
        precedence: precedence(1),
        eligible: Eligible::All,
        reduction: Reduction::Fixed(1500),
    };

    apply_order_discounts(&mut lines, &[discount], RoundingMode::HalfUp, &mut Trace::default()).unwrap();

    assert_eq!(lines.map(|line| line.discount_minor()), [1000, 0, 500]);
}

#[test]
fn v22_two_discounts_that_name_each_other_apply_one_after_the_other() {
    let cart = untaxed()
        .line(2499, 2)
        .product(1, ProductBenefit::Line(percent(200_000)))
        .product(2, ProductBenefit::EachUnit(500))
        .all_combine()
        .priced();

    assert_eq!((cart.discount_minor, cart.total_minor), (1000 + 1000, 2998));
}

#[test]
fn v25_the_order_of_the_array_changes_nothing() {
    let mut cart = (0..7)
        .fold(untaxed(), |cart, _| cart.line(500, 1))
        .order(1, Reduction::Fixed(10));
    assert_eq!(cart.priced().discounts(), [2, 2, 2, 1, 1, 1, 1]);

    cart.lines.rotate_left(3);
    cart.lines.swap(0, 2);
    let priced = cart.priced();

    let mut by_seq: Vec<(u32, i64)> = priced
        .lines
        .iter()
        .map(|line| (line.line_seq, line.discount_minor))
        .collect();
    by_seq.sort_unstable();
    assert_eq!(by_seq, [(1, 2), (2, 2), (3, 2), (4, 1), (5, 1), (6, 1), (7, 1)]);
}
