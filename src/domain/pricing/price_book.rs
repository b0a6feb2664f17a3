//! Which price lists speak to somebody now, and in which order they are asked (R5).

use chrono::{DateTime, Utc};

use super::{PriceRow, PriceScope};
use crate::{
    id::{MarketId, PriceListId},
    money::Currency,
};

/// The channel of the pages; the read model of lists (`ranked_price_lists`) knows no other.
pub const WEB_CHANNEL: &str = "web";

/// A price list without its prices. Where nothing is said, it speaks to everybody who buys in its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceList {
    /// Id; decides ties of position.
    pub list_id: PriceListId,
    /// Of its prices.
    pub currency: Currency,
    /// Only this market.
    pub market_id: Option<MarketId>,
    /// Only this channel.
    pub channel: Option<String>,
    /// Only this group of customers.
    pub customer_group: Option<String>,
    /// Order among the lists of one scope; the lowest wins.
    pub position: i32,
    /// In force from then on.
    pub starts_at: Option<DateTime<Utc>>,
    /// In force until before then.
    pub ends_at: Option<DateTime<Utc>>,
}

/// Who asks for a price, where and when.
#[derive(Clone, Copy, Debug)]
pub struct Audience<'a> {
    /// In which market.
    pub market_id: MarketId,
    /// Its currency.
    pub currency: Currency,
    /// Over which door: [`WEB_CHANNEL`].
    pub channel: &'a str,
    /// Groups that the customer is in.
    pub customer_groups: &'a [String],
    /// The request's one reading of the clock (R4).
    pub now: DateTime<Utc>,
}

impl PriceList {
    /// Whom it speaks to, as far as its order goes.
    pub const fn scope(&self) -> PriceScope {
        if self.customer_group.is_some() {
            PriceScope::Group
        } else if self.market_id.is_some() || self.channel.is_some() {
            PriceScope::Market
        } else {
            PriceScope::Base
        }
    }

    /// Whether it speaks to this audience now.
    pub fn speaks_to(&self, audience: &Audience<'_>) -> bool {
        let group = self.customer_group.as_ref();
        self.currency == audience.currency
            && self.market_id.is_none_or(|market_id| market_id == audience.market_id)
            && self
                .channel
                .as_deref()
                .is_none_or(|channel| channel == audience.channel)
            && group.is_none_or(|group| audience.customer_groups.contains(group))
            && self.starts_at.is_none_or(|starts_at| starts_at <= audience.now)
            && self.ends_at.is_none_or(|ends_at| audience.now < ends_at)
    }
}

/// The lists that speak to one audience now, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceBook(Vec<Entry>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    scope: PriceScope,
    position: i32,
    list_id: PriceListId,
}

impl PriceBook {
    /// The book of an audience.
    pub fn new<'a>(lists: impl IntoIterator<Item = &'a PriceList>, audience: &Audience<'_>) -> Self {
        let speaking = lists.into_iter().filter(|list| list.speaks_to(audience));
        let mut entries: Vec<Entry> = speaking
            .map(|list| Entry {
                scope: list.scope(),
                position: list.position,
                list_id: list.list_id,
            })
            .collect();
        entries.sort_unstable();
        Self(entries)
    }

    /// The lists, best first.
    pub fn list_ids(&self) -> impl Iterator<Item = PriceListId> {
        self.0.iter().map(|entry| entry.list_id)
    }

    /// A price of one of these lists as [`super::unit_price`] compares it; `None` for a list that is not in the book.
    pub fn row(
        &self,
        list_id: PriceListId,
        min_quantity: u32,
        amount_minor: i64,
        compare_at_minor: Option<i64>,
    ) -> Option<PriceRow> {
        let entry = self.0.iter().find(|entry| entry.list_id == list_id)?;
        Some(PriceRow {
            scope: entry.scope,
            list_position: entry.position,
            list_id,
            min_quantity,
            amount_minor,
            compare_at_minor,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::unit_price;
    use super::*;
    use chrono::TimeDelta;
    use uuid::Uuid;

    const HERE: MarketId = MarketId(Uuid::from_u128(1));
    const ELSEWHERE: MarketId = MarketId(Uuid::from_u128(2));

    fn list(id: u128) -> PriceList {
        PriceList {
            list_id: PriceListId(Uuid::from_u128(id)),
            currency: Currency::EUR,
            market_id: None,
            channel: None,
            customer_group: None,
            position: 0,
            starts_at: None,
            ends_at: None,
        }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn chosen(lists: &[PriceList], groups: &[&str]) -> Vec<u128> {
        let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
        let audience = Audience {
            market_id: HERE,
            currency: Currency::EUR,
            channel: WEB_CHANNEL,
            customer_groups: &groups,
            now: now(),
        };
        let book = PriceBook::new(lists, &audience);
        book.list_ids().map(|id| id.0.as_u128()).collect()
    }

    #[test]
    fn groups_come_before_markets_and_markets_before_everybody() {
        let lists = [
            list(1),
            PriceList {
                market_id: Some(HERE),
                position: 2,
                ..list(2)
            },
            PriceList {
                channel: Some("web".into()),
                position: 1,
                ..list(3)
            },
            PriceList {
                customer_group: Some("trade".into()),
                position: 9,
                ..list(4)
            },
        ];

        assert_eq!(chosen(&lists, &["trade"]), [4, 3, 2, 1]);
        assert_eq!(chosen(&lists, &[]), [3, 2, 1]);
    }

    #[test]
    fn a_list_of_another_market_channel_or_currency_is_not_asked() {
        let lists = [
            PriceList {
                market_id: Some(ELSEWHERE),
                ..list(1)
            },
            PriceList {
                channel: Some("wholesale".into()),
                ..list(2)
            },
            PriceList {
                currency: Currency::parse("USD").unwrap(),
                ..list(3)
            },
        ];

        assert!(chosen(&lists, &[]).is_empty());
    }

    #[test]
    fn a_window_opens_at_its_first_moment_and_is_closed_at_its_last() {
        let opening = PriceList {
            starts_at: Some(now()),
            ..list(1)
        };
        let closing = PriceList {
            ends_at: Some(now()),
            ..list(2)
        };
        let to_come = PriceList {
            starts_at: Some(now() + TimeDelta::microseconds(1)),
            ..list(3)
        };

        assert_eq!(chosen(&[opening, closing, to_come], &[]), [1]);
    }

    #[test]
    fn a_price_of_a_list_outside_the_book_counts_nothing() {
        let audience = Audience {
            market_id: HERE,
            currency: Currency::EUR,
            channel: WEB_CHANNEL,
            customer_groups: &[],
            now: now(),
        };
        let book = PriceBook::new(&[list(1)], &audience);

        let known = book.row(list(1).list_id, 1, 500, None).unwrap();

        assert_eq!(unit_price(&[known], 1).unwrap().amount_minor, 500);
        assert_eq!(book.row(list(2).list_id, 1, 400, None), None);
    }
}
