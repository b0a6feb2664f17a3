//! A post: its picture with marks, who made it, and what it shows, ready to be bought.

use crate::document::{Head, Preload, breadcrumb_ld, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::gallery::{Gallery, Layout, Look, LookPage};
use leptos::prelude::*;
use ui::components::{Breadcrumb, Crumb, LOOK_SIZES, LookGrid, LookPicture, LookProducts};

/// Longest description for search engines, in characters.
const SEO_LENGTH: usize = 160;

/// The page of a post.
pub fn look_page(page: &LookPage, chrome: &Chrome) -> Rendered {
    let gallery = page.gallery.clone();
    let title = format!("{}: {}", gallery.title, page.look.creator_handle);
    let crumbs = vec![
        Crumb::link("/", "Home"),
        Crumb::link(format!("/galleries/{}", gallery.handle), &gallery.title),
        Crumb::here(&page.look.creator_handle),
    ];
    let picture = page.look.picture.clone();
    let head = Head {
        title,
        description: page.look.caption.chars().take(SEO_LENGTH).collect(),
        canonical: Some(format!("/looks/{}", page.look.ugc_post_id)),
        picture: Some(picture.clone()),
        json_ld: vec![breadcrumb_ld(&crumbs, chrome)],
        preload: Some(Preload {
            picture,
            sizes: LOOK_SIZES,
        }),
        ..Head::default()
    };
    let look = page.look.clone();
    render(head, chrome, || {
        let main = view! {
            <div class="page look-page">
                <Breadcrumb crumbs=crumbs />
                <div class="product">
                    <LookPicture look=look.clone() />
                    <div class="product-buy">{words_view(look)}</div>
                </div>
                {more_view(gallery)}
            </div>
        };
        shop_layout(chrome, "", main)
    })
}

fn words_view(look: Look) -> impl IntoView {
    let creator = look.creator_name.clone();
    let credit = match look.permalink {
        Some(address) => view! { <a href=address rel="noopener nofollow ugc">{look.creator_handle}</a> }.into_any(),
        None => view! { <span>{look.creator_handle}</span> }.into_any(),
    };
    view! {
        <h1 class="product-title">"Worn by "{creator}</h1>
        <p class="look-credit">{credit}</p>
        {(!look.caption.is_empty()).then(|| view! { <blockquote class="look-caption"><p>{look.caption}</p></blockquote> })}
        {(!look.products.is_empty()).then(|| view! {
            <h2 class="look-heading">"In this picture"</h2>
            <LookProducts products=look.products />
        })}
    }
}

fn more_view(gallery: Gallery) -> Option<impl IntoView> {
    let gallery = Gallery {
        layout: Layout::Grid,
        ..gallery
    };
    (!gallery.looks.is_empty()).then(|| {
        let address = format!("/galleries/{}", gallery.handle);
        view! {
            <section class="home-section" aria-labelledby="more">
                <div class="home-head">
                    <h2 id="more">"More of this gallery"</h2>
                    <a href=address>"See the whole gallery"</a>
                </div>
                <LookGrid gallery=gallery />
            </section>
        }
    })
}
