//! Reads what a browser without scripts would read in a page of ours: fields of forms, and elements by their class.
//!
//! No parser: our pages are written by one printer, which quotes every attribute, escapes every text and closes every
//! element.

/// A piece of a page.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    /// What stands between `<` and `>`.
    tag: &'a str,
    /// What it holds.
    pub inner: &'a str,
}

impl Element<'_> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        attribute(self.tag, name).map(unescaped)
    }

    /// Its words, without those of its tags.
    pub fn text(&self) -> String {
        text(self.inner)
    }
}

/// The value of the first input with this name.
pub fn field(html: &str, name: &str) -> Option<String> {
    let named = format!("name=\"{name}\"");
    let tag = tags(html, "<input").find(|tag| tag.contains(&named))?;
    attribute(tag, "value").map(unescaped)
}

/// Every element of this class, in the order in which they begin.
pub fn elements<'a>(html: &'a str, class: &str) -> Vec<Element<'a>> {
    html.match_indices('<')
        .filter_map(|(at, _)| {
            let (tag, rest) = html[at + 1..].split_once('>')?;
            let has_class = attribute(tag, "class")?.split(' ').any(|word| word == class);
            has_class.then(|| Element {
                tag,
                inner: up_to_end(rest, name_of(tag)),
            })
        })
        .collect()
}

/// The first element of this class.
pub fn element<'a>(html: &'a str, class: &str) -> Option<Element<'a>> {
    elements(html, class).into_iter().next()
}

/// What the scripts of this type hold, such as `application/ld+json`.
pub fn scripts<'a>(html: &'a str, kind: &str) -> Vec<&'a str> {
    let start = format!("<script type=\"{kind}\">");
    html.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split_once("</script>").map(|(data, _)| data))
        .collect()
}

/// The words of a piece of a page, with one space where tags or white space stood.
pub fn text(html: &str) -> String {
    let mut is_tag = false;
    let words: String = html
        .chars()
        .filter_map(|sign| match sign {
            '<' => {
                is_tag = true;
                Some(' ')
            }
            '>' if is_tag => {
                is_tag = false;
                None
            }
            sign => (!is_tag).then_some(sign),
        })
        .collect();
    unescaped(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn tags<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(start)
        .filter_map(|(at, _)| html.get(at..)?.split_once('>').map(|(tag, _)| tag))
}

fn name_of(tag: &str) -> &str {
    tag.split([' ', '/']).next().unwrap_or_default()
}

// Up to the end tag of this name that belongs to a start tag before `html`.
fn up_to_end<'a>(html: &'a str, name: &str) -> &'a str {
    let mut depth = 0;
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..];
        if tag.strip_prefix('/').is_some_and(|end| is_named(end, name)) {
            if depth == 0 {
                return &html[..at];
            }
            depth -= 1;
        } else if is_named(tag, name) {
            depth += 1;
        }
    }
    html
}

fn is_named(tag: &str, name: &str) -> bool {
    tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>']))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_wherever_its_name_stands() {
        let page = r#"<form><input type="hidden" name="_op" value="a&amp;b"><input value="4790" name="expected_total_minor"/></form>"#;

        assert_eq!(field(page, "expected_total_minor").as_deref(), Some("4790"));
        assert_eq!(field(page, "_op").as_deref(), Some("a&b"));
        assert_eq!(field(page, "op"), None);
    }

    #[test]
    fn an_element_ends_where_its_own_end_tag_stands() {
        let page = r#"<div class="card is-new"><div>A &amp; <b>B</b><!----></div> C</div><div class="cards">D</div>"#;

        let cards: Vec<_> = elements(page, "card").iter().map(Element::text).collect();

        assert_eq!(cards, ["A & B C"]);
        assert_eq!(element(page, "cards").unwrap().text(), "D");
        assert!(element(page, "car").is_none());
    }

    #[test]
    fn attributes_and_scripts_are_read_as_they_are_meant() {
        let page = r#"<script type="application/ld+json">{"a":1}</script><data value="12.00" class="price">€12</data>"#;

        assert_eq!(
            element(page, "price").unwrap().attribute("value").as_deref(),
            Some("12.00")
        );
        assert_eq!(scripts(page, "application/ld+json"), [r#"{"a":1}"#]);
    }
}
