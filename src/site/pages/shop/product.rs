//! A product: its pictures, its options, what it costs, whether it is there, and how it gets to you.

use crate::document::{Head, Preload, breadcrumb_ld, product_ld, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::catalog::{Picture, ProductPage, VariantView};
use leptos::prelude::*;
use ui::components::{
    Breadcrumb, Buy, Crumb, GallerySection, Icon, Loading, PictureFrame, ProductGrid, StockRequest, Thumbnail,
};
use ui::{BuyBox, Gallery};

/// Must be the same for the picture and its preload.
const SIZES: &str = "(min-width: 64rem) 52vw, 100vw";
/// Width of the picture that zooming shows.
const ZOOM_WIDTH: u32 = 1920;

/// The page of a product with the variant that the address asks for.
pub fn product_page(page: &ProductPage, chrome: &Chrome) -> Rendered {
    let crumbs = crumbs(page);
    let pictures = pictures_first_to_last(page);
    let first = pictures.first().map(|(_, picture)| picture.clone());
    let head = Head {
        title: page.seo_title.clone(),
        description: page.seo_description.clone(),
        canonical: Some(format!("/products/{}", page.handle)),
        picture: first.clone(),
        kind: Some("product"),
        json_ld: vec![product_ld(page, chrome), breadcrumb_ld(&crumbs, chrome)],
        preload: first.map(|picture| Preload { picture, sizes: SIZES }),
        ..Head::default()
    };
    render(head, chrome, || {
        shop_layout(chrome, "", product_view(page, crumbs, pictures, chrome))
    })
}

fn crumbs(page: &ProductPage) -> Vec<Crumb> {
    let collection = page
        .collection
        .as_ref()
        .map(|(handle, title)| Crumb::link(format!("/collections/{handle}"), title));
    let mut crumbs = vec![Crumb::link("/", "Home")];
    crumbs.extend(collection);
    crumbs.push(Crumb::here(&page.title));
    crumbs
}

// The selected variant's own picture comes first; each keeps its index, which the picker knows it by.
fn pictures_first_to_last(page: &ProductPage) -> Vec<(usize, Picture)> {
    let own = page.selected_variant().and_then(|variant| variant.picture_index);
    let mut pictures: Vec<_> = page.pictures.iter().cloned().enumerate().collect();
    pictures.sort_by_key(|(index, _)| Some(*index) != own);
    pictures
}

fn product_view(
    page: &ProductPage,
    crumbs: Vec<Crumb>,
    pictures: Vec<(usize, Picture)>,
    chrome: &Chrome,
) -> impl IntoView + use<> {
    let page = page.clone();
    let bought = page.clone();
    let details = details_view(page.description_html, chrome);
    let waiting = waiting_view(&bought);
    view! {
        <div class="page product-page">
            <Breadcrumb crumbs=crumbs />
            <div class="product">
                {gallery_view(pictures)}
                <div class="product-buy">
                    {(!page.vendor.is_empty()).then(|| view! { <p class="product-vendor">{page.vendor}</p> })}
                    <h1 class="product-title">{page.title}</h1>
                    <BuyBox><Buy page=bought /></BuyBox>
                    {waiting}
                    {details}
                </div>
            </div>
            {page.gallery.map(|gallery| view! { <GallerySection gallery=gallery /> })}
            {(!page.related.is_empty()).then(|| view! {
                <section class="home-section" aria-labelledby="related">
                    <div class="home-head"><h2 id="related">"Goes well with"</h2></div>
                    <ProductGrid products=page.related />
                </section>
            })}
        </div>
    }
}

// For the variant that is chosen; hidden until one is chosen that is sold out.
fn waiting_view(page: &ProductPage) -> Option<impl IntoView + use<>> {
    let chosen = page.selected_variant()?;
    let is_sold_out = |variant: &VariantView| !variant.stock.level.is_available();
    page.variants.iter().any(is_sold_out).then(|| {
        view! { <StockRequest variant_id=chosen.variant_id.to_string() is_hidden=!is_sold_out(chosen) /> }
    })
}

fn gallery_view(pictures: Vec<(usize, Picture)>) -> AnyView {
    if pictures.is_empty() {
        return view! { <div class="gallery is-empty"><PictureFrame picture=None sizes=SIZES /></div> }.into_any();
    }
    let first = pictures[0].1.address(ZOOM_WIDTH, "jpg");
    let thumbs = (pictures.len() > 1).then(|| thumbs_view(&pictures));
    let slides = pictures.into_iter().enumerate().map(|(at, (index, picture))| {
        let large = picture.address(ZOOM_WIDTH, "jpg");
        let loading = if at == 0 { Loading::First } else { Loading::Lazy };
        view! {
            <li class="gallery-slide" id=format!("picture-{index}")>
                <a class="gallery-link" href=large data-zoom="">
                    <PictureFrame picture=Some(picture) sizes=SIZES loading=loading />
                    <span class="gallery-hint"><Icon name="zoom" /><span class="visually-hidden">"Enlarge"</span></span>
                </a>
            </li>
        }
    });
    view! {
        <div class="gallery">
            <Gallery>
                <ul class="gallery-strip" id="gallery" role="list" tabindex="0" aria-label="Pictures">{slides.collect_view()}</ul>
                {thumbs}
                {zoom_view(first)}
            </Gallery>
        </div>
    }
    .into_any()
}

// Closed until a picture is opened in it.
fn zoom_view(first: String) -> impl IntoView {
    view! {
        <dialog class="zoom" aria-label="Picture">
            <img class="zoom-picture" src=first alt="" loading="lazy" />
            <div class="zoom-steps">
                <button type="button" class="header-action is-back" data-turn="-1">
                    <Icon name="arrow" /><span class="visually-hidden">"Previous picture"</span>
                </button>
                <button type="button" class="header-action" data-turn="1">
                    <Icon name="arrow" /><span class="visually-hidden">"Next picture"</span>
                </button>
                <button type="button" class="header-action">
                    <Icon name="close" /><span class="visually-hidden">"Close"</span>
                </button>
            </div>
        </dialog>
    }
}

fn thumbs_view(pictures: &[(usize, Picture)]) -> impl IntoView + use<> {
    let count = pictures.len();
    let links = pictures.iter().enumerate().map(|(at, (index, picture))| {
        let words = format!("Picture {} of {count}", at + 1);
        view! {
            <li>
                <a href=format!("#picture-{index}")>
                    <Thumbnail picture=Some(picture.clone()) />
                    <span class="visually-hidden">{words}</span>
                </a>
            </li>
        }
    });
    view! { <ul class="gallery-thumbs" role="list">{links.collect_view()}</ul> }
}

fn details_view(description: String, chrome: &Chrome) -> impl IntoView + use<> {
    let (delivery, returns) = (chrome.delivery_text.clone(), chrome.returns_text.clone());
    view! {
        <div class="product-details">
            {(!description.is_empty()).then(|| view! { <div class="prose" inner_html=description></div> })}
            <details class="fold" name="product-details">
                <summary>"Delivery"</summary>
                <p>{delivery}</p>
            </details>
            <details class="fold" name="product-details">
                <summary>"Returns"</summary>
                <p>{returns}</p>
            </details>
        </div>
    }
}
