//! Posts of a gallery: a picture each, who made it, and what it shows at the price of now. No script: each picture leads
//! to the page of its post.

use domain::gallery::{Gallery, Layout, Look};
use leptos::prelude::*;

use super::{Loading, PictureFrame, PriceText};

const SIZES: &str = "(min-width: 60rem) 24vw, (min-width: 40rem) 33vw, 50vw";
const LARGE_SIZES: &str = "(min-width: 60rem) 50vw, 100vw";
/// Products below a picture; the others are on its page.
const NAMED: usize = 2;

/// The address of a post's page, from a gallery.
fn look_address(look: &Look, gallery: &str) -> String {
    format!("/looks/{}?gallery={gallery}", look.ugc_post_id)
}

/// The posts of a gallery in its layout.
#[component]
pub fn LookGrid(
    /// With its posts in order.
    gallery: Gallery,
    /// How many of them the first screen shows.
    #[prop(optional)]
    first_screen: usize,
) -> impl IntoView {
    let sizes = if gallery.layout == Layout::Lookbook {
        LARGE_SIZES
    } else {
        SIZES
    };
    let class = ["look-grid is-", gallery.layout.as_str()].concat();
    let handle = gallery.handle;
    let tiles = gallery.looks.into_iter().enumerate().map(|(at, look)| {
        let loading = if at < first_screen {
            Loading::First
        } else {
            Loading::Lazy
        };
        view! { <li><LookTile look=look gallery=handle.clone() sizes=sizes loading=loading /></li> }
    });
    view! { <ul class=class role="list">{tiles.collect_view()}</ul> }
}

/// A gallery on a page of something else: its heading, its posts, and the way to all of it.
#[component]
pub fn GallerySection(
    /// With its posts in order.
    gallery: Gallery,
) -> impl IntoView {
    let address = ["/galleries/", &gallery.handle].concat();
    let id = ["gallery-", &gallery.handle].concat();
    let label = id.clone();
    view! {
        <section class="home-section" aria-labelledby=label>
            <div class="home-head">
                <h2 id=id>{gallery.title.clone()}</h2>
                <a href=address>"See the whole gallery"</a>
            </div>
            {(!gallery.summary.is_empty()).then(|| view! { <p class="gallery-summary">{gallery.summary.clone()}</p> })}
            <LookGrid gallery=gallery />
        </section>
    }
}

#[component]
fn LookTile(look: Look, gallery: String, sizes: &'static str, loading: Loading) -> impl IntoView {
    let address = look_address(&look, &gallery);
    let more = look.products.len().saturating_sub(NAMED);
    let products = look.products.into_iter().take(NAMED).map(|product| {
        let address = format!("/products/{}?variant={}", product.handle, product.variant_id);
        view! {
            <li>
                <a href=address>{product.title}</a>" "
                {if product.stock.level.is_available() {
                    view! { <PriceText price=product.price /> }.into_any()
                } else {
                    view! { <span class="look-sold-out">{product.stock.text}</span> }.into_any()
                }}
            </li>
        }
    });
    view! {
        <figure class="look">
            <a class="look-link" href=address>
                <PictureFrame picture=Some(look.picture) sizes=sizes loading=loading />
            </a>
            <figcaption>
                <p class="look-creator">{look.creator_handle}</p>
                <ul class="look-products" role="list">
                    {products.collect_view()}
                    {(more > 0).then(|| view! { <li class="look-more">{["and ", &more.to_string(), " more"].concat()}</li> })}
                </ul>
            </figcaption>
        </figure>
    }
}
