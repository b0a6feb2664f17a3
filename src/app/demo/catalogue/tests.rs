//! The promises of the catalogue, counted.

use std::collections::HashSet;

use super::*;
use domain::catalog::Handle;

fn all_unique<T: std::hash::Hash + Eq + std::fmt::Debug>(things: impl IntoIterator<Item = T>) {
    let mut seen = HashSet::new();
    for thing in things {
        let shown = format!("{thing:?}");
        assert!(seen.insert(thing), "{shown} appears twice");
    }
}

fn variants() -> Vec<(&'static Product, Variant)> {
    products()
        .into_iter()
        .flat_map(|product| product.variants().into_iter().map(move |variant| (product, variant)))
        .collect()
}

#[test]
fn there_are_at_least_44_products_in_at_least_6_collections_of_both_kinds() {
    let listed = |collection: &&Collection| matches!(collection.members, Members::Listed(_));

    assert!(products().len() >= 44, "{}", products().len());
    assert!(COLLECTIONS.len() >= 6);
    assert!(COLLECTIONS.iter().any(|collection| listed(&collection)));
    assert!(COLLECTIONS.iter().any(|collection| !listed(&collection)));
}

#[test]
fn handles_numbers_stock_codes_barcodes_and_picture_keys_are_unique() {
    all_unique(products().iter().map(|product| product.handle));
    all_unique(products().iter().map(|product| product.number));
    all_unique(products().iter().map(|product| product.code));
    all_unique(COLLECTIONS.iter().map(|collection| collection.handle));
    all_unique(variants().into_iter().map(|(_, variant)| variant.sku));
    all_unique(variants().into_iter().map(|(_, variant)| variant.barcode));
    all_unique(shots().map(|shot| shot.key));
}

#[test]
fn handles_and_picture_keys_are_addresses() {
    let keys = shots().map(|shot| shot.key);
    let handles = products()
        .into_iter()
        .map(|product| product.handle)
        .chain(COLLECTIONS.iter().map(|one| one.handle));

    for handle in keys.chain(handles) {
        assert!(Handle::parse(handle).is_ok(), "{handle}");
    }
}

#[test]
fn check_digit_is_that_of_a_known_article_number() {
    assert_eq!(check_digit("400638133393"), 1);
    assert_eq!(check_digit("629104150021"), 3);
}

#[test]
fn barcodes_lie_in_the_range_for_shops_and_their_check_digits_are_right() {
    for (_, variant) in variants() {
        let (twelve, check) = variant.barcode.split_at(12);

        assert!(
            variant.barcode.len() == 13 && variant.barcode.starts_with("20"),
            "{}",
            variant.barcode
        );
        assert_eq!(check.parse(), Ok(check_digit(twelve)), "{}", variant.barcode);
    }
}

#[test]
fn compare_at_prices_are_above_prices_and_all_are_sensible() {
    for (product, variant) in variants() {
        assert!(
            (500..200_000).contains(&variant.price),
            "{}: {}",
            product.handle,
            variant.price
        );
        assert!(variant.was.is_none_or(|was| was > variant.price), "{}", variant.sku);
    }
}

#[test]
fn combinations_of_options_are_unique_complete_and_made_of_values_that_are_offered() {
    for product in products() {
        let variants = product.variants();

        assert!(!variants.is_empty() && product.options.len() <= 3, "{}", product.handle);
        all_unique(variants.iter().map(|variant| &variant.values));
        for (position, choice) in product.options.iter().enumerate() {
            all_unique(choice.values);
            for value in choice.values {
                let is_made = variants.iter().any(|variant| variant.values[position] == *value);
                assert!(is_made, "{}: nothing is {value}", product.handle);
            }
        }
    }
}

