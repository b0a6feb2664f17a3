//! What comes out of the shared set's pictures: clean, upright and in the right colours.

use image::imageops::{FilterType, resize};
use image::{RgbImage, RgbaImage};

use super::header::riff_chunks;
use super::manifest_test::{pictures, read};
use super::{Format, Limits, Picture, decode, render};

fn decoded(file: &str) -> Option<Picture> {
    let picture = decode(&read(file)?, &Limits::default());
    Some(picture.unwrap_or_else(|refusal| panic!("{file}: {refusal:?}")))
}

#[test]
fn nothing_of_the_senders_metadata_or_payload_comes_out() {
    let Some(folder) = pictures() else { return };
    let mut manifest = csv::Reader::from_path(folder.join("manifest.csv")).expect("is read");
    let mut accepted = 0;

    for row in manifest.records() {
        let row = row.expect("is a row");
        let bytes = std::fs::read(folder.join(&row[0])).expect("is read");
        let Ok(picture) = decode(&bytes, &Limits::default()) else {
            continue;
        };
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
                assert!(
                    ["VP8 ", "VP8L", "VP8X", "ALPH"].contains(&kind.as_str()),
                    "{file}: {kind}"
                );
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
    let Some(upright) = decoded("real-exif/orientation-landscape_1.jpg") else {
        return;
    };

    for turn in 2..=8 {
        let file = format!("real-exif/orientation-landscape_{turn}.jpg");
        let Some(turned) = decoded(&file) else { return };

        let difference = mean_difference(&upright, &turned);

        assert!(difference < 6.0, "{file} differs by {difference:.1} of 255");
    }
}

#[test]
fn portraits_turned_in_three_ways_agree() {
    let Some(first) = decoded("real-exif/orientation-portrait_3.jpg") else {
        return;
    };

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
    let Some(turned) = decoded("pillow/hopper_orientation_6.webp") else {
        return;
    };
    let Some(grey) = decoded("pillow/hopper_gray.jpg") else {
        return;
    };

    let grey_turned = image::DynamicImage::from(turned.pixels().clone()).to_luma8();
    let grey_upright = image::DynamicImage::from(grey.pixels().clone()).to_luma8();
    let difference = mean(grey_turned.as_raw(), grey_upright.as_raw());

    assert!(difference < 8.0, "differs by {difference:.1} of 255");
}

#[test]
fn an_orientation_that_only_xmp_tells_is_followed() {
    let Some(bytes) = read("pillow/xmp_tags_orientation.png") else {
        return;
    };
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
    let Some(sample) = decoded("pillow/pil_sample_cmyk.jpg") else {
        return;
    };
    let Some(made) = decoded("made/cmyk-no-profile.jpg") else {
        return;
    };

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
