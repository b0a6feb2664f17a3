//! Rendered pages kept in memory, for pages that are the same for everybody in a market.
//!
//! Within the bounds of SEMANTICS section 8: served as it is for 15 s, for 15 s more while one request makes it again,
//! then forgotten; purged by tag as soon as an event says that something on it changed. One request at a time renders
//! a page that is not there, the others wait for it (single flight).

use super::last_good::LastGood;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt as _;
use moka::future::Cache;
use sha2::{Digest as _, Sha256};
use site::SiteState;
use site::shared::{CacheTags, PageMarket};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use url::form_urlencoded;

const FRESH: Duration = Duration::from_secs(15);
const KEPT: Duration = Duration::from_secs(30);
/// More tags at once than this purge everything: each purge is looked at by every later read.
const MAX_PURGES: usize = 16;
/// Query fields that change a page; all others (campaign tags and the like) share it.
const FIELDS: [&str; 9] = [
    "type",
    "vendor",
    "min",
    "max",
    "available",
    "sort",
    "page",
    "variant",
    "q",
];

/// The cache. Cheap to clone.
#[derive(Clone)]
pub struct PageCache {
    pages: Option<Cache<String, Arc<Page>>>,
    last_good: LastGood,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    hits: AtomicU64,
    misses: AtomicU64,
}

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    brotli: OnceLock<Bytes>,
    etag: String,
    tags: Vec<String>,
    is_shared: bool,
    vary: HeaderValue,
    made: Instant,
    renewing: AtomicBool,
}

impl PageCache {
    /// A cache of at most this many bytes; 0 switches it off.
    pub fn new(bytes: u64) -> Self {
        let pages = (bytes > 0).then(|| {
            Cache::builder()
                .max_capacity(bytes)
                .weigher(|key: &String, page: &Arc<Page>| {
                    u32::try_from(key.len() + 2 * page.body.len() + 512).unwrap_or(u32::MAX)
                })
                .time_to_live(KEPT)
                .support_invalidation_closures()
                .build()
        });
        Self {
            pages,
            last_good: LastGood::new(bytes),
            counts: Arc::default(),
        }
    }

    /// Forgets the pages that carry one of the tags; `*` forgets all.
    pub fn purge(&self, tags: &[String]) {
        let Some(pages) = &self.pages else { return };
        if tags.len() > MAX_PURGES || tags.iter().any(|tag| tag == "*") {
            return pages.invalidate_all();
        }
        let tags = tags.to_vec();
        let purged = pages.invalidate_entries_if(move |_, page| page.tags.iter().any(|tag| tags.contains(tag)));
        if purged.is_err() {
            pages.invalidate_all();
        }
    }

    async fn render(&self, key: &str, request: Request, next: Next) -> Arc<Page> {
        let page = Arc::new(Page::render(request, next).await);
        let Page {
            status,
            is_shared,
            body,
            ..
        } = &*page;
        self.last_good.learn(key, *status, *is_shared, body).await;
        page
    }

    /// Pages served from memory, and pages that had to be made.
    pub fn counts(&self) -> (u64, u64) {
        (
            self.counts.hits.load(Ordering::Relaxed),
            self.counts.misses.load(Ordering::Relaxed),
        )
    }
}

/// What the layer needs.
#[derive(Clone)]
pub struct Front {
    /// The pages.
    pub cache: PageCache,
    /// Which market a shopper is in.
    pub site: SiteState,
}

/// The layer, for routes of shared pages only. The market is settled here, once: the page is made for it and kept under it.
pub async fn serve(State(front): State<Front>, mut request: Request, next: Next) -> Response {
    let Front { cache, site } = front;
    let market = market_of(&site, request.headers()).await;
    request.extensions_mut().insert(PageMarket {
        code: market.clone(),
        is_only: site.app.has_one_market(),
    });
    let Some(pages) = cache
        .pages
        .clone()
        .filter(|_| matches!(*request.method(), Method::GET | Method::HEAD))
    else {
        let mut response = next.run(request).await;
        if !site.app.has_one_market() && response.extensions().get::<CacheTags>().is_some() {
            response
                .headers_mut()
                .append(header::VARY, HeaderValue::from_static("cookie"));
        }
        return response;
    };
    let wanted = request.headers().clone();
    let key = key_of(&market, request.uri());
    if let Some(page) = pages.get(&key).await {
        cache.counts.hits.fetch_add(1, Ordering::Relaxed);
        if page.made.elapsed() > FRESH && !page.renewing.swap(true, Ordering::AcqRel) {
            tokio::spawn(async move {
                let page = cache.render(&key, request, next).await;
                if page.is_shared {
                    pages.insert(key, page).await;
                }
            });
        }
        return page.answer(&wanted);
    }
    cache.counts.misses.fetch_add(1, Ordering::Relaxed);
    if cache.last_good.is_out_of_reach()
        && let Some(copy) = cache.last_good.answer(&key).await
    {
        return copy;
    }
    let made = pages.try_get_with(key.clone(), async {
        let page = cache.render(&key, request, next).await;
        if page.is_shared { Ok(page) } else { Err(page) }
    });
    let page = match made.await {
        Ok(page) => page,
        Err(not_shared) => Arc::unwrap_or_clone(not_shared),
    };
    if page.status == StatusCode::SERVICE_UNAVAILABLE
        && let Some(copy) = cache.last_good.answer(&key).await
    {
        return copy;
    }
    page.answer(&wanted)
}

