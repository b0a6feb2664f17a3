//! What a page says about itself to browsers, search engines and other sites.

use crate::Chrome;
use crate::document::json_ld;
use domain::catalog::Picture;
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use ui::components::escaped;

/// The part of the head that differs from page to page.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Without the name of the shop, which is added; empty on the home page.
    pub title: String,
    /// One or two sentences, plain text.
    pub description: String,
    /// Path (and query) under which the page should be known; none for pages that nobody should look for.
    pub canonical: Option<String>,
    /// Whether search engines should leave it out.
    pub is_unlisted: bool,
    /// Shown where the page is shared.
    pub picture: Option<Picture>,
    /// `product` or, by default, `website`.
    pub kind: Option<&'static str>,
    /// Structured data.
    pub json_ld: Vec<Value>,
    /// The largest picture of the first screen.
    pub preload: Option<Preload>,
    /// Seconds after which the page is loaded again where no script does it more gently.
    pub refresh: Option<u32>,
    /// A script that only this page needs.
    pub script: Option<String>,
}

/// A picture that is fetched before the browser has seen where it stands.
#[derive(Debug, Clone)]
pub struct Preload {
    /// The picture.
    pub picture: Picture,
    /// The `sizes` of the place where it stands; must be the same there.
    pub sizes: &'static str,
}

#[component]
pub(super) fn HeadView(head: Head, chrome: Chrome) -> impl IntoView {
    let title = match head.title.as_str() {
        "" => format!("{} · {}", chrome.shop_name, chrome.tagline),
        title => format!("{title} · {}", chrome.shop_name),
    };
    let description = if head.description.is_empty() {
        chrome.tagline.clone()
    } else {
        head.description
    };
    let canonical = head.canonical.map(|path| chrome.absolute(&path));
    view! {
        // As inner HTML: markers between text nodes would be read as words here.
        <title inner_html=escaped(&title)></title>
        <meta name="description" content=description.clone() />
        {head.refresh.map(|seconds| view! {
            <noscript><meta http-equiv="refresh" content=seconds.to_string() /></noscript>
        })}
        {head.is_unlisted.then_some(view! { <meta name="robots" content="noindex" /> })}
        {head.preload.map(preload_view)}
        {canonical.clone().map(|address| view! { <link rel="canonical" href=address /> })}
        {theme("#faf6ef", "(prefers-color-scheme: light)")}
        {theme("#14161e", "(prefers-color-scheme: dark)")}
        {property("og:site_name", chrome.shop_name.clone())}
        {property("og:type", head.kind.unwrap_or("website").to_owned())}
        {property("og:title", title)}
        {property("og:description", description)}
        {canonical.map(|address| property("og:url", address))}
        {head.picture.map(|picture| picture_view(&picture, &chrome))}
        {head.json_ld.iter().map(json_ld_view).collect_view()}
        {head.script.map(|source| view! { <script defer=true src=source></script> })}
    }
}

fn property(name: &'static str, content: String) -> impl IntoView {
    html::meta().attr("property", name).content(content)
}

// The colour of the browser around the page; the same as `--color-page`.
fn theme(colour: &'static str, media: &'static str) -> impl IntoView {
    html::meta().name("theme-color").content(colour).attr("media", media)
}

// The script is data, which browsers never run; `<` is written so that nothing in it can end the element.
fn json_ld_view(data: &Value) -> impl IntoView + use<> {
    let text = json_ld::safe_text(data);
    view! { <script type="application/ld+json" inner_html=text></script> }
}

fn preload_view(preload: Preload) -> impl IntoView {
    let format = if preload.picture.avif_widths.is_empty() {
        "webp"
    } else {
        "avif"
    };
    view! {
        <link
            rel="preload"
            r#as="image"
            r#type=format!("image/{format}")
            imagesrcset=preload.picture.srcset(format)
            imagesizes=preload.sizes
            fetchpriority="high"
        />
    }
}

// Sites that fetch previews read JPEG only.
fn picture_view(picture: &Picture, chrome: &Chrome) -> impl IntoView + use<> {
    let address = chrome.absolute(&picture.address(1280, "jpg"));
    let alt = picture.alt.clone();
    view! {
        {property("og:image", address)}
        {property("og:image:alt", alt)}
        <meta name="twitter:card" content="summary_large_image" />
    }
}
