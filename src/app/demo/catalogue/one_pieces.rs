//! Swimsuits in one piece.

use super::super::artwork::shot::one_pieces;
use super::model::{Choice, PLAIN, Product, Shot};
use super::sizes::{BODY, KIDS};

const CARE: &str = "Rinse in cold water after every swim, wash by hand and dry in the shade. Sun cream with avobenzone stains pale cloth; let it sink in before you dress.";
const ECONYL: &str = "78 % recycled polyamide, 22 % elastane; lining in the same cloth";

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 1101,
        handle: "lido-belted-one-piece",
        code: "LIDO",
        title: "Lido belted one-piece",
        kind: "One-piece",
        tags: &["swim", "new", "bestseller", "women", "recycled"],
        story: "The suit we started with, and the one that we would save from a fire. Cut for swimming lengths and for standing at a bar straight afterwards: a firm double layer, a scooped back that stays where it is, and a belt with a buckle that we turn from solid brass in Porto.",
        details: &[
            "Scooped neck and back, broad straps that do not dig in",
            "Removable belt, solid brass buckle",
            "Double layer, opaque when wet",
            "Swum in for a year before we sold it",
        ],
        material: ECONYL,
        care: CARE,
        summary: "A firm, belted one-piece for lengths and for long lunches. Recycled cloth, solid brass buckle, three colours.",
        grams: 240,
        price: 13800,
        options: &[
            Choice {
                name: "Colour",
                values: &["Coral", "Ink", "Kelp"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        missing: &[&["Kelp", "XL"]],
        stock: &[
            (&["Coral", "M"], 2),
            (&["Ink", "XS"], 0),
            (&["Coral", "XL"], 0),
            (&["Kelp", "XS"], 1),
        ],
        shots: &[
            Shot {
                key: "lido-coral",
                shows: "Coral",
                alt: "Coral one-piece with a belt and brass buckle on rosy paper, a shell beside it",
                focal: (5000, 4800),
                draw: one_pieces::lido_coral,
            },
            Shot {
                key: "lido-ink",
                shows: "Ink",
                alt: "The same suit in dark ink blue, lying on turquoise tiles",
                focal: (5000, 4800),
                draw: one_pieces::lido_ink,
            },
            Shot {
                key: "lido-kelp",
                shows: "Kelp",
                alt: "The same suit in kelp green on pale stone with pebbles",
                focal: (5000, 4800),
                draw: one_pieces::lido_kelp,
            },
            Shot {
                key: "lido-pool",
                shows: "",
                alt: "Seen from above, somebody in a coral suit and a yellow cap swims along the edge of a pool",
                focal: (5200, 5200),
                draw: one_pieces::lido_pool,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1102,
        handle: "calanque-ribbed-one-piece",
        code: "CALANQ",
        title: "Calanque ribbed square-neck one-piece",
        kind: "One-piece",
        tags: &["swim", "women", "rib"],
        story: "Named after the inlets east of Marseille, where you undress behind a rock and swim before anybody else is up. The rib gives in every direction and then remembers its shape; the square neck is the only ornament.",
        details: &[
            "Square neck, narrow straps",
            "High leg, full seat",
            "Dries in about an hour in the sun",
        ],
        material: "Ribbed jersey, 92 % recycled polyamide, 8 % elastane",
        care: CARE,
        summary: "A ribbed swimsuit with a square neck that gives everywhere and keeps its shape. In sand and deep sea.",
        grams: 210,
        price: 12400,
        options: &[
            Choice {
                name: "Colour",
                values: &["Sand", "Deep sea"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        stock: &[(&["Sand", "S"], 3), (&["Deep sea", "L"], 0)],
        shots: &[
            Shot {
                key: "calanque-sand",
                shows: "Sand",
                alt: "Sand-coloured ribbed swimsuit with a square neck on terracotta paper under palm shadows",
                focal: (5000, 4800),
                draw: one_pieces::calanque_sand,
            },
            Shot {
                key: "calanque-deep",
                shows: "Deep sea",
                alt: "The same suit in deep sea green on rippled sand, a starfish above it",
                focal: (5000, 4800),
                draw: one_pieces::calanque_deep,
            },
            Shot {
                key: "calanque-rib",
                shows: "",
                alt: "The fine upright ribs and the bound neckline, close",
                focal: (5200, 4000),
                draw: one_pieces::calanque_detail,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1103,
        handle: "vespertine-plunge-one-piece",
        code: "VESPER",
        title: "Vespertine plunge one-piece",
        kind: "One-piece",
        tags: &["swim", "women", "sale", "evening"],
        story: "Vespertine is what biologists call animals that wake up at dusk. Deep in front, plain behind, and held by one ring of brushed brass. It goes under a linen suit as well as it goes into the water.",
        details: &[
            "Deep V held by a solid brass ring",
            "Adjustable straps",
            "Light shaping panel at the waist",
        ],
        material: ECONYL,
        care: CARE,
        summary: "A plum swimsuit, deep in front and plain behind, held by one brass ring. For dusk and after.",
        grams: 225,
        price: 10900,
        was: Some(14900),
        options: &[Choice {
            name: "Size",
            values: BODY,
        }],
        stock: &[(&["XS"], 0), (&["S"], 2), (&["M"], 1), (&["L"], 0), (&["XL"], 3)],
        shots: &[
            Shot {
                key: "vespertine-plum",
                shows: "",
                alt: "Plum one-piece with a deep neckline on lilac and dusky paper, a pale shell in the corner",
                focal: (5000, 4800),
                draw: one_pieces::vespertine_plum,
            },
            Shot {
                key: "vespertine-ring",
                shows: "",
                alt: "The brass ring in which the neckline meets, close",
                focal: (5000, 5000),
                draw: one_pieces::vespertine_detail,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1104,
        handle: "noordwijk-one-shoulder-one-piece",
        code: "NOORDW",
        title: "Noordwijk one-shoulder one-piece",
        kind: "One-piece",
        tags: &["swim", "women", "stripe", "new"],
        story: "Stripes like the beach huts at Noordwijk aan Zee, which are repainted every April in whatever is left over. One shoulder, no strap mark, no clasp to lose.",
        details: &[
            "One broad strap from the left shoulder",
            "Stripes matched at both side seams",
            "Fully lined",
        ],
        material: ECONYL,
        care: CARE,
        summary: "A striped swimsuit with one shoulder, after the beach huts of Noordwijk. In butter and ink.",
        grams: 220,
        price: 12900,
        options: &[
            Choice {
                name: "Colour",
                values: &["Butter stripe", "Ink stripe"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        missing: &[&["Butter stripe", "XS"]],
        stock: &[(&["Ink stripe", "M"], 1)],
        shots: &[
            Shot {
                key: "noordwijk-butter",
                shows: "Butter stripe",
                alt: "White and yellow striped swimsuit with one shoulder, orange slices beside it",
                focal: (5000, 4700),
                draw: one_pieces::noordwijk_butter,
            },
            Shot {
                key: "noordwijk-ink",
                shows: "Ink stripe",
                alt: "The same suit in white and dark blue stripes under palm shadows",
                focal: (5000, 4700),
                draw: one_pieces::noordwijk_ink,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1105,
        handle: "acores-halter-one-piece",
        code: "ACORES",
        title: "Açores halter one-piece",
        kind: "One-piece",
        tags: &["swim", "women", "print"],
        story: "Two prints drawn on São Miguel in one wet week: suns, because we missed them, and the ferns that liked the rain. The halter ties at the neck, so it fits a long back as well as a short one.",
        details: &[
            "Ties at the neck",
            "Printed in Braga with water-based ink",
            "Moderate leg",
        ],
        material: ECONYL,
        care: CARE,
        summary: "A halter swimsuit in two prints drawn on the Azores: low suns and wet ferns.",
        grams: 215,
        price: 13200,
        options: &[
            Choice {
                name: "Print",
                values: &["Low suns", "Wet ferns"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        stock: &[(&["Low suns", "L"], 0), (&["Wet ferns", "S"], 2)],
        shots: &[
            Shot {
                key: "acores-suns",
                shows: "Low suns",
                alt: "Blush halter swimsuit printed with half suns, on terrazzo",
                focal: (5000, 4700),
                draw: one_pieces::acores_suns,
            },
            Shot {
                key: "acores-ferns",
                shows: "Wet ferns",
                alt: "White halter swimsuit printed with green and blue fern sprigs on sage paper",
                focal: (5000, 4700),
                draw: one_pieces::acores_leaves,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1106,
        handle: "petit-lido-kids-one-piece",
        code: "PLIDO",
        title: "Petit Lido kids’ one-piece",
        kind: "One-piece",
        tags: &["swim", "kids"],
        story: "The Lido for people who enter the water running. Softer cloth, flat seams, and a seat with a second layer, because slides exist.",
        details: &["Flat seams, no label that scratches", "Double seat", "UPF 50+"],
        material: "80 % recycled polyamide, 20 % elastane",
        care: "Machine wash at 30 °C in a bag. It survives the dryer, but not happily.",
        summary: "A dotted kids’ swimsuit with flat seams, a double seat and UPF 50+.",
        grams: 120,
        price: 4600,
        options: &[Choice {
            name: "Age",
            values: KIDS,
        }],
        stock: &[(&["2–3 years"], 1), (&["8–9 years"], 0)],
        shots: &[Shot {
            key: "petit-lido",
            shows: "",
            alt: "Small white swimsuit with coral dots and coral binding, two shells below it",
            focal: (5100, 4400),
            draw: one_pieces::petit_lido,
        }],
        ..PLAIN
    },
];
