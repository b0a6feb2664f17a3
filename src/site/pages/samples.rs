//! A small shop for the tests of pages.

mod gallery;

pub use gallery::{gallery, gallery_page, look_page};

use crate::{Assets, Chrome, DELIVERY_TEXT, RETURNS_TEXT};
use chrono::{DateTime, Utc};
use domain::cart::{CartLineView, CartView, PriceChange};
use domain::catalog::*;
use domain::checkout::{CheckoutView, DeliveryChoice, DetailsInput, TotalsView};
use domain::customer::{AccountOrder, AccountOrders, AddressCard, CustomerView, PasskeyView, SessionView};
use domain::money::{Currency, Money, display};
use domain::order::{
    AftermathView, ExchangeView, OrderLineView, OrderStage, OrderView, ParcelView, RefundView, ReplacementView,
    ReturnExchangeView, ReturnView, ReturnableLine, TimelineEntry, UnitsText,
};
use domain::promotion::CodeView;
use domain::tender::{ChosenTender, StoreCreditView, TendersView};
use std::fmt::Debug;
use std::str::FromStr;
use std::sync::Arc;

pub fn chrome(path: &str) -> Chrome {
    let navigation = [
        ("swim", "Swim"),
        ("surf", "Surf"),
        ("jewellery", "Jewellery"),
        ("ashore", "Ashore"),
        ("sale", "Last pieces"),
    ];
    Chrome {
        shop_name: "Marrow & Tide".into(),
        tagline: "Swimwear, surf things and jewellery for people who stay in until dusk.".into(),
        email: "hello@marrowandtide.example".into(),
        market: "europe".into(),
        markets: vec![
            ("europe".into(), "Europe (EUR)".into()),
            ("japan".into(), "Japan (JPY)".into()),
        ],
        return_to: path.into(),
        currency: Currency::EUR,
        navigation: Arc::new(navigation.map(|(handle, title)| (handle.into(), title.into())).to_vec()),
        base_url: "https://shop.example".into(),
        path: path.into(),
        assets: Assets {
            js: "/pkg/vitrine.js".into(),
            wasm: "/pkg/vitrine.wasm".into(),
            css: "/pkg/main.css".into(),
        },
        delivery_text: DELIVERY_TEXT.into(),
        returns_text: RETURNS_TEXT.into(),
    }
}

pub fn euros(minor: i64) -> String {
    display::format(Money::new(minor, Currency::EUR), display::Locale::En)
}

pub fn price(minor: i64, compare_at: Option<i64>) -> PriceLabel {
    PriceLabel {
        money: Money::new(minor, Currency::EUR),
        text: euros(minor),
        compare_at_text: compare_at.map(euros),
        lowest_text: None,
        per_measure: None,
        is_from: false,
        quote_id: "q_abcdefghijklm234".parse().unwrap(),
    }
}

// A typed id that is the same in every run.
fn id<T: FromStr<Err: Debug>>(number: u128) -> T {
    format!("0190f5fe-0000-7000-8000-{number:012x}").parse().unwrap()
}

pub fn picture(number: u8, alt: &str) -> Picture {
    let colours = [
        "#d9c7ad", "#2f5f66", "#e6a58b", "#c9d3cf", "#8a6a3c", "#23303f", "#efe3d0", "#7fa6a3",
    ];
    Picture {
        name: format!("{number:02x}").repeat(20),
        width: 1600,
        height: 2000,
        widths: PICTURE_WIDTHS.to_vec(),
        avif_widths: PICTURE_WIDTHS.to_vec(),
        dominant_colour: colours[usize::from(number) % colours.len()].into(),
        alt: alt.into(),
        focal_x: 5_000,
        focal_y: 3_000,
    }
}

pub fn card(number: u8, title: &str, price: PriceLabel, stock: StockLevel) -> ProductCard {
    ProductCard {
        product_id: id(u128::from(number)),
        handle: format!("product-{number}"),
        title: title.into(),
        vendor: "Marrow & Tide".into(),
        price,
        stock,
        picture: Some(picture(number, &format!("{title}, worn"))),
        second_picture: number.is_multiple_of(2).then(|| picture(number + 40, "Detail")),
    }
}

