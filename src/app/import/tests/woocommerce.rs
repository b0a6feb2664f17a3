//! `WooCommerce` rows to products, on small files that say what they mean.

use super::{lines, only_product, only_refusal, parse};
use crate::import::draft::DraftStatus;
use crate::import::outcome::Parsed;

const HEADER: &str = "ID,Type,SKU,Name,Published,Description,In stock?,Stock,Backorders allowed?,Weight (kg),Sale price,Regular price,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)";

#[test]
fn a_simple_product_is_one_variant() {
    let file = lines(&[
        HEADER,
        r#"7,simple,B-1,Bäckpack “Sea”,1,"One\n\nTwo",1,5,notify,0.5,18,20,"Bags, Bags > Back packs","https://a.example/1.jpg, https://a.example/2.jpg",,Colour,"Red, Blue",,"#,
    ]);

    let draft = only_product(file.path()).draft;

    let variant = &draft.variants[0];
    assert_eq!(draft.handle, "backpack-sea");
    assert_eq!(draft.description_html, "<p>One</p><p>Two</p>");
    assert_eq!(
        (draft.product_type.as_str(), draft.tags.join("/")),
        ("Back packs", "Bags/Back packs".to_owned())
    );
    assert_eq!((variant.amount_minor, variant.compare_at_minor), (1800, Some(2000)));
    assert_eq!(
        (variant.quantity, variant.continue_selling, variant.weight_grams),
        (Some(5), true, 500)
    );
    assert_eq!(draft.images.len(), 2);
    assert!(draft.options.is_empty());
    assert_eq!(
        draft.metafields.get("attributes.colour").map(String::as_str),
        Some("Red, Blue")
    );
}

#[test]
fn variations_find_their_parent_by_sku_or_number_wherever_they_stand() {
    let file = lines(&[
        HEADER,
        r",variation,T-R,,1,,1,,,,,10,,,id:9,Colour,Red,,",
        r#"9,variable,T,Tee,1,,1,,,,,,,,,Colour,"Red, Green",,"#,
        r"10,simple,C,Cap,1,,1,,,,,5,,,,,,,",
        r",variation,T-G,,1,,1,,,,,12,,,T,Colour,Green,,",
    ]);

    let parsed = parse(file.path()).expect("readable");

    let products: Vec<_> = parsed
        .iter()
        .filter_map(|one| {
            if let Parsed::Product(drafted) = one {
                Some((drafted.draft.title.as_str(), drafted.rows.clone()))
            } else {
                None
            }
        })
        .collect();
    assert_eq!(products, [("Cap", vec![4]), ("Tee", vec![2, 3, 5])]);
}

#[test]
fn the_values_of_an_option_stand_in_the_order_of_the_parent() {
    let file = lines(&[
        HEADER,
        r#"9,variable,T,Tee,1,,1,,,,,,,,,Size,"S, M, L",Care,cold"#,
        r",variation,T-L,,1,,1,,,,,10,,,T,Size,L,,",
        r",variation,T-S,,1,,1,,,,,10,,,T,Size,S,,",
    ]);

    let draft = only_product(file.path()).draft;

    assert_eq!(draft.options[0].values, ["S", "L"]);
    assert_eq!(
        draft.metafields.get("attributes.care").map(String::as_str),
        Some("cold")
    );
    assert_eq!(draft.metafields.get("woocommerce.sku").map(String::as_str), Some("T"));
}