async fn market_of(site: &SiteState, headers: &HeaderMap) -> String {
    let chosen = site.cookies.scope(headers).market;
    let market = site.app.market_code(chosen.as_deref());
    if market.is_empty() && site.app.shop().await.is_ok() {
        // The first request of all.
        return site.app.market_code(chosen.as_deref());
    }
    market
}

// Names are compared as the pages read them, decoded: an address written otherwise must not share a page with one that
// means something else. Fields of one name keep their order, which may matter to who reads them.
fn key_of(market: &str, uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    let mut fields: Vec<_> = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| FIELDS.contains(&name.as_ref()) || name.starts_with("option."))
        .collect();
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    format!("{market} {}?{query}", uri.path())
}

impl Page {
    async fn render(request: Request, next: Next) -> Self {
        // The market is in a cookie: caches between us and the shopper must not hand a page to a shopper of another.
        let is_only = request
            .extensions()
            .get::<PageMarket>()
            .is_some_and(|market| market.is_only);
        let vary = if is_only {
            "accept-encoding"
        } else {
            "accept-encoding, cookie"
        };
        let (parts, body) = next.run(request).await.into_parts();
        // Our own pages are strings already: collecting them cannot fail.
        let body = body
            .collect()
            .await
            .map(http_body_util::Collected::to_bytes)
            .unwrap_or_default();
        let tags = parts.extensions.get::<CacheTags>();
        let digest = Sha256::digest(&body);
        let etag = digest
            .iter()
            .take(12)
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        Self {
            is_shared: tags.is_some(),
            vary: HeaderValue::from_static(vary),
            tags: tags.map(|tags| tags.as_slice().to_vec()).unwrap_or_default(),
            status: parts.status,
            headers: parts.headers,
            body,
            brotli: OnceLock::new(),
            etag,
            made: Instant::now(),
            renewing: AtomicBool::new(false),
        }
    }

    fn answer(&self, wanted: &HeaderMap) -> Response {
        let text = |name: header::HeaderName| {
            wanted
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let brotli = self.is_shared
            && text(header::ACCEPT_ENCODING)
                .split(',')
                .any(|coding| coding.trim() == "br");
        let etag = format!("\"{}{}\"", self.etag, if brotli { "-br" } else { "" });
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        let headers = response.headers_mut();
        if self.is_shared && self.status == StatusCode::OK {
            headers.insert(header::VARY, self.vary.clone());
            if let Ok(value) = HeaderValue::from_str(&etag) {
                headers.insert(header::ETAG, value);
            }
            if text(header::IF_NONE_MATCH)
                .split(',')
                .any(|known| known.trim().trim_start_matches("W/") == etag)
            {
                headers.remove(header::CONTENT_TYPE);
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                return response;
            }
        }
        *response.status_mut() = self.status;
        let body = if brotli {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            self.brotli.get_or_init(|| compressed(&self.body)).clone()
        } else {
            self.body.clone()
        };
        *response.body_mut() = Body::from(body);
        response
    }
}

/// Level 5 of 11: a page in about a millisecond, once for all readers.
fn compressed(body: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 4);
    let params = brotli::enc::BrotliEncoderParams {
        quality: 5,
        lgwin: 20,
        ..Default::default()
    };
    // Writing into memory cannot fail.
    let _written = brotli::BrotliCompress(&mut &body[..], &mut out, &params);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn campaign_tags_share_a_page_and_filters_do_not() {
        let key = |address: &str| key_of("eu", &address.parse().unwrap());

        assert_eq!(key("/products/x?utm_source=a&fbclid=1"), key("/products/x"));
        assert_eq!(
            key("/collections/x?page=2&sort=newest"),
            key("/collections/x?sort=newest&page=2")
        );
        assert_ne!(key("/collections/x?option.Size=M"), key("/collections/x"));
        // However the name is written: the page reads it decoded.
        assert_ne!(key("/collections/x?m%61x=0"), key("/collections/x"));
        assert_eq!(key("/collections/x?m%61x=0"), key("/collections/x?max=0"));
        assert_ne!(key("/collections/x?page=1&page=2"), key("/collections/x?page=2&page=1"));
        assert_ne!(key("/products/x"), key_of("us", &"/products/x".parse().unwrap()));
    }
}
