//! Rings and cuffs.

use super::super::artwork::shot::rings;
use super::model::{Choice, PLAIN, Product, Shot};
use super::sizes::{METALS, RINGS};

const VENDOR: &str = "Ondelune Atelier";
const CARE: &str =
    "Salt water does it no harm if you rinse it afterwards; chlorine does. Polish with the cloth in the box.";
const METAL: &str = "Recycled 925 silver; vermeil has 2.5 microns of 18 carat gold over it";

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 3101,
        handle: "slack-tide-signet",
        code: "SLACK",
        title: "Slack Tide signet ring",
        vendor: VENDOR,
        kind: "Ring",
        tags: &["jewellery", "ring", "new", "gift", "bestseller"],
        story: "Slack tide is the quarter of an hour in which the sea cannot decide. The moon that causes it and the wave that waits for it are cut by hand into an oval face, deep enough to seal a letter with, should you still write any.",
        details: &[
            "Oval face, 15 by 12 mm",
            "Engraved by hand in Porto",
            "Heavy on purpose: 11 g",
        ],
        material: METAL,
        care: CARE,
        summary: "An oval signet ring with a hand-cut moon and wave, in gold vermeil or sterling silver.",
        grams: 40,
        price: 14_500,
        extra: &[("Gold vermeil", 3500)],
        options: &[
            Choice {
                name: "Metal",
                values: METALS,
            },
            Choice {
                name: "Size",
                values: RINGS,
            },
        ],
        missing: &[&["Gold vermeil", "60"]],
        stock: &[
            (&["Gold vermeil", "54"], 1),
            (&["Sterling silver", "50"], 0),
            (&["Gold vermeil", "50"], 0),
        ],
        shots: &[
            Shot {
                key: "signet-gold",
                shows: "Gold vermeil",
                alt: "Gold signet ring with a moon over a wave on a plaster drum before a terracotta arch",
                focal: (5300, 5800),
                draw: rings::signet_gold,
            },
            Shot {
                key: "signet-silver",
                shows: "Sterling silver",
                alt: "The same ring in silver before a sea-blue arch",
                focal: (5300, 5800),
                draw: rings::signet_silver,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3102,
        handle: "halyard-ring",
        code: "HALRNG",
        title: "Halyard rope ring",
        vendor: VENDOR,
        kind: "Ring",
        tags: &["jewellery", "ring", "rope"],
        story: "Three strands laid right-handed, as every halyard on the quay is. It catches the light sixty-four times on the way round; one of us counted.",
        details: &["4 mm thick", "Turns freely on the finger", "Comfort fit"],
        material: METAL,
        care: CARE,
        summary: "A twisted rope ring in gold vermeil or rose gold vermeil, laid right-handed like a halyard.",
        grams: 30,
        price: 9800,
        extra: &[("Rose gold vermeil", 400)],
        options: &[
            Choice {
                name: "Metal",
                values: &["Gold vermeil", "Rose gold vermeil"],
            },
            Choice {
                name: "Size",
                values: RINGS,
            },
        ],
        missing: &[&["Rose gold vermeil", "50"], &["Rose gold vermeil", "60"]],
        stock: &[(&["Gold vermeil", "52"], 2)],
        shots: &[
            Shot {
                key: "halyard-ring-gold",
                shows: "Gold vermeil",
                alt: "Gold rope ring on a white drum before a lilac arch",
                focal: (5300, 6000),
                draw: rings::halyard_ring_gold,
            },
            Shot {
                key: "halyard-ring-rose",
                shows: "Rose gold vermeil",
                alt: "The same ring in rose gold before a sandy arch",
                focal: (5300, 6000),
                draw: rings::halyard_ring_rose,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3103,
        handle: "sea-glass-ring",
        code: "GLSRNG",
        title: "Sea-glass ring",
        vendor: VENDOR,
        kind: "Ring",
        tags: &["jewellery", "ring", "sea-glass", "gift"],
        story: "The glass is from bottles, and the polish from thirty years on the beaches of Cascais. We only set it. Green is common, blue was medicine, and coral-red is the tail light of somebody’s old car.",
        details: &[
            "Stone about 7 mm, each one different",
            "Round wire, 2 mm",
            "Three stones in a row look deliberate",
        ],
        material: "925 silver with 18 carat gold vermeil, found glass",
        care: CARE,
        summary: "A thin gold vermeil ring set with a piece of found sea glass in green, blue or coral red.",
        grams: 30,
        price: 8400,
        extra: &[("Coral red", 2600), ("Medicine blue", 900)],
        options: &[
            Choice {
                name: "Glass",
                values: &["Bottle green", "Medicine blue", "Coral red"],
            },
            Choice {
                name: "Size",
                values: &["50", "52", "54", "56", "58"],
            },
        ],
        missing: &[&["Coral red", "50"], &["Coral red", "58"], &["Medicine blue", "50"]],
        stock: &[(&["Coral red"], 1), (&["Medicine blue", "54"], 0)],
        shots: &[
            Shot {
                key: "glass-ring-green",
                shows: "Bottle green",
                alt: "Thin gold ring with a green stone in a white scallop shell on blush paper",
                focal: (4900, 4400),
                draw: rings::glass_ring_sea,
            },
            Shot {
                key: "glass-ring-blue",
                shows: "Medicine blue",
                alt: "The same ring with a dark blue stone on yellow paper",
                focal: (4900, 4400),
                draw: rings::glass_ring_blue,
            },
            Shot {
                key: "glass-ring-coral",
                shows: "Coral red",
                alt: "The same ring with a coral red stone on pale blue paper",
                focal: (4900, 4400),
                draw: rings::glass_ring_coral,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3104,
        handle: "low-swell-band",
        code: "LOWSW",
        title: "Low Swell band",
        vendor: VENDOR,
        kind: "Ring",
        tags: &["jewellery", "ring", "unisex"],
        story: "A plain band, rolled once over a rod so that the surface is never quite flat. Looked at for long enough, it moves. Often bought in twos, for the usual reason.",
        details: &["5 mm wide", "Engraving inside, up to 16 letters, free", "Comfort fit"],
        material: METAL,
        care: CARE,
        summary: "A plain five-millimetre band that is never quite flat, in gold vermeil or silver. Free engraving.",
        grams: 35,
        price: 8900,
        extra: &[("Gold vermeil", 3000)],
        options: &[
            Choice {
                name: "Metal",
                values: METALS,
            },
            Choice {
                name: "Size",
                values: &["52", "54", "56", "58", "60", "62", "64"],
            },
        ],
        stock: &[(&["Sterling silver", "62"], 2), (&["Gold vermeil", "64"], 0)],
        shots: &[
            Shot {
                key: "low-swell-gold",
                shows: "Gold vermeil",
                alt: "Plain gold band on a white drum before a sage arch",
                focal: (5300, 6000),
                draw: rings::low_swell_gold,
            },
            Shot {
                key: "low-swell-silver",
                shows: "Sterling silver",
                alt: "The same band in silver before a coral arch",
                focal: (5300, 6000),
                draw: rings::low_swell_silver,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3105,
        handle: "low-swell-trio",
        code: "LOWTRIO",
        title: "Low Swell trio",
        vendor: VENDOR,
        kind: "Ring",
        tags: &["jewellery", "ring", "sale", "gift"],
        story: "One band of each metal we work in, a size made to be worn together. They scratch each other a little, and after a year that is the best thing about them.",
        details: &["Three bands: gold, rose gold, silver", "5 mm each", "In one box"],
        material: METAL,
        care: CARE,
        summary: "Three plain bands in gold vermeil, rose gold vermeil and silver to be worn together. Reduced.",
        grams: 90,
        price: 21_900,
        was: Some(28_900),
        options: &[Choice {
            name: "Size",
            values: &["52", "54", "56"],
        }],
        stock: &[(&["52"], 0), (&["54"], 2), (&["56"], 1)],
        shots: &[Shot {
            key: "low-swell-trio",
            shows: "",
            alt: "Three plain bands in gold, rose gold and silver on veined stone",
            focal: (5000, 5000),
            draw: rings::low_swell_trio,
        }],
        ..PLAIN
    },
    Product {
        number: 3106,
        handle: "swell-cuff",
        code: "CUFF",
        title: "Swell cuff",
        vendor: VENDOR,
        kind: "Bracelet",
        tags: &["jewellery", "cuff", "gift", "new"],
        story: "The edge is a tracing: the set that came through Supertubos on the fourteenth of October, read off the buoy and laid around a wrist. Broad, bright, and open at the back so that it goes over a wet hand.",
        details: &[
            "Up to 34 mm high",
            "Adjusts from 15 to 19 cm",
            "Buoy reading engraved inside",
        ],
        material: METAL,
        care: CARE,
        summary: "A broad cuff whose edge is a real set of waves, read off the buoy. In gold vermeil or silver.",
        grams: 80,
        price: 18_900,
        extra: &[("Gold vermeil", 5600)],
        options: &[Choice {
            name: "Metal",
            values: METALS,
        }],
        stock: &[(&["Gold vermeil"], 3), (&["Sterling silver"], 6)],
        shots: &[
            Shot {
                key: "cuff-gold",
                shows: "Gold vermeil",
                alt: "Broad gold cuff with a wave-shaped edge on a block of sandstone",
                focal: (5000, 5200),
                draw: rings::cuff_gold,
            },
            Shot {
                key: "cuff-silver",
                shows: "Sterling silver",
                alt: "The same cuff in silver on a pale block against sea green",
                focal: (5000, 5200),
                draw: rings::cuff_silver,
            },
        ],
        ..PLAIN
    },
];
