//! The four galleries of the demo store.

use super::DemoGallery;
use domain::gallery::{Layout, Placement};

/// The galleries, that of the home page first.
pub const GALLERIES: &[DemoGallery] = &[
    DemoGallery {
        handle: "worn-this-week",
        title: "Worn this week",
        summary: "Sent in, asked for, and shown with their makers’ leave. We only sweep the sand out.",
        layout: Layout::Mosaic,
        placements: &[(Placement::Home, ""), (Placement::Product, "")],
        looks: &[
            "look-waiting-for-the-sun",
            "look-collarbones",
            "look-van",
            "look-mirror",
            "look-towel-feet",
            "look-ferry-rail",
            "look-against-the-sun",
            "look-lane-one",
        ],
    },
    DemoGallery {
        handle: "before-the-baker",
        title: "Before the baker",
        summary: "Boards, suits and car parks, as seen by people who should have been asleep.",
        layout: Layout::Carousel,
        placements: &[(Placement::Collection, "surf")],
        looks: &[
            "look-van",
            "look-waxing",
            "look-paddling-out",
            "look-between-sets",
            "look-hand-on-the-deck",
            "look-against-the-sun",
            "look-hall",
        ],
    },
    DemoGallery {
        handle: "last-thing-off",
        title: "Last thing off",
        summary: "Jewellery that has been in the water, on the ferry and out to dinner, in that order.",
        layout: Layout::Grid,
        placements: &[(Placement::Collection, "jewellery")],
        looks: &[
            "look-ear-at-dusk",
            "look-collarbones",
            "look-ferry-rail",
            "look-on-the-sill",
            "look-hand-on-the-deck",
            "look-terrace",
            "look-cafe-table",
        ],
    },
    DemoGallery {
        handle: "the-hour-after-work",
        title: "The hour after work",
        summary: "A summer in nine pictures. It begins at the pool and ends on a terrace, and nobody is in a hurry.",
        layout: Layout::Lookbook,
        placements: &[],
        looks: &[
            "look-lane-one",
            "look-cafe-table",
            "look-mirror",
            "look-towel-feet",
            "look-asleep",
            "look-out-of-the-water",
            "look-waiting-for-the-sun",
            "look-against-the-sun",
            "look-terrace",
        ],
    },
];
