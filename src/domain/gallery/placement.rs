//! Where a gallery stands, how it is laid out, and what it does when something is sold out.

use super::{UnknownWord, lookup};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How the posts of a gallery are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Equal tiles in rows.
    #[default]
    Grid,
    /// One row that scrolls.
    Carousel,
    /// Tiles of two sizes.
    Mosaic,
    /// One large picture after the other, its products beside it.
    Lookbook,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Grid, Self::Carousel, Self::Mosaic, Self::Lookbook];

    /// Its word in files, rows and commands; also its class on pages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Carousel => "carousel",
            Self::Mosaic => "mosaic",
            Self::Lookbook => "lookbook",
        }
    }
}

impl FromStr for Layout {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        lookup(text, &Self::ALL, Self::as_str)
    }
}

/// A kind of page that a gallery can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// The home page.
    Home,
    /// Pages of collections.
    Collection,
    /// Pages of products: there the posts that show this product.
    Product,
}

impl Placement {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Home, Self::Collection, Self::Product];

    /// Its word in files, rows and commands.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Collection => "collection",
            Self::Product => "product",
        }
    }
}

impl FromStr for Placement {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        lookup(text, &Self::ALL, Self::as_str)
    }
}

/// What becomes of a tag whose variant is sold out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoldOutRule {
    /// It says so.
    #[default]
    Badge,
    /// It is left out, and a post without any tag left is left out too.
    Hide,
}

impl SoldOutRule {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Badge, Self::Hide];

    /// Its word in files, rows and commands.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Badge => "badge",
            Self::Hide => "hide",
        }
    }
}

impl FromStr for SoldOutRule {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        lookup(text, &Self::ALL, Self::as_str)
    }
}
