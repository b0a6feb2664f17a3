//! Looks with boards, suits and wax.

use super::super::super::artwork::look::{evening, hands, home, paddling, road, water};
use super::{EVERYWHERE, Look, OWN_PLACES, PAGES, Source, picture, tag};

pub const HAND_ON_THE_DECK: Look = Look {
    shot: picture(
        "look-hand-on-the-deck",
        "A hand with three rings lies on the wet deck of a white and sea-green surfboard",
        (4000, 4800),
        hands::hand_on_the_deck,
    ),
    creator: "quiver.of.one",
    creator_name: "Quiver of One",
    caption: "People ask whether rings and wax go together. They do not. Rinse both.",
    source: Source::YouTube,
    channels: PAGES,
    tags: &[
        tag("slack-tide-signet", &["Gold vermeil", "54"], (3900, 4300)),
        tag("halyard-ring", &["Gold vermeil", "52"], (4500, 4100)),
        tag("low-swell-band", &["Sterling silver", "52"], (2900, 4700)),
        tag("herring-twin-fish", &["5′5″", "Sea"], (1700, 6300)),
    ],
};

pub const AGAINST_THE_SUN: Look = Look {
    shot: picture(
        "look-against-the-sun",
        "Two people stand before a very large setting sun, one with a longboard overhead, one with a fish",
        (5400, 5400),
        evening::against_the_sun,
    ),
    creator: "quiver.of.one",
    creator_name: "Quiver of One",
    caption: "No wind, no waves, no regrets. We carried them down and we carried them up again. #slowhand #herring",
    source: Source::YouTube,
    channels: EVERYWHERE,
    tags: &[
        tag(
            "slow-hand-longboard",
            &["9′6″", "Coral bands", "Single box"],
            (6800, 3950),
        ),
        tag("herring-twin-fish", &["5′8″", "Ember"], (4900, 7600)),
    ],
};

pub const HALL: Look = Look {
    shot: picture(
        "look-hall",
        "A wet plum wetsuit, a striped towel and a mauve surfboard drip in a hall with a wooden floor",
        (5200, 5000),
        home::hall,
    ),
    creator: "flat.two.left",
    creator_name: "Flat Two, Left",
    caption: "The landlord wrote ‘no pets’. He wrote nothing about this.",
    source: Source::Upload,
    channels: OWN_PLACES,
    tags: &[
        tag("skarv-4-3-full-suit", &["Plum & dusk", "M", "Regular"], (4500, 5000)),
        tag("kittiwake-thruster", &["6′0″", "Mauve panel"], (8900, 5600)),
        tag("hammam-towel", &["Mauve & plum"], (1500, 3900)),
    ],
};

pub const VAN: Look = Look {
    shot: picture(
        "look-van",
        "A van with its back open: a coral poncho hangs from the tailgate, a yellow bag and a board beside it",
        (5200, 5600),
        road::van,
    ),
    creator: "thursdays.by.van",
    creator_name: "Thursdays by Van",
    caption: "Checked three spots, surfed the first. Nobody tells the other two. #dawnpatrol",
    source: Source::YouTube,
    channels: EVERYWHERE,
    tags: &[
        tag("after-poncho", &["Coral", "S–M"], (2000, 4700)),
        tag("lodka-roll-top-dry-bag", &["Sun"], (5000, 6900)),
        tag("pebble-mid-length", &["7′0″", "Blush sun"], (8800, 5400)),
    ],
};

pub const WAXING: Look = Look {
    shot: picture(
        "look-waxing",
        "A hand rubs a bar of wax over a longboard with coral bands, a coral leash lies in the sand",
        (3800, 4600),
        road::waxing,
    ),
    creator: "joaodasete",
    creator_name: "João das Sete",
    caption: "Circles, not lines. My father did lines, and look at him. #slowhand",
    source: Source::TikTok,
    channels: OWN_PLACES,
    tags: &[
        tag(
            "slow-hand-longboard",
            &["9′6″", "Coral bands", "Single box"],
            (2500, 1500),
        ),
        tag("nami-surf-wax", &["Cold, under 15 °C"], (2100, 3400)),
        tag("tether-leash", &["7′", "Coral"], (7600, 9300)),
    ],
};

pub const BETWEEN_SETS: Look = Look {
    shot: picture(
        "look-between-sets",
        "Somebody in a plum spring suit, still dripping, a wooden handplane in one hand, white water behind",
        (4600, 5200),
        water::between_sets,
    ),
    creator: "mareike.saltwater",
    creator_name: "Mareike",
    caption: "Nine waves, one of them on purpose.",
    source: Source::Instagram,
    channels: EVERYWHERE,
    tags: &[
        tag("lomvi-spring-suit", &["Plum", "M"], (4600, 6600)),
        tag("palma-handplane", &[], (1100, 8900)),
    ],
};

pub const PADDLING_OUT: Look = Look {
    shot: picture(
        "look-paddling-out",
        "What one sees lying on a green surfboard: its nose, two hands in purple sleeves, the next wave",
        (4800, 6600),
        paddling::paddling_out,
    ),
    creator: "thursdays.by.van",
    creator_name: "Thursdays by Van",
    caption: "It looked smaller from the car park.",
    source: Source::YouTube,
    channels: PAGES,
    tags: &[
        tag("pebble-mid-length", &["7′4″", "Sea tint"], (4700, 8500)),
        tag("skarv-4-3-full-suit", &["Plum & dusk", "M", "Regular"], (8400, 9200)),
    ],
};
