//! A collection: what it is, what is in it, and ways to narrow it down.

use super::list::{List, count_text, list_view};
use crate::document::{Head, breadcrumb_ld, render};
use crate::layouts::shop_layout;
use crate::list_address::list_address;
use crate::{Chrome, Rendered};
use domain::catalog::{CollectionPage, ListFilter};
use leptos::prelude::*;
use ui::components::{Breadcrumb, Crumb, GallerySection};

/// The page of a collection.
pub fn collection_page(page: &CollectionPage, chrome: &Chrome) -> Rendered {
    let path = format!("/collections/{}", page.handle);
    let crumbs = vec![
        Crumb::link("/", "Home"),
        Crumb::link("/collections", "Collections"),
        Crumb::here(&page.title),
    ];
    let unfiltered = ListFilter {
        page: page.filter.page,
        ..ListFilter::default()
    };
    let head = Head {
        title: numbered(&page.seo_title, page.filter.page),
        description: page.seo_description.clone(),
        canonical: Some(list_address(&path, None, &unfiltered, chrome.currency)),
        is_unlisted: page.filter.is_narrowed(),
        picture: page.picture.clone(),
        json_ld: vec![breadcrumb_ld(&crumbs, chrome)],
        ..Head::default()
    };
    let list = List {
        path,
        words: None,
        filter: page.filter.clone(),
        facets: page.facets.clone(),
        products: page.products.clone(),
        count_text: count_text(page.total),
        page_count: page.page_count,
        currency: chrome.currency,
    };
    let (title, description) = (page.title.clone(), page.description_html.clone());
    let gallery = page.gallery.clone();
    render(head, chrome, || {
        let main = view! {
            <div class="page">
                <Breadcrumb crumbs=crumbs />
                <header class="page-head">
                    <h1 class="page-title">{title}</h1>
                    {(!description.is_empty()).then(|| view! { <div class="page-lead prose" inner_html=description></div> })}
                </header>
                {list_view(list)}
                {gallery.map(|gallery| view! { <GallerySection gallery=gallery /> })}
            </div>
        };
        shop_layout(chrome, "", main)
    })
}

// Pages of one list need titles of their own.
fn numbered(title: &str, page: u32) -> String {
    if page > 1 {
        format!("{title} (page {page})")
    } else {
        title.to_owned()
    }
}
