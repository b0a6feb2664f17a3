//! The lowest price before a reduction (Directive 98/6/EC, article 6a): where a price is announced as reduced, shoppers read
//! what the goods cost at least in the thirty days before.

use super::{Audience, PriceBook, PriceList, unit_price};
use crate::id::PriceListId;
use chrono::{DateTime, Duration, Utc};

/// How far back from the beginning of the reduction.
pub const PRIOR_PERIOD: Duration = Duration::days(30);

/// What one unit of a variant costs or cost in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedPrice {
    /// The list.
    pub list_id: PriceListId,
    /// Minor units of the list's currency.
    pub amount_minor: i64,
    /// From then on.
    pub from: DateTime<Utc>,
    /// Until before then; absent while it holds.
    pub until: Option<DateTime<Utc>>,
}

impl DatedPrice {
    fn holds_at(&self, moment: DateTime<Utc>) -> bool {
        self.from <= moment && self.until.is_none_or(|until| moment < until)
    }
}

/// The lowest price that one unit had for an audience in the thirty days before its price of now began; `None` where it had
/// none then. `prices` are those of one variant, in any order, as far back as they are known; `lists` are all lists, whose
/// order and windows are taken as they are now.
pub fn lowest_before(prices: &[DatedPrice], lists: &[PriceList], audience: &Audience<'_>) -> Option<i64> {
    let now = audience.now;
    let windows = lists.iter().flat_map(|list| [list.starts_at, list.ends_at]);
    let changes = prices.iter().flat_map(|price| [Some(price.from), price.until]);
    let mut moments: Vec<DateTime<Utc>> = windows.chain(changes).flatten().filter(|at| *at <= now).collect();
    moments.sort_unstable();
    moments.dedup();
    // Between two of these moments nothing changes, so each begins a stretch of one price.
    let cost = |at: &DateTime<Utc>| (*at, amount_at(prices, lists, audience, *at));
    let stretches: Vec<(DateTime<Utc>, Option<i64>)> = moments.iter().map(cost).collect();
    let current = stretches.last()?.1?;
    let since = stretches.iter().rposition(|(_, amount)| *amount != Some(current))? + 1;
    let begun = stretches[since].0;
    let earliest = begun - PRIOR_PERIOD;
    // The stretch that reaches into the period counts, the ones that were over before do not.
    let first = stretches[..since]
        .iter()
        .rposition(|(from, _)| *from <= earliest)
        .unwrap_or(0);
    stretches[first..since].iter().filter_map(|(_, amount)| *amount).min()
}

fn amount_at(
    prices: &[DatedPrice],
    lists: &[PriceList],
    audience: &Audience<'_>,
    moment: DateTime<Utc>,
) -> Option<i64> {
    let book = PriceBook::new(
        lists,
        &Audience {
            now: moment,
            ..*audience
        },
    );
    let held = prices.iter().filter(|price| price.holds_at(moment));
    let rows: Vec<_> = held
        .filter_map(|price| book.row(price.list_id, 1, price.amount_minor, None))
        .collect();
    unit_price(&rows, 1).map(|row| row.amount_minor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::MarketId;
    use crate::money::Currency;
    use crate::pricing::WEB_CHANNEL;
    use uuid::Uuid;

    const BASE: PriceListId = PriceListId(Uuid::from_u128(1));
    const SALE: PriceListId = PriceListId(Uuid::from_u128(2));
    const HERE: MarketId = MarketId(Uuid::from_u128(3));

    /// A moment, in days before now.
    fn ago(days: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() - Duration::days(days)
    }

    fn list(list_id: PriceListId, position: i32, window: (Option<i64>, Option<i64>)) -> PriceList {
        PriceList {
            list_id,
            currency: Currency::EUR,
            market_id: None,
            channel: None,
            customer_group: None,
            position,
            starts_at: window.0.map(ago),
            ends_at: window.1.map(ago),
        }
    }

    /// Amounts of the base list with the days ago on which each began; the last one holds.
    fn base(steps: &[(i64, i64)]) -> Vec<DatedPrice> {
        let ends = steps.iter().skip(1).map(|(days, _)| Some(ago(*days))).chain([None]);
        let price = steps.iter().zip(ends).map(|((days, amount_minor), until)| DatedPrice {
            list_id: BASE,
            amount_minor: *amount_minor,
            from: ago(*days),
            until,
        });
        price.collect()
    }

    fn lowest(prices: &[DatedPrice], lists: &[PriceList]) -> Option<i64> {
        let audience = Audience {
            market_id: HERE,
            currency: Currency::EUR,
            channel: WEB_CHANNEL,
            customer_groups: &[],
            now: ago(0),
        };
        lowest_before(prices, lists, &audience)
    }

    #[test]
    fn it_is_the_lowest_of_the_thirty_days_before_the_reduction_began_not_before_today() {
        let lists = [list(BASE, 0, (None, None))];

        // 100 for long, 80 for a week in the period, 100 again, and 70 for the last twenty days.
        let prices = base(&[(400, 10_000), (45, 8_000), (38, 10_000), (20, 7_000)]);
        assert_eq!(lowest(&prices, &lists), Some(8_000));
        // The week of 80 was over thirty-one days before the reduction.
        let prices = base(&[(400, 10_000), (60, 8_000), (51, 10_000), (20, 7_000)]);
        assert_eq!(lowest(&prices, &lists), Some(10_000));
    }

    #[test]
    fn a_price_that_only_reaches_into_the_period_counts() {
        let lists = [list(BASE, 0, (None, None))];

        let prices = base(&[(400, 8_000), (49, 10_000), (20, 7_000)]);

        assert_eq!(lowest(&prices, &lists), Some(8_000));
    }

    #[test]
    fn raising_a_price_for_a_day_does_not_make_the_old_one_a_reduction() {
        let lists = [list(BASE, 0, (None, None))];

        let prices = base(&[(400, 8_000), (2, 12_000), (1, 9_000)]);

        assert_eq!(lowest(&prices, &lists), Some(8_000));
    }

    #[test]
    fn what_never_cost_anything_else_has_no_lowest_price_before() {
        let lists = [list(BASE, 0, (None, None))];

        assert_eq!(lowest(&base(&[(400, 8_000)]), &lists), None);
        assert_eq!(lowest(&[], &lists), None);
        // Written anew at the same amount.
        assert_eq!(lowest(&base(&[(400, 8_000), (10, 8_000)]), &lists), None);
    }

    #[test]
    fn a_list_that_comes_into_force_is_a_reduction_like_any_other() {
        let lists = [list(BASE, 1, (None, None)), list(SALE, 0, (Some(5), None))];
        let mut prices = base(&[(400, 10_000), (20, 9_500)]);
        // Written weeks before its list speaks to anybody.
        prices.push(DatedPrice {
            list_id: SALE,
            amount_minor: 7_000,
            from: ago(60),
            until: None,
        });

        assert_eq!(lowest(&prices, &lists), Some(9_500));
    }

    #[test]
    fn a_sale_that_is_over_counts_for_the_next_one() {
        let lists = [list(BASE, 1, (None, None)), list(SALE, 0, (Some(25), Some(18)))];
        let mut prices = base(&[(400, 10_000), (3, 8_000)]);
        prices.push(DatedPrice {
            list_id: SALE,
            amount_minor: 6_000,
            from: ago(60),
            until: None,
        });

        assert_eq!(lowest(&prices, &lists), Some(6_000));
    }
}
