use super::*;
use crate::pricing::Charm;
use std::collections::BTreeMap;

fn known() -> Known {
    let list = |currency, is_base, is_converted| KnownList {
        currency,
        is_base,
        is_converted,
        is_source: is_base,
    };
    let currencies = [("main", Currency::EUR), ("us", Currency::USD)];
    Known {
        currency: Currency::EUR,
        markets: currencies
            .map(|(code, currency)| (code.to_owned(), KnownMarket { currency }))
            .into(),
        price_lists: BTreeMap::from([
            ("Base".to_owned(), list(Currency::EUR, true, false)),
            ("Dollars".to_owned(), list(Currency::USD, false, true)),
        ]),
    }
}

fn read(json: &str) -> Settings {
    serde_json::from_str(json).expect("settings")
}

fn faults(json: &str) -> Vec<String> {
    let settings = read(json);
    let found = checked(&settings, &known()).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn decimals_become_the_numbers_that_are_stored() {
    let settings = read(
        r#"{
            "markets": [{"code": "japan", "name": "Japan", "country": "JP", "currency": "JPY", "tax_basis": "inclusive"}],
            "price_lists": [{"name": "Yen", "currency": "JPY", "market": "japan",
                             "converted": {"from": "Base", "rate": "163", "charm": {"kind": "nearest", "step": "100"}}}],
            "taxes": [{"country": "US", "rates": [{"name": "California", "region": "CA", "percent": "7.25"},
                                                  {"name": "Nothing", "percent": "0"}]}],
            "delivery_zones": [{"name": "Japan", "market": "japan", "countries": ["JP"], "methods": [
                {"name": "Air", "days_min": 6, "days_max": 10,
                 "prices": [{"from": "30000", "price": "0"}, {"from": "0", "price": "2200"}]}]}]
        }"#,
    );

    let checked = checked(&settings, &known()).expect("no fault");

    let conversion = checked.price_lists[0].1.expect("converted");
    assert_eq!(conversion.charm, Charm::Nearest { step: 100 });
    assert_eq!(conversion.rate.ppm(), 163_000_000);
    assert_eq!(checked.taxes[0].1, [72_500, 0]);
    let band = |min_subtotal_minor, price_minor| RateBand {
        min_subtotal_minor,
        price_minor,
    };
    assert_eq!(checked.delivery_zones[0].1, [[band(0, 2200), band(30_000, 0)]]);
}

#[test]
fn a_currency_stays_and_a_name_that_is_nowhere_is_told() {
    assert_eq!(
        faults(
            r#"{"markets": [{"code": "us", "name": "US", "country": "US", "currency": "CAD", "tax_basis": "exclusive"}],
                "price_lists": [{"name": "Base", "currency": "EUR", "market": "mars"},
                                {"name": "Twice", "currency": "EUR", "converted": {"from": "Dollars", "rate": "1"}}],
                "delivery_zones": [{"name": "Moon", "market": "us", "countries": ["XX"], "methods": []}]}"#
        ),
        [
            "market us: currency: is USD for good; open another instead",
            "price list Base: market: there is no market “mars”",
            "price list Base: name: imports write this list: it is for everybody, always, and not converted",
            "price list Twice: converted.from: is made from another list itself; name that one",
            "zone Moon: countries: “XX” is no country that we know addresses of",
        ]
    );
}

#[test]
fn every_fault_is_told_at_once() {
    let found = faults(
        r#"{"shop": {"name": "", "email": "nobody"},
            "markets": [{"code": "US", "name": "x", "countries": ["DE", "DE"], "country": "FR", "currency": "USD",
                         "tax_basis": "exclusive", "language": "English", "is_default": true},
                        {"code": "b", "name": "b", "country": "FR", "currency": "EUR", "tax_basis": "inclusive", "is_default": true}],
            "price_lists": [{"name": "L", "currency": "JPY", "starts_at": "2026-02-01T00:00:00", "ends_at": "2026-01-01T00:00:00",
                             "converted": {"from": "Base", "rate": "0", "charm": {"kind": "ending_up", "ending": "9", "step": "9"}}},
                            {"name": "L", "currency": "JPY"}],
            "taxes": [{"country": "usa", "rates": [{"name": "a", "percent": "101", "region": "CA", "postal_prefix": "9"}]}],
            "delivery_zones": [{"name": "Z", "countries": [], "methods": [
                {"name": "m", "days_min": 3, "days_max": 2, "prices": [{"from": "0", "price": "-1"}, {"from": "0.00", "price": "1.234"}]}]}]}"#,
    );

    let at = |start: &str| found.iter().filter(|fault| fault.starts_with(start)).count();
    for (part, count) in [
        ("shop: ", 2),
        ("market US: ", 4),
        ("file: markets: only one", 1),
        ("price list L: name: is there twice", 1),
        ("price list L: ends_at", 1),
        ("price list L: converted: ", 1),
        ("taxes of usa: ", 3),
        ("zone Z: ", 5),
    ] {
        assert_eq!(at(part), count, "{part}: {found:#?}");
    }
}

