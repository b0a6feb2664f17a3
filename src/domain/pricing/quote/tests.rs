//! What an id depends on, and that nothing else is written like it.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::money::Currency;

fn quote(groups: &[String]) -> Quote<'_> {
    Quote {
        engine_version: "1",
        catalog_version: 12,
        settings_version: 34,
        market_id: MarketId(Uuid::from_u128(1)),
        channel: "web",
        customer_groups: groups,
        subject: QuoteSubject::Variant(VariantId(Uuid::from_u128(2))),
        quantity: 1,
        unit_price: Money::new(4900, Currency::EUR),
        compare_at_minor: Some(6500),
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

#[test]
fn the_id_of_a_price_never_changes() {
    // Stored with orders: whoever changes this value names the encoding anew.
    assert_eq!(quote(&[]).id().to_string(), "q_7hb272defknpjoh7");
    assert_eq!(quote(&words(&["trade", "vip"])).id().to_string(), "q_duv6drbytres42xx");
}

#[test]
fn each_circumstance_changes_the_id() {
    let (everybody, trade) = (words(&[]), words(&["trade"]));
    let of = quote(&everybody);
    let usd = Currency::parse("USD").unwrap();
    let others = [
        of,
        Quote {
            engine_version: "2",
            ..of
        },
        Quote {
            catalog_version: 13,
            ..of
        },
        Quote {
            settings_version: 35,
            ..of
        },
        Quote {
            market_id: MarketId(Uuid::from_u128(9)),
            ..of
        },
        Quote { channel: "app", ..of },
        Quote {
            customer_groups: &trade,
            ..of
        },
        Quote {
            subject: QuoteSubject::Variant(VariantId(Uuid::from_u128(9))),
            ..of
        },
        Quote {
            subject: QuoteSubject::Product(ProductId(Uuid::from_u128(2))),
            ..of
        },
        Quote { quantity: 2, ..of },
        Quote {
            unit_price: Money::new(4901, Currency::EUR),
            ..of
        },
        Quote {
            unit_price: Money::new(4900, usd),
            ..of
        },
        Quote {
            compare_at_minor: Some(6501),
            ..of
        },
        Quote {
            compare_at_minor: None,
            ..of
        },
    ];

    let mut ids: Vec<String> = others.iter().map(|quote| quote.id().to_string()).collect();
    ids.sort_unstable();
    ids.dedup();

    assert_eq!(ids.len(), others.len());
}

#[test]
fn what_no_page_prints_changes_nothing() {
    let (sorted, shuffled) = (words(&["trade", "vip"]), words(&["vip", "trade", "vip"]));
    let of = quote(&sorted);

    assert_eq!(
        Quote {
            customer_groups: &shuffled,
            ..of
        }
        .id(),
        of.id()
    );
    let lower = Quote {
        compare_at_minor: Some(4900),
        ..of
    };
    assert_eq!(
        lower.id(),
        Quote {
            compare_at_minor: None,
            ..of
        }
        .id()
    );
}

#[test]
fn a_price_is_found_among_guesses_and_their_last_hundred_versions() {
    let now = Quote {
        catalog_version: 500,
        settings_version: 900,
        ..quote(&[])
    };
    let dearer = Quote {
        unit_price: Money::new(5500, Currency::EUR),
        ..now
    };
    let before = |catalog: i64, settings: i64| Quote {
        catalog_version: 500 - catalog,
        settings_version: 900 - settings,
        ..dearer
    };

    assert_eq!(find_printed(now.id(), &[now, dearer]), Some(now));
    assert_eq!(find_printed(before(3, 100).id(), &[now, dearer]), Some(before(3, 100)));
    assert_eq!(find_printed(before(3, 101).id(), &[now, dearer]), None);
    assert_eq!(find_printed(dearer.id(), &[now]), None);
    assert_eq!(find_printed(dearer.id(), &[]), None);
}

proptest! {
    // Where texts meet, and where a list of them ends, nothing may be read in two ways.
    #[test]
    fn no_two_circumstances_are_written_alike(
        left in ("[ab]{0,3}", "[ab]{0,3}", prop::collection::btree_set("[ab]{0,2}", 0..3)),
        right in ("[ab]{0,3}", "[ab]{0,3}", prop::collection::btree_set("[ab]{0,2}", 0..3)),
    ) {
        let id = |(engine_version, channel, groups): &(String, String, std::collections::BTreeSet<String>)| {
            let groups: Vec<String> = groups.iter().cloned().collect();
            Quote { engine_version, channel, ..quote(&groups) }.id()
        };

        prop_assert_eq!(id(&left) == id(&right), left == right);
    }
}
