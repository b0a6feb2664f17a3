//! Small pictures for the tests beside the code.

use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
use std::io::Cursor;

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Jpeg)
}

pub fn gif(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Gif)
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::WebP)
}

/// 64 × 64: the upper left quarter is transparent, the rest is red.
pub fn half_transparent_png() -> Vec<u8> {
    let pixels = RgbaImage::from_fn(64, 64, |x, y| {
        image::Rgba(if x < 32 && y < 32 {
            [0, 0, 0, 0]
        } else {
            [200, 30, 30, 255]
        })
    });
    write(&pixels.into(), ImageFormat::Png)
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    write(&gradient(width, height), format)
}

fn gradient(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        let shade = |at: u32, length: u32| u8::try_from(at * 255 / length).unwrap_or(255);
        image::Rgb([shade(x, width), shade(y, height), 120])
    })
    .into()
}

fn write(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, format)
        .expect("a picture is written to memory");
    bytes.into_inner()
}
