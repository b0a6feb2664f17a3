//! Reads what a browser without scripts would read in a page: fields of forms.

/// The value of the first input with this name.
pub fn field(html: &str, name: &str) -> Option<String> {
    let named = format!("name=\"{name}\"");
    let tag = tags(html, "<input").find(|tag| tag.contains(&named))?;
    attribute(tag, "value").map(unescaped)
}

fn tags<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(start)
        .filter_map(|(at, _)| html.get(at..)?.split_once('>').map(|(tag, _)| tag))
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
