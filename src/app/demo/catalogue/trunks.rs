//! Trunks, board shorts and rash vests.

use super::super::artwork::shot::trunks;
use super::model::{Choice, PLAIN, Product, Shot};
use super::sizes::{BODY, MENS};

const CARE: &str = "Machine wash at 30 °C inside out. Do not iron the waistband; it sulks.";

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 1301,
        handle: "onami-swim-trunks",
        code: "ONAMI",
        title: "Ōnami swim trunks",
        kind: "Trunks",
        tags: &["swim", "men", "print", "bestseller"],
        story: "Ōnami is the big wave. The print is the oldest one we know for water, seigaiha, redrawn a little too round, as a child would. Mesh inside, three pockets, one of them with a zip for the key that you would otherwise lose.",
        details: &[
            "Falls to mid-thigh",
            "Zipped back pocket with a drain",
            "Cord with brass tips",
        ],
        material: "100 % recycled polyester; mesh brief",
        care: CARE,
        summary: "Mid-length swim trunks with a hand-drawn seigaiha wave print. Three pockets, one with a zip.",
        grams: 210,
        price: 8400,
        options: &[
            Choice {
                name: "Colour",
                values: &["Deep sea", "Coral"],
            },
            Choice {
                name: "Size",
                values: MENS,
            },
        ],
        stock: &[(&["Deep sea", "M"], 3), (&["Coral", "S"], 0)],
        shots: &[
            Shot {
                key: "onami-deep",
                shows: "Deep sea",
                alt: "Swim trunks with a white wave pattern on deep green, lying on terrazzo",
                focal: (5000, 5000),
                draw: trunks::onami_deep,
            },
            Shot {
                key: "onami-coral",
                shows: "Coral",
                alt: "The same trunks with the waves on coral, palm shadows across the paper",
                focal: (5000, 5000),
                draw: trunks::onami_coral,
            },
            Shot {
                key: "onami-chair",
                shows: "",
                alt: "The green trunks dry over a striped deck chair by the sea",
                focal: (6800, 5600),
                draw: trunks::trunks_chair,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1302,
        handle: "baluard-short-trunks",
        code: "BALUARD",
        title: "Baluard short trunks",
        kind: "Trunks",
        tags: &["swim", "men", "recycled"],
        story: "Short, as trunks were when people dived off the harbour wall for a bet. A flat front, a waistband that is elastic only at the back, and cloth that dries while you walk home.",
        details: &[
            "Falls to upper thigh",
            "Flat front, elastic back",
            "Packs into its own pocket",
        ],
        material: "Four-way stretch, 88 % recycled polyamide, 12 % elastane",
        care: CARE,
        summary: "Short swim trunks with a flat front that dry while you walk home. Three quiet colours.",
        grams: 160,
        price: 6800,
        options: &[
            Choice {
                name: "Colour",
                values: &["Terracotta", "Sage", "Ink"],
            },
            Choice {
                name: "Size",
                values: MENS,
            },
        ],
        missing: &[&["Sage", "XXL"], &["Terracotta", "S"]],
        stock: &[(&["Sage", "L"], 0), (&["Ink", "XXL"], 1)],
        shots: &[
            Shot {
                key: "baluard-terracotta",
                shows: "Terracotta",
                alt: "Short terracotta trunks with a white cord on pale stone",
                focal: (5000, 5000),
                draw: trunks::baluard_terracotta,
            },
            Shot {
                key: "baluard-sage",
                shows: "Sage",
                alt: "The same trunks in sage green on blush paper",
                focal: (5000, 5000),
                draw: trunks::baluard_sage,
            },
            Shot {
                key: "baluard-ink",
                shows: "Ink",
                alt: "The same trunks in ink blue on turquoise tiles",
                focal: (5000, 5000),
                draw: trunks::baluard_ink,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1303,
        handle: "peniche-board-shorts",
        code: "PENICHE",
        title: "Peniche board shorts",
        kind: "Board shorts",
        tags: &["swim", "surf", "men", "new"],
        story: "Made with people who teach surfing for six hours a day and know where seams go wrong. Welded, not sewn, where a board rubs; a real fly cord; a hem in a second colour so that friends can tell you from the seals.",
        details: &[
            "Two lengths: 17″ above the knee, 19″ to the knee",
            "Welded inner seams",
            "Key loop in the side pocket",
        ],
        material: "Four-way stretch, 86 % recycled polyester, 14 % elastane",
        care: CARE,
        summary: "Board shorts with welded seams in two lengths, made with surf teachers in Peniche.",
        grams: 230,
        price: 9800,
        extra: &[("Ferns", 600)],
        options: &[
            Choice {
                name: "Colour",
                values: &["Ink & sun", "Lagoon & coral", "Ferns"],
            },
            Choice {
                name: "Size",
                values: &["30", "32", "34", "36"],
            },
            Choice {
                name: "Length",
                values: &["17″", "19″"],
            },
        ],
        missing: &[
            &["Ferns", "17″"],
            &["Lagoon & coral", "30", "19″"],
            &["Lagoon & coral", "36"],
        ],
        stock: &[
            (&["Ink & sun", "32", "19″"], 2),
            (&["Ferns", "36"], 0),
            (&["Ink & sun", "30", "17″"], 0),
        ],
        shots: &[
            Shot {
                key: "peniche-ink",
                shows: "Ink & sun",
                alt: "Knee-length board shorts in ink blue with a yellow hem on sand",
                focal: (5000, 5000),
                draw: trunks::peniche_ink,
            },
            Shot {
                key: "peniche-lagoon",
                shows: "Lagoon & coral",
                alt: "The same shorts in pale lagoon with a coral hem",
                focal: (5000, 5000),
                draw: trunks::peniche_lagoon,
            },
            Shot {
                key: "peniche-ferns",
                shows: "Ferns",
                alt: "The same shorts printed with ferns on deep green",
                focal: (5000, 5000),
                draw: trunks::peniche_leaves,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1304,
        handle: "tramontana-gingham-trunks",
        code: "TRAMON",
        title: "Tramontana gingham trunks",
        kind: "Trunks",
        tags: &["swim", "men", "sale"],
        story: "The tramontana is the wind that clears the air in Cadaqués. Checks the colour of the sea on the day after, on cotton that looks like a tablecloth and behaves like swimwear.",
        details: &[
            "Falls to mid-thigh",
            "Side-fastening waist without elastic",
            "Mesh-free, wear it as shorts",
        ],
        material: "58 % cotton, 42 % recycled polyamide",
        care: CARE,
        summary: "Gingham trunks that look like a tablecloth and behave like swimwear. Reduced.",
        grams: 200,
        price: 5400,
        was: Some(7900),
        options: &[Choice {
            name: "Size",
            values: MENS,
        }],
        stock: &[(&["S"], 0), (&["M"], 0), (&["L"], 2), (&["XL"], 1), (&["XXL"], 4)],
        shots: &[Shot {
            key: "tramontana",
            shows: "",
            alt: "Trunks in sea-green and white checks on pale paper, a shell beside them",
            focal: (5000, 5000),
            draw: trunks::tramontana_sea,
        }],
        ..PLAIN
    },
    Product {
        number: 1305,
        handle: "equille-long-sleeve-rash-vest",
        code: "EQUILLE",
        title: "Équille long-sleeve rash vest",
        kind: "Rash vest",
        tags: &["swim", "surf", "unisex", "sun"],
        story: "An équille is a sand eel: thin, quick, never burnt. A vest for the four hours that were meant to be one, with a collar that covers the place everybody forgets.",
        details: &[
            "UPF 50+",
            "Raglan sleeves, flat seams",
            "Loop that ties to board shorts",
        ],
        material: "82 % recycled polyamide, 18 % elastane",
        care: CARE,
        summary: "A long-sleeved rash vest with UPF 50+ and a collar for the place everybody forgets.",
        grams: 190,
        price: 7200,
        options: &[
            Choice {
                name: "Colour",
                values: &["Shell & deep sea", "Dusk stripe"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        stock: &[(&["Dusk stripe", "XL"], 0)],
        shots: &[
            Shot {
                key: "equille-deep",
                shows: "Shell & deep sea",
                alt: "White rash vest with deep green sleeves on pale stone in window light",
                focal: (5000, 5000),
                draw: trunks::equille_deep,
            },
            Shot {
                key: "equille-dusk",
                shows: "Dusk stripe",
                alt: "The same vest with dusky purple stripes and sleeves",
                focal: (5000, 5000),
                draw: trunks::equille_dusk,
            },
        ],
        ..PLAIN
    },
];
