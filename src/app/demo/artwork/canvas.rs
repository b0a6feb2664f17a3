//! The sheet a picture is drawn on: definitions on one side, marks on the other.
//!
//! Every gradient, clip and blur gets a name that is unique in its picture, so the
//! functions that draw things can be put together freely.

use std::fmt::{Arguments, Write as _};

use super::colour::Colour;
use super::path::Point;

/// A gradient stop: offset in percent, colour, opacity in percent.
pub type Stop = (u8, Colour, u8);

/// An SVG picture under construction.
#[derive(Debug)]
pub struct Canvas {
    width: u16,
    height: u16,
    defs: String,
    body: String,
    names: u32,
    blurs: Vec<(u16, String)>,
}

impl Canvas {
    /// An empty sheet of `width` by `height` units.
    pub const fn new(width: u16, height: u16) -> Self {
        Self {
            width,
            height,
            defs: String::new(),
            body: String::new(),
            names: 0,
            blurs: Vec::new(),
        }
    }

    /// Width in units.
    pub fn width(&self) -> f64 {
        f64::from(self.width)
    }

    /// Height in units.
    pub fn height(&self) -> f64 {
        f64::from(self.height)
    }

    /// Adds marks; what is drawn later lies on top.
    pub fn draw(&mut self, marks: Arguments<'_>) {
        let _ = self.body.write_fmt(marks);
    }

