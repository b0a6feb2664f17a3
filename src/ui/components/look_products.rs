//! What a post shows, as a list: each with its price and stock of now, and a form that puts it into the cart.

use domain::gallery::TaggedProduct;
use leptos::prelude::*;

use super::{PriceText, StockText, Thumbnail};

/// The list, numbered as the marks of the picture are.
#[component]
pub fn LookProducts(
    /// In order.
    products: Vec<TaggedProduct>,
) -> impl IntoView {
    let rows = (1..).zip(products).map(|(number, product): (u32, _)| {
        let id = format!("tagged-{number}");
        let address = format!("/products/{}?variant={}", product.handle, product.variant_id);
        let is_available = product.stock.level.is_available();
        let quote = product.price.quote_id.to_string();
        let label = ["Add ", &product.title, " to cart"].concat();
        view! {
            <li class="tagged" id=id>
                <span class="tagged-number" aria-hidden="true">{number.to_string()}</span>
                <Thumbnail picture=product.picture />
                <div class="tagged-words">
                    <h3 class="tagged-title"><a href=address>{product.title}</a></h3>
                    {(!product.variant_title.is_empty()).then(|| view! { <p class="tagged-variant">{product.variant_title}</p> })}
                    <p class="tagged-price"><PriceText price=product.price /></p>
                    <p class="tagged-stock"><StockText level=product.stock.level text=product.stock.text /></p>
                </div>
                <form class="tagged-form" method="post" action="/cart/lines">
                    <input type="hidden" name="variant_id" value=product.variant_id.to_string() />
                    <input type="hidden" name="quote" value=quote />
                    <input type="hidden" name="quantity" value="1" />
                    <button class="button is-primary" type="submit" disabled=!is_available aria-label=label>
                        {if is_available { "Add to cart" } else { "Sold out" }}
                    </button>
                </form>
            </li>
        }
    });
    view! { <ol class="tagged-list" role="list">{rows.collect_view()}</ol> }
}