#[test]
fn a_rate_of_a_region_that_no_address_can_name_is_refused() {
    let rate = |country: &str, region: &str| {
        faults(&format!(
            r#"{{"taxes": [{{"country": "{country}", "rates": [{{"name": "a", "percent": "5", "region": "{region}"}}]}}]}}"#
        ))
    };

    assert_eq!(rate("US", "TX"), Vec::<String>::new());
    assert!(rate("US", "TEXAS")[0].contains("“TEXAS” is no code of a state of US"));
    assert!(rate("ES", "CN")[0].contains("write postal_codes"));
}

#[test]
fn postal_codes_that_cannot_be_read_are_refused_and_so_is_one_place_written_twice() {
    let rates = |rates: &str| faults(&format!(r#"{{"taxes": [{{"country": "ES", "rates": [{rates}]}}]}}"#));

    let fine = r#"{"name": "a", "percent": "7", "postal_codes": "35*, 38*, 51001..51005"}"#;
    let odd = r#"{"name": "a", "percent": "7", "postal_codes": "(35|38)"}"#;
    let both = r#"{"name": "a", "percent": "7", "postal_codes": "35*", "postal_prefix": "35"}"#;
    let twice = r#"{"name": "a", "percent": "7", "postal_codes": "35 *"}, {"name": "a", "percent": "8", "postal_prefix": "35"}"#;

    assert_eq!(rates(fine), Vec::<String>::new());
    assert!(rates(odd)[0].contains("“(35|38)”: write codes of at most ten letters"));
    assert!(rates(both)[0].contains("not two of them"));
    assert!(rates(twice)[0].contains("“a” is there twice for one place"));
}

#[test]
fn a_rate_for_exempt_goods_is_refused_since_it_would_never_apply() {
    let rate = r#"{"name": "a", "percent": "5", "tax_category": "exempt"}"#;

    let found = faults(&format!(r#"{{"taxes": [{{"country": "DE", "rates": [{rate}]}}]}}"#));

    assert!(found[0].contains("exempt goods owe no tax anywhere"), "{found:?}");
}

#[test]
fn what_is_cheap_is_not_given_away_and_what_is_free_stays_free() {
    let conversion = |rate, charm| Conversion {
        rate: Rate::parse(rate).unwrap(),
        charm,
    };
    let hundreds = conversion("163", Charm::Nearest { step: 100 });
    let yen = |minor, compare_at| {
        let price = crate::money::Money::new(minor, Currency::EUR);
        hundreds
            .apply(price, compare_at, Currency::JPY, RoundingMode::HalfUp)
            .unwrap()
    };

    assert_eq!(yen(4200, Some(4900)), (6800, Some(8000)));
    assert_eq!(yen(10, None), (100, None));
    assert_eq!(yen(0, Some(100)), (0, Some(200)));
    // Both come to the same: there is no reduction left to announce.
    assert_eq!(yen(4200, Some(4202)), (6800, None));
}

#[test]
fn a_file_that_is_written_out_reads_as_it_was() {
    let settings = read(
        r#"{"price_lists": [{"name": "Trade", "currency": "EUR", "customer_group": "trade", "starts_at": "2026-12-01T00:00:00",
             "converted": {"from": "Base", "rate": "0.8", "charm": {"kind": "ending_up", "ending": "0.99", "step": "1.00"}}}]}"#,
    );

    assert_eq!(read(&serde_json::to_string(&settings).unwrap()), settings);
}

#[test]
fn a_list_that_others_are_made_from_is_made_from_none() {
    let mut known = known();
    let dollars = known.price_lists.get_mut("Dollars").unwrap();
    (dollars.is_converted, dollars.is_source) = (false, true);
    let settings = read(
        r#"{"price_lists": [{"name": "Dollars", "currency": "USD", "converted": {"from": "Base", "rate": "1.09"}}]}"#,
    );

    let faults = checked(&settings, &known).unwrap_err();

    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].to_string(),
        "price list Dollars: converted: other lists are made from this one"
    );
}
