//! What must hold on every page, and what each page promises.

mod admin;
mod every_page;
mod hostile;
mod promises;
mod scan;

use super::samples as sample;
use super::{account, checkout, shop};
use crate::Rendered;
use domain::cart::CartView;
use domain::catalog::{ListFilter, SearchPage, Sort};
use domain::checkout::FieldError;
use domain::money::Currency;
use domain::order::OrderStage;

/// Every page with the name of its preview.
pub fn pages() -> Vec<(&'static str, Rendered)> {
    let chrome = sample::chrome("/collections/swim");
    let narrowed = ListFilter {
        types: vec!["Swimsuit".into()],
        options: vec![("Size".into(), "M".into())],
        price_max_minor: Some(15_000),
        page: 2,
        ..ListFilter::default()
    };
    let mut nothing = sample::collection(ListFilter {
        available_only: true,
        ..ListFilter::default()
    });
    nothing.products.clear();
    (nothing.total, nothing.page_count) = (0, 1);
    let search = |query: &str, found: bool| SearchPage {
        query: query.into(),
        filter: ListFilter {
            sort: Sort::PriceAscending,
            ..ListFilter::default()
        },
        products: if found { sample::cards() } else { Vec::new() },
        total: if found { 8 } else { 0 },
        page_count: 1,
        is_fuzzy: found,
    };
    let mut faulty = sample::checkout();
    faulty.errors = vec![
        FieldError::new("email", "Enter an e-mail address such as name@example.com."),
        FieldError::new("postal_code", "Enter a postal code of Portugal, such as 1111-111."),
    ];
    let mut fresh = sample::checkout();
    fresh.details = domain::checkout::DetailsInput::default();
    fresh.delivery.clear();
    (fresh.totals.is_final, fresh.totals.delivery_text) = (false, None);
    let news = shop::CartNews {
        notice: Some("Only 2 were left; your cart has them.".into()),
        ..shop::CartNews::default()
    };
    let empty = CartView::empty(Currency::EUR, "€0.00".into());
    let pages = vec![
        ("home", shop::home_page(&sample::home(), &chrome)),
        ("collections", shop::collections_page(&sample::collections(), &chrome)),
        (
            "collection",
            shop::collection_page(&sample::collection(ListFilter::default()), &chrome),
        ),
        (
            "collection-narrowed",
            shop::collection_page(&sample::collection(narrowed), &chrome),
        ),
        ("collection-nothing", shop::collection_page(&nothing, &chrome)),
        ("product", shop::product_page(&sample::product(), &chrome)),
        ("search", shop::search_page(&search("ebbe", true), &chrome)),
        ("search-nothing", shop::search_page(&search("anchor", false), &chrome)),
        ("search-start", shop::search_page(&search("", false), &chrome)),
        ("cart", shop::cart_page(&sample::cart(), &news, "op", &chrome)),
        (
            "cart-empty",
            shop::cart_page(&empty, &shop::CartNews::default(), "op", &chrome),
        ),
        (
            "stock-request",
            shop::stock_request_page(
                &sample::stock_request(),
                &shop::RequestNews {
                    email: "ana@".into(),
                    problem: Some("Enter an e-mail address such as name@example.com.".into()),
                    notice: None,
                },
                &chrome,
            ),
        ),
        (
            "stock-request-noted",
            shop::stock_request_page(
                &sample::stock_request(),
                &shop::RequestNews {
                    notice: Some("We write to you as soon as it can be bought again.".into()),
                    ..Default::default()
                },
                &chrome,
            ),
        ),
        ("stock-withdraw", shop::withdraw_page("token", false, &chrome)),
        ("stock-withdrawn", shop::withdraw_page("token", true, &chrome)),
        ("stock-no-request", shop::no_request_page(&chrome)),
        ("not-found", shop::not_found_page(&chrome)),
        ("gone", shop::gone_page(&chrome)),
        ("error", shop::error_page("01JZ7Q8K3M", &chrome)),
        ("offline", shop::offline_page(&chrome)),
        ("checkout", checkout::checkout_page(&sample::checkout(), "op", &chrome)),
        ("checkout-fresh", checkout::checkout_page(&fresh, "op", &chrome)),
        ("checkout-faulty", checkout::checkout_page(&faulty, "op", &chrome)),
    ];
    pages
        .into_iter()
        .chain(order_pages(&chrome))
        .chain(account_pages(&chrome))
        .chain(gallery_pages(&chrome))
        .collect()
}

fn gallery_pages(chrome: &crate::Chrome) -> Vec<(&'static str, Rendered)> {
    vec![
        ("gallery", shop::gallery_page(&sample::gallery_page(), chrome)),
        ("look", shop::look_page(&sample::look_page(), chrome)),
    ]
}

