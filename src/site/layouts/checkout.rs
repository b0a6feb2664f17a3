//! Around checkout and order pages: the name of the shop and the way back, nothing that leads astray.

use crate::Chrome;
use leptos::prelude::*;
use ui::components::PlainHeader;

/// The page's content; `back` is where the way back leads, as (path, words).
pub fn checkout_layout(chrome: &Chrome, back: (&'static str, &'static str), main: impl IntoView + 'static) -> AnyView {
    let mailto = format!("mailto:{}", chrome.email);
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <PlainHeader shop_name=chrome.shop_name.clone() back=back />
        <main class="main is-plain" id="main" tabindex="-1">{main.into_any()}</main>
        <footer class="footer is-plain">
            <p>"Questions? Write to " <a href=mailto>{chrome.email.clone()}</a></p>
        </footer>
    }
    .into_any()
}
