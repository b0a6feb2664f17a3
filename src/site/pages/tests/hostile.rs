//! Strings that were made to break out of where they stand.

use super::scan::{Tag, tags};
use super::{account, checkout, sample, shop};
use crate::Rendered;
use domain::catalog::SearchPage;
use std::path::PathBuf;

const AT_LEAST: [&str; 5] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!--<script>",
    "</title></textarea></option><svg onload=alert(1)>",
];

// One string a line, from the shared data where it is there.
fn strings() -> Vec<String> {
    let folder = std::env::var_os("VITRINE_SHARED_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let mut strings: Vec<String> = AT_LEAST.map(Into::into).into();
    match std::fs::read_to_string(folder.join("hostile-strings/xss-payloads-1500.txt")) {
        Ok(text) => strings.extend(text.lines().map(Into::into)),
        Err(_) => eprintln!("skipped: no shared data, only {} strings tried", AT_LEAST.len()),
    }
    if let Ok(text) = std::fs::read_to_string(folder.join("hostile-strings/blns.json")) {
        strings.extend(serde_json::from_str::<Vec<String>>(&text).unwrap());
    }
    strings
}

// The skeleton of a page: names of elements and attributes, without any value.
fn skeleton(page: &Rendered) -> Vec<(String, Vec<String>)> {
    let keys = |tag: &Tag| tag.attributes.iter().map(|(key, _)| key.clone()).collect();
    tags(&page.html)
        .iter()
        .map(|tag| (tag.name.clone(), keys(tag)))
        .collect()
}

fn product_with(text: &str) -> Rendered {
    let mut product = sample::product();
    product.title = text.into();
    product.vendor = text.into();
    product.seo_title = text.into();
    product.seo_description = text.into();
    product.pictures[0].alt = text.into();
    product.pictures[0].dominant_colour = text.into();
    product.variants[2].sku = text.into();
    product.options[0].values[0].value = text.into();
    product
        .variants
        .iter_mut()
        .for_each(|variant| variant.options[0] = variant.options[0].replace("Coral", text));
    product.related[0].title = text.into();
    shop::product_page(&product, &sample::chrome("/products/x"))
}

fn search_with(text: &str) -> Rendered {
    let page = SearchPage {
        query: text.into(),
        filter: domain::catalog::ListFilter {
            vendors: vec![text.into()],
            ..Default::default()
        },
        products: sample::cards(),
        total: 8,
        page_count: 2,
        is_fuzzy: false,
    };
    shop::search_page(&page, &sample::chrome("/search"))
}

fn checkout_with(text: &str) -> Rendered {
    let mut view = sample::checkout();
    view.details.name = text.into();
    view.details.line1 = text.into();
    view.cart.lines[0].title = text.into();
    checkout::checkout_page(&view, "op", &sample::chrome("/checkout"))
}

fn cart_with(text: &str) -> Rendered {
    let mut cart = sample::cart();
    cart.note = text.into();
    cart.lines[0].title = text.into();
    cart.discounts[0].0 = text.into();
    cart.lines[1].discounts[0].0 = text.into();
    cart.codes[0].text = text.into();
    shop::cart_page(
        &cart,
        &shop::CartNews {
            problem: Some(text.into()),
            code_problem: Some(text.into()),
            notice: None,
        },
        "op",
        &sample::chrome("/cart"),
    )
}

fn account_with(text: &str) -> Rendered {
    let mut customer = sample::customer();
    customer.name = text.into();
    customer.email = text.into();
    let mut orders = sample::account_orders();
    orders.orders[0].goods_text = text.into();
    let news = account::AccountNews {
        text: text.into(),
        is_error: true,
    };
    account::orders_page(&customer, &orders, Some(news), "op", &sample::chrome("/account"))
}

fn address_with(text: &str) -> Rendered {
    let form = account::AddressForm {
        action: "/account/addresses".into(),
        typed: account::Typed {
            values: [
                ("name".to_owned(), text.to_owned()),
                ("city".to_owned(), text.to_owned()),
            ]
            .into(),
            errors: vec![domain::checkout::FieldError::new("city", text)],
        },
        countries: Vec::new(),
    };
    account::address_page(&form, "op", &sample::chrome("/account"))
}

fn passkeys_with(text: &str) -> Rendered {
    let mut passkeys = sample::passkeys();
    passkeys[0].name = text.into();
    let typed = account::Typed {
        values: [("name".to_owned(), text.to_owned())].into(),
        errors: vec![domain::checkout::FieldError::new("name", text)],
    };
    let chrome = sample::chrome("/account/passkeys");
    account::passkeys_page(&passkeys, Some(text), &typed, None, "op", &chrome)
}

#[test]
fn no_string_changes_the_shape_of_a_page() {
    let harmless = "word";
    let pages: [fn(&str) -> Rendered; 7] = [
        product_with,
        search_with,
        checkout_with,
        cart_with,
        account_with,
        address_with,
        passkeys_with,
    ];
    for page in pages {
        let expected = skeleton(&page(harmless));
        // Together, since each page takes a while; what breaks out breaks out in company as well.
        for text in strings().chunks(16).map(|some| some.join(" ")) {
            assert!(skeleton(&page(&text)) == expected, "{text}");
        }
    }
}
