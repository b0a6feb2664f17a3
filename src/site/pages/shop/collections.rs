//! All collections.

use crate::document::{Head, breadcrumb_ld, render};
use crate::layouts::shop_layout;
use crate::{Chrome, Rendered};
use domain::catalog::CollectionCard;
use leptos::prelude::*;
use ui::components::{Breadcrumb, Crumb, Drawing, DrawingKind, EmptyState, LinkButton, PictureFrame};

const TILE_SIZES: &str = "(min-width: 60rem) 33vw, (min-width: 36rem) 50vw, 100vw";

/// The list of collections.
pub fn collections_page(collections: &[CollectionCard], chrome: &Chrome) -> Rendered {
    let crumbs = vec![Crumb::link("/", "Home"), Crumb::here("Collections")];
    let head = Head {
        title: "Collections".into(),
        description: format!("All collections of {}.", chrome.shop_name),
        canonical: Some("/collections".into()),
        picture: collections.iter().find_map(|card| card.picture.clone()),
        json_ld: vec![breadcrumb_ld(&crumbs, chrome)],
        ..Head::default()
    };
    let collections = collections.to_vec();
    render(head, chrome, || {
        let main = view! {
            <div class="page">
                <Breadcrumb crumbs=crumbs />
                <h1 class="page-title">"Collections"</h1>
                {if collections.is_empty() { empty_view().into_any() } else { tiles_view(collections).into_any() }}
            </div>
        };
        shop_layout(chrome, "", main)
    })
}

fn tiles_view(collections: Vec<CollectionCard>) -> impl IntoView {
    let tiles = collections.into_iter().map(|card| {
        let address = format!("/collections/{}", card.handle);
        let is_bare = card.picture.is_none();
        view! {
            <li class="tile">
                {(!is_bare).then(|| view! { <PictureFrame picture=card.picture sizes=TILE_SIZES is_decoration=true /> })}
                {is_bare.then_some(view! { <span class="tile-drawing"><Drawing kind=DrawingKind::Shell /></span> })}
                <h2 class="tile-title"><a href=address>{card.title}</a></h2>
            </li>
        }
    });
    view! { <ul class="tiles" role="list">{tiles.collect_view()}</ul> }
}

fn empty_view() -> impl IntoView {
    view! {
        <EmptyState drawing=DrawingKind::Shell title="No collections yet" text="The shop is being set up. Come back soon.">
            <LinkButton address="/" label="To the home page" />
        </EmptyState>
    }
}
