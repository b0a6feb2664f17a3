//! A gallery: what customers and creators made of the shop's things.

use crate::document::{Head, breadcrumb_ld, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::gallery::GalleryPage;
use leptos::prelude::*;
use ui::components::{Breadcrumb, Crumb, LookGrid, Pagination};

/// Pictures that the first screen shows.
const FIRST_SCREEN: usize = 2;

/// The page of a gallery.
pub fn gallery_page(page: &GalleryPage, chrome: &Chrome) -> Rendered {
    let gallery = page.gallery.clone();
    let path = format!("/galleries/{}", gallery.handle);
    let crumbs = vec![Crumb::link("/", "Home"), Crumb::here(&gallery.title)];
    let number = page.page;
    let head = Head {
        title: if number > 1 {
            format!("{}, page {number}", gallery.title)
        } else {
            gallery.title.clone()
        },
        description: gallery.summary.clone(),
        canonical: Some(address(&path, number)),
        picture: gallery.looks.first().map(|look| look.picture.clone()),
        json_ld: vec![breadcrumb_ld(&crumbs, chrome)],
        ..Head::default()
    };
    let (title, summary, page_count) = (gallery.title.clone(), gallery.summary.clone(), page.page_count);
    render(head, chrome, || {
        let main = view! {
            <div class="page">
                <Breadcrumb crumbs=crumbs />
                <header class="page-head">
                    <h1 class="page-title">{title}</h1>
                    {(!summary.is_empty()).then(|| view! { <p class="page-lead">{summary}</p> })}
                </header>
                <LookGrid gallery=gallery first_screen=FIRST_SCREEN />
                <Pagination page=number page_count=page_count address=move |page| address(&path, page) />
            </div>
        };
        shop_layout(chrome, "", main)
    })
}

fn address(path: &str, page: u32) -> String {
    if page > 1 {
        format!("{path}?page={page}")
    } else {
        path.to_owned()
    }
}