#[test]
fn an_attribute_that_no_variation_decides_is_no_option_and_a_half_decided_one_is_refused() {
    let any = lines(&[
        HEADER,
        r#"9,variable,T,Tee,1,,1,,,,,,,,,Colour,"Red, Green",Size,"S, M""#,
        r",variation,T-R,,1,,1,,,,,10,,,T,Colour,Red,Size,",
        r",variation,T-G,,1,,1,,,,,10,,,T,Colour,Green,Size,",
    ]);
    let half = lines(&[
        HEADER,
        r#"9,variable,T,Tee,1,,1,,,,,,,,,Colour,"Red, Green",Size,"S, M""#,
        r",variation,T-R,,1,,1,,,,,10,,,T,Colour,Red,Size,S",
        r",variation,T-G,,1,,1,,,,,10,,,T,Colour,Green,Size,",
    ]);

    assert_eq!(only_product(any.path()).draft.options.len(), 1);
    assert_eq!(only_refusal(half.path()).0, 4);
}

#[test]
fn products_that_cannot_be_sold_here_are_skipped_with_the_reason() {
    let row = |kind: &str| format!(r#"1,"{kind}",X,Thing,1,,1,,,,,10,,,,,,,"#);
    for (kind, reason) in [
        ("grouped", "grouped"),
        ("external", "another site"),
        ("simple, downloadable, virtual", "downloadable"),
        ("subscription", "plugin"),
    ] {
        let parsed = parse(lines(&[HEADER, &row(kind)]).path()).expect("readable");

        assert!(
            matches!(&parsed[..], [Parsed::Skipped { reason: said, .. }] if said.contains(reason)),
            "{kind}: {parsed:?}"
        );
    }
}

#[test]
fn a_variation_without_its_parent_and_a_parent_without_variations_are_refused() {
    let orphan = lines(&[HEADER, r",variation,T-R,,1,,1,,,,,10,,,GONE,Colour,Red,,"]);
    let childless = lines(&[HEADER, r"9,variable,T,Tee,1,,1,,,,,,,,,Colour,Red,,"]);

    assert_eq!(only_refusal(orphan.path()).1, "Parent");
    assert_eq!(only_refusal(childless.path()).1, "Type");
}

#[test]
fn two_products_of_one_name_get_two_handles() {
    let file = lines(&[
        HEADER,
        "1,simple,A,Cap,1,,1,,,,,5,,,,,,,",
        "2,simple,,Cap,1,,1,,,,,5,,,,,,,",
    ]);

    let parsed = parse(file.path()).expect("readable");

    let handles: Vec<_> = parsed
        .iter()
        .filter_map(|one| {
            if let Parsed::Product(drafted) = one {
                Some(drafted.draft.handle.as_str())
            } else {
                None
            }
        })
        .collect();
    assert_eq!(handles, ["cap", "cap-2"]);
}

#[test]
fn unpublished_products_become_drafts_and_stock_without_a_number_is_not_counted() {
    let file = lines(&[HEADER, "1,simple,A,Cap,-1,,1,,0,,,5,,,,,,,"]);
    let sold_out = lines(&[HEADER, "1,simple,A,Cap,1,,0,,0,,,5,,,,,,,"]);

    let draft = only_product(file.path()).draft;
    let gone = only_product(sold_out.path()).draft;

    assert_eq!(draft.status, DraftStatus::Draft);
    assert!(!draft.variants[0].tracks_inventory);
    assert_eq!(
        (gone.variants[0].tracks_inventory, gone.variants[0].quantity),
        (true, Some(0))
    );
}

#[test]
fn a_variation_is_measured_in_the_unit_of_its_parent() {
    let header = "ID,Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),\
                  Meta: _unit,Meta: _unit_base,Meta: _unit_product";
    let file = lines(&[
        header,
        r#"1,variable,T,Tea,,,Size,"S, L",g,100,"#,
        "2,variation,T-S,,5,T,Size,S,,,50",
        "3,variation,T-L,,20,T,Size,L,kg,1,0.25",
    ]);

    let draft = only_product(file.path()).draft;

    let held: Vec<_> = draft.variants.iter().filter_map(|variant| variant.content).collect();
    let held: Vec<_> = held.iter().map(ToString::to_string).collect();
    assert_eq!(held, ["50 g / 100 g", "0.25 kg / 1 kg"]);
}