pub fn cards() -> Vec<ProductCard> {
    let from = |minor| PriceLabel {
        is_from: true,
        ..price(minor, None)
    };
    vec![
        card(1, "Ebb One-Piece", price(11_800, None), StockLevel::InStock),
        card(2, "Slack Water Bikini Top", from(6_400), StockLevel::InStock),
        card(
            3,
            "Undertow Rash Vest with Long Sleeves and a Rather Long Name",
            price(8_900, Some(11_500)),
            StockLevel::InStock,
        ),
        card(4, "Sandbar Ring", price(14_500, None), StockLevel::LowStock),
        card(
            5,
            "Dusk Signet in Recycled Brass",
            price(9_800, None),
            StockLevel::OutOfStock,
        ),
        card(6, "Longshore 9′2″", price(92_000, None), StockLevel::Backorder),
        card(7, "Kelp Changing Robe", price(13_900, None), StockLevel::InStock),
        card(8, "Pearl on a Line", price(17_200, Some(21_500)), StockLevel::InStock),
    ]
}

pub fn stock_request() -> app::stock::RequestPage {
    app::stock::RequestPage {
        variant_id: id(7),
        name: "Ebb One-Piece, Coral / M".into(),
        address: "/products/ebb-one-piece?variant=7".into(),
        is_available: false,
    }
}

pub fn product() -> ProductPage {
    let (colours, sizes) = (["Coral", "Sea", "Dusk"], ["XS", "S", "M", "L", "XL"]);
    let mut variants = Vec::new();
    for (c, colour) in colours.iter().enumerate() {
        for (s, size) in sizes.iter().enumerate() {
            // Dusk is not made in XS; some sizes are sold out.
            if (c, s) == (2, 0) {
                continue;
            }
            let level = match (c + 2 * s) % 5 {
                1 => StockLevel::OutOfStock,
                2 => StockLevel::LowStock,
                _ => StockLevel::InStock,
            };
            variants.push(variant(variants.len(), &[colour, size], level, c));
        }
    }
    let option = |name: &str, values: &[&str]| OptionView {
        name: name.into(),
        values: values
            .iter()
            .map(|value| ValueView {
                value: (*value).into(),
                selected: false,
                variant_id: None,
                available: true,
            })
            .collect(),
    };
    ProductPage {
        product_id: id(500),
        handle: "ebb-one-piece".into(),
        title: "Ebb One-Piece".into(),
        vendor: "Marrow & Tide".into(),
        product_type: "Swimsuit".into(),
        description_html: "<p>Cut high at the leg and low at the back, in a matte rib that dries before the walk home is over. \
            Knitted from recovered nets.</p><ul><li>Fully lined</li><li>Straps that stay put</li><li>Rinse in fresh water</li></ul>"
            .into(),
        seo_title: "Ebb One-Piece".into(),
        seo_description: "A matte ribbed swimsuit with a low back, knitted from recovered nets.".into(),
        pictures: (10..15).map(|n| picture(n, "The Ebb one-piece, worn at the water’s edge")).collect(),
        options: vec![option("Colour", &colours), option("Size", &sizes)],
        selected: 2,
        variants,
        collection: Some(("swim".into(), "Swim".into())),
        related: cards().into_iter().take(4).collect(),
        gallery: Some(gallery()),
    }
}

fn variant(number: usize, options: &[&str], level: StockLevel, picture: usize) -> VariantView {
    let checked_at: DateTime<Utc> = DateTime::from_timestamp(1_795_348_800, 0).unwrap();
    let minor = if number < 5 { 9_400 } else { 11_800 };
    VariantView {
        variant_id: id(600 + number as u128),
        title: options.join(" / "),
        options: options.iter().map(|value| (*value).into()).collect(),
        sku: format!("EBB-{number}"),
        barcode: "4006381333931".into(),
        price: price(minor, (minor < 10_000).then_some(11_800)),
        stock: level.at(checked_at),
        picture_index: Some(picture),
    }
}

