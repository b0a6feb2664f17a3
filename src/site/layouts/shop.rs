//! Around every shopping page: skip link, head, content, foot, and the cart at the edge.

use crate::Chrome;
use leptos::prelude::*;
use ui::CartDrawer;
use ui::components::cart::DrawerContent;
use ui::components::{SiteFooter, SiteHeader};

/// The page's content in the shop. `query` is what was searched for, on the search page.
pub fn shop_layout(chrome: &Chrome, query: &str, main: impl IntoView + 'static) -> AnyView {
    let chrome = chrome.clone();
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <SiteHeader
            shop_name=chrome.shop_name.clone()
            navigation=chrome.navigation.to_vec()
            path=chrome.path
            query=query.to_owned()
        />
        <main class="main" id="main" tabindex="-1">{main.into_any()}</main>
        <SiteFooter
            shop_name=chrome.shop_name
            tagline=chrome.tagline
            navigation=chrome.navigation.to_vec()
            email=chrome.email
            market=chrome.market
            markets=chrome.markets
            return_to=chrome.return_to
        />
        <CartDrawer><DrawerContent /></CartDrawer>
    }
    .into_any()
}
