//! Gift cards and store credit: they pay an order, they do not discount it (R12). Tax stays as it was.

use super::PricingError;

/// How an amount is met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tendered {
    /// What each tender pays in minor units, in the order given.
    pub applied: Vec<i64>,
    /// What is left to pay.
    pub due_minor: i64,
}

/// Pays `total` from the balances in turn, each as far as it reaches.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a negative total or balance.
pub fn tender(total_minor: i64, balances: &[i64]) -> Result<Tendered, PricingError> {
    if total_minor < 0 || balances.iter().any(|balance| *balance < 0) {
        return Err(PricingError::NegativeAmount);
    }
    let mut due_minor = total_minor;
    let pay = |balance: &i64| {
        let paid = due_minor.min(*balance);
        due_minor -= paid;
        paid
    };
    let applied = balances.iter().map(pay).collect();
    Ok(Tendered { applied, due_minor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenders_pay_in_turn_and_never_more_than_is_due() {
        let paid = tender(1000, &[300, 900, 50]).unwrap();

        assert_eq!((paid.applied, paid.due_minor), (vec![300, 700, 0], 0));
    }

    #[test]
    fn a_negative_balance_is_refused() {
        assert_eq!(tender(1000, &[-1]), Err(PricingError::NegativeAmount));
        assert_eq!(tender(-1, &[]), Err(PricingError::NegativeAmount));
    }
}
