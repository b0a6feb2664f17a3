//! What handlers of pages and forms share.

use crate::Assets;
use crate::session::Cookies;
use app::App;
use std::sync::Arc;
use url::Url;

/// The site's state. Cheap to clone.
#[derive(Clone)]
pub struct SiteState {
    /// The application.
    pub app: App,
    /// Names of the front end's files.
    pub assets: Arc<Assets>,
    /// Address under which shoppers reach the shop.
    pub base_url: Url,
    /// Names and attributes of cookies.
    pub cookies: Cookies,
}

impl SiteState {
    /// State of a site at this address.
    pub fn new(app: App, assets: Assets, base_url: Url) -> Self {
        let cookies = Cookies::new(base_url.scheme() == "https");
        Self {
            app,
            assets: Arc::new(assets),
            base_url,
            cookies,
        }
    }
}
