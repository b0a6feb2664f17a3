//! What Ondelune sells: plain data, the same on every machine.
//!
//! Ondelune is a house of swim, surf and jewellery on a hill above a small Atlantic harbour. It
//! speaks dryly and exactly, likes the hour after work, and never shouts. Nothing here is real,
//! but everything could be: prices, sizes that are not made, last pieces, sold-out favourites.

mod ashore;
mod bikinis;
mod boards;
mod bracelets;
mod carried;
mod cold_water;
mod collections;
mod earrings;
mod kit;
mod looks;
mod model;
mod necklaces;
mod one_pieces;
mod rings;
mod sizes;
#[cfg(test)]
mod tests;
mod trunks;

pub use collections::{COLLECTIONS, Collection, Members};
pub use looks::{DemoGallery, GALLERIES, LOOKS, Look};
pub use model::{Choice, Product, Shot, Status, Variant, check_digit};

use super::artwork::shot::hero;

/// Name of the shop.
pub const NAME: &str = "Ondelune";
/// The sentence under the name.
pub const TAGLINE: &str = "Swim, surf and jewellery for the hour after work";
/// Where shoppers write to; the domain is reserved for examples (RFC 2606).
pub const EMAIL: &str = "hello@ondelune.example";

/// The picture at the top of the home page.
pub const HERO: Shot = Shot {
    key: "hero-evening-wide",
    shows: "",
    alt: "Three surfboards stand in the sand while two people walk into a violet and orange evening",
    focal: (6600, 5200),
    draw: hero::evening_wide,
};

/// Further pictures for the home page, in the cut that their names say.
pub const SCENES: &[Shot] = &[
    HERO,
    Shot {
        key: "hero-evening-tall",
        shows: "",
        alt: HERO.alt,
        focal: (6200, 5600),
        draw: hero::evening_tall,
    },
    Shot {
        key: "hero-morning-wide",
        shows: "",
        alt: "A coral and white parasol and a deck chair on an empty beach at sunrise",
        focal: (6800, 5600),
        draw: hero::morning_wide,
    },
    Shot {
        key: "hero-morning-tall",
        shows: "",
        alt: "A coral and white parasol and a deck chair on an empty beach at sunrise",
        focal: (5000, 5800),
        draw: hero::morning_tall,
    },
    Shot {
        key: "hero-swell-band",
        shows: "",
        alt: "",
        focal: (5000, 5000),
        draw: hero::swell_band,
    },
];

/// What is shown first where the newest comes first; the rest follows in the order of its kinds.
const FIRST: &[&str] = &[
    "lido-belted-one-piece",
    "slow-hand-longboard",
    "slack-tide-signet",
    "hammam-towel",
    "luna-hoops",
    "faro-gingham-bralette",
    "pebble-mid-length",
    "etale-coin-pendant",
];

/// All products, those of the home page first.
pub fn products() -> Vec<&'static Product> {
    let kinds = [
        one_pieces::PRODUCTS,
        bikinis::PRODUCTS,
        trunks::PRODUCTS,
        boards::PRODUCTS,
        cold_water::PRODUCTS,
        kit::PRODUCTS,
        rings::PRODUCTS,
        earrings::PRODUCTS,
        necklaces::PRODUCTS,
        bracelets::PRODUCTS,
        ashore::PRODUCTS,
        carried::PRODUCTS,
    ];
    let mut all: Vec<&'static Product> = kinds.into_iter().flatten().collect();
    // Stable: what is not named keeps its order.
    all.sort_by_key(|product| {
        FIRST
            .iter()
            .position(|handle| *handle == product.handle)
            .unwrap_or(FIRST.len())
    });
    all
}

/// Every picture of the store: home page, collections, products, looks.
pub fn shots() -> impl Iterator<Item = &'static Shot> {
    let collections = COLLECTIONS.iter().map(|collection| &collection.shot);
    SCENES
        .iter()
        .chain(collections)
        .chain(products().into_iter().flat_map(|product| product.shots))
        .chain(LOOKS.iter().map(|look| &look.shot))
}
