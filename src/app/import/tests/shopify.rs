//! Shopify rows to products, on small files that say what they mean.

use super::{file, lines, only_product, only_refusal, parse};
use crate::import::draft::DraftStatus;
use crate::import::outcome::Parsed;

const HEADER: &str = "Handle,Title,Body (HTML),Tags,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Compare At Price,Image Src,Image Position";

#[test]
fn rows_of_one_handle_become_a_product_with_variants_and_pictures() {
    let file = lines(&[
        HEADER,
        "ring,Coral ring,<p onclick=x>Red</p>,\"gold, coral\",Size,S,Metal,Gold,R-S,19.90,25,https://a.example/2.jpg,2",
        "ring,,,,,M,,Gold,R-M,21,21,https://a.example/1.jpg,1",
        "ring,,,,,,,,,,,https://a.example/3.jpg,3",
    ]);

    let drafted = only_product(file.path());

    let draft = &drafted.draft;
    assert_eq!(drafted.rows, [2, 3, 4]);
    assert_eq!((draft.handle.as_str(), draft.title.as_str()), ("ring", "Coral ring"));
    assert_eq!(draft.description_html, "<p>Red</p>");
    assert_eq!(draft.tags, ["gold", "coral"]);
    let options: Vec<_> = draft
        .options
        .iter()
        .map(|option| (option.name.as_str(), option.values.join("/")))
        .collect();
    assert_eq!(options, [("Size", "S/M".to_owned()), ("Metal", "Gold".to_owned())]);
    let prices: Vec<_> = draft
        .variants
        .iter()
        .map(|variant| (variant.amount_minor, variant.compare_at_minor))
        .collect();
    assert_eq!(prices, [(1990, Some(2500)), (2100, None)]);
    let pictures: Vec<_> = draft.images.iter().map(|image| image.source.as_str()).collect();
    assert_eq!(
        pictures,
        [
            "https://a.example/1.jpg",
            "https://a.example/2.jpg",
            "https://a.example/3.jpg"
        ]
    );
    assert!(
        drafted
            .notices
            .iter()
            .any(|notice| notice.row == 3 && notice.column == "Variant Compare At Price")
    );
}

#[test]
fn the_default_title_is_no_option() {
    let file = lines(&[
        "Handle,Title,Option1 Name,Option1 Value,Variant Price",
        "ring,Ring,Title,Default Title,1",
    ]);

    let draft = only_product(file.path()).draft;

    assert!(draft.options.is_empty() && draft.variants[0].option_values.is_empty());
}

#[test]
fn columns_are_found_in_any_case_and_order_and_in_the_newer_set() {
    let file = lines(&[
        "PRICE,status,Title,URL handle,SKU,Published on online store,Inventory quantity,Continue selling when out of stock",
        "5.00,Active,Ring,ring,R,FALSE,7,CONTINUE",
    ]);

    let draft = only_product(file.path()).draft;

    let variant = &draft.variants[0];
    assert_eq!(
        (variant.amount_minor, variant.quantity, variant.tracks_inventory),
        (500, Some(7), true)
    );
    assert!(variant.continue_selling);
    assert_eq!(draft.status, DraftStatus::Draft);
}

#[test]
fn a_faulty_cell_refuses_its_whole_product_with_row_and_column_and_spares_the_others() {
    let file = lines(&[
        "Handle,Title,Option1 Name,Option1 Value,Variant Price",
        "a,A,Size,S,1",
        "a,,,M,twelve",
        "b,B,Title,Default Title,2",
    ]);

    let parsed = parse(file.path()).expect("readable");

    assert_eq!(only_refusal(file.path()).0, 3);
    assert_eq!(only_refusal(file.path()).1, "Variant Price");
    assert_eq!(parsed[0].rows(), [2, 3]);
    assert!(matches!(&parsed[1], Parsed::Product(drafted) if drafted.draft.handle == "b"));
}

#[test]
fn what_makes_a_product_unsellable_is_refused_where_it_stands() {
    let cases = [
        ("a,,Size,S,,1", "Title", "needs a title"),
        ("a,A,Size,S,,", "Variant Price", "no price"),
        ("a,A,,S,,1", "Option1 Name", "no name"),
        ("a,A,Size,S,X,-1", "Variant Price", "less than nothing"),
        ("a,A,Size,S,X,1.005", "Variant Price", "2 decimals"),
        (",A,Size,S,X,1", "Handle", "empty"),
        ("a,A,Size,S,X,1,more", "", "7 cells, the header has 6"),
        ("a,A,Size", "", "3 cells, the header has 6"),
    ];
    for (row, column, reason) in cases {
        let file = lines(&["Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price", row]);

        let refusal = only_refusal(file.path());

        assert_eq!((refusal.0, refusal.1.as_str()), (2, column), "{row}");
        assert!(refusal.2.contains(reason), "{row}: {}", refusal.2);
    }
}

#[test]
fn two_variants_with_the_same_options_or_sku_are_refused() {
    let header = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price";
    let same_options = lines(&[header, "a,A,Size,S,X,1", "a,,,S,Y,1"]);
    let same_sku = lines(&[header, "a,A,Size,S,X,1", "a,,,M,X,1"]);
    let across = lines(&[header, "a,A,Size,S,X,1", "b,B,Size,S,X,1"]);

    assert!(only_refusal(same_options.path()).2.contains("row 2"));
    assert!(only_refusal(same_sku.path()).2.contains("same SKU"));
    assert_eq!(only_refusal(across.path()).0, 3);
}

