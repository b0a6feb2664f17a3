//! What single pages promise.

use super::scan::{Tag, tags, unescape};
use super::{checkout, sample, shop};
use domain::catalog::{ListFilter, StockLevel};
use domain::checkout::FieldError;
use domain::order::{OrderStage, OrderView};
use domain::pricing::MeasurePrice;
use domain::rounding::RoundingMode;
use serde_json::{Value, json};

fn structured(html: &str, kind: &str) -> Value {
    let data = tags(html)
        .into_iter()
        .filter(|tag| tag.get("type") == Some("application/ld+json"));
    data.filter_map(|tag| serde_json::from_str::<Value>(&tag.text).ok())
        .find(|data| data["@type"] == kind)
        .unwrap()
}

fn named<'a>(tags: &'a [Tag], name: &str) -> &'a Tag {
    tags.iter()
        .find(|tag| tag.get("name") == Some(name))
        .unwrap_or_else(|| panic!("no field {name}"))
}

fn of_class<'a>(tags: &'a [Tag], class: &str) -> Vec<&'a Tag> {
    tags.iter()
        .filter(|tag| {
            tag.get("class")
                .is_some_and(|known| known.split(' ').any(|word| word == class))
        })
        .collect()
}

#[test]
fn the_price_of_a_product_is_one_number_in_text_and_data() {
    let product = sample::product();
    let variant = product.selected_variant().unwrap();

    let html = shop::product_page(&product, &sample::chrome("/products/ebb-one-piece")).html;

    let offer = &structured(&html, "Product")["offers"];
    assert_eq!(offer["price"], variant.price.money.to_decimal_string());
    assert_eq!(offer["priceCurrency"], "EUR");
    assert_eq!(offer["availability"], "https://schema.org/InStock");
    let shown = tags(&html);
    assert_eq!(of_class(&shown, "price-now")[0].text, variant.price.text);
    assert_eq!(
        named(&shown, "variant_id").get("value"),
        Some(variant.variant_id.to_string().as_str())
    );
}

#[test]
fn every_price_carries_its_quote_id_and_the_form_that_of_the_variant_it_adds() {
    let mut product = sample::product();
    // Ids of their own, as prices have.
    for (variant, letter) in product.variants.iter_mut().zip('a'..) {
        variant.price.quote_id = format!("q_{}", letter.to_string().repeat(16)).parse().unwrap();
    }
    let own = product.selected_variant().unwrap().price.quote_id.to_string();

    let html = shop::product_page(&product, &sample::chrome("/products/ebb-one-piece")).html;

    let shown = tags(&html);
    let prices = of_class(&shown, "price-now");
    assert!(prices.iter().all(|price| price.get("data-quote").is_some()));
    assert_eq!(prices[0].get("data-quote"), Some(own.as_str()));
    assert_eq!(named(&shown, "quote").get("value"), Some(own.as_str()));
    assert_eq!(structured(&html, "Product")["offers"]["identifier"], own.as_str());
    for variant in &product.variants {
        assert!(html.contains(&format!("data-quote=\"{}\"", variant.price.quote_id)));
    }
}

#[test]
fn every_option_value_is_a_link_and_says_when_it_cannot_be_bought() {
    let html = shop::product_page(&sample::product(), &sample::chrome("/products/ebb-one-piece")).html;

    let shown = tags(&html);
    let values = of_class(&shown, "option-value");
    assert_eq!(values.len(), 8);
    assert!(values.iter().all(|value| {
        value
            .get("href")
            .is_some_and(|href| href.starts_with("/products/ebb-one-piece?variant="))
    }));
    assert_eq!(
        values
            .iter()
            .filter(|value| value.get("aria-current") == Some("true"))
            .count(),
        2
    );
    assert!(html.contains(", sold out"));
    assert!(of_class(&shown, "is-sold-out").len() >= 2);
}