pub fn facets() -> Vec<Facet> {
    let value = |value: &str, count, selected| FacetValue {
        value: value.into(),
        count,
        selected,
    };
    vec![
        Facet {
            key: "type".into(),
            title: "Kind".into(),
            values: vec![
                value("Swimsuit", 12, true),
                value("Bikini", 9, false),
                value("Rash vest", 4, false),
            ],
        },
        Facet {
            key: "option.Size".into(),
            title: "Size".into(),
            values: vec![value("S", 14, false), value("M", 17, true), value("L", 11, false)],
        },
        Facet {
            key: "vendor".into(),
            title: "Maker".into(),
            values: vec![value("Marrow & Tide", 21, false), value("Söl", 4, false)],
        },
    ]
}

pub fn collection(filter: ListFilter) -> CollectionPage {
    CollectionPage {
        handle: "swim".into(),
        title: "Swim".into(),
        description_html: "<p>Made to be worn in salt water, and to look right on the way there.</p>".into(),
        seo_title: "Swim".into(),
        seo_description: "Swimsuits, bikinis and rash vests.".into(),
        picture: Some(picture(20, "")),
        filter,
        facets: facets(),
        products: cards(),
        total: 96,
        page_count: 9,
        gallery: None,
    }
}

pub fn collections() -> Vec<CollectionCard> {
    let titles = [
        ("swim", "Swim"),
        ("surf", "Surf"),
        ("jewellery", "Jewellery"),
        ("ashore", "Ashore"),
        ("sale", "Last pieces"),
        ("new", "New"),
    ];
    let card = |(at, (handle, title)): (u8, (&str, &str))| CollectionCard {
        handle: handle.into(),
        title: title.into(),
        picture: (at != 4).then(|| picture(20 + at, title)),
    };
    (0..).zip(titles).map(card).collect()
}

pub fn home() -> HomePage {
    let hero = Picture {
        width: 2400,
        height: 1500,
        ..picture(30, "Two swimmers walk into the sea at dusk")
    };
    HomePage {
        hero: Some(hero),
        collections: collections(),
        newest: cards(),
        gallery: Some(gallery()),
    }
}

pub fn cart() -> CartView {
    let line = |number: u8, title: &str, variant_title: &str, quantity: u32, minor: i64| CartLineView {
        line_item_id: id(700 + u128::from(number)),
        variant_id: id(600 + u128::from(number)),
        address: format!("/products/product-{number}?variant={number}"),
        title: title.into(),
        variant_title: variant_title.into(),
        sku: format!("SKU-{number}"),
        picture: Some(picture(number, title)),
        is_gift: false,
        quantity,
        max_quantity: 5,
        unit_price: Money::new(minor, Currency::EUR),
        unit_price_text: euros(minor),
        per_measure_text: None,
        quote_id: "q_abcdefghijklm567".parse().ok(),
        compare_at_text: None,
        line_total: Money::new(minor * i64::from(quantity), Currency::EUR),
        line_total_text: euros(minor * i64::from(quantity)),
        before_text: None,
        discounts: Vec::new(),
        price_change: None,
        problem: None,
    };
    let mut lines = vec![
        line(1, "Ebb One-Piece", "Coral / M", 1, 11_800),
        line(
            3,
            "Undertow Rash Vest with Long Sleeves and a Rather Long Name",
            "Sea / L",
            2,
            8_900,
        ),
        line(5, "Dusk Signet in Recycled Brass", "", 1, 9_800),
    ];
    lines[1].price_change = Some(PriceChange {
        was_text: euros(9_500),
        is_increase: false,
    });
    lines[1].before_text = Some(euros(26_700));
    lines[1].discounts = vec![("Vests: a third off".into(), euros(-8_900))];
    CartView {
        version: 4,
        market: "europe".into(),
        lines,
        item_count: 4,
        subtotal: Money::new(39_400, Currency::EUR),
        subtotal_text: euros(39_400),
        discounts: vec![("Welcome: 10 % off (WELCOME10)".into(), euros(-3_940))],
        total_text: euros(35_460),
        codes: vec![
            CodeView {
                code: "WELCOME10".into(),
                is_applied: true,
                text: "Welcome: 10 % off".into(),
            },
            CodeView {
                code: "SEA25".into(),
                is_applied: false,
                text: "€6.00 more and this code counts.".into(),
            },
        ],
        notes: Vec::new(),
        tax_text: "Tax included. Delivery is added at checkout.".into(),
        note: String::new(),
        blocks_checkout: Vec::new(),
    }
}

