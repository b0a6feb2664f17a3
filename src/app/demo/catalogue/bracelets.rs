//! Bracelets and anklets.

use super::super::artwork::shot::bracelets;
use super::model::{Choice, PLAIN, Product, Shot};
use super::sizes::METALS;

const VENDOR: &str = "Ondelune Atelier";
const CARE: &str =
    "Rinse after the sea, keep away from pools, store flat in its pouch so that it does not knot itself.";
const METAL: &str = "Recycled 925 silver; vermeil has 2.5 microns of 18 carat gold over it";

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 3307,
        handle: "anchor-chain-bracelet",
        code: "ANCHOR",
        title: "Anchor chain bracelet",
        vendor: VENDOR,
        kind: "Bracelet",
        tags: &["jewellery", "bracelet", "unisex"],
        story: "Long links and a bar that goes through a ring: a clasp that a sailor can close behind the back in the dark. Solid, and it sounds like it.",
        details: &["Links 12 mm", "Ring and bar clasp", "Heavier than it looks: 14 g"],
        material: METAL,
        care: CARE,
        summary: "A long-link chain bracelet with a ring and bar clasp, in gold vermeil or silver.",
        grams: 45,
        price: 12_400,
        extra: &[("Gold vermeil", 3800)],
        options: &[
            Choice {
                name: "Metal",
                values: METALS,
            },
            Choice {
                name: "Length",
                values: &["17 cm", "19 cm", "21 cm"],
            },
        ],
        missing: &[&["Gold vermeil", "21 cm"]],
        stock: &[(&["Gold vermeil", "17 cm"], 0), (&["Sterling silver", "19 cm"], 3)],
        shots: &[
            Shot {
                key: "anchor-gold",
                shows: "Gold vermeil",
                alt: "Gold long-link bracelet with a bar clasp in a terracotta dish",
                focal: (5000, 5200),
                draw: bracelets::anchor_gold,
            },
            Shot {
                key: "anchor-silver",
                shows: "Sterling silver",
                alt: "The same bracelet in silver in a sea-blue dish",
                focal: (5000, 5200),
                draw: bracelets::anchor_silver,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3309,
        handle: "driftline-anklet",
        code: "DRIFT",
        title: "Driftline anklet",
        vendor: VENDOR,
        kind: "Anklet",
        tags: &["jewellery", "anklet", "small", "new"],
        story: "What you find if you walk along the tide line with your head down: a bit of coral, a bit of green, a pearl. Strung on a chain that stands up to sand.",
        details: &["22 to 25 cm", "Glass and pearl, 5 mm", "Worn loose, below the bone"],
        material: METAL,
        care: CARE,
        summary: "A gold vermeil anklet with coral and green glass and small pearls, like a tide line.",
        grams: 20,
        price: 4700,
        stock: &[(&[], 17)],
        shots: &[Shot {
            key: "driftline",
            shows: "",
            alt: "Gold anklet with coral, green and pearl beads lying on rippled sand, a pink shell above",
            focal: (5000, 5200),
            draw: bracelets::driftline,
        }],
        ..PLAIN
    },
    Product {
        number: 3310,
        handle: "keshi-charm-bracelet",
        code: "KESHI",
        title: "Keshi 芥子 charm bracelet",
        vendor: VENDOR,
        kind: "Bracelet",
        tags: &["jewellery", "bracelet", "pearl"],
        story: "Keshi are the pearls that an oyster makes by accident, all nacre and no nucleus. Eight of them on a rose-gold curb chain. Sold out; the oysters have been told.",
        details: &["Eight keshi pearls", "Curb chain, 18 cm", "Each one different"],
        material: METAL,
        care: "Last on, first off. Wipe the pearls with a damp cloth.",
        summary: "A rose gold vermeil curb bracelet with eight keshi pearls. Sold out for now.",
        grams: 40,
        price: 18_400,
        stock: &[(&[], 0)],
        shots: &[Shot {
            key: "keshi",
            shows: "",
            alt: "Rose-gold bracelet with eight small irregular pearls on sage and white paper",
            focal: (5000, 5000),
            draw: bracelets::keshi,
        }],
        ..PLAIN
    },
];
