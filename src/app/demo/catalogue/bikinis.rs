//! Bikinis, sold in halves so that both fit.

use super::super::artwork::shot::bikinis;
use super::model::{Choice, PLAIN, Product, Shot};
use super::sizes::BODY;

const CARE: &str = "Rinse in cold water after every swim, wash by hand and dry flat in the shade.";
const CLOTH: &str = "78 % recycled polyamide, 22 % elastane; lining in the same cloth";

/// The products of this file.
pub const PRODUCTS: &[Product] = &[
    Product {
        number: 1201,
        handle: "isola-triangle-top",
        code: "ISOTOP",
        title: "Isola triangle top",
        kind: "Bikini top",
        tags: &["swim", "women", "isola", "bestseller"],
        story: "A triangle top that holds, because the ties run through two brass beads and stop where you stop them. Small when packed; it has been to more islands than we have.",
        details: &["Ties at neck and back", "Solid brass beads", "Removable cups"],
        material: CLOTH,
        care: CARE,
        summary: "A triangle bikini top with brass beads that hold the ties where you stop them.",
        grams: 80,
        price: 6200,
        options: &[
            Choice {
                name: "Colour",
                values: &["Ember stripe", "Lagoon"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        stock: &[(&["Ember stripe", "S"], 0), (&["Lagoon", "M"], 3)],
        shots: &[
            Shot {
                key: "isola-top-ember",
                shows: "Ember stripe",
                alt: "Triangle top in red and white stripes on sand with a starfish",
                focal: (5000, 5200),
                draw: bikinis::isola_top_ember,
            },
            Shot {
                key: "isola-top-lagoon",
                shows: "Lagoon",
                alt: "The same top in lagoon blue on blush paper",
                focal: (5000, 5200),
                draw: bikinis::isola_top_lagoon,
            },
            Shot {
                key: "isola-line",
                shows: "",
                alt: "Top and bottom in red stripes hang on a line between dune grass and the sea",
                focal: (5000, 5000),
                draw: bikinis::isola_line,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1202,
        handle: "isola-tie-bottom",
        code: "ISOBOT",
        title: "Isola tie bottom",
        kind: "Bikini bottom",
        tags: &["swim", "women", "isola"],
        story: "The other half of the Isola. Ties at both hips, long enough for a proper bow, short enough not to trail in the sand.",
        details: &["Ties at both hips", "Medium seat", "Goes with every Isola and Faro top"],
        material: CLOTH,
        care: CARE,
        summary: "A bikini bottom with ties at both hips, long enough for a proper bow.",
        grams: 70,
        price: 5600,
        options: &[
            Choice {
                name: "Colour",
                values: &["Ember stripe", "Lagoon"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        missing: &[&["Lagoon", "XL"]],
        stock: &[(&["Ember stripe", "M"], 2)],
        shots: &[
            Shot {
                key: "isola-bottom-ember",
                shows: "Ember stripe",
                alt: "Bikini bottom with bows in red and white stripes on sand",
                focal: (5000, 5000),
                draw: bikinis::isola_bottom_ember,
            },
            Shot {
                key: "isola-bottom-lagoon",
                shows: "Lagoon",
                alt: "The same bottom in lagoon blue on blush paper",
                focal: (5000, 5000),
                draw: bikinis::isola_bottom_lagoon,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1203,
        handle: "faro-gingham-bralette",
        code: "FAROTOP",
        title: "Faro gingham bralette",
        kind: "Bikini top",
        tags: &["swim", "women", "faro", "new"],
        story: "Gingham woven rather than printed, so the checks stay square when you breathe. Broad straps, a band that lies flat, and no hardware at all: it is the one to wear under a rash vest.",
        details: &["Yarn-dyed gingham", "Broad straps, no clasps", "Light support"],
        material: "74 % recycled polyester, 26 % elastane",
        care: CARE,
        summary: "A gingham bikini bralette with broad straps and no hardware. Woven, not printed.",
        grams: 95,
        price: 6800,
        options: &[
            Choice {
                name: "Colour",
                values: &["Butter", "Lilac"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        stock: &[(&["Lilac", "XS"], 0), (&["Butter", "L"], 3)],
        shots: &[
            Shot {
                key: "faro-top-butter",
                shows: "Butter",
                alt: "Yellow gingham bralette floating on bright pool water",
                focal: (5000, 5000),
                draw: bikinis::faro_top_butter,
            },
            Shot {
                key: "faro-top-lilac",
                shows: "Lilac",
                alt: "The same bralette in lilac gingham on pale tiles",
                focal: (5000, 5000),
                draw: bikinis::faro_top_lilac,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1204,
        handle: "faro-high-waist-bottom",
        code: "FAROBOT",
        title: "Faro high-waist bottom",
        kind: "Bikini bottom",
        tags: &["swim", "women", "faro", "new"],
        story: "High enough to be called a waist, cut on the bias so that it does not roll. We fitted it on eleven colleagues, who had opinions.",
        details: &["High waist, full seat", "Does not roll", "Yarn-dyed gingham"],
        material: "74 % recycled polyester, 26 % elastane",
        care: CARE,
        summary: "A high-waisted gingham bikini bottom that does not roll. In butter and lilac.",
        grams: 105,
        price: 6200,
        options: &[
            Choice {
                name: "Colour",
                values: &["Butter", "Lilac"],
            },
            Choice {
                name: "Size",
                values: BODY,
            },
        ],
        stock: &[(&["Butter", "S"], 1)],
        shots: &[
            Shot {
                key: "faro-bottom-butter",
                shows: "Butter",
                alt: "High-waisted bikini bottom in yellow gingham on bright pool water",
                focal: (5000, 5000),
                draw: bikinis::faro_bottom_butter,
            },
            Shot {
                key: "faro-bottom-lilac",
                shows: "Lilac",
                alt: "The same bottom in lilac gingham on pale tiles",
                focal: (5000, 5000),
                draw: bikinis::faro_bottom_lilac,
            },
        ],
        ..PLAIN
    },
    Product {
        number: 1205,
        handle: "mistral-bandeau-set",
        code: "MISTRAL",
        title: "Mistral crinkle bandeau set",
        kind: "Bikini set",
        tags: &["swim", "women", "sale"],
        story: "One size that fits most: the crinkle takes up whatever is left over. A bandeau gathered in a brass ring, and a low bottom. It weighs as much as a peach.",
        details: &[
            "Top and bottom together",
            "Silicone edge inside the bandeau",
            "Stretches from XS to L",
        ],
        material: "Crinkled jersey, 93 % recycled polyamide, 7 % elastane",
        care: CARE,
        summary: "A crinkled bandeau bikini in terracotta, one size, gathered in a brass ring.",
        grams: 150,
        price: 7900,
        was: Some(11500),
        stock: &[(&[], 3)],
        shots: &[Shot {
            key: "mistral-terracotta",
            shows: "",
            alt: "Terracotta bandeau with a brass ring and matching bottom on sandy paper, dry grass in the corner",
            focal: (5000, 4800),
            draw: bikinis::mistral_set,
        }],
        ..PLAIN
    },
];