#[test]
fn a_sold_out_variant_cannot_be_sent() {
    let mut product = sample::product();
    product.selected = product
        .variants
        .iter()
        .position(|variant| variant.stock.level == StockLevel::OutOfStock)
        .unwrap();

    let html = shop::product_page(&product, &sample::chrome("/products/ebb-one-piece")).html;

    let shown = tags(&html);
    let button = shown
        .iter()
        .find(|tag| tag.name == "button" && tag.text == "Sold out")
        .unwrap();
    assert!(button.get("disabled").is_some());
    assert_eq!(
        structured(&html, "Product")["offers"]["availability"],
        "https://schema.org/OutOfStock"
    );
}

#[test]
fn the_first_picture_is_that_of_the_variant_and_is_fetched_early_at_the_same_sizes() {
    let mut product = sample::product();
    product.selected = product.variants.len() - 1;
    let own = &product.pictures[product.variants[product.selected].picture_index.unwrap()];

    let html = shop::product_page(&product, &sample::chrome("/products/ebb-one-piece")).html;

    let shown = tags(&html);
    let preload = shown.iter().find(|tag| tag.get("rel") == Some("preload")).unwrap();
    assert_eq!(preload.get("imagesrcset"), own.srcset("avif").as_deref());
    let source = shown
        .iter()
        .find(|tag| tag.get("type") == Some("image/avif") && tag.name == "source")
        .unwrap();
    assert_eq!(preload.get("imagesizes"), source.get("sizes"));
    assert_eq!(source.get("srcset"), own.srcset("avif").as_deref());
    assert_eq!(of_class(&shown, "gallery-slide")[0].get("id"), Some("picture-2"));
}

#[test]
fn filters_stand_in_the_form_and_each_can_be_taken_away_alone() {
    let filter = ListFilter {
        types: vec!["Swimsuit".into()],
        options: vec![("Size".into(), "M".into())],
        price_min_minor: Some(1_050),
        page: 2,
        ..ListFilter::default()
    };

    let html = shop::collection_page(&sample::collection(filter), &sample::chrome("/collections/swim")).html;

    let shown = tags(&html);
    let chips: Vec<_> = of_class(&shown, "chip")
        .into_iter()
        .filter_map(|chip| chip.get("href"))
        .collect();
    assert_eq!(
        chips,
        [
            "/collections/swim?option.Size=M&min=10.50",
            "/collections/swim?type=Swimsuit&min=10.50",
            "/collections/swim?type=Swimsuit&option.Size=M",
        ]
    );
    assert_eq!(named(&shown, "min").get("value"), Some("10.50"));
    assert!(shown.iter().any(|tag| tag.get("name") == Some("option.Size")
        && tag.get("value") == Some("M")
        && tag.get("checked").is_some()));
    let next = shown.iter().find(|tag| tag.get("rel") == Some("next")).unwrap();
    assert_eq!(
        next.get("href"),
        Some("/collections/swim?type=Swimsuit&option.Size=M&min=10.50&page=3")
    );
    assert_eq!(
        shown
            .iter()
            .find(|tag| tag.get("name") == Some("robots"))
            .and_then(|tag| tag.get("content")),
        Some("noindex")
    );
    assert_eq!(
        shown
            .iter()
            .find(|tag| tag.get("rel") == Some("canonical"))
            .and_then(|tag| tag.get("href")),
        Some("https://shop.example/collections/swim?page=2")
    );
}

#[test]
fn checkout_keeps_what_was_typed_and_names_every_fault_twice() {
    let mut view = sample::checkout();
    view.details.city = "Lis\"boa <b>".into();
    view.errors = vec![FieldError::new("city", "Enter the town or city.")];

    let html = checkout::checkout_page(&view, "op-1", &sample::chrome("/checkout")).html;

    let shown = tags(&html);
    let city = named(&shown, "city");
    assert_eq!(city.get("value"), Some("Lis\"boa <b>"));
    assert_eq!(
        (city.get("aria-invalid"), city.get("aria-describedby")),
        (Some("true"), Some("city-error"))
    );
    assert!(shown.iter().any(|tag| tag.get("href") == Some("#city")));
    assert_eq!(html.matches("Enter the town or city.").count(), 2);
    for field in [
        "email",
        "phone",
        "name",
        "line1",
        "line2",
        "city",
        "region",
        "postal_code",
        "country",
        "delivery_method",
        "gift_card",
        "gift_card_id",
        "store_credit",
    ] {
        named(&shown, field);
    }
}

