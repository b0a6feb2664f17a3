//! The tax of one amount: a single rounding, then a split over the jurisdictions that loses nothing (R10).

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use super::{TaxBasis, TaxPart, TaxRate};
use crate::{
    pricing::{PricingError, allocate},
    rounding::{RoundingError, RoundingMode, round_div},
};

/// An amount with its tax worked out. `gross = net + tax` always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxedAmount {
    /// Minor units without tax.
    pub net: i64,
    /// Minor units of tax, all jurisdictions together.
    pub tax: i64,
    /// Minor units that are paid.
    pub gross: i64,
    /// The tax by jurisdiction, in the order of the rates.
    pub split: Vec<TaxPart>,
}

/// Why no tax could be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxError {
    /// The tax or the gross amount does not fit 64 bits.
    #[error("the tax could not be rounded to a whole amount")]
    Rounding(#[source] RoundingError),
    /// Net and tax together do not fit 64 bits.
    #[error("the amount with its tax is too large")]
    Overflow,
    /// The tax could not be divided among the jurisdictions.
    #[error("the tax could not be divided among its jurisdictions")]
    Split(#[source] Box<PricingError>),
}

/// Taxes one amount, expressed on `basis`, at the sum of `rates`. A negative amount gives the mirrored result.
///
/// # Errors
/// [`TaxError::Rounding`] or [`TaxError::Overflow`] where a result does not fit 64 bits.
pub fn tax_line<R: Borrow<TaxRate>>(
    amount: i64,
    rates: &[R],
    basis: TaxBasis,
    mode: RoundingMode,
) -> Result<TaxedAmount, TaxError> {
    let total_ppm: i128 = rates.iter().map(|rate| rate.borrow().rate.ppm()).sum();
    let tax = tax_of(amount, total_ppm, basis, mode).map_err(TaxError::Rounding)?;
    let (net, gross) = match basis {
        TaxBasis::Exclusive => (Some(amount), amount.checked_add(tax)),
        TaxBasis::Inclusive => (amount.checked_sub(tax), Some(amount)),
    };
    Ok(TaxedAmount {
        net: net.ok_or(TaxError::Overflow)?,
        tax,
        gross: gross.ok_or(TaxError::Overflow)?,
        split: split(tax, rates)?,
    })
}

/// What is paid of an amount, expressed on `basis`, where no tax is charged although `rates` apply at the place: the amount
/// without the tax that [`tax_line`] finds in it. A price with tax is freed of it, a price without stays.
///
/// # Errors
/// As [`tax_line`].
pub fn relieved_line<R: Borrow<TaxRate>>(
    amount: i64,
    rates: &[R],
    basis: TaxBasis,
    mode: RoundingMode,
) -> Result<TaxedAmount, TaxError> {
    let net = tax_line(amount, rates, basis, mode)?.net;
    Ok(TaxedAmount {
        net,
        tax: 0,
        gross: net,
        split: Vec::new(),
    })
}

// The product of an i64 and a rate of at most 10¹² ppm each stays below 2¹⁰⁴, so nothing overflows before the division.
fn tax_of(amount: i64, ppm: i128, basis: TaxBasis, mode: RoundingMode) -> Result<i64, RoundingError> {
    let whole = match basis {
        TaxBasis::Exclusive => 1_000_000,
        TaxBasis::Inclusive => 1_000_000 + ppm,
    };
    let product = i128::from(amount).checked_mul(ppm).ok_or(RoundingError::Overflow)?;
    round_div(product, whole, mode)
}

fn split<R: Borrow<TaxRate>>(tax: i64, rates: &[R]) -> Result<Vec<TaxPart>, TaxError> {
    if let [rate] = rates {
        return Ok(vec![part(rate.borrow(), tax)]);
    }
    let weights: Vec<(u32, i64)> = (0..)
        .zip(rates)
        .map(|(position, rate)| (position, i64::try_from(rate.borrow().rate.ppm()).unwrap_or(i64::MAX)))
        .collect();
    let amounts = allocate(tax, &weights).map_err(|error| TaxError::Split(Box::new(error)))?;
    Ok(rates
        .iter()
        .zip(amounts)
        .map(|(rate, amount_minor)| part(rate.borrow(), amount_minor))
        .collect())
}

fn part(rate: &TaxRate, amount_minor: i64) -> TaxPart {
    TaxPart {
        name: rate.name.clone(),
        jurisdiction: rate.jurisdiction.clone(),
        rate: rate.rate,
        amount_minor,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rate::Rate;

    fn rates(ppm: &[u32]) -> Vec<TaxRate> {
        let rate = |ppm: &u32| TaxRate {
            name: ppm.to_string(),
            jurisdiction: "X".into(),
            rate: Rate::from_ppm(*ppm),
        };
        ppm.iter().map(rate).collect()
    }

    #[test]
    fn without_rates_there_is_no_tax() {
        let taxed = tax_line::<TaxRate>(1999, &[], TaxBasis::Inclusive, RoundingMode::HalfUp).unwrap();

        assert_eq!(
            taxed,
            TaxedAmount {
                net: 1999,
                tax: 0,
                gross: 1999,
                split: Vec::new()
            }
        );
    }

    #[test]
    fn a_rate_of_nothing_is_still_listed() {
        let taxed = tax_line(500, &rates(&[0, 100_000]), TaxBasis::Exclusive, RoundingMode::HalfUp).unwrap();

        let split: Vec<i64> = taxed.split.iter().map(|part| part.amount_minor).collect();
        assert_eq!((taxed.tax, split), (50, vec![0, 50]));
    }

    #[test]
    fn a_tax_larger_than_the_sum_of_rates_is_still_split_whole() {
        let taxed = tax_line(
            1_000_000_000_000,
            &rates(&[1, 2]),
            TaxBasis::Exclusive,
            RoundingMode::HalfUp,
        )
        .unwrap();

        let split: Vec<i64> = taxed.split.iter().map(|part| part.amount_minor).collect();
        assert_eq!((taxed.tax, split), (3_000_000, vec![1_000_000, 2_000_000]));
    }

    #[test]
    fn an_amount_that_does_not_fit_with_its_tax_is_an_error() {
        let taxed = tax_line(i64::MAX, &rates(&[200_000]), TaxBasis::Exclusive, RoundingMode::HalfUp);
        assert_eq!(taxed, Err(TaxError::Overflow));

        let taxed = tax_line(i64::MAX, &rates(&[u32::MAX]), TaxBasis::Exclusive, RoundingMode::HalfUp);
        assert_eq!(taxed, Err(TaxError::Rounding(RoundingError::Overflow)));
    }

    fn any_basis() -> impl Strategy<Value = TaxBasis> {
        prop_oneof![Just(TaxBasis::Inclusive), Just(TaxBasis::Exclusive)]
    }

    proptest! {
        #[test]
        fn gross_is_net_plus_tax_and_the_split_is_the_tax(
            amount in any::<i64>(),
            ppm in proptest::collection::vec(0_u32..=1_000_000, 0..5),
            basis in any_basis(),
        ) {
            let Ok(taxed) = tax_line(amount, &rates(&ppm), basis, RoundingMode::HalfUp) else { return Ok(()) };
            prop_assert_eq!(Some(taxed.gross), taxed.net.checked_add(taxed.tax));
            let split: i64 = taxed.split.iter().map(|part| part.amount_minor).sum();
            prop_assert_eq!(split, taxed.tax);
            prop_assert!(taxed.tax.signum() * amount.signum() >= 0);
        }

        #[test]
        fn the_tax_is_the_nearest_whole_amount(
            amount in 0_i64..1_000_000_000_000,
            ppm in 0_u32..=1_000_000,
            basis in any_basis(),
        ) {
            let taxed = tax_line(amount, &rates(&[ppm]), basis, RoundingMode::HalfUp).unwrap();
            let whole = if basis == TaxBasis::Inclusive { 1_000_000 + i128::from(ppm) } else { 1_000_000 };
            let error = i128::from(amount) * i128::from(ppm) - i128::from(taxed.tax) * whole;
            prop_assert!(2 * error.abs() <= whole);
            prop_assert!(taxed.net >= 0 && taxed.tax >= 0 && taxed.gross >= 0);
        }

        #[test]
        fn a_refund_mirrors_the_sale(amount in 0_i64..1_000_000_000_000, ppm in 0_u32..=1_000_000, basis in any_basis()) {
            let sale = tax_line(amount, &rates(&[ppm]), basis, RoundingMode::HalfUp).unwrap();
            let refund = tax_line(-amount, &rates(&[ppm]), basis, RoundingMode::HalfUp).unwrap();
            prop_assert_eq!((refund.net, refund.tax, refund.gross), (-sale.net, -sale.tax, -sale.gross));
        }
    }
}
