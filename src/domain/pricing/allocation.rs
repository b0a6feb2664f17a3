//! Dividing a total over lines so that nothing is lost and the order of the lines does not matter (R8).

use super::PricingError;
use crate::rounding::div_rem;

/// Divides `total` in proportion to the weights, given as `(line_seq, weight)`, by the largest remainder; ties go to the
/// smallest `line_seq`. The result follows the order of the input.
///
/// The parts add up to `total`, unless all weights are zero: then every part is zero. Where `total` is at most the sum of
/// the weights, no part exceeds its weight. A negative total gives the mirrored parts.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a negative weight, [`PricingError::Overflow`] where a part does not fit 64 bits.
pub fn allocate(total: i64, weights: &[(u32, i64)]) -> Result<Vec<i64>, PricingError> {
    allocate_noting_ties(total, weights).map(|(parts, _)| parts)
}

/// As [`allocate`], and whether `line_seq` decided who got an odd unit.
///
/// # Errors
/// As [`allocate`].
pub(super) fn allocate_noting_ties(total: i64, weights: &[(u32, i64)]) -> Result<(Vec<i64>, bool), PricingError> {
    let mut sum: u128 = 0;
    for (_, weight) in weights {
        sum += u128::from(u64::try_from(*weight).map_err(|_| PricingError::NegativeAmount)?);
    }
    if sum == 0 {
        return Ok((vec![0; weights.len()], false));
    }
    let (magnitudes, is_tied) = divide(u128::from(total.unsigned_abs()), sum, weights);
    let parts = magnitudes
        .into_iter()
        .map(|magnitude| signed(magnitude, total < 0))
        .collect::<Result<_, _>>()?;
    Ok((parts, is_tied))
}

// Total and weights are below 2⁶⁴, so their product fits.
fn divide(total: u128, sum: u128, weights: &[(u32, i64)]) -> (Vec<u128>, bool) {
    let products = weights
        .iter()
        .map(|(_, weight)| total * u128::from(weight.unsigned_abs()));
    // The sum is not zero.
    let mut parts = Vec::with_capacity(weights.len());
    let mut rests = Vec::with_capacity(weights.len());
    let mut missing = total;
    for product in products {
        let (part, rest) = div_rem(product, sum).unwrap_or_default();
        missing -= part;
        parts.push(part);
        rests.push(rest);
    }
    let missing = usize::try_from(missing).unwrap_or(0);
    if missing == 0 {
        return (parts, false);
    }
    let mut positions: Vec<usize> = (0..weights.len()).collect();
    let is_tied = largest_first(missing, &mut positions, &rests, weights);
    for index in positions.into_iter().take(missing) {
        parts[index] += 1;
    }
    (parts, is_tied)
}

// Brings the positions of so many weights with the largest rests to the front, in any order; whether one that stays behind
// has as large a rest as one of them.
fn largest_first(count: usize, positions: &mut [usize], rests: &[u128], weights: &[(u32, i64)]) -> bool {
    if count >= positions.len() {
        return false;
    }
    let key = |&index: &usize| (std::cmp::Reverse(rests[index]), weights[index].0);
    let (_, last, behind) = positions.select_nth_unstable_by_key(count - 1, key);
    behind.iter().any(|index| rests[*index] == rests[*last])
}

fn signed(magnitude: u128, negative: bool) -> Result<i64, PricingError> {
    let value = i128::try_from(magnitude).map_err(|_| PricingError::Overflow)?;
    i64::try_from(if negative { -value } else { value }).map_err(|_| PricingError::Overflow)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbered(weights: &[i64]) -> Vec<(u32, i64)> {
        (1..).zip(weights.iter().copied()).collect()
    }

    #[test]
    fn the_largest_remainder_gets_the_odd_unit_and_ties_go_to_the_oldest_line() {
        assert_eq!(allocate(100, &numbered(&[1, 1, 1])).unwrap(), [34, 33, 33]);
        assert_eq!(allocate(700, &numbered(&[5998, 1295])).unwrap(), [576, 124]);
        assert_eq!(allocate(100, &[(9, 1), (2, 1), (5, 1)]).unwrap(), [33, 34, 33]);
    }

    #[test]
    fn nothing_is_divided_into_nothing() {
        assert_eq!(allocate(5, &numbered(&[0, 0])).unwrap(), [0, 0]);
        assert!(allocate(5, &[]).unwrap().is_empty());
        assert_eq!(allocate(0, &numbered(&[3, 4])).unwrap(), [0, 0]);
        assert_eq!(allocate(5, &numbered(&[0, 4])).unwrap(), [0, 5]);
    }

    #[test]
    fn the_extremes_of_64_bits_are_divided_exactly() {
        assert_eq!(allocate(i64::MIN, &numbered(&[1])).unwrap(), [i64::MIN]);
        assert_eq!(
            allocate(i64::MAX, &numbered(&[i64::MAX, i64::MAX]))
                .unwrap()
                .iter()
                .sum::<i64>(),
            i64::MAX
        );
        assert_eq!(allocate(1, &numbered(&[-1, 2])), Err(PricingError::NegativeAmount));
    }

    fn weights() -> impl Strategy<Value = Vec<i64>> {
        let weight = prop_oneof![0_i64..5, 0_i64..1_000_000, 0..=i64::MAX];
        proptest::collection::vec(weight, 0..40)
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_total(total in any::<i64>(), weights in weights()) {
            let parts = allocate(total, &numbered(&weights)).unwrap();
            let sum: i128 = parts.iter().map(|part| i128::from(*part)).sum();
            let expected = if weights.iter().all(|weight| *weight == 0) { 0 } else { i128::from(total) };
            prop_assert_eq!(sum, expected);
        }

        #[test]
        fn no_part_is_negative_or_above_its_weight(total in 0..=i64::MAX, weights in weights()) {
            let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
            let total = i64::try_from(i128::from(total).min(sum)).unwrap();
            for (part, weight) in allocate(total, &numbered(&weights)).unwrap().iter().zip(&weights) {
                prop_assert!((0..=*weight).contains(part));
            }
        }

        #[test]
        fn each_part_is_within_one_unit_of_its_exact_share(total in 0_i64..1_000_000_000, weights in weights()) {
            let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
            prop_assume!(sum > 0);
            for (part, weight) in allocate(total, &numbered(&weights)).unwrap().iter().zip(&weights) {
                let error = i128::from(*part) * sum - i128::from(total) * i128::from(*weight);
                prop_assert!(error.abs() < sum);
            }
        }

        #[test]
        fn the_order_of_the_lines_changes_nothing(
            total in any::<i64>(),
            (lines, shuffled) in weights().prop_map(|weights| numbered(&weights))
                .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        ) {
            let by_seq = |lines: &[(u32, i64)]| {
                let parts = allocate(total, lines).unwrap();
                lines.iter().map(|line| line.0).zip(parts).collect::<std::collections::BTreeMap<_, _>>()
            };
            prop_assert_eq!(by_seq(&lines), by_seq(&shuffled));
        }

        #[test]
        fn a_negative_total_gives_the_mirrored_parts(total in 0..=i64::MAX, weights in weights()) {
            let plus = allocate(total, &numbered(&weights)).unwrap();
            let minus = allocate(-total, &numbered(&weights)).unwrap();
            prop_assert!(plus.iter().zip(&minus).all(|(plus, minus)| *plus == -*minus));
        }
    }
}
