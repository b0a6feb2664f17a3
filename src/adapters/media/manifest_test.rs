//! Every picture of the shared set gets the verdict that its manifest expects. Skipped, saying so,
//! where the set is not there.

use std::path::PathBuf;

use super::{Limits, Refusal, RefusalKind, decode, inspect};

/// What a row of the manifest allows: acceptance, and the kinds of refusal.
struct Verdict {
    may_accept: bool,
    may_refuse: &'static [RefusalKind],
}

const fn verdict(may_accept: bool, may_refuse: &'static [RefusalKind]) -> Verdict {
    Verdict { may_accept, may_refuse }
}

fn expected(sentence: &str) -> Verdict {
    use RefusalKind::{TooLarge, Unreadable, UnsupportedType};
    match sentence {
        "accept" | "accept, re-encoded: the appended or commented payload is gone" => verdict(true, &[]),
        "refuse 415" => verdict(false, &[UnsupportedType]),
        "refuse 422" => verdict(false, &[Unreadable]),
        "refuse 413 or 422 from the header, before decoding" => verdict(false, &[TooLarge, Unreadable]),
        "refuse 422 (or accept what decodes); never 5xx" | "accept first frame or refuse 422; bounded time" => {
            verdict(true, &[Unreadable])
        }
        "accept if the format is supported, else 415" => verdict(true, &[UnsupportedType]),
        "accept without the text chunk, or refuse; never inflate it whole" => {
            verdict(true, &[TooLarge, Unreadable, UnsupportedType])
        }
        other => panic!("the manifest has a new verdict: {other}"),
    }
}

pub fn pictures() -> Option<PathBuf> {
    let shared = std::env::var_os("VITRINE_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let folder = shared.join("images");
    if folder.join("manifest.csv").exists() {
        return Some(folder);
    }
    eprintln!("skipped: no pictures in {}", folder.display());
    None
}

pub fn read(file: &str) -> Option<Vec<u8>> {
    let path = pictures()?.join(file);
    Some(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

#[test]
fn every_row_of_the_manifest_gets_its_verdict() {
    let Some(folder) = pictures() else { return };
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).expect("is read");
    let mut wrong = Vec::new();
    let mut rows = 0;

    for row in manifest.records() {
        let row = row.expect("is a row");
        let (file, sentence) = (&row[0], &row[13]);
        let bytes = std::fs::read(folder.join(file)).expect("is read");
        let allowed = expected(sentence);
        rows += 1;

        let is_right = match decode(&bytes, &Limits::default()) {
            Ok(_) => allowed.may_accept,
            Err(refusal) => allowed.may_refuse.contains(&refusal.kind()),
        };

        if !is_right {
            let got = decode(&bytes, &Limits::default()).map(|_| "accepted");
            wrong.push(format!("{file}: expected {sentence:?}, got {got:?}"));
        }
    }

    assert!(rows >= 70, "only {rows} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn accepted_pictures_have_the_size_that_the_manifest_says() {
    let Some(folder) = pictures() else { return };
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).expect("is read");

    for row in manifest.records() {
        let row = row.expect("is a row");
        let bytes = std::fs::read(folder.join(&row[0])).expect("is read");
        let Ok(picture) = decode(&bytes, &Limits::default()) else {
            continue;
        };
        let (Ok(width), Ok(height)) = (row[6].parse::<u32>(), row[7].parse::<u32>()) else {
            continue;
        };

        let is_on_its_side = matches!(&row[9], "5" | "6" | "7" | "8");
        let upright = if is_on_its_side {
            (height, width)
        } else {
            (width, height)
        };

        assert_eq!((picture.width(), picture.height()), upright, "{}", &row[0]);
    }
}

#[test]
fn bombs_are_refused_from_the_header_alone() {
    // The same refusal without a single byte of pixel data: nothing can have been decoded.
    for (file, header) in [
        ("made/bomb-16000sq-rgb8.png", 33),
        ("made/bomb-30000sq-1bit.png", 33),
        ("made/png-lies-2147483647x1.png", 33),
        ("pillow/decompression_bomb.gif", 43),
    ] {
        let Some(bytes) = read(file) else { return };

        for part in [&bytes[..], &bytes[..header]] {
            let refusal = decode(part, &Limits::default()).expect_err(file);
            assert!(matches!(refusal, Refusal::TooManyPixels { .. }), "{file}: {refusal:?}");
        }
    }
}

#[test]
fn a_jpeg_of_108_megapixels_is_refused_before_its_first_scan() {
    let Some(bytes) = read("made/large-12000x9000.jpg") else {
        return;
    };
    let scan = bytes
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .expect("has a scan");

    let refusal = decode(&bytes[..scan + 14], &Limits::default()).expect_err("is refused");

    assert!(
        matches!(refusal, Refusal::TooManyPixels { width: 12_000, .. }),
        "{refusal:?}"
    );
}

#[test]
fn inspecting_agrees_with_decoding_on_everything_a_header_tells() {
    let Some(folder) = pictures() else { return };
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).expect("is read");

    for row in manifest.records() {
        let row = row.expect("is a row");
        let bytes = std::fs::read(folder.join(&row[0])).expect("is read");

        if let Err(from_header) = inspect(&bytes, &Limits::default()) {
            let whole = decode(&bytes, &Limits::default()).expect_err("is refused as well");
            assert_eq!(whole.kind(), from_header.kind(), "{}", &row[0]);
        }
    }
}