#[test]
fn a_product_torn_apart_is_refused_whole_and_never_merged() {
    let file = lines(&[
        "Handle,Title,Option1 Name,Option1 Value,Variant Price",
        "a,A,Size,S,1",
        "b,B,Size,S,1",
        "a,,,M,2",
    ]);

    let parsed = parse(file.path()).expect("readable");

    let refused: Vec<u64> = parsed
        .iter()
        .filter(|one| matches!(one, Parsed::Refused { .. }))
        .flat_map(|one| one.rows().to_vec())
        .collect();
    assert_eq!(refused, [2, 4]);
}

#[test]
fn a_second_product_with_the_same_handle_is_refused_and_the_first_stays() {
    let file = lines(&["Handle,Title,Variant Price", "a,A,1", "b,B,1", "a,Another A,2"]);

    let refusal = only_refusal(file.path());

    assert_eq!((refusal.0, refusal.1.as_str()), (4, "Handle"));
}

#[test]
fn handles_that_do_not_fit_are_made_to_and_two_that_become_one_are_refused() {
    let file = lines(&["Handle,Title,Variant Price", "Coral_Ring,A,1", "coral-ring,B,1"]);

    let parsed = parse(file.path()).expect("readable");

    assert!(matches!(&parsed[0], Parsed::Product(drafted)
        if drafted.draft.handle == "coral-ring" && drafted.notices[0].text.contains("coral-ring")));
    assert_eq!(only_refusal(file.path()).0, 3);
}

#[test]
fn gift_cards_and_empty_rows_are_skipped_with_the_reason() {
    let file = lines(&[
        "Handle,Title,Variant Price,Gift Card",
        "card,Gift,10,true",
        ",,,",
        "a,A,1,false",
    ]);

    let parsed = parse(file.path()).expect("readable");

    let reasons: Vec<_> = parsed
        .iter()
        .filter_map(|one| {
            if let Parsed::Skipped { rows, reason, .. } = one {
                Some((rows[0], reason.as_str()))
            } else {
                None
            }
        })
        .collect();
    assert_eq!(
        reasons,
        [(2, "gift cards are not sold as products here"), (3, "the row is empty")]
    );
}

#[test]
fn line_ends_in_quotes_belong_to_the_cell_in_every_convention() {
    for newline in ["\n", "\r\n", "\r"] {
        let text =
            format!("Handle,Title,Body,Variant Price{newline}a,A,\"one{newline}two\",1{newline}b,B,x,2{newline}");

        let parsed = parse(file(text).path()).expect("readable");

        let rows: Vec<_> = parsed.iter().map(|one| one.rows().to_vec()).collect();
        assert_eq!(rows, [[2], [3]], "{newline:?}");
    }
}

#[test]
fn prices_with_commas_are_read_only_where_the_file_is_clear() {
    let clear = file("Handle;Title;Variant Price\na;A;9,99\nb;B;1.234,50\n");
    let unclear = file("Handle;Title;Variant Price\na;A;1,234\n");
    let mixed = file("Handle;Title;Variant Price\na;A;9,99\nb;B;9.99\n");

    let prices: Vec<_> = parse(clear.path())
        .expect("readable")
        .iter()
        .filter_map(|one| {
            if let Parsed::Product(drafted) = one {
                Some(drafted.draft.variants[0].amount_minor)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(prices, [999, 123_450]);
    assert!(only_refusal(unclear.path()).2.contains("ambiguous"));
    assert!(only_refusal(mixed.path()).2.contains("both point and comma"));
}

#[test]
fn metafields_and_seo_come_along() {
    let file = lines(&[
        "Handle,Title,Variant Price,SEO Title,Flavor (product.metafields.shopify.flavor),Google Shopping / Gender",
        "a,A,1,Best A,mint,unisex",
    ]);

    let draft = only_product(file.path()).draft;

    assert_eq!(draft.seo_title, "Best A");
    assert_eq!(draft.metafields.get("shopify.flavor").map(String::as_str), Some("mint"));
    assert_eq!(
        draft.metafields.get("google_shopping.gender").map(String::as_str),
        Some("unisex")
    );
}

#[test]
fn a_file_without_products_or_content_is_refused_or_empty() {
    assert!(parse(file("").path()).is_err_and(|reason| reason.contains("empty")));
    assert!(parse(file(" \n\n").path()).is_err_and(|reason| reason.contains("empty")));
    assert_eq!(parse(lines(&[HEADER]).path()).expect("readable").len(), 0);
}

#[test]
fn the_columns_of_unit_prices_say_what_a_variant_holds() {
    let header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Unit Price Total Measure,\
                  Unit Price Total Measure Unit,Unit Price Base Measure,Unit Price Base Measure Unit";
    let file = lines(&[
        header,
        "soap,Soap,Size,S,5,80.00,g,100.00,g",
        "soap,,,M,9,0.5,kg,,",
        "soap,,,L,9,,,,",
        "soap,,,XL,9,1,gal,1,l",
    ]);

    let drafted = only_product(file.path());

    let held: Vec<_> = drafted
        .draft
        .variants
        .iter()
        .map(|variant| variant.content.map(|content| content.to_string()))
        .collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(held, [text("80 g / 100 g"), text("0.5 kg / 1 kg"), None, None]);
    let noted: Vec<_> = drafted.notices.iter().map(|it| (it.row, it.column.as_str())).collect();
    assert_eq!(noted, [(5, "Unit Price Total Measure")]);
}
