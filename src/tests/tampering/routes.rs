//! Every address that changes something, read from the sources: whoever adds one and no entry in the table fails here.

use std::collections::BTreeSet;
use std::path::Path;

/// Where routes are made.
const FLOORS: [&str; 4] = ["site", "api", "http", "rpc"];
/// How axum names what changes something.
const CHANGES: [&str; 5] = ["post(", "put(", "patch(", "delete(", "any("];

/// Templates such as `/cart/lines/{line_item_id}`; server functions as `/_fn/NAME`.
pub fn changing() -> BTreeSet<String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    for floor in FLOORS {
        collect(&sources.join(floor), &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            collect(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !name.contains("tests") {
            let text = std::fs::read_to_string(&path).unwrap();
            // Routers of a file's own tests lead nowhere.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            found.extend(routes(text));
            found.extend(functions(text));
        }
    }
}

fn routes(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(".route(").skip(1).filter_map(|rest| {
        let (path, handler) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
        let handler = &handler[..end_of_call(handler)];
        let changes = CHANGES.iter().any(|word| handler.contains(word));
        // The door of all server functions; each has an entry of its own.
        (changes && path != "/_fn/{*path}").then(|| path.to_owned())
    })
}

// Up to the bracket that closes the call that the text is in.
fn end_of_call(text: &str) -> usize {
    let mut depth = 0;
    text.char_indices()
        .find(|(_, sign)| {
            match sign {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth < 0
        })
        .map_or(text.len(), |(at, _)| at)
}

fn functions(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("#[server(").skip(1).filter_map(|rest| {
        let (_, rest) = rest.split_once("pub async fn ")?;
        Some(format!("/_fn/{}", rest.split('(').next()?))
    })
}

#[test]
fn routes_are_read_as_they_are_written() {
    let text = r#"Router::new().route("/a", get(x)).route("/b/{id}", get(x).post(y)).route(
        "/c", axum::routing::post(f(g))).route("/d", get(h)) #[server(prefix = "/_fn")] pub async fn add_line(n: u32)"#;

    assert_eq!(routes(text).collect::<Vec<_>>(), ["/b/{id}", "/c"]);
    assert_eq!(functions(text).collect::<Vec<_>>(), ["/_fn/add_line"]);
}