#[test]
fn paying_carries_the_total_that_is_shown_and_waits_until_it_is_final() {
    let mut view = sample::checkout();
    let html = checkout::checkout_page(&view, "op-1", &sample::chrome("/checkout")).html;
    let shown = tags(&html);
    assert_eq!(named(&shown, "expected_total_minor").get("value"), Some("35460"));
    assert_eq!(named(&shown, "expected_due_minor").get("value"), Some("30460"));
    assert!(html.contains(">Pay €304.60<"));

    view.totals.due.minor = 0;
    let html = checkout::checkout_page(&view, "op-1", &sample::chrome("/checkout")).html;
    assert!(html.contains(">Place the order<") && !html.contains("secure page"));

    view.totals.is_final = false;
    let html = checkout::checkout_page(&view, "op-1", &sample::chrome("/checkout")).html;
    assert!(!html.contains("expected_total_minor"));
}

#[test]
fn no_field_asks_for_a_card() {
    let html = checkout::checkout_page(&sample::checkout(), "op", &sample::chrome("/checkout")).html;

    assert!(!html.contains("cc-") && !html.to_lowercase().contains("card number"));
}

#[test]
fn an_order_that_is_being_checked_looks_again_and_promises_nothing() {
    let html = checkout::order_page(&sample::order(OrderStage::Checking), None, &sample::chrome("/orders/x")).html;
    assert!(
        tags(&html)
            .iter()
            .any(|tag| tag.get("http-equiv") == Some("refresh") && tag.get("content") == Some("3"))
    );
    assert!(!html.contains("Thank you") && !html.contains("failed"));

    let html = checkout::order_page(&sample::order(OrderStage::Placed), None, &sample::chrome("/orders/x")).html;
    assert!(html.contains("Thank you") && html.contains("#1042") && !html.contains("http-equiv"));
}

#[test]
fn a_confirmation_is_promised_only_where_mail_leaves() {
    let mut order = sample::order(OrderStage::Placed);
    let lead = |order: &OrderView| unescape(&checkout::order_page(order, None, &sample::chrome("/orders/x")).html);
    assert!(lead(&order).contains("A confirmation is on its way to"));

    order.is_confirmed_by_mail = false;
    assert!(!lead(&order).contains("confirmation"));
}

#[test]
fn an_order_offers_only_what_can_still_be_done_with_it() {
    let chrome = sample::chrome("/orders/x");
    let mut order = sample::order_sent();
    let page = |order: &domain::order::OrderView| checkout::order_page(order, None, &chrome).html;
    let address = order.address.clone();
    let html = page(&order);
    for part in ["/cancel", "/return"] {
        assert!(html.contains(&format!("href=\"{address}{part}\"")), "{part}");
    }
    assert!(html.contains("https://post.example/RR123") && html.contains("€59.00 given back"));

    order.aftermath.can_cancel = false;
    order.aftermath.returnable.clear();
    let html = page(&order);

    assert!(!html.contains("Cancel this order") && !html.contains("Send something back"));
}

#[test]
fn an_order_is_cancelled_by_a_form_and_never_by_a_link() {
    let order = sample::order_sent();
    let html = checkout::cancel_page(&order, "op-1", &sample::chrome("/orders/x")).html;
    let tags = tags(&html);

    let form = tags.iter().find(|tag| tag.name == "form").unwrap();
    assert_eq!(
        (form.get("method"), form.get("action")),
        (Some("post"), Some(format!("{}/cancel", order.address).as_str()))
    );
    assert!(
        tags.iter()
            .all(|tag| tag.name != "a" || !tag.get("href").unwrap_or_default().ends_with("/cancel"))
    );
}

