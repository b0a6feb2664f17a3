//! Every picture of the shared set gets the verdict that its manifest expects, and what comes out
//! of the accepted ones is clean and upright. Skipped, saying so, where the set is not there.

use image::imageops::{FilterType, resize};
use image::{RgbImage, RgbaImage};
use std::path::PathBuf;

use super::header::riff_chunks;
use super::{Format, Limits, Picture, Refusal, RefusalKind, decode, inspect, render};

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
        "accept" | "accept, re-encoded: the appended or commented payload is gone" => {
            verdict(true, &[])
        }
        "refuse 415" => verdict(false, &[UnsupportedType]),
        "refuse 422" => verdict(false, &[Unreadable]),
        "refuse 413 or 422 from the header, before decoding" => {
            verdict(false, &[TooLarge, Unreadable])
        }
        "refuse 422 (or accept what decodes); never 5xx"
        | "accept first frame or refuse 422; bounded time" => verdict(true, &[Unreadable]),
        "accept if the format is supported, else 415" => verdict(true, &[UnsupportedType]),
        "accept without the text chunk, or refuse; never inflate it whole" => {
            verdict(true, &[TooLarge, Unreadable, UnsupportedType])
        }
        other => panic!("the manifest has a new verdict: {other}"),
    }
}

fn pictures() -> Option<PathBuf> {
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

fn read(file: &str) -> Option<Vec<u8>> {
    let path = pictures()?.join(file);
    Some(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn decoded(file: &str) -> Option<Picture> {
    let picture = decode(&read(file)?, &Limits::default());
    Some(picture.unwrap_or_else(|refusal| panic!("{file}: {refusal:?}")))
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
        let Ok(picture) = decode(&bytes, &Limits::default()) else { continue };
        let (Ok(width), Ok(height)) = (row[6].parse::<u32>(), row[7].parse::<u32>()) else {
            continue;
        };

        let is_on_its_side = matches!(&row[9], "5" | "6" | "7" | "8");
        let upright = if is_on_its_side { (height, width) } else { (width, height) };

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
    let Some(bytes) = read("made/large-12000x9000.jpg") else { return };
    let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("has a scan");

    let refusal = decode(&bytes[..scan + 14], &Limits::default()).expect_err("is refused");

    assert!(matches!(refusal, Refusal::TooManyPixels { width: 12_000, .. }), "{refusal:?}");
}

#[test]
fn nothing_of_the_senders_metadata_or_payload_comes_out() {
    let Some(folder) = pictures() else { return };
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).expect("is read");
    let mut accepted = 0;

    for row in manifest.records() {
        let row = row.expect("is a row");
        let bytes = std::fs::read(folder.join(&row[0])).expect("is read");
        let Ok(picture) = decode(&bytes, &Limits::default()) else { continue };
        accepted += 1;

        for format in [Format::Jpeg, Format::WebP, Format::Avif] {
            let width = if format == Format::Avif { 48 } else { 320 };
            let rendition = render(&picture, width, format).expect("renders");
            assert_clean(&rendition.bytes, format, &row[0]);
        }
    }

    assert!(accepted >= 45, "only {accepted} were accepted");
}

#[track_caller]
fn assert_clean(bytes: &[u8], format: Format, file: &str) {
    for mark in [
        &b"Exif\0\0"[..],
        b"http://ns.adobe.com",
        b"XML:com.adobe",
        b"ICC_PROFILE",
        b"Photoshop 3.0",
        b"<script",
        b"<?xml",
        b"PK\x03\x04",
    ] {
        let found = bytes.windows(mark.len()).any(|window| window == mark);
        assert!(!found, "{file} as {format:?} holds {}", mark.escape_ascii());
    }
    match format {
        Format::Jpeg => assert_eq!(extra_segments(bytes), Vec::<u8>::new(), "{file}"),
        Format::WebP => {
            for (kind, _) in riff_chunks(&bytes[12..]) {
                let kind = kind.escape_ascii().to_string();
                assert!(["VP8 ", "VP8L", "VP8X", "ALPH"].contains(&kind.as_str()), "{file}: {kind}");
            }
        }
        Format::Avif => {
            let boxes: [&[u8]; 3] = [b"Exif", b"rICC", b"prof"];
            assert!(!boxes.iter().any(|name| bytes.windows(4).any(|window| window == *name)));
        }
    }
}

/// Application segments other than JFIF's own, and comments, before the first scan.
fn extra_segments(jpeg: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut at = 2;
    while let Some(&[0xFF, kind, high, low]) = jpeg.get(at..at + 4) {
        match kind {
            0xDA => break,
            0xE1..=0xEF | 0xFE => found.push(kind),
            _ => {}
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    found
}

#[test]
fn all_eight_orientations_come_out_upright() {
    let Some(upright) = decoded("real-exif/orientation-landscape_1.jpg") else { return };

    for turn in 2..=8 {
        let file = format!("real-exif/orientation-landscape_{turn}.jpg");
        let Some(turned) = decoded(&file) else { return };

        let difference = mean_difference(&upright, &turned);

        assert!(difference < 6.0, "{file} differs by {difference:.1} of 255");
    }
}

#[test]
fn portraits_turned_in_three_ways_agree() {
    let Some(first) = decoded("real-exif/orientation-portrait_3.jpg") else { return };

    for turn in [6, 8] {
        let file = format!("real-exif/orientation-portrait_{turn}.jpg");
        let Some(turned) = decoded(&file) else { return };

        let difference = mean_difference(&first, &turned);

        assert!(turned.height() > turned.width());
        assert!(difference < 6.0, "{file} differs by {difference:.1} of 255");
    }
}

#[test]
fn a_turned_webp_shows_the_same_face_as_its_upright_jpeg() {
    let Some(turned) = decoded("pillow/hopper_orientation_6.webp") else { return };
    let Some(grey) = decoded("pillow/hopper_gray.jpg") else { return };

    let grey_turned = image::DynamicImage::from(turned.pixels().clone()).to_luma8();
    let grey_upright = image::DynamicImage::from(grey.pixels().clone()).to_luma8();
    let difference = mean(grey_turned.as_raw(), grey_upright.as_raw());

    assert!(difference < 8.0, "differs by {difference:.1} of 255");
}

#[test]
fn an_orientation_that_only_xmp_tells_is_followed() {
    let Some(bytes) = read("pillow/xmp_tags_orientation.png") else { return };
    let stored = image::load_from_memory(&bytes).expect("decodes").into_rgba8();

    let picture = decode(&bytes, &Limits::default()).expect("is accepted");

    let shown = thumbnail(picture.pixels());
    let as_stored = thumbnail(&stored);
    let turned = thumbnail(&image::imageops::rotate180(&stored));
    let right = mean(shown.as_raw(), turned.as_raw());
    let wrong = mean(shown.as_raw(), as_stored.as_raw());
    assert!(right < wrong / 2.0, "{right:.1} against {wrong:.1}");
    // Its profile is ColorMatch RGB; another colour engine makes the same of its first pixel.
    let first = picture.pixels().get_pixel(0, 0).0;
    let is_near = |(is, meant): (u8, u8)| is.abs_diff(meant) <= 2;
    assert!(first.into_iter().zip([144, 118, 91, 255]).all(is_near), "{first:?}");
}

#[test]
fn four_inks_become_the_colours_that_a_printer_would_show() {
    let Some(sample) = decoded("pillow/pil_sample_cmyk.jpg") else { return };
    let Some(made) = decoded("made/cmyk-no-profile.jpg") else { return };

    // The sample is red without black at its first pixel and nearly black at its last.
    let [red, green, blue, _] = sample.pixels().get_pixel(0, 0).0;
    assert!(red > 200 && green < 60 && blue < 60, "{red} {green} {blue}");
    let last = sample.pixels().get_pixel(99, 99).0;
    assert!(last[..3].iter().all(|value| *value < 40), "{last:?}");
    // The other holds much of every ink, which by the plain rule is a very dark grey.
    let made = thumbnail(made.pixels());
    let darkness = mean(made.as_raw(), &vec![20; made.as_raw().len()]);
    assert!(darkness < 15.0, "{darkness}");
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

fn mean_difference(one: &Picture, other: &Picture) -> f64 {
    assert_eq!((one.width(), one.height()), (other.width(), other.height()));
    mean(thumbnail(one.pixels()).as_raw(), thumbnail(other.pixels()).as_raw())
}

fn thumbnail(pixels: &RgbaImage) -> RgbImage {
    let small = resize(pixels, 60, 60, FilterType::Triangle);
    image::DynamicImage::from(small).into_rgb8()
}

fn mean(one: &[u8], other: &[u8]) -> f64 {
    assert_eq!(one.len(), other.len());
    let sum: u32 = one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
    f64::from(sum) / f64::from(u32::try_from(one.len()).expect("is small"))
}

#[test]
#[ignore]
fn zz_fuzz() {
    let folder = pictures().unwrap();
    let mut seed = 0x1234_5678_9abc_def0u64;
    let mut rnd = move || { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; seed };
    std::panic::set_hook(Box::new(|i| eprintln!("PANIC {}", i.location().unwrap())));
    for d in ["made", "pillow", "real-exif"] { for e in std::fs::read_dir(folder.join(d)).unwrap() {
        let path = e.unwrap().path();
        let whole = std::fs::read(&path).unwrap();
        if whole.len() > 60_000 || whole.len() < 20 { continue; }
        let (mut ok, mut no) = (0, 0);
        for _ in 0..150 {
            let mut b = whole.clone();
            let head = (rnd() % 2) == 0;
            for _ in 0..(1 + rnd() % 8) { let span = if head { b.len().min(400) } else { b.len() }; let i = (rnd() as usize) % span; b[i] = rnd() as u8; }
            if rnd() % 5 == 0 { let n = (rnd() as usize) % b.len(); b.truncate(n); }
            let t = std::time::Instant::now();
            match std::panic::catch_unwind(|| decode(&b, &Limits::default())) {
                Ok(Ok(_)) => ok += 1, Ok(Err(_)) => no += 1,
                Err(_) => { println!("panic in {path:?}"); }
            }
            if t.elapsed().as_secs_f32() > 1.5 { println!("slow {:?} {path:?}", t.elapsed()); std::fs::write("/tmp/cost/slow.bin", &b).unwrap(); }
        }
        println!("{path:?} {ok} {no}");
    }}
}