fn account_pages(chrome: &crate::Chrome) -> Vec<(&'static str, Rendered)> {
    let nothing = account::Typed::default();
    let refused = |field: &str, text: &str| account::Typed {
        values: [("email".to_owned(), "ana@example".to_owned())].into(),
        errors: vec![FieldError::new(field, text)],
    };
    let told = account::AccountNews {
        text: "You are signed out.".into(),
        is_error: false,
    };
    let customer = sample::customer();
    let empty = domain::customer::AccountOrders {
        orders: Vec::new(),
        page: 1,
        page_count: 1,
    };
    let form = |action: &str| account::AddressForm {
        action: action.into(),
        typed: refused("city", "Enter the town or city."),
        countries: vec![("PT".into(), "Portugal".into())],
    };
    let faulty = refused("email", "Enter an e-mail address such as name@example.com.");
    let short = refused("password", "Use at least 10 characters.");
    let wrong = refused("current", "This is not your password.");
    vec![
        (
            "account-sign-in",
            account::sign_in_page(&nothing, "/account", true, Some(told), "op", chrome),
        ),
        (
            "account-refused",
            account::sign_in_page(&short, "/checkout", false, None, "op", chrome),
        ),
        ("account-register", account::register_page(&faulty, None, "op", chrome)),
        ("account-reset", account::reset_page(&nothing, None, "op", chrome)),
        (
            "account-new",
            account::new_account_page("ana@example.com", "token", &short, "op", chrome),
        ),
        (
            "account-new-password",
            account::new_password_page("ana@example.com", "token", &nothing, "op", chrome),
        ),
        (
            "account-wait",
            account::wait_page("Please try again in 40 seconds.", chrome),
        ),
        (
            "account-orders",
            account::orders_page(&customer, &sample::account_orders(), None, "op", chrome),
        ),
        (
            "account-empty",
            account::orders_page(&customer, &empty, None, "op", chrome),
        ),
        (
            "account-addresses",
            account::addresses_page(&sample::address_cards(), None, "op", chrome),
        ),
        ("account-no-address", account::addresses_page(&[], None, "op", chrome)),
        (
            "account-address-new",
            account::address_page(&form("/account/addresses"), "op", chrome),
        ),
        (
            "account-address",
            account::address_page(&form("/account/addresses/1"), "op", chrome),
        ),
        (
            "account-profile",
            account::profile_page("ana@example.com", &nothing, &wrong, None, "op", chrome),
        ),
        (
            "account-passkeys",
            account::passkeys_page(
                &sample::passkeys(),
                Some("ana@example.com"),
                &refused("name", "Use at most 60 characters."),
                None,
                "op",
                chrome,
            ),
        ),
        (
            "account-without-passkeys",
            account::passkeys_page(&[], None, &nothing, None, "op", chrome),
        ),
        (
            "account-sessions",
            account::sessions_page(&sample::sessions(), None, "op", chrome),
        ),
        (
            "account-data",
            account::data_page("ana@example.com", &short, None, "op", chrome),
        ),
    ]
}

fn order_pages(chrome: &crate::Chrome) -> Vec<(&'static str, Rendered)> {
    let told = checkout::OrderNews {
        text: "We have your request and answer soon.".into(),
        is_error: false,
    };
    let typed = domain::order::ReturnInput {
        note: "</textarea><b>".into(),
        ..Default::default()
    };
    vec![
        (
            "order",
            checkout::order_page(&sample::order(OrderStage::Placed), None, chrome),
        ),
        (
            "order-held",
            checkout::order_page(&sample::order(OrderStage::OnHold), None, chrome),
        ),
        (
            "order-sent",
            checkout::order_page(&sample::order_sent(), Some(&told), chrome),
        ),
        (
            "order-cancel",
            checkout::cancel_page(&sample::order_sent(), "op", chrome),
        ),
        (
            "order-return",
            checkout::return_page(
                &sample::order_sent(),
                &sample::replacements(),
                (&typed, Some("Choose a reason.".into())),
                "op",
                chrome,
            ),
        ),
        (
            "order-exchange",
            checkout::exchange_page(&sample::order_sent(), &sample::exchange(), None, chrome),
        ),
        (
            "order-checking",
            checkout::order_page(&sample::order(OrderStage::Checking), None, chrome),
        ),
    ]
}

/// Writes every page into the folder that `VITRINE_PREVIEW` names, to be looked at in a browser.
#[test]
fn previews_are_written_where_the_environment_asks_for_them() {
    let Some(folder) = std::env::var_os("VITRINE_PREVIEW").map(std::path::PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    for (name, page) in pages() {
        std::fs::write(folder.join(name).with_extension("html"), page.html).unwrap();
    }
}

#[test]
fn the_choice_of_a_market_leads_back_to_the_form_of_the_same_variant() {
    let page = sample::stock_request();
    let html = shop::stock_request_page(&page, &shop::RequestNews::default(), &sample::chrome("/back-in-stock")).html;

    assert!(html.contains(&format!("value=\"/back-in-stock?variant={}\"", page.variant_id)));
}
