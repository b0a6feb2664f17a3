//! Markers that the framework leaves between nodes (`<!>`) to find its way while an island wakes.
//!
//! Outside of islands nothing ever wakes, so they go; inside they are spelled as the empty comments that they are read
//! as, which is what valid HTML asks for. The rest of the text passes as it is.

const MARKER: &str = "<!>";
const COMMENT: &str = "<!---->";

/// The page without useless markers.
pub(super) fn tidy(html: &str) -> String {
    let mut tidied = String::with_capacity(html.len());
    // Where we are: an island's own nodes wake, the children handed to it do not, an island within those does.
    let mut inside: Vec<bool> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        tidied.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(after) = rest.strip_prefix(MARKER) {
            if inside.last() == Some(&true) {
                tidied.push_str(COMMENT);
            }
            rest = after;
            continue;
        }
        let end = tag_end(rest);
        let (tag, after) = rest.split_at(end);
        match tag_name(tag) {
            "leptos-island" => inside.push(true),
            "leptos-children" => inside.push(false),
            "/leptos-island" | "/leptos-children" => drop(inside.pop()),
            _ => {}
        }
        tidied.push_str(tag);
        rest = after;
    }
    tidied.push_str(rest);
    tidied
}

fn tag_name(tag: &str) -> &str {
    let name = tag.get(1..).unwrap_or_default();
    name.split([' ', '>']).next().unwrap_or_default()
}

// Bytes up to and including the `>` that ends the tag: one inside quotes does not.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn markers_stay_only_where_something_wakes() {
        let page = "<p>a<!>b</p><leptos-island data-component=\"x\"><b>c<!></b><leptos-children>d<!></leptos-children><!></leptos-island><!>";

        let tidied = tidy(page);

        assert_eq!(
            tidied,
            "<p>ab</p><leptos-island data-component=\"x\"><b>c<!----></b><leptos-children>d</leptos-children><!----></leptos-island>"
        );
    }

    #[test]
    fn what_stands_in_attributes_and_text_is_not_touched() {
        let page = "<a title=\"<!> <leptos-island>\">1 &lt; 2 é</a><!DOCTYPE html><i>";

        assert_eq!(tidy(page), page);
    }
}
