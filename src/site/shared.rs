//! Pages that are the same for everybody, and the only way to mark a response as such.
//!
//! The page cache keeps responses that carry [`CacheTags`]; these can only be made here, from a view that implements
//! [`SharedPage`]. Views of carts, checkouts, orders and accounts do not, so they cannot end up in a shared cache.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse as _, Response};
use domain::catalog::{CollectionCard, CollectionPage, HomePage, ProductCard, ProductPage};
use domain::gallery::{Gallery, GalleryPage, Look, LookPage};

/// A view without anything personal in it.
pub trait SharedPage {
    /// What makes the page stale: `product:ID`, `collection:HANDLE`, `home`.
    fn tags(&self) -> Vec<String>;
}

/// The market that a shared page is made for: the page cache keeps pages by it and tells it to whoever makes one, so that
/// no page is ever kept under another market than it was made for.
#[derive(Debug, Clone)]
pub struct PageMarket {
    /// Its code.
    pub code: String,
    /// Whether there is no other, so that the page is the same for everybody indeed.
    pub is_only: bool,
}

/// Marks a response as the same for everybody in a market.
#[derive(Debug, Clone)]
pub struct CacheTags(Vec<String>);

impl CacheTags {
    /// The tags.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

/// The response of a shared page. Bounds of SEMANTICS section 8: the tightest content of a page is its stock label,
/// 15 s fresh and 15 s more while it is made again.
pub fn respond(page: &(impl SharedPage + ?Sized), html: String) -> Response {
    let mut response = Html(html).into_response();
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=0, s-maxage=15, stale-while-revalidate=15"),
    );
    response.extensions_mut().insert(CacheTags(page.tags()));
    response
}

fn product_tags<'a>(cards: impl IntoIterator<Item = &'a ProductCard>) -> impl Iterator<Item = String> {
    cards.into_iter().map(|card| format!("product:{}", card.product_id))
}

// Without a gallery, too: one may get something to show.
fn gallery_tags(gallery: Option<&Gallery>) -> impl Iterator<Item = String> {
    let shown = gallery.into_iter().flat_map(|gallery| {
        [format!("gallery:{}", gallery.gallery_id), "media".to_owned()]
            .into_iter()
            .chain(gallery.looks.iter().flat_map(look_tags))
    });
    ["gallery".to_owned()].into_iter().chain(shown)
}

fn look_tags(look: &Look) -> impl Iterator<Item = String> {
    let products = look
        .products
        .iter()
        .map(|product| format!("product:{}", product.product_id));
    [format!("look:{}", look.ugc_post_id)].into_iter().chain(products)
}

impl SharedPage for GalleryPage {
    fn tags(&self) -> Vec<String> {
        gallery_tags(Some(&self.gallery)).collect()
    }
}

impl SharedPage for LookPage {
    fn tags(&self) -> Vec<String> {
        look_tags(&self.look).chain(gallery_tags(Some(&self.gallery))).collect()
    }
}

impl SharedPage for HomePage {
    fn tags(&self) -> Vec<String> {
        let mut tags = vec!["shop".to_owned(), "media".to_owned()];
        tags.extend(
            self.collections
                .iter()
                .map(|card| format!("collection:{}", card.handle)),
        );
        tags.extend(product_tags(&self.newest));
        tags.extend(gallery_tags(self.gallery.as_ref()));
        tags
    }
}

impl SharedPage for ProductPage {
    fn tags(&self) -> Vec<String> {
        let mut tags = vec![format!("product:{}", self.product_id)];
        tags.extend(product_tags(&self.related));
        tags.extend(gallery_tags(self.gallery.as_ref()));
        tags
    }
}

impl SharedPage for CollectionPage {
    fn tags(&self) -> Vec<String> {
        let mut tags = vec![format!("collection:{}", self.handle), "media".to_owned()];
        tags.extend(product_tags(&self.products));
        tags.extend(gallery_tags(self.gallery.as_ref()));
        tags
    }
}

impl SharedPage for [CollectionCard] {
    fn tags(&self) -> Vec<String> {
        let collections = self.iter().map(|card| format!("collection:{}", card.handle));
        collections.chain(["media".to_owned()]).collect()
    }
}
