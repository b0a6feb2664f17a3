//! What is shown of the catalogue while the database cannot be reached: the last good copy of a page, at most a day old,
//! without a price, a stock label or anything that buys (SEMANTICS section 8, last paragraph). Never an old price with an
//! active button.

use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use moka::future::Cache;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// How long others are spared the wait for a database that did not answer just now.
const SPARED: Duration = Duration::from_secs(2);
/// Everything that says or does something with money or stock; scripts, since islands would bring it back.
const HIDDEN: &str = "script, template, .price, .badge, .buy-price, .buy-stock, .buy-checked, .buy-form, .card-price";
const NOTICE: &str = r#"<div class="notice is-warning" role="status"><p class="notice-title">We cannot reach our prices and stock just now</p><p>You can look around, but buying has to wait a moment. Your cart is safe.</p></div>"#;

/// The copies. Cheap to clone.
#[derive(Clone)]
pub struct LastGood {
    pages: Cache<String, Bytes>,
    started: Instant,
    failed_at_ms: Arc<AtomicU64>,
}

impl LastGood {
    /// Keeps at most this many bytes.
    pub fn new(bytes: u64) -> Self {
        let pages = Cache::builder()
            .max_capacity(bytes)
            .weigher(|key: &String, body: &Bytes| u32::try_from(key.len() + body.len() + 128).unwrap_or(u32::MAX))
            .time_to_live(KEPT)
            .build();
        Self {
            pages,
            started: Instant::now(),
            failed_at_ms: Arc::default(),
        }
    }

    /// Learns from an answer: a good page is kept, one that is gone is forgotten.
    pub async fn learn(&self, key: &str, status: StatusCode, is_shared: bool, body: &Bytes) {
        if is_shared && status == StatusCode::OK {
            self.pages.insert(key.to_owned(), body.clone()).await;
            self.failed_at_ms.store(0, Ordering::Relaxed);
        } else if status == StatusCode::SERVICE_UNAVAILABLE {
            self.failed_at_ms.store(self.now_ms(), Ordering::Relaxed);
        } else {
            self.pages.invalidate(key).await;
        }
    }

    /// Whether the database failed to answer within the last two seconds.
    pub fn is_out_of_reach(&self) -> bool {
        let failed_at = self.failed_at_ms.load(Ordering::Relaxed);
        failed_at > 0 && self.now_ms().saturating_sub(failed_at) < u64::try_from(SPARED.as_millis()).unwrap_or(u64::MAX)
    }

    /// The copy of a page, if there is one, as it may be shown now.
    pub async fn answer(&self, key: &str) -> Option<Response> {
        let body = self.pages.get(key).await?;
        let html = without_prices(std::str::from_utf8(&body).ok()?)?;
        let mut response = Html(html).into_response();
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Some(response)
    }

    // From 1, since 0 says that nothing failed.
    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX - 1) + 1
    }
}

fn without_prices(html: &str) -> Option<String> {
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!(HIDDEN, |element| {
            element.remove();
            Ok(())
        }))
        .append_element_content_handler(element!("main", |element| {
            element.prepend(NOTICE, ContentType::Html);
            Ok(())
        }));
    // Our own pages are sound; should one not be, none is better than one with a price.
    rewrite_str(html, settings)
        .inspect_err(|error| tracing::error!(error = error as &dyn std::error::Error, "A kept page cannot be read"))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><script type="application/ld+json">{"price":"84.00"}</script></head>
        <body><main id="main"><h1>Towel</h1><p class="buy-price"><span class="price"><data class="price-now">€84.00</data></span></p>
        <form class="buy-form" action="/cart/lines"><button>Add to cart</button></form>
        <template class="buy-variants"><data>€84.00</data></template></main></body></html>"#;

    #[tokio::test]
    async fn a_kept_page_shows_the_product_without_price_and_button_and_says_why() {
        let pages = LastGood::new(1 << 20);
        pages
            .learn("/p", StatusCode::OK, true, &Bytes::from_static(PAGE.as_bytes()))
            .await;

        let shown = text(pages.answer("/p").await.unwrap()).await;

        assert!(shown.contains("<h1>Towel</h1>") && shown.contains("buying has to wait"));
        assert!(!shown.contains("84.00") && !shown.contains("Add to cart") && !shown.contains("<script"));
    }

    #[tokio::test]
    async fn a_page_that_is_gone_is_forgotten_and_one_that_failed_is_not() {
        let pages = LastGood::new(1 << 20);
        let body = Bytes::from_static(PAGE.as_bytes());
        pages.learn("/p", StatusCode::OK, true, &body).await;

        pages.learn("/p", StatusCode::SERVICE_UNAVAILABLE, false, &body).await;
        assert!(pages.is_out_of_reach() && pages.answer("/p").await.is_some());

        pages.learn("/p", StatusCode::GONE, false, &body).await;
        assert!(pages.answer("/p").await.is_none());
    }

    #[tokio::test]
    async fn what_is_personal_is_never_kept() {
        let pages = LastGood::new(1 << 20);
        pages
            .learn("/cart", StatusCode::OK, false, &Bytes::from_static(PAGE.as_bytes()))
            .await;

        assert!(pages.answer("/cart").await.is_none());
    }

    async fn text(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }
}
