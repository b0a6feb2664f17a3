//! Descriptions: foreign HTML, cleaned on the way in, so that nothing downstream has to doubt it.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    // Pictures in descriptions point at the old shop's servers: they would leak every visitor to it and break the page
    // when that shop closes. The gallery carries the pictures.
    builder
        .rm_tags(["img", "area", "map", "figure", "figcaption"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// Safe HTML from whatever was in the cell. Plain text comes back escaped.
pub fn clean(html: &str) -> String {
    CLEANER.clean(html.trim()).to_string().trim().to_owned()
}

/// Paragraphs from text that has none: blank lines part them, single line ends become breaks.
pub fn paragraphs(text: &str) -> String {
    let has_blocks = ["<p", "<div", "<ul", "<ol", "<h", "<table", "<section"]
        .iter()
        .any(|tag| text.contains(tag));
    if has_blocks || !text.contains('\n') {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.map(|part| part.replace('\n', "<br>")).collect();
    format!("<p>{}</p>", parts.join("</p><p>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_handlers_styles_and_pictures_are_gone_and_the_text_stays() {
        let html = r#"<p onclick="x()">Sea <b>glass</b><script>alert(1)</script><img src=x onerror=alert(1)></p>
            <a href="javascript:alert(1)">a</a><a href="https://example.com">b</a><iframe src="//e"></iframe>"#;

        let clean = clean(html);

        assert!(clean.contains("<p>Sea <b>glass</b></p>"), "{clean}");
        assert!(clean.contains("href=\"https://example.com\""));
        for gone in ["script", "onclick", "onerror", "img", "iframe", "alert"] {
            assert!(!clean.contains(gone), "{gone} in {clean}");
        }
    }

    #[test]
    fn cleaning_is_idempotent_on_what_it_made() {
        for html in [
            "plain & simple < text",
            "<ul><li>a<li>b</ul>",
            "<p>x",
            "&lt;script&gt;",
            "\u{2028}<b>x</b>",
        ] {
            let once = clean(html);
            assert_eq!(clean(&once), once, "{html}");
        }
    }

    #[test]
    fn plain_text_gets_its_paragraphs() {
        assert_eq!(paragraphs("One\nline\n\nTwo"), "<p>One<br>line</p><p>Two</p>");
        assert_eq!(paragraphs("<p>One</p>\n\nTwo"), "<p>One</p>\n\nTwo");
    }
}
