//! Necklaces.

use super::super::artwork::shot::necklaces;
use super::model::{Choice, PLAIN, Product, Shot, Words};
use super::sizes::METALS;

const VENDOR: &str = "Ondelune Atelier";
const CARE: &str =
    "Rinse after the sea, keep away from pools, store flat in its pouch so that it does not knot itself.";
const METAL: &str = "Recycled 925 silver; vermeil has 2.5 microns of 18 carat gold over it";
const LENGTHS: Words = &["40 cm", "45 cm", "50 cm"];

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 3301,
        handle: "etale-coin-pendant",
        code: "ETALE",
        title: "Étale coin pendant",
        vendor: VENDOR,
        kind: "Necklace",
        tags: &["jewellery", "necklace", "gift", "bestseller", "new"],
        story: "L’étale is French for the pause between tides. A coin that no bank ever struck: milled at the edge, moon and wave in the middle, heavy enough to find its own place on a collarbone.",
        details: &[
            "Coin 18 mm",
            "Cable chain with a loop every five centimetres",
            "Engraving on the back, free",
        ],
        material: METAL,
        care: CARE,
        summary: "A milled coin pendant with moon and wave on a cable chain, in gold vermeil or silver.",
        grams: 40,
        price: 11_800,
        extra: &[("Gold vermeil", 3000), ("50 cm", 500)],
        options: &[
            Choice {
                name: "Metal",
                values: METALS,
            },
            Choice {
                name: "Length",
                values: LENGTHS,
            },
        ],
        missing: &[&["Sterling silver", "40 cm"]],
        stock: &[(&["Gold vermeil", "45 cm"], 3), (&["Sterling silver", "50 cm"], 0)],
        shots: &[
            Shot {
                key: "etale-gold",
                shows: "Gold vermeil",
                alt: "Gold coin with a moon and a wave on a chain around a plaster bust",
                focal: (5000, 5400),
                draw: necklaces::etale_gold,
            },
            Shot {
                key: "etale-silver",
                shows: "Sterling silver",
                alt: "The same coin and chain in silver",
                focal: (5000, 5400),
                draw: necklaces::etale_silver,
            },
            Shot {
                key: "etale-close",
                shows: "",
                alt: "The milled gold coin, close, on veined stone",
                focal: (5000, 5200),
                draw: necklaces::etale_detail,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3302,
        handle: "premier-croissant-necklace",
        code: "CROISS",
        title: "Premier croissant necklace",
        vendor: VENDOR,
        kind: "Necklace",
        tags: &["jewellery", "necklace", "small"],
        story: "The first crescent, not the pastry, though we will not pretend that nobody thought of it. It hangs by one horn from a ball chain as fine as wet sand.",
        details: &["Crescent 22 mm", "Ball chain, 1.2 mm", "Lobster clasp"],
        material: METAL,
        care: CARE,
        summary: "A crescent moon hanging by one horn from a fine ball chain, in silver or gold vermeil.",
        grams: 25,
        price: 7400,
        extra: &[("Gold vermeil", 1500)],
        options: &[
            Choice {
                name: "Metal",
                values: &["Sterling silver", "Gold vermeil"],
            },
            Choice {
                name: "Length",
                values: &["42 cm", "48 cm"],
            },
        ],
        stock: &[(&["Sterling silver", "42 cm"], 2)],
        shots: &[
            Shot {
                key: "croissant-silver",
                shows: "Sterling silver",
                alt: "Silver crescent on a fine chain around a plaster bust against dusky purple",
                focal: (5000, 5400),
                draw: necklaces::croissant_silver,
            },
            Shot {
                key: "croissant-gold",
                shows: "Gold vermeil",
                alt: "The same crescent in gold against soft yellow",
                focal: (5000, 5400),
                draw: necklaces::croissant_gold,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3303,
        handle: "saint-jacques-scallop-pendant",
        code: "STJACQ",
        title: "Saint-Jacques scallop pendant",
        vendor: VENDOR,
        kind: "Necklace",
        tags: &["jewellery", "necklace", "shell"],
        story: "Cast from a shell that one of us carried from Roscoff to Compostela and, against all advice, back. Seven ribs, worn smooth on the left where the thumb goes.",
        details: &[
            "Shell 24 mm",
            "Flat curb chain, 45 cm",
            "Comes with a very short story in the box",
        ],
        material: METAL,
        care: CARE,
        summary: "A scallop pendant cast from a shell that walked to Compostela, on a curb chain in gold vermeil.",
        grams: 35,
        price: 13_400,
        stock: &[(&[], 5)],
        shots: &[Shot {
            key: "saint-jacques",
            shows: "",
            alt: "Gold scallop shell on a curb chain around a plaster bust against coral",
            focal: (5000, 5400),
            draw: necklaces::saint_jacques,
        }],
        ..PLAIN
    },
    Product {
        number: 3304,
        handle: "sea-glass-drop-necklace",
        code: "GLSDROP",
        title: "Sea-glass drop necklace",
        vendor: VENDOR,
        kind: "Necklace",
        tags: &["jewellery", "necklace", "sea-glass", "gift"],
        story: "A piece of bottle that the Atlantic has been working on since about 1970. We drill nothing: a wire runs round it once and across it once, like string round a parcel.",
        details: &[
            "Glass 20 to 24 mm, each one different",
            "Cable chain, 45 to 50 cm",
            "Frosted; do not polish",
        ],
        material: "925 silver with 18 carat gold vermeil, found glass",
        care: CARE,
        summary: "A drop of found sea glass held by gold vermeil wire on a cable chain, in green or amber.",
        grams: 30,
        price: 9600,
        options: &[Choice {
            name: "Glass",
            values: &["Bottle green", "Amber"],
        }],
        stock: &[(&["Amber"], 1), (&["Bottle green"], 8)],
        shots: &[
            Shot {
                key: "glass-drop-green",
                shows: "Bottle green",
                alt: "Green sea glass in gold wire on a chain around a plaster bust",
                focal: (5000, 5400),
                draw: necklaces::glass_drop_sea,
            },
            Shot {
                key: "glass-drop-amber",
                shows: "Amber",
                alt: "The same pendant with amber glass",
                focal: (5000, 5400),
                draw: necklaces::glass_drop_amber,
            },
            Shot {
                key: "glass-drop-shore",
                shows: "",
                alt: "The green pendant on wet sand where a clear wave runs out",
                focal: (5000, 5800),
                draw: necklaces::glass_drop_shore,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3305,
        handle: "perle-solo-pendant",
        code: "PERLE",
        title: "Perle solo pendant",
        vendor: VENDOR,
        kind: "Necklace",
        tags: &["jewellery", "necklace", "pearl", "small"],
        story: "One pearl, one cap, one chain. Everything that could be left out has been.",
        details: &[
            "Freshwater pearl, 9 mm",
            "Cable chain, 42 to 45 cm",
            "For every day, including Mondays",
        ],
        material: METAL,
        care: "Last on, first off. Wipe the pearl with a damp cloth.",
        summary: "A single round freshwater pearl on a fine gold vermeil chain.",
        grams: 25,
        price: 6800,
        stock: &[(&[], 14)],
        shots: &[Shot {
            key: "perle-solo",
            shows: "",
            alt: "Single pearl on a fine gold chain around a plaster bust against lilac",
            focal: (5000, 5200),
            draw: necklaces::perle,
        }],
        ..PLAIN
    },
    Product {
        number: 3306,
        handle: "flood-tide-bar-necklace",
        code: "FLOOD",
        title: "Flood Tide bar necklace",
        vendor: VENDOR,
        kind: "Necklace",
        tags: &["jewellery", "necklace", "sale"],
        story: "A level bar with the sea along its lower edge. It hangs from both ends, so it stays level even when you do not.",
        details: &["Bar 34 mm", "Cable chain, 42 cm", "Last pieces of this mould"],
        material: METAL,
        care: CARE,
        summary: "A level gold vermeil bar with a wave along its lower edge. Last pieces, reduced.",
        grams: 25,
        price: 4800,
        was: Some(7200),
        stock: &[(&[], 3)],
        shots: &[Shot {
            key: "flood-tide",
            shows: "",
            alt: "Gold bar with a wavy lower edge hanging level on a plaster bust",
            focal: (5000, 5000),
            draw: necklaces::flood_tide,
        }],
        ..PLAIN
    },
    Product {
        number: 3308,
        handle: "moonrise-pearl-strand",
        code: "MOONR",
        title: "Moonrise pearl strand",
        vendor: VENDOR,
        kind: "Necklace",
        tags: &["jewellery", "necklace", "pearl", "evening", "gift"],
        story: "Graduated, as they were for grandmothers, but short, as they were not. Knotted on silk between every two pearls, so that if it breaks at a party you lose one, and a story.",
        details: &[
            "Freshwater pearls, 5 to 9 mm",
            "Hand-knotted on silk, 41 cm",
            "Vermeil clasp in the shape of a shell",
        ],
        material: "Freshwater pearls, silk, 925 silver with 18 carat gold vermeil",
        care: "Last on, first off. Have it restrung every few years.",
        summary: "A short graduated strand of freshwater pearls, hand-knotted on silk.",
        grams: 60,
        price: 26_500,
        stock: &[(&[], 2)],
        shots: &[
            Shot {
                key: "moonrise",
                shows: "",
                alt: "Short strand of graduated pearls on a plaster bust against dusk blue",
                focal: (5000, 3600),
                draw: necklaces::strand,
            },
            Shot {
                key: "moonrise-close",
                shows: "",
                alt: "Large pearls in a curve across lilac and blush paper",
                focal: (5000, 5000),
                draw: necklaces::strand_detail,
            },
        ],
        ..PLAIN
    },
];
