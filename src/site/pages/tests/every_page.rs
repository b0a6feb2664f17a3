//! Rules without exceptions.

use super::scan::{Tag, tags, without_templates};
use super::{pages, sample, shop};
use std::collections::HashSet;

fn for_every_page(check: impl Fn(&str, &[Tag])) {
    for (name, page) in pages() {
        check(name, &tags(&page.html));
    }
}

fn all<'a>(tags: &'a [Tag], name: &'a str) -> impl Iterator<Item = &'a Tag> {
    tags.iter().filter(move |tag| tag.name == name)
}

#[test]
fn nothing_runs_or_styles_inline() {
    for_every_page(|page, tags| {
        for script in all(tags, "script") {
            let is_data = script.get("type") == Some("application/ld+json");
            assert!(
                is_data || (script.get("src").is_some() && script.text.trim().is_empty()),
                "{page}: {script:?}"
            );
        }
        assert_eq!(all(tags, "style").count(), 0, "{page}");
        for tag in tags {
            let inline = tag
                .attributes
                .iter()
                .find(|(key, _)| key == "style" || key.starts_with("on"));
            assert_eq!(inline, None, "{page}: <{}>", tag.name);
            let script = tag
                .attributes
                .iter()
                .find(|(_, value)| value.trim_start().to_lowercase().starts_with("javascript:"));
            assert_eq!(script, None, "{page}: <{}>", tag.name);
        }
    });
}

#[test]
fn a_page_has_a_language_a_title_and_one_heading_of_the_first_rank() {
    for_every_page(|page, tags| {
        assert_eq!(
            all(tags, "html").next().and_then(|html| html.get("lang")),
            Some("en"),
            "{page}"
        );
        assert_eq!(all(tags, "h1").count(), 1, "{page}");
        assert_eq!(all(tags, "main").count(), 1, "{page}");
        assert!(
            all(tags, "title").next().is_some_and(|title| !title.text.is_empty()),
            "{page}"
        );
        let ranks: Vec<u8> = tags.iter().filter_map(|tag| rank(&tag.name)).collect();
        assert!(
            ranks.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{page} skips a rank: {ranks:?}"
        );
    });
}

fn rank(name: &str) -> Option<u8> {
    name.strip_prefix('h')?
        .parse()
        .ok()
        .filter(|rank| (1..=6).contains(rank))
}

#[test]
fn ids_are_unique_and_what_refers_to_them_finds_them() {
    for_every_page(|page, tags| {
        let ids: Vec<_> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        let known: HashSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{page} uses an id twice: {ids:?}");
        for tag in tags {
            for key in ["for", "aria-labelledby", "aria-describedby", "form"] {
                for id in tag.get(key).unwrap_or_default().split_whitespace() {
                    assert!(known.contains(id), "{page}: {key}={id} leads nowhere");
                }
            }
            if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
                assert!(known.contains(id), "{page}: #{id} leads nowhere");
            }
        }
    });
}

#[test]
fn every_control_has_a_label() {
    for_every_page(|page, tags| {
        let labelled: HashSet<_> = tags.iter().filter_map(|tag| tag.get("for")).collect();
        let mut inside_label = false;
        for tag in tags {
            inside_label = if tag.name == "label" { true } else { inside_label };
            let is_control = matches!(tag.name.as_str(), "select" | "textarea")
                || (tag.name == "input" && tag.get("type") != Some("hidden"));
            if is_control {
                let by_id = tag.get("id").is_some_and(|id| labelled.contains(id));
                let wrapped = inside_label && matches!(tag.get("type"), Some("checkbox" | "radio"));
                assert!(by_id || wrapped || tag.get("aria-label").is_some(), "{page}: {tag:?}");
            }
        }
    });
}

#[test]
fn every_picture_has_words_and_a_size() {
    for_every_page(|page, tags| {
        for picture in all(tags, "img") {
            let is_zoom = picture.get("class") == Some("zoom-picture");
            assert!(picture.get("alt").is_some(), "{page}: {picture:?}");
            assert!(
                is_zoom || (picture.get("width").is_some() && picture.get("height").is_some()),
                "{page}: {picture:?}"
            );
        }
    });
}

#[test]
fn a_form_that_changes_something_carries_its_operation_or_needs_none() {
    // The pages of a product and of a look are the same for everybody, so their forms cannot carry an id. Waiting for
    // something, and ceasing to, is the same however often it is sent. The cart of an exchange is placed once.
    let needs_none = |name: &str| ["product", "look", "order-exchange"].contains(&name) || name.starts_with("stock-");
    for (name, page) in pages().into_iter().filter(|(name, _)| !needs_none(name)) {
        let tags = tags(&without_templates(&page.html));
        let posts = all(&tags, "form")
            .filter(|form| form.get("method") == Some("post"))
            // Choosing the market that one has changes nothing.
            .filter(|form| form.get("action") != Some("/market"))
            .count();
        let ids: Vec<_> = tags
            .iter()
            .filter(|tag| tag.get("name") == Some("_op"))
            .filter_map(|tag| tag.get("value"))
            .collect();
        let distinct: HashSet<_> = ids.iter().collect();
        assert_eq!((ids.len(), distinct.len()), (posts, posts), "{name}");
    }
}

#[test]
fn structured_data_reads_and_cannot_end_its_element() {
    for_every_page(|page, tags| {
        for script in all(tags, "script").filter(|script| script.get("type").is_some()) {
            let data: serde_json::Value =
                serde_json::from_str(&script.text).unwrap_or_else(|why| panic!("{page}: {why}"));
            assert_eq!(data["@context"], "https://schema.org", "{page}");
            assert!(!script.text.contains('<'), "{page}");
        }
    });
}

#[test]
fn pages_come_whole_and_small() {
    for (name, page) in pages() {
        assert!(
            page.html.starts_with("<!DOCTYPE html>") && page.html.ends_with("</html>"),
            "{name}"
        );
        assert!(page.html.len() < 120_000, "{name} has {} bytes", page.html.len());
    }
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    let chrome = sample::chrome("/");

    assert_eq!(
        shop::product_page(&sample::product(), &chrome),
        shop::product_page(&sample::product(), &chrome)
    );
}