pub fn totals() -> TotalsView {
    TotalsView {
        subtotal_text: euros(39_400),
        discounts: vec![("Welcome: 10 % off (WELCOME10)".into(), euros(-3_940))],
        delivery_text: Some(euros(495)),
        delivery_discounts: vec![("Delivery on us".into(), euros(-495))],
        taxes: vec![("VAT 21 %".into(), euros(6_924))],
        tax_included: true,
        relief: None,
        tax_note: None,
        total: Money::new(35_460, Currency::EUR),
        total_text: euros(35_460),
        tenders: vec![("Gift card …7KQM".into(), euros(-5_000))],
        due: Money::new(30_460, Currency::EUR),
        due_label: "Left to pay".into(),
        due_text: euros(30_460),
        is_final: true,
    }
}

pub fn checkout() -> CheckoutView {
    let choice = |number: u128, name: &str, description: &str, price: &str| DeliveryChoice {
        delivery_method_id: id(800 + number),
        name: name.into(),
        description: description.into(),
        price_text: price.into(),
        selected: number == 0,
    };
    CheckoutView {
        cart: cart(),
        details: DetailsInput {
            email: "ana@example.com".into(),
            name: "Ana Mar".into(),
            line1: "Rua do Sol 1".into(),
            city: "Lisboa".into(),
            postal_code: "1100-123".into(),
            country: "PT".into(),
            ..DetailsInput::default()
        },
        countries: [
            ("DE", "Germany"),
            ("NL", "Netherlands"),
            ("PT", "Portugal"),
            ("US", "United States"),
        ]
        .map(|(code, name)| (code.into(), name.into()))
        .into(),
        delivery: vec![
            choice(0, "Standard", "Arrives in 2 to 4 working days", "€4.95"),
            choice(1, "Express", "Arrives tomorrow when ordered before noon", "€12.50"),
        ],
        tenders: TendersView {
            gift_cards: vec![ChosenTender {
                tender_account_id: id(901),
                label: "Gift card …7KQM".into(),
                problem: String::new(),
            }],
            store_credit: Some(StoreCreditView {
                balance_text: euros(1_200),
                is_used: false,
            }),
        },
        totals: totals(),
        asks_vat_id: true,
        blocks_checkout: Vec::new(),
        errors: Vec::new(),
        unavailable: None,
    }
}

pub fn order(stage: OrderStage) -> OrderView {
    let line = |line: CartLineView| OrderLineView {
        title: line.title,
        variant_title: line.variant_title,
        sku: line.sku,
        address: line.address,
        picture: line.picture,
        quantity: line.quantity,
        quote_id: line.quote_id,
        unit_price_text: line.unit_price_text,
        line_total_text: line.line_total_text,
        before_text: line.before_text,
        discounts: line.discounts,
    };
    OrderView {
        number: (stage != OrderStage::Checking).then_some(1_042),
        address: "/orders/7Vb0p2dQ9sX4kLmN8rT1yZ3cF6hJ5wGa".into(),
        stage,
        payment_text: "Paid".into(),
        fulfilment_text: "Being packed".into(),
        placed_at: Some("2026-11-22T19:04:00Z".into()),
        placed_text: Some("22 November 2026, 19:04 UTC".into()),
        email: "ana@example.com".into(),
        is_confirmed_by_mail: true,
        delivery_lines: ["Ana Mar", "Rua do Sol 1", "1100-123 Lisboa", "Portugal"]
            .map(Into::into)
            .into(),
        delivery_method: "Standard".into(),
        lines: cart().lines.into_iter().map(line).collect(),
        totals: totals(),
        aftermath: domain::order::AftermathView::default(),
    }
}