#[test]
fn shared_pages_hold_nothing_personal() {
    let chrome = sample::chrome("/");
    let pages = [
        shop::home_page(&sample::home(), &chrome),
        shop::product_page(&sample::product(), &chrome),
        shop::collection_page(&sample::collection(ListFilter::default()), &chrome),
    ];
    for page in pages {
        assert!(!page.html.contains("_op") && !unescape(&page.html).contains("ana@example.com"));
    }
}

#[test]
fn a_code_that_was_refused_is_told_beside_its_field_and_each_code_can_be_taken_out() {
    let news = shop::CartNews {
        code_problem: Some("SUN: We do not know this code.".into()),
        ..shop::CartNews::default()
    };
    let html = shop::cart_page(&sample::cart(), &news, "op", &sample::chrome("/cart")).html;
    let shown = tags(&html);

    assert_eq!(named(&shown, "code").get("value"), Some("WELCOME10"));
    let field = shown.iter().find(|tag| tag.get("id") == Some("code")).unwrap();
    assert_eq!(
        (field.get("aria-invalid"), field.get("aria-describedby")),
        (Some("true"), Some("code-error"))
    );
    assert!(html.contains("SUN: We do not know this code."));
    assert_eq!(html.matches("action=\"/cart/codes/remove\"").count(), 2);
}

#[test]
fn discounts_stand_where_their_goods_do() {
    let chrome = sample::chrome("/cart");
    let pages = [
        shop::cart_page(&sample::cart(), &shop::CartNews::default(), "op", &chrome),
        checkout::checkout_page(&sample::checkout(), "op", &chrome),
        checkout::order_page(&sample::order(OrderStage::Placed), None, &chrome),
    ];
    for page in pages {
        let html = unescape(&page.html);
        for words in [
            "Welcome: 10 % off (WELCOME10)",
            "-€39.40",
            "Vests: a third off",
            "-€89.00",
            ">€267.00</s>",
        ] {
            assert!(html.contains(words), "{words}");
        }
    }
}

#[test]
fn what_a_measure_costs_stands_beside_every_price_and_in_the_data() {
    let mut product = sample::product();
    let content = "80 g / 100 g".parse().unwrap();
    for variant in &mut product.variants {
        let price = variant.price.money;
        variant.price.per_measure = MeasurePrice::of(price, content, RoundingMode::HalfUp);
    }
    let count = product.variants.len();

    let html = shop::product_page(&product, &sample::chrome("/products/ebb-one-piece")).html;

    // The price of the page, and one in the template for each variant that can be chosen.
    let told = of_class(&tags(&html), "price-measure").len();
    assert_eq!(told, 1 + count);
    let offer = &structured(&html, "Product")["offers"];
    let specification = &offer["priceSpecification"];
    assert_eq!(specification["@type"], "UnitPriceSpecification");
    assert_eq!(specification["price"], offer["price"]);
    let quantity = &specification["referenceQuantity"];
    assert_eq!(
        (&quantity["value"], &quantity["unitCode"]),
        (&json!("80"), &json!("GRM"))
    );
    let reference = &quantity["valueReference"];
    assert_eq!(
        (&reference["value"], &reference["unitCode"]),
        (&json!("100"), &json!("GRM"))
    );
}

#[test]
fn checkout_and_order_carry_the_quote_of_each_line() {
    let checkout = checkout::checkout_page(&sample::checkout(), "op", &sample::chrome("/checkout")).html;
    let order = sample::order(OrderStage::Placed);
    let count = order.lines.len();
    let order = checkout::order_page(&order, None, &sample::chrome("/orders/x")).html;

    for html in [checkout, order] {
        let lines = tags(&html);
        let lines = of_class(&lines, "goods-line");
        assert_eq!(lines.len(), count);
        assert!(
            lines
                .iter()
                .all(|line| line.get("data-quote") == Some("q_abcdefghijklm567"))
        );
    }
}
