//! The front door: one large picture, the collections, what is new.

use crate::document::{Head, Preload, render, site_ld};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::catalog::{CollectionCard, HomePage, Picture};
use leptos::prelude::*;
use ui::components::{GallerySection, LinkButton, Loading, PictureFrame, ProductGrid};

const HERO_SIZES: &str = "100vw";
const TILE_SIZES: &str = "(min-width: 60rem) 33vw, (min-width: 36rem) 50vw, 100vw";

/// The home page.
pub fn home_page(page: &HomePage, chrome: &Chrome) -> Rendered {
    let head = Head {
        description: chrome.tagline.clone(),
        canonical: Some("/".into()),
        picture: page.hero.clone(),
        json_ld: vec![site_ld(chrome)],
        preload: page.hero.clone().map(|picture| Preload {
            picture,
            sizes: HERO_SIZES,
        }),
        ..Head::default()
    };
    render(head, chrome, || {
        shop_layout(chrome, "", home_view(page.clone(), chrome))
    })
}

fn home_view(page: HomePage, chrome: &Chrome) -> impl IntoView + use<> {
    let first = page
        .collections
        .first()
        .map(|card| format!("/collections/{}", card.handle));
    let (name, line) = (chrome.shop_name.clone(), chrome.tagline.clone());
    view! {
        <Hero hero=page.hero name=name line=line address=first.unwrap_or_else(|| "/collections".into()) />
        {(!page.collections.is_empty()).then(|| tiles_view(page.collections))}
        {page.gallery.map(|gallery| view! { <GallerySection gallery=gallery /> })}
        {(!page.newest.is_empty()).then(|| view! {
            <section class="home-section" aria-labelledby="newest">
                <div class="home-head">
                    <h2 id="newest">"New in"</h2>
                    <a href="/collections/all?sort=newest">"See everything new"</a>
                </div>
                <ProductGrid products=page.newest />
            </section>
        })}
    }
}

#[component]
fn Hero(hero: Option<Picture>, name: String, line: String, address: String) -> impl IntoView {
    let class = if hero.is_some() { "hero has-picture" } else { "hero" };
    view! {
        <section class=class aria-labelledby="hero">
            {hero.map(|picture| view! {
                <PictureFrame picture=Some(picture) sizes=HERO_SIZES loading=Loading::First />
            })}
            <div class="hero-words">
                <h1 class="hero-title" id="hero">
                    <span class="visually-hidden">{name}": "</span>{line}
                </h1>
                <LinkButton address=address label="Look around" />
            </div>
        </section>
    }
}

fn tiles_view(collections: Vec<CollectionCard>) -> impl IntoView {
    let tiles = collections.into_iter().map(|card| {
        let address = format!("/collections/{}", card.handle);
        view! {
            <li class="tile">
                <PictureFrame picture=card.picture sizes=TILE_SIZES is_decoration=true />
                <h3 class="tile-title"><a href=address>{card.title}</a></h3>
            </li>
        }
    });
    view! {
        <section class="home-section" aria-labelledby="collections">
            <div class="home-head">
                <h2 id="collections">"Collections"</h2>
                <a href="/collections">"See all"</a>
            </div>
            <ul class="tiles" role="list">{tiles.collect_view()}</ul>
        </section>
    }
}
