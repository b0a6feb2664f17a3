//! Where a refund goes: back to the payment as far as that paid, and what is beyond that to the tenders.

/// A refund divided over what it goes back to. Minor units, at least 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundSplit {
    /// To which payment, by its place in the list; `None` where all goes to tenders.
    pub payment: Option<usize>,
    /// To the payment.
    pub payment_minor: i64,
    /// To each tender, in the order of the list.
    pub tender_minor: Vec<i64>,
}

/// Divides `amount_minor` over what is left of payments and of tenders, both in the order in which they were taken.
///
/// The first payment that can take all of it does. Otherwise the payment with the most left is filled up, and the rest
/// goes to the tenders, the last taken first: so store credit comes back before the gift cards, which may have been
/// thrown away. A refund names one payment only, since the provider is asked once. `None` where that is not enough.
pub fn split_refund(amount_minor: i64, payments: &[i64], tenders: &[i64]) -> Option<RefundSplit> {
    let whole = payments.iter().position(|left| *left >= amount_minor);
    let fullest = || {
        let indexed = payments.iter().enumerate().filter(|(_, left)| **left > 0);
        indexed
            .max_by_key(|(position, left)| (**left, std::cmp::Reverse(*position)))
            .map(|(position, _)| position)
    };
    let payment = whole.or_else(fullest);
    let payment_minor = payment.map_or(0, |position| payments[position].min(amount_minor));
    let mut rest = amount_minor - payment_minor;
    let mut tender_minor = vec![0; tenders.len()];
    for (share, left) in tender_minor.iter_mut().zip(tenders).rev() {
        *share = rest.min((*left).max(0));
        rest -= *share;
    }
    (rest == 0).then_some(RefundSplit {
        payment,
        payment_minor,
        tender_minor,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_payment_is_filled_up_before_the_tender_taken_last_and_that_before_the_first() {
        let split = |amount| split_refund(amount, &[500], &[300, 200]);

        let parts = |amount| split(amount).map(|split| (split.payment_minor, split.tender_minor));
        assert_eq!(parts(500), Some((500, vec![0, 0])));
        assert_eq!(parts(650), Some((500, vec![0, 150])));
        assert_eq!(parts(1000), Some((500, vec![300, 200])));
        assert_eq!(parts(1001), None);
    }

    #[test]
    fn a_refund_of_an_order_that_only_tenders_paid_names_no_payment() {
        let split = split_refund(250, &[], &[300]).unwrap();

        assert_eq!(
            (split.payment, split.payment_minor, split.tender_minor),
            (None, 0, vec![250])
        );
    }

    #[test]
    fn of_two_payments_the_first_that_can_take_all_of_it_does() {
        assert_eq!(split_refund(80, &[50, 100, 100], &[]).unwrap().payment, Some(1));
        assert_eq!(split_refund(160, &[50, 100, 100], &[]), None);
    }

    proptest! {
        #[test]
        fn shares_sum_exactly_and_none_is_more_than_what_is_left(
            payment in 0_i64..10_000,
            tenders in proptest::collection::vec(0_i64..5_000, 0..6),
            steps in proptest::collection::vec(1_i64..4_000, 0..20),
        ) {
            let (mut payments, mut tenders) = (vec![payment], tenders);
            let all = payment + tenders.iter().sum::<i64>();
            let mut given = 0;
            for amount in steps {
                let left = payments[0] + tenders.iter().sum::<i64>();
                let Some(split) = split_refund(amount, &payments, &tenders) else {
                    prop_assert!(amount > left);
                    continue;
                };
                prop_assert_eq!(split.payment_minor + split.tender_minor.iter().sum::<i64>(), amount);
                prop_assert!(split.payment_minor == 0 || split.payment.is_some());
                payments[0] -= split.payment_minor;
                for (left, share) in tenders.iter_mut().zip(&split.tender_minor) {
                    *left -= share;
                    prop_assert!(*left >= 0 && *share >= 0);
                }
                prop_assert!(payments[0] >= 0);
                given += amount;
            }
            prop_assert_eq!(given + payments[0] + tenders.iter().sum::<i64>(), all);
        }
    }
}
