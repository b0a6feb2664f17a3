//! Goods that can no longer be changed here: in the checkout summary and on the order page.

use domain::cart::CartLineView;
use domain::catalog::Picture;
use domain::order::OrderLineView;
use leptos::prelude::*;

use super::Thumbnail;

/// What a summary prints of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// Picture.
    pub picture: Option<Picture>,
    /// Where the product is.
    pub address: String,
    /// Product name.
    pub title: String,
    /// "Coral / M"; may be empty.
    pub variant_title: String,
    /// Units.
    pub quantity: u32,
    /// Names the price of one unit.
    pub quote: Option<String>,
    /// One unit, for people.
    pub unit_price_text: String,
    /// The line, for people.
    pub line_total_text: String,
    /// What it would be without its own discounts.
    pub before_text: Option<String>,
    /// Those, as (name, amount).
    pub discounts: Vec<(String, String)>,
    /// What keeps the line from being bought.
    pub problem: Option<String>,
}

impl From<CartLineView> for Goods {
    fn from(line: CartLineView) -> Self {
        Self {
            picture: line.picture,
            address: line.address,
            title: line.title,
            variant_title: line.variant_title,
            quantity: line.quantity,
            quote: line.quote_id.map(|id| id.to_string()),
            unit_price_text: line.unit_price_text,
            line_total_text: line.line_total_text,
            before_text: line.before_text,
            discounts: line.discounts,
            problem: line.problem,
        }
    }
}

impl From<OrderLineView> for Goods {
    fn from(line: OrderLineView) -> Self {
        Self {
            picture: line.picture,
            address: line.address,
            title: line.title,
            variant_title: line.variant_title,
            quantity: line.quantity,
            quote: line.quote_id.map(|id| id.to_string()),
            unit_price_text: line.unit_price_text,
            line_total_text: line.line_total_text,
            before_text: line.before_text,
            discounts: line.discounts,
            problem: None,
        }
    }
}

/// The lines in order.
#[component]
pub fn GoodsList(
    /// In the order in which they were added.
    goods: Vec<Goods>,
) -> impl IntoView {
    view! { <ul class="goods" role="list">{goods.into_iter().map(line_view).collect_view()}</ul> }
}

fn line_view(line: Goods) -> impl IntoView {
    let units = if line.quantity > 1 {
        Some([&line.quantity.to_string(), " × ", &line.unit_price_text].concat())
    } else {
        None
    };
    let discounts = line
        .discounts
        .into_iter()
        .map(|(name, amount)| view! { <p class="goods-discount">{name}" "{amount}</p> });
    let before = line
        .before_text
        .map(|before| view! { <s class="goods-before">{before}</s>" " });
    view! {
        <li class="goods-line" data-quote=line.quote>
            <Thumbnail picture=line.picture />
            <div class="goods-text">
                <p class="goods-title"><a href=line.address>{line.title}</a></p>
                {(!line.variant_title.is_empty()).then(|| view! { <p class="goods-variant">{line.variant_title}</p> })}
                {discounts.collect_view()}
                {units.map(|units| view! { <p class="goods-variant">{units}</p> })}
                {line.problem.map(|problem| view! { <p class="goods-problem">{problem}</p> })}
            </div>
            <p class="goods-total">{before}{line.line_total_text}</p>
        </li>
    }
}