/// An order that is on its way in part, with money and goods going back.
pub fn order_sent() -> OrderView {
    let units = |quantity| UnitsText {
        title: "Ebbe Bikini, Coral / M".into(),
        quantity,
    };
    let entry = |text: &str| TimelineEntry {
        at: "2026-11-23T08:00:00Z".into(),
        at_text: "23 November 2026, 08:00 UTC".into(),
        text: text.into(),
    };
    OrderView {
        fulfilment_text: "Partly sent".into(),
        aftermath: AftermathView {
            timeline: ["You placed the order", "1 item sent", "€59.00 given back"]
                .map(entry)
                .into(),
            parcels: vec![ParcelView {
                state_text: "On its way".into(),
                sent_text: "23 November 2026".into(),
                goods: vec![units(1)],
                tracking: vec![
                    (
                        "Post".into(),
                        "RR 123".into(),
                        Some("https://post.example/RR123".into()),
                    ),
                    ("Courier".into(), "C 9".into(), None),
                ],
            }],
            refunds: vec![RefundView {
                amount_text: "€59.00".into(),
                state_text: "It is on its way to you. Banks take a few days to show it.".into(),
                at_text: "24 November 2026".into(),
            }],
            returns: vec![ReturnView {
                seq: 1,
                state_text: "Please send it back.".into(),
                answer: "Rua do Sol 1, 1100-123 Lisboa".into(),
                goods: vec![units(1)],
                exchange: Some(ReturnExchangeView {
                    goods: vec![units(1)],
                    state_text: "We keep this for you until 24 December 2026.".into(),
                    way: Some(("Order #1002".into(), "/orders/other".into())),
                }),
            }],
            has_account: true,
            exchange_of: Some(("Order #1000".into(), "/orders/first".into())),
            can_cancel: true,
            returnable: vec![ReturnableLine {
                order_line_id: id(7),
                title: "Ebbe Bikini, Coral / M".into(),
                units: 2,
            }],
        },
        ..order(OrderStage::Placed)
    }
}

/// What can be had instead of the line that [`order_sent`] lets come back.
pub fn replacements() -> Vec<ReplacementView> {
    vec![ReplacementView {
        order_line_id: id(7),
        variant_id: id(8),
        title: "Ebbe Bikini, Coral / L".into(),
    }]
}

/// An exchange that costs more than what came back.
pub fn exchange() -> ExchangeView {
    ExchangeView {
        goods: vec![UnitsText {
            title: "Ebbe Bikini, Coral / L".into(),
            quantity: 1,
        }],
        totals: order(OrderStage::Placed).totals,
        until_text: "7 December 2026".into(),
        problem: String::new(),
        address: "/orders/0123456789/exchange/1".into(),
    }
}

pub fn customer() -> CustomerView {
    CustomerView {
        email: "ana@example.com".into(),
        name: "Ana Mar".into(),
        phone: "+351 21 000 00 00".into(),
    }
}

pub fn account_orders() -> AccountOrders {
    let order = |number: i64, state: &str| AccountOrder {
        number,
        address: format!("/orders/{number}"),
        placed_at: "2026-11-22T12:00:00Z".into(),
        placed_text: "22 November 2026".into(),
        goods_text: "2 × Undertow Rash Vest with Long Sleeves and a Rather Long Name and 3 more".into(),
        state_text: state.into(),
        total_text: euros(12_345),
    };
    AccountOrders {
        orders: vec![order(1002, "Being prepared"), order(1001, "Delivered")],
        page: 2,
        page_count: 3,
    }
}

pub fn address_cards() -> Vec<AddressCard> {
    let card = |number: u128, name: &str| AddressCard {
        customer_address_id: id(number),
        lines: vec![
            name.into(),
            "Rua do Sol 1".into(),
            "1100-123 Lisboa".into(),
            "Portugal".into(),
        ],
        is_default: number == 1,
    };
    vec![card(1, "Ana Mar"), card(2, "Bea Mar")]
}

pub fn passkeys() -> Vec<PasskeyView> {
    let passkey = |number: u128, name: &str, used: Option<&str>| PasskeyView {
        customer_passkey_id: id(number),
        name: name.into(),
        added_text: "20 November 2026".into(),
        used_text: used.map(str::to_owned),
        is_backed_up: number == 1,
        is_blocked: number == 2,
    };
    vec![
        passkey(1, "My phone", Some("22 November 2026")),
        passkey(2, "Firefox on Linux", None),
    ]
}

pub fn sessions() -> Vec<SessionView> {
    let session = |number: u128, device: &str| SessionView {
        customer_session_id: id(number),
        device: device.into(),
        signed_in_text: "20 November 2026, 09:12 UTC".into(),
        seen_text: "22 November 2026, 12:00 UTC".into(),
        is_this: number == 1,
    };
    vec![session(1, "Firefox on Linux"), session(2, "Safari on iPhone")]
}
