//! The promises of the looks and galleries, counted.

use std::collections::HashSet;

use super::super::{Status, products};
use super::*;
use domain::catalog::Handle;

#[test]
fn there_are_twenty_looks_and_four_galleries_and_no_name_appears_twice() {
    let keys: HashSet<_> = LOOKS.iter().map(|look| look.shot.key).collect();
    let captions: HashSet<_> = LOOKS.iter().map(|look| look.caption).collect();
    let handles: HashSet<_> = GALLERIES.iter().map(|gallery| gallery.handle).collect();

    assert_eq!((LOOKS.len(), keys.len(), captions.len()), (20, 20, 20));
    assert_eq!((GALLERIES.len(), handles.len()), (4, 4));
    assert!(handles.iter().all(|handle| Handle::parse(handle).is_ok()));
}

#[test]
fn every_tag_names_a_variant_that_is_made_of_a_product_that_is_shown() {
    for look in LOOKS {
        let (key, mut seen) = (look.shot.key, HashSet::new());
        assert!((1..=4).contains(&look.tags.len()), "{key}");
        for tag in look.tags {
            let named = products().into_iter().find(|product| product.handle == tag.product);
            let product = named.unwrap_or_else(|| panic!("{key}: {} is no product", tag.product));
            let is_made = product.variants().iter().any(|variant| variant.values == tag.options);

            assert_eq!(product.status, Status::Active, "{key}: {}", tag.product);
            assert!(is_made, "{key}: {} is not made in {:?}", tag.product, tag.options);
            assert!(tag.at.0 <= 10_000 && tag.at.1 <= 10_000, "{key}: {:?}", tag.at);
            assert!(seen.insert((tag.product, tag.options)), "{key}: {} twice", tag.product);
        }
    }
}

#[test]
fn every_look_says_who_took_it_what_they_wrote_and_what_is_to_be_seen() {
    for look in LOOKS {
        let (key, hashtags) = (look.shot.key, look.caption.matches('#').count());
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '_';

        assert!(key.starts_with("look-") && look.shot.shows.is_empty(), "{key}");
        assert!((20..=200).contains(&look.shot.alt.chars().count()), "{key}");
        assert!((10..=300).contains(&look.caption.chars().count()), "{key}");
        assert!(hashtags <= 3, "{key}: {hashtags} hashtags");
        assert!(
            look.creator.chars().all(allowed) && (3..=30).contains(&look.creator.len()),
            "{key}"
        );
        assert!(!look.creator_name.is_empty(), "{key}");
    }
}

#[test]
fn a_creator_has_one_name_in_all_their_looks() {
    for (one, other) in LOOKS.iter().flat_map(|one| LOOKS.iter().map(move |other| (one, other))) {
        let (same, named) = (one.creator == other.creator, one.creator_name == other.creator_name);
        assert_eq!(same, named, "{} and {}", one.shot.key, other.shot.key);
    }
}

#[test]
fn one_look_waits_for_its_rights_and_the_galleries_show_only_what_the_web_may() {
    let may = |look: &&Look| look.channels.contains(&Channel::Web);
    let shown: HashSet<_> = LOOKS.iter().filter(may).map(|look| look.shot.key).collect();

    assert_eq!(LOOKS.iter().filter(|look| look.channels.is_empty()).count(), 1);
    assert_eq!(shown.len(), 19);
    for gallery in GALLERIES {
        let once: HashSet<_> = gallery.looks.iter().collect();
        assert_eq!(once.len(), gallery.looks.len(), "{}", gallery.handle);
        assert!(
            gallery.looks.len() >= 6 && !gallery.title.is_empty(),
            "{}",
            gallery.handle
        );
        assert!(
            (20..=160).contains(&gallery.summary.chars().count()),
            "{}",
            gallery.handle
        );
        for key in gallery.looks {
            assert!(shown.contains(key), "{}: {key} may not be shown", gallery.handle);
        }
    }
    assert_eq!(GALLERIES[0].looks.len(), 8);
}

#[test]
fn every_look_that_may_be_shown_is_in_some_gallery_and_every_source_and_layout_occurs() {
    let in_galleries: HashSet<_> = GALLERIES.iter().flat_map(|gallery| gallery.looks).collect();
    let has = |source: Source| LOOKS.iter().any(|look| look.source == source);
    let laid = |layout: Layout| GALLERIES.iter().any(|gallery| gallery.layout == layout);

    for look in LOOKS.iter().filter(|look| !look.channels.is_empty()) {
        assert!(in_galleries.contains(&look.shot.key), "{}", look.shot.key);
    }
    assert!([Source::Upload, Source::Instagram, Source::TikTok, Source::YouTube].map(has) == [true; 4]);
    assert!([Layout::Grid, Layout::Carousel, Layout::Mosaic, Layout::Lookbook].map(laid) == [true; 4]);
}
