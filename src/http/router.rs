//! Every door of the house, and the layers in front of them.

use super::headers::SecurityHeaders;
use super::look_picture::{self, LookPictures};
use super::page_cache::{Front, PageCache};
use super::{assets, headers, health, later, media, network, origin, page_cache, trace};
use crate::config::Config;
use adapters::media::MediaStorage;
use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use site::SiteState;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// Most bytes of a form or a webhook.
const BODY_LIMIT: usize = 128 * 1024;

/// What the router is made of.
pub struct Doors {
    /// The application.
    pub app: App,
    /// Pictures.
    pub storage: MediaStorage,
    /// Rendered pages.
    pub pages: PageCache,
    /// What pages need to know of the site.
    pub site: SiteState,
    /// The built-in payment provider's pages, when it is switched on.
    pub test_provider: Option<Router>,
    /// The development mailbox; absent in production.
    pub mailbox: Option<Router>,
}

/// The whole server.
pub fn router(doors: Doors, config: &Config) -> Router {
    let front = Front {
        cache: doors.pages,
        site: doors.site.clone(),
    };
    let shared = site::routes::shared().layer(from_fn_with_state(front, page_cache::serve));
    let pages = shared
        .merge(site::routes::personal())
        .merge(site::admin::routes(&doors.site))
        .merge(site::routes::plain())
        .fallback(site::routes::not_found)
        .with_state(doors.site.clone());
    let mut router = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .with_state(doors.app.clone())
        .merge(
            Router::new()
                .route("/media/{folder}/{file}", get(media::rendition))
                .with_state(doors.storage.clone()),
        )
        .merge(
            Router::new()
                .route("/media/looks/{ugc_post_id}/{file}", get(look_picture::picture))
                .with_state(LookPictures::new(doors.app.clone(), doors.storage)),
        )
        .merge(assets::routes(&config.site_dir))
        .merge(site::routes::server_functions(doors.site))
        .merge(api::routes(doors.app))
        .merge(pages);
    for built_in in [doors.test_provider, doors.mailbox].into_iter().flatten() {
        router = router.merge(built_in);
    }
    let payment_origin = config.stripe.as_ref().map(crate::config::Stripe::page_origin);
    let security = SecurityHeaders::new(config.base_url.scheme() == "https", payment_origin.as_deref());
    router.layer(
        ServiceBuilder::new()
            .layer(from_fn(trace::span))
            .layer(from_fn_with_state(security, headers::add))
            .layer(CatchPanicLayer::custom(|_| site::routes::panicked()))
            .layer(CompressionLayer::new().br(true).gzip(true))
            .layer(from_fn(later::say_when))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                config.request_timeout,
            ))
            .layer(from_fn(origin::check))
            .layer(from_fn_with_state(config.proxies, network::tell))
            .layer(DefaultBodyLimit::max(BODY_LIMIT)),
    )
}
