//! Neoprene and what keeps a surfer warm before and after.

use super::super::artwork::shot::neoprene;
use super::model::{Choice, PLAIN, Product, Shot};
use super::sizes::{BODY, FEET, MENS};

const VENDOR: &str = "Kaltwasser";
const CARE: &str = "Rinse inside and out with fresh water, hang by the waist in the shade, and never fold it wet.";
const RUBBER: &str = "Natural rubber from Hevea trees, recycled polyester lining, water-based glue";

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 2201,
        handle: "skarv-4-3-full-suit",
        code: "SKARV",
        title: "Skarv 4/3 full suit",
        vendor: VENDOR,
        kind: "Wetsuit",
        tags: &["surf", "cold", "dawn", "new"],
        story: "Skarv is Norwegian for cormorant, a bird that dives all winter and dries its wings in the wind. Four millimetres where you freeze, three where you paddle, and a chest zip that closes with one cold hand.",
        details: &[
            "For water from 9 to 14 °C",
            "Glued and blind-stitched, taped inside",
            "Key pocket at the calf",
            "Repairs free for three years",
        ],
        material: RUBBER,
        care: CARE,
        summary: "A 4/3 full suit of natural rubber for water from 9 to 14 °C, with a chest zip. Regular and tall.",
        grams: 1900,
        price: 33_900,
        options: &[
            Choice {
                name: "Colour",
                values: &["Ink & deep sea", "Plum & dusk"],
            },
            Choice {
                name: "Size",
                values: MENS,
            },
            Choice {
                name: "Cut",
                values: &["Regular", "Tall"],
            },
        ],
        missing: &[&["Plum & dusk", "Tall"], &["S", "Tall"], &["XXL", "Regular"]],
        stock: &[(&["Ink & deep sea", "M", "Regular"], 1), (&["Plum & dusk", "S"], 0)],
        shots: &[
            Shot {
                key: "skarv-deep",
                shows: "Ink & deep sea",
                alt: "Ink and deep green full wetsuit on a wooden hanger under palm shadows",
                focal: (5000, 4600),
                draw: neoprene::skarv_deep,
            },
            Shot {
                key: "skarv-plum",
                shows: "Plum & dusk",
                alt: "The same suit in plum with dusky sleeves on a hanger",
                focal: (5000, 4600),
                draw: neoprene::skarv_plum,
            },
            Shot {
                key: "skarv-dawn",
                shows: "",
                alt: "A wetsuit hangs from a wooden rail above a misty bay at sunrise",
                focal: (5200, 4400),
                draw: neoprene::skarv_dawn,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 2202,
        handle: "lomvi-spring-suit",
        code: "LOMVI",
        title: "Lomvi long-arm spring suit",
        vendor: VENDOR,
        kind: "Wetsuit",
        tags: &["surf", "women", "spring"],
        story: "Long arms, short legs, two millimetres: for the weeks when the air has decided on summer and the water has not. The back zip has a leash long enough to be reached by people with shoulders.",
        details: &[
            "For water from 17 to 21 °C",
            "Flatlock seams",
            "Back zip with a long pull",
        ],
        material: RUBBER,
        care: CARE,
        summary: "A 2 mm spring suit with long arms for the weeks between spring and summer.",
        grams: 900,
        price: 18_900,
        options: &[
            Choice {
                name: "Colour",
                values: &["Plum", "Kelp"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        stock: &[(&["Plum", "S"], 2), (&["Kelp", "XS"], 0)],
        shots: &[
            Shot {
                key: "lomvi-plum",
                shows: "Plum",
                alt: "Plum spring suit with long dusky sleeves and short legs on two-coloured paper",
                focal: (5000, 4800),
                draw: neoprene::lomvi_plum,
            },
            Shot {
                key: "lomvi-kelp",
                shows: "Kelp",
                alt: "The same suit in kelp and sage green on pale stone",
                focal: (5000, 4800),
                draw: neoprene::lomvi_kelp,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 2203,
        handle: "tern-front-zip-jacket",
        code: "TERN",
        title: "Tern front-zip jacket",
        vendor: VENDOR,
        kind: "Wetsuit",
        tags: &["surf", "unisex", "spring", "sale"],
        story: "A millimetre and a half of warmth over whatever you swim in. Wear it open at breakfast. Last year’s terracotta, which we got slightly too right.",
        details: &["Brass front zip", "Loop for board shorts", "Long enough to sit down in"],
        material: RUBBER,
        care: CARE,
        summary: "A 1.5 mm neoprene jacket with a brass front zip, in terracotta. Reduced.",
        grams: 650,
        price: 10_900,
        was: Some(14_900),
        options: &[Choice {
            name: "Size",
            values: BODY,
        }],
        stock: &[(&["XS"], 3), (&["S"], 0), (&["M"], 2), (&["L"], 0), (&["XL"], 1)],
        shots: &[
            Shot {
                key: "tern-terracotta",
                shows: "",
                alt: "Terracotta neoprene jacket with ink sleeves and a brass zip on pale paper",
                focal: (5000, 4800),
                draw: neoprene::tern_terracotta,
            },
            Shot {
                key: "tern-zip",
                shows: "",
                alt: "Collar, brass zip and seams of the jacket, close",
                focal: (4600, 3600),
                draw: neoprene::tern_detail,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 2204,
        handle: "rockpool-3mm-boots",
        code: "ROCKPL",
        title: "Rockpool 3 mm boots",
        vendor: VENDOR,
        kind: "Boots",
        tags: &["surf", "cold", "dawn"],
        story: "Warm feet, and a sole that lets you feel the wax without feeling the mussels. The inside dries overnight if you stand them on their heads.",
        details: &[
            "3 mm, for water from 8 to 15 °C",
            "Sole runs up around the toes",
            "Sealed seams",
        ],
        material: "Natural rubber, recycled polyester lining",
        care: CARE,
        summary: "Three-millimetre surf boots with a sole thin enough for wax and thick enough for mussels.",
        grams: 780,
        price: 5400,
        options: &[Choice {
            name: "Size",
            values: FEET,
        }],
        stock: &[(&["36"], 0), (&["37"], 0), (&["42"], 2)],
        shots: &[Shot {
            key: "rockpool",
            shows: "",
            alt: "A pair of dark neoprene boots on sand with pebbles in front",
            focal: (5000, 5600),
            draw: neoprene::boots_ink,
        }],
        ..PLAIN
    },
    Product {
        number: 2205,
        handle: "after-poncho",
        code: "AFTER",
        title: "After poncho",
        vendor: "Tecelagem Ílhavo",
        kind: "Poncho",
        tags: &["surf", "ashore", "dawn", "gift"],
        story: "A changing room with a pocket. Waffle cotton on the outside, loops on the inside, a hood that covers the eyes of the person who insists on talking before coffee.",
        details: &[
            "Arms go in and out without drama",
            "Front pocket for two cold hands",
            "Made on the looms of Ílhavo",
        ],
        material: "100 % organic cotton, 380 g/m²",
        care: "Machine wash at 60 °C, tumble dry low. It gets softer for about ten years.",
        summary: "A hooded changing poncho of organic waffle cotton with a pocket for two cold hands.",
        grams: 950,
        price: 8400,
        options: &[
            Choice {
                name: "Colour",
                values: &["Sage", "Coral"],
            },
            Choice {
                name: "Size",
                values: &["S–M", "L–XL"],
            },
        ],
        stock: &[(&["Coral", "S–M"], 3)],
        shots: &[
            Shot {
                key: "after-sage",
                shows: "Sage",
                alt: "Sage waffle poncho with a hood on a wooden peg",
                focal: (5000, 4400),
                draw: neoprene::poncho_sage,
            },
            Shot {
                key: "after-coral",
                shows: "Coral",
                alt: "The same poncho in coral",
                focal: (5000, 4400),
                draw: neoprene::poncho_coral,
            },
        ],
        ..PLAIN
    },
];
