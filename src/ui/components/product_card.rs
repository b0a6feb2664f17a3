//! A product in a list: picture, name, price, and a word about stock when it matters.

use domain::catalog::{ProductCard, StockLevel};
use leptos::prelude::*;

use super::{Loading, PictureFrame, PriceText};

const SIZES: &str = "(min-width: 75rem) 21rem, (min-width: 48rem) 30vw, 46vw";

/// A list of products. The first `first_screen` pictures are fetched at once.
#[component]
pub fn ProductGrid(
    /// In this order.
    products: Vec<ProductCard>,
    /// How many of them the first screen shows.
    #[prop(optional)]
    first_screen: usize,
) -> impl IntoView {
    // A name that stands below every picture says nothing.
    let is_one_vendor = products.windows(2).all(|pair| pair[0].vendor == pair[1].vendor);
    let cards = products.into_iter().enumerate().map(|(at, mut product)| {
        if is_one_vendor {
            product.vendor.clear();
        }
        let loading = if at < first_screen {
            Loading::First
        } else {
            Loading::Lazy
        };
        view! { <li><ProductCardView product=product loading=loading /></li> }
    });
    view! { <ul class="product-grid" role="list">{cards.collect_view()}</ul> }
}

/// One product; the whole card is its link.
#[component]
pub fn ProductCardView(
    /// What is shown.
    product: ProductCard,
    /// When its picture is fetched.
    #[prop(optional)]
    loading: Loading,
) -> impl IntoView {
    let class = if product.second_picture.is_some() {
        "card has-second"
    } else {
        "card"
    };
    view! {
        <article class=class>
            <div class="card-pictures">
                <PictureFrame picture=product.picture sizes=SIZES loading=loading />
                {product.second_picture.map(|second| view! {
                    <PictureFrame picture=Some(second) sizes=SIZES is_decoration=true />
                })}
                {badge(product.stock, product.price.compare_at_text.is_some())}
            </div>
            <h3 class="card-title"><a href=["/products/", &product.handle].concat()>{product.title}</a></h3>
            {(!product.vendor.is_empty()).then(|| view! { <p class="card-vendor">{product.vendor}</p> })}
            <p class="card-price"><PriceText price=product.price /></p>
        </article>
    }
}

fn badge(stock: StockLevel, is_sale: bool) -> Option<impl IntoView> {
    let (class, text) = match (stock, is_sale) {
        (StockLevel::OutOfStock, _) => ("badge", stock.text()),
        (_, true) => ("badge is-sale", "Sale"),
        (StockLevel::LowStock, false) => ("badge", stock.text()),
        _ => return None,
    };
    Some(view! { <span class=class>{text}</span> })
}
