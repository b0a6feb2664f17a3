//! docs/reliability.md names tests; those are there.

use std::collections::BTreeSet;
use std::path::Path;

// Names of tests are sentences.
fn is_test_name(text: &str) -> bool {
    text.matches('_').count() >= 4
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the sources are there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("sources are text");
            let found = text.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            names.extend(found.map(str::to_owned));
        }
    }
}

#[test]
fn every_test_that_the_documentation_of_reliability_names_is_there() {
    let mut there = BTreeSet::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut there);
    let named: Vec<&str> = include_str!("../../docs/reliability.md")
        .split('`')
        .filter(|text| is_test_name(text))
        .collect();

    let missing: Vec<_> = named.iter().filter(|name| !there.contains(**name)).collect();

    assert!(named.len() > 20);
    assert!(missing.is_empty(), "{missing:?}");
}
