//! What letters say, and what others cannot make them say.

use super::{AccountFacts, Facts, Letter, News, about_account, render, trial};
use domain::checkout::TotalsView;
use domain::mail::Template;
use domain::money::{Currency, Money};
use domain::order::{AftermathView, OrderLineView, OrderStage, OrderView};

const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "Ana\r\nBcc: everybody@example.com",
    "x\u{2028}Bcc: everybody@example.com\u{0}",
    "&lt;b&gt; ' or 1=1 --",
    "{{7*7}}${7*7}",
];

fn order(text: &str) -> OrderView {
    OrderView {
        number: Some(1001),
        address: "/orders/token".into(),
        stage: OrderStage::Placed,
        payment_text: text.into(),
        fulfilment_text: text.into(),
        placed_at: None,
        placed_text: Some(text.into()),
        email: "ana@example.com".into(),
        is_confirmed_by_mail: true,
        delivery_lines: vec![text.into(), text.into()],
        delivery_method: text.into(),
        lines: vec![OrderLineView {
            title: text.into(),
            variant_title: text.into(),
            sku: text.into(),
            address: "/products/x".into(),
            picture: None,
            quantity: 2,
            quote_id: "q_abcdefghijklm234".parse().ok(),
            unit_price_text: "€20.00".into(),
            before_text: Some("€44.00".into()),
            discounts: vec![(text.into(), "−€4.00".into())],
            line_total_text: "€40.00".into(),
        }],
        totals: TotalsView {
            subtotal_text: "€40.00".into(),
            discounts: vec![(text.into(), "−€4.00".into())],
            delivery_discounts: vec![(text.into(), "−€4.95".into())],
            delivery_text: Some("€4.95".into()),
            taxes: vec![(text.into(), "€7.18".into())],
            tax_included: true,
            relief: Some((text.into(), "−€7.18".into())),
            tax_note: Some(text.into()),
            total: Money::new(4495, Currency::parse("EUR").unwrap()),
            total_text: "€44.95".into(),
            tenders: vec![(text.into(), "−€20.00".into())],
            due: Money::new(2495, Currency::parse("EUR").unwrap()),
            due_label: text.into(),
            due_text: "€24.95".into(),
            is_final: true,
        },
        aftermath: AftermathView::default(),
    }
}

fn letter(template: Template, text: &str) -> Letter {
    let order = order(text);
    let facts = Facts {
        shop_name: text,
        shop_email: "shop@example.com",
        base_url: "https://shop.example",
        order: &order,
        news: News {
            carrier: text.into(),
            tracking_number: text.into(),
            tracking_url: Some("https://carrier.example/\"><script>".into()),
            refund_text: Some(text.into()),
            tenders: vec![text.into()],
            is_to_tenders_only: false,
            due_text: Some(text.into()),
            return_seq: 1,
            why: None,
        },
    };
    if template.is_about_order() {
        return render(template, &facts).unwrap();
    }
    let facts = AccountFacts {
        shop_name: text,
        shop_email: text,
        link: "https://shop.example/account/link".into(),
    };
    about_account(template, &facts)
}

/// Tag names in order: what a text cannot change when it is escaped.
fn tags(html: &str) -> Vec<String> {
    let name = |rest: &str| rest.split([' ', '>']).next().unwrap_or_default().to_owned();
    html.split('<').skip(1).map(name).collect()
}

#[test]
fn every_letter_names_order_sums_and_page_in_text_and_html() {
    for template in Template::ALL.into_iter().filter(|template| template.is_about_order()) {
        let letter = letter(template, "Salt");
        assert!(
            letter.subject.contains("#1001") && letter.subject.contains("Salt"),
            "{}",
            letter.subject
        );
        for body in [&letter.text, &letter.html] {
            for part in [
                "#1001",
                "2 × Salt",
                "€40.00",
                "€44.95",
                "https://shop.example/orders/token",
                "Salt, included",
            ] {
                assert!(body.contains(part), "{template:?} lacks {part}: {body}");
            }
        }
    }
}

#[test]
fn a_letter_about_an_account_names_the_shop_and_leads_to_one_page() {
    for template in Template::ALL.into_iter().filter(|template| template.is_about_account()) {
        let letter = letter(template, "Salt");
        assert!(letter.subject.contains("Salt"), "{}", letter.subject);
        for body in [&letter.text, &letter.html] {
            assert_eq!(body.matches("https://").count(), 1, "{template:?}: {body}");
            assert!(body.contains("https://shop.example/account/link"), "{template:?}");
        }
    }
}

#[test]
fn text_of_others_adds_no_tag_no_line_and_no_header() {
    for template in Template::ALL.into_iter().filter(|template| template.is_about_order()) {
        let plain = letter(template, "Salt");
        for text in HOSTILE {
            let hostile = letter(template, text);
            assert_eq!(tags(&hostile.html), tags(&plain.html), "{text:?}");
            assert_eq!(hostile.text.lines().count(), plain.text.lines().count(), "{text:?}");
            assert!(!hostile.subject.contains(['\r', '\n', '\0', '\u{2028}']), "{text:?}");
        }
    }
}

#[test]
fn the_public_list_of_hostile_strings_changes_no_letter() {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var("VITRINE_SHARED_DATA").unwrap_or_else(|_| beside.to_owned());
    let Ok(list) = std::fs::read_to_string(format!("{folder}/hostile-strings/xss-payloads-1500.txt")) else {
        eprintln!("skipped: the list is not at hand");
        return;
    };
    let plain = letter(Template::OrderPlaced, "Salt");

    for text in list.lines().filter(|line| !line.trim().is_empty()) {
        let hostile = letter(Template::OrderPlaced, text);
        assert_eq!(tags(&hostile.html), tags(&plain.html), "{text:?}");
        assert_eq!(hostile.text.lines().count(), plain.text.lines().count(), "{text:?}");
    }
}

#[test]
fn html_loads_nothing_and_knows_dark_grounds() {
    let html = letter(Template::OrderPlaced, "Salt").html;

    assert!(html.contains("prefers-color-scheme:dark") && html.contains("name=\"color-scheme\""));
    for loader in ["<img", "<script", "<link", "@import", "url(", " src="] {
        assert!(!html.contains(loader), "{loader}");
    }
}

#[test]
fn the_quote_of_a_line_stands_in_html_and_nowhere_that_a_shopper_reads() {
    let letter = letter(Template::OrderPlaced, "Salt");

    assert!(letter.html.contains("<tr data-quote=\"q_abcdefghijklm234\">"));
    assert!(!letter.text.contains("q_abcdefghijklm234"));
}

#[test]
fn a_subject_is_one_line_of_bounded_length() {
    let subject = trial(&"long ".repeat(100)).subject;

    assert_eq!(subject.chars().count(), 200);
}