#[test]
fn what_is_said_about_values_names_values_that_exist() {
    for product in products() {
        let offered: HashSet<&str> = product
            .options
            .iter()
            .flat_map(|choice| choice.values)
            .copied()
            .collect();
        let named = product
            .missing
            .iter()
            .copied()
            .flatten()
            .chain(product.stock.iter().flat_map(|(values, _)| *values));
        let named = named
            .chain(product.reduced)
            .copied()
            .chain(product.extra.iter().map(|(value, _)| *value));
        let shown = product
            .shots
            .iter()
            .map(|shot| shot.shows)
            .filter(|value| !value.is_empty());

        for value in named.chain(shown) {
            assert!(offered.contains(value), "{}: no value {value}", product.handle);
        }
    }
}

#[test]
fn the_store_shows_every_case_that_a_page_must_handle() {
    let products = products();
    let (all, stock) = (variants(), |wanted: std::ops::RangeInclusive<i32>| {
        move |(_, variant): &(_, Variant)| wanted.contains(&variant.stock)
    });
    let options = |count: usize| products.iter().any(|product| product.options.len() == count);
    let is_sold_out = |product: &&&Product| product.variants().iter().all(|variant| variant.stock == 0);

    assert!((0..=3).all(options));
    assert!(all.iter().filter(|one| stock(1..=3)(one)).count() >= 20, "low stock");
    assert!(all.iter().filter(|one| stock(0..=0)(one)).count() >= 20, "no stock");
    assert!(
        all.iter().filter(|(_, variant)| variant.was.is_some()).count() >= 20,
        "reduced"
    );
    assert!(
        products
            .iter()
            .filter(|product| product.status == Status::Active)
            .filter(is_sold_out)
            .count()
            >= 2
    );
    assert!(
        products
            .iter()
            .any(|product| !product.missing.is_empty() && product.options.len() == 3)
    );
    assert_eq!(
        products
            .iter()
            .filter(|product| product.status == Status::Draft)
            .count(),
        1
    );
    assert_eq!(
        products
            .iter()
            .filter(|product| product.status == Status::Archived)
            .count(),
        1
    );
    assert!(
        products.iter().any(|product| product.title.chars().count() > 180),
        "a very long name"
    );
    assert!(
        products
            .iter()
            .any(|product| product.title.chars().any(|c| c > '\u{3000}')),
        "another script"
    );
    assert!(products.iter().any(|product| product.title.contains('ç')), "accents");
}

#[test]
fn listed_members_exist_and_every_shown_product_is_in_some_listed_collection() {
    let known: HashSet<&str> = products().iter().map(|product| product.handle).collect();
    let mut listed = HashSet::new();
    for collection in COLLECTIONS {
        let Members::Listed(handles) = collection.members else {
            continue;
        };
        all_unique(handles);
        for handle in handles {
            assert!(
                known.contains(handle),
                "{handle} of {} is no product",
                collection.handle
            );
            listed.insert(*handle);
        }
    }

    let missing: Vec<_> = known.difference(&listed).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn texts_are_there_and_within_their_limits() {
    for product in products() {
        let sentences = product.story.matches(['.', '!', '?', ':', ';']).count();

        assert!(sentences >= 2 && product.details.len() >= 2, "{}", product.handle);
        assert!(
            !product.material.is_empty() && !product.care.is_empty() && product.grams > 0,
            "{}",
            product.handle
        );
        assert!(
            (20..=160).contains(&product.summary.chars().count()),
            "{}",
            product.handle
        );
        assert!(
            product.title.chars().count() <= 400 && !product.tags.is_empty(),
            "{}",
            product.handle
        );
        assert_eq!(
            ammonia::clean(&product.description_html()),
            product.description_html(),
            "{}",
            product.handle
        );
    }
}

#[test]
fn pictures_have_words_a_focal_point_and_the_first_belongs_to_every_product() {
    for product in products() {
        assert!((1..=4).contains(&product.shots.len()), "{}", product.handle);
    }
    for shot in shots().filter(|shot| shot.key != "hero-swell-band") {
        assert!((12..=200).contains(&shot.alt.chars().count()), "{}", shot.key);
        assert!(shot.focal.0 <= 10_000 && shot.focal.1 <= 10_000, "{}", shot.key);
    }
}
