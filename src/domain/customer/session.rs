//! How long a browser stays signed in, and what it is called in the list of sessions.

use chrono::Duration;

/// A browser that was not seen for so long is signed out.
pub const SESSION_IDLE: Duration = Duration::days(14);
/// A browser signs in again after so long, however busy it was.
pub const SESSION_LIFETIME: Duration = Duration::days(60);
/// How exactly it is known when a browser was last seen: so that not every page writes a row.
pub const SEEN_EVERY: Duration = Duration::minutes(10);

/// (what stands in the header `User-Agent`, what people call it); the first that fits.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// A few words for a browser, such as "Firefox on Linux". Nothing else of the header is kept.
pub fn device_of(user_agent: &str) -> String {
    let named = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| user_agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Unknown browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";

        assert_eq!(device_of(firefox), "Firefox on Linux");
        assert_eq!(device_of(edge), "Edge on Windows");
        assert_eq!(device_of("<script>"), "Unknown browser");
    }
}
