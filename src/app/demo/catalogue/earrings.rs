//! Earrings.

use super::super::artwork::shot::earrings;
use super::model::{Choice, PLAIN, Product, Shot};
use super::sizes::METALS;

const VENDOR: &str = "Ondelune Atelier";
const CARE: &str =
    "Take them out before you dive, not because of the metal but because of the sea. Polish with the cloth in the box.";
const METAL: &str = "Recycled 925 silver, nickel-free; vermeil has 2.5 microns of 18 carat gold over it";

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 3201,
        handle: "luna-hoops",
        code: "LUNA",
        title: "Luna hoops",
        vendor: VENDOR,
        kind: "Earrings",
        tags: &["jewellery", "earrings", "new", "bestseller", "gift"],
        story: "Hollow, so they weigh nothing; round, so there is nothing to explain. Three sizes, from one that disappears behind hair to one that arrives before you do.",
        details: &[
            "Small 18 mm, medium 30 mm, large 44 mm",
            "3 mm tube",
            "A pair, or one to replace the one in the sea",
        ],
        material: METAL,
        care: CARE,
        summary: "Light, hollow hoops in three sizes, in gold vermeil or silver. As a pair or singly.",
        grams: 25,
        price: 6900,
        extra: &[
            ("Gold vermeil", 2000),
            ("Medium", 1000),
            ("Large", 2400),
            ("Single", -2800),
        ],
        options: &[
            Choice {
                name: "Metal",
                values: METALS,
            },
            Choice {
                name: "Size",
                values: &["Small", "Medium", "Large"],
            },
            Choice {
                name: "Sold as",
                values: &["Pair", "Single"],
            },
        ],
        missing: &[&["Large", "Single"], &["Sterling silver", "Medium", "Single"]],
        stock: &[
            (&["Gold vermeil", "Large", "Pair"], 2),
            (&["Sterling silver", "Small", "Single"], 0),
        ],
        shots: &[
            Shot {
                key: "luna-gold",
                shows: "Gold vermeil",
                alt: "Two gold hoops hang from a rod before a coral arch, palm shadows across them",
                focal: (5000, 3800),
                draw: earrings::luna_gold,
            },
            Shot {
                key: "luna-silver",
                shows: "Sterling silver",
                alt: "The same hoops in silver before a lagoon arch",
                focal: (5000, 3800),
                draw: earrings::luna_silver,
            },
            Shot {
                key: "luna-sizes",
                shows: "",
                alt: "The three sizes of the gold hoop side by side on blush and sand paper",
                focal: (5000, 4600),
                draw: earrings::luna_sizes,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3202,
        handle: "halyard-hoops",
        code: "HALHOOP",
        title: "Halyard rope hoops",
        vendor: VENDOR,
        kind: "Earrings",
        tags: &["jewellery", "earrings", "rope"],
        story: "The rope of the Halyard ring, bent into a hoop before it could get tired. Best seen from the side, at a bar, by somebody else.",
        details: &["28 mm across", "A pair", "Click fastening"],
        material: METAL,
        care: CARE,
        summary: "Twisted rope hoops in gold vermeil, 28 mm across, with a click fastening.",
        grams: 30,
        price: 11_900,
        stock: &[(&[], 9)],
        shots: &[Shot {
            key: "halyard-hoops",
            shows: "",
            alt: "Two twisted gold hoops hang from a rod before a terracotta arch",
            focal: (5000, 3800),
            draw: earrings::halyard_hoops,
        }],
        ..PLAIN
    },
    Product {
        number: 3203,
        handle: "waning-crescent-hoops",
        code: "WANING",
        title: "Waning crescent hoops",
        vendor: VENDOR,
        kind: "Earrings",
        tags: &["jewellery", "earrings", "evening", "sale"],
        story: "Thin above, heavy below: a moon on its last three days. Cut from sheet and bevelled by hand, so each throws a slightly different light on the neck.",
        details: &["36 mm across", "A pair", "Flat, light, silent"],
        material: METAL,
        care: CARE,
        summary: "Flat crescent hoops cut from sheet and bevelled by hand. Silver reduced.",
        grams: 28,
        price: 7900,
        was: Some(10_900),
        reduced: &["Sterling silver"],
        options: &[Choice {
            name: "Metal",
            values: &["Sterling silver", "Gold vermeil"],
        }],
        stock: &[(&["Sterling silver"], 2), (&["Gold vermeil"], 11)],
        shots: &[
            Shot {
                key: "crescent-silver",
                shows: "Sterling silver",
                alt: "Two flat silver crescent hoops hang from a rod before a dusky arch",
                focal: (5000, 3800),
                draw: earrings::crescent_silver,
            },
            Shot {
                key: "crescent-gold",
                shows: "Gold vermeil",
                alt: "The same hoops in gold before a sage arch",
                focal: (5000, 3800),
                draw: earrings::crescent_gold,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3204,
        handle: "perle-baroque-drops",
        code: "BAROQ",
        title: "Perle baroque drops",
        vendor: VENDOR,
        kind: "Earrings",
        tags: &["jewellery", "earrings", "pearl", "gift", "evening", "new"],
        story: "Pearls that did not become round and are better for it. Matched in pairs by a woman in Agde who has done nothing else since 1988 and still says that no two match.",
        details: &[
            "Freshwater baroque pearls, 12 to 14 mm",
            "Small hoop, can be worn without the pearl",
            "A pair",
        ],
        material: METAL,
        care: "Last on, first off. Wipe the pearls with a damp cloth.",
        summary: "Baroque pearl drops on small gold vermeil hoops, matched by hand. The pearl comes off.",
        grams: 30,
        price: 16_900,
        stock: &[(&[], 3)],
        shots: &[
            Shot {
                key: "pearl-drops",
                shows: "",
                alt: "Two irregular pearls on small gold hoops, one lying in a pale scallop shell",
                focal: (5000, 4800),
                draw: earrings::pearl_drops,
            },
            Shot {
                key: "pearl-drop-close",
                shows: "",
                alt: "One irregular pearl under its gold cap, close",
                focal: (5000, 6200),
                draw: earrings::pearl_detail,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 3205,
        handle: "solstice-studs",
        code: "SOLST",
        title: "Solstice pearl studs",
        vendor: VENDOR,
        kind: "Earrings",
        tags: &["jewellery", "earrings", "pearl", "small", "gift"],
        story: "Sixteen rays, eight long and eight short, around a button pearl. For the longest day, and for getting through the others.",
        details: &["14 mm across", "Button pearl, 5 mm", "A pair"],
        material: METAL,
        care: CARE,
        summary: "Sunburst studs with a button pearl in gold vermeil, 14 mm across.",
        grams: 20,
        price: 4900,
        stock: &[(&[], 22)],
        shots: &[Shot {
            key: "solstice-studs",
            shows: "",
            alt: "Two gold sunbursts with a pearl in the middle on yellow and blush paper",
            focal: (5000, 5000),
            draw: earrings::sun_studs,
        }],
        ..PLAIN
    },
    Product {
        number: 3206,
        handle: "threefold-ear-cuff",
        code: "THREEF",
        title: "Threefold ear cuff",
        vendor: VENDOR,
        kind: "Earrings",
        tags: &["jewellery", "earrings", "small"],
        story: "Three wires, no hole needed. Pinch it on, forget it, be asked about it.",
        details: &["One piece, fits either ear", "Adjusts with two fingers", "No piercing"],
        material: METAL,
        care: CARE,
        summary: "A three-wire ear cuff in gold vermeil that needs no piercing. Sold singly.",
        grams: 15,
        price: 4200,
        stock: &[(&[], 2)],
        shots: &[Shot {
            key: "threefold",
            shows: "",
            alt: "Ear cuff of three joined gold wires on pale stone with pebbles",
            focal: (5000, 4600),
            draw: earrings::threefold,
        }],
        ..PLAIN
    },
];