    /// Fills the path `data` with `paint`.
    pub fn fill(&mut self, data: &str, paint: impl std::fmt::Display) {
        self.draw(format_args!(r#"<path d="{data}" fill="{paint}"/>"#));
    }

    /// Fills the path `data` with `paint` at `percent` opacity.
    pub fn tint(&mut self, data: &str, paint: impl std::fmt::Display, percent: u8) {
        let opacity = share(percent);
        self.draw(format_args!(
            r#"<path d="{data}" fill="{paint}" fill-opacity="{opacity}"/>"#
        ));
    }

    /// Draws along the path `data`, `width` units thick, with round ends.
    pub fn stroke(&mut self, data: &str, paint: impl std::fmt::Display, width: f64, percent: u8) {
        let opacity = share(percent);
        self.draw(format_args!(
            r#"<path d="{data}" fill="none" stroke="{paint}" stroke-width="{width:.1}" stroke-opacity="{opacity}" stroke-linecap="round" stroke-linejoin="round"/>"#
        ));
    }

    /// A row of stitches along `data`.
    pub fn stitch(&mut self, data: &str, thread: Colour, percent: u8) {
        let opacity = share(percent);
        self.draw(format_args!(
            r#"<path d="{data}" fill="none" stroke="{thread}" stroke-width="1.8" stroke-opacity="{opacity}" stroke-dasharray="8 5"/>"#
        ));
    }

    /// Fills the whole sheet.
    pub fn flood(&mut self, paint: impl std::fmt::Display) {
        let (width, height) = (self.width, self.height);
        self.draw(format_args!(
            r#"<rect width="{width}" height="{height}" fill="{paint}"/>"#
        ));
    }

    /// Draws inside a group with these attributes.
    pub fn group(&mut self, attributes: &str, inside: impl FnOnce(&mut Self)) {
        self.draw(format_args!("<g {attributes}>"));
        inside(self);
        self.draw(format_args!("</g>"));
    }

    /// Draws with the origin at `place`, turned by `degrees` and scaled.
    pub fn placed(&mut self, place: Point, degrees: f64, scale: f64, inside: impl FnOnce(&mut Self)) {
        let (x, y) = place;
        let attributes = format!(r#"transform="translate({x:.1} {y:.1}) rotate({degrees:.1}) scale({scale:.3})""#);
        self.group(&attributes, inside);
    }

    /// Draws only where the path `data` is.
    pub fn clipped(&mut self, data: &str, inside: impl FnOnce(&mut Self)) {
        let name = self.name();
        let _ = write!(
            self.defs,
            r#"<clipPath id="{name}"><path d="{data}" clip-rule="evenodd"/></clipPath>"#
        );
        self.group(&format!(r#"clip-path="url(#{name})""#), inside);
    }

    /// Draws softly: blurred by `radius` units, at `percent` opacity.
    pub fn soft(&mut self, radius: u16, percent: u8, inside: impl FnOnce(&mut Self)) {
        let filter = self.blur(radius);
        let opacity = share(percent);
        self.group(&format!(r#"filter="{filter}" opacity="{opacity}""#), inside);
    }

    /// Draws softly like `soft`, for marks as large as the sheet; not to be used inside `placed`.
    pub fn haze(&mut self, radius: u16, percent: u8, inside: impl FnOnce(&mut Self)) {
        let name = self.name();
        let (width, height) = (self.width, self.height);
        let _ = write!(
            self.defs,
            r#"<filter id="{name}" filterUnits="userSpaceOnUse" x="0" y="0" width="{width}" height="{height}" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="{radius}"/></filter>"#
        );
        let opacity = share(percent);
        self.group(&format!(r#"filter="url(#{name})" opacity="{opacity}""#), inside);
    }

    /// A gradient from one point to another, in the units of the place where it is used.
    pub fn linear(&mut self, from: Point, to: Point, stops: &[Stop]) -> String {
        let name = self.name();
        let _ = write!(
            self.defs,
            r#"<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}">"#,
            from.0, from.1, to.0, to.1
        );
        self.stops(stops);
        self.defs.push_str("</linearGradient>");
        format!("url(#{name})")
    }

    /// A gradient from one point to another that starts again after it: stripes without seams.
    pub fn bands(&mut self, from: Point, to: Point, stops: &[Stop]) -> String {
        let name = self.name();
        let _ = write!(
            self.defs,
            r#"<linearGradient id="{name}" gradientUnits="userSpaceOnUse" spreadMethod="repeat" x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}">"#,
            from.0, from.1, to.0, to.1
        );
        self.stops(stops);
        self.defs.push_str("</linearGradient>");
        format!("url(#{name})")
    }

    /// A gradient around `centre` out to `radius`.
    pub fn radial(&mut self, centre: Point, radius: f64, stops: &[Stop]) -> String {
        let name = self.name();
        let _ = write!(
            self.defs,
            r#"<radialGradient id="{name}" gradientUnits="userSpaceOnUse" cx="{:.1}" cy="{:.1}" r="{radius:.1}">"#,
            centre.0, centre.1
        );
        self.stops(stops);
        self.defs.push_str("</radialGradient>");
        format!("url(#{name})")
    }

    /// A tile of `width` by `height` units that repeats, turned by `degrees`.
    pub fn pattern(&mut self, width: f64, height: f64, degrees: f64, tile: &str) -> String {
        let name = self.name();
        let _ = write!(
            self.defs,
            r#"<pattern id="{name}" patternUnits="userSpaceOnUse" width="{width:.1}" height="{height:.1}" patternTransform="rotate({degrees:.1})">{tile}</pattern>"#
        );
        format!("url(#{name})")
    }

    /// The finished picture.
    pub fn finish(self) -> String {
        let Self {
            width,
            height,
            defs,
            body,
            ..
        } = self;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"><defs>{defs}</defs>{body}</svg>"#
        )
    }

    fn blur(&mut self, radius: u16) -> String {
        if let Some((_, filter)) = self.blurs.iter().find(|(known, _)| *known == radius) {
            return filter.clone();
        }
        let name = self.name();
        let _ = write!(
            self.defs,
            r#"<filter id="{name}" x="-20%" y="-20%" width="140%" height="140%" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="{radius}"/></filter>"#
        );
        let filter = format!("url(#{name})");
        self.blurs.push((radius, filter.clone()));
        filter
    }

    fn stops(&mut self, stops: &[Stop]) {
        for (offset, colour, percent) in stops {
            let opacity = share(*percent);
            let _ = write!(
                self.defs,
                r#"<stop offset="{offset}%" stop-color="{colour}" stop-opacity="{opacity}"/>"#
            );
        }
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("n{}", self.names)
    }
}

fn share(percent: u8) -> String {
    format!("{:.2}", f64::from(percent) / 100.0)
}
