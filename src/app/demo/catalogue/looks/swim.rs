//! Looks with swimwear, towels and hats.

use super::super::super::artwork::look::{evening, home, shore, towel, water};
use super::{EVERYWHERE, Look, OWN_PLACES, Source, picture, tag};

pub const WAITING_FOR_THE_SUN: Look = Look {
    shot: picture(
        "look-waiting-for-the-sun",
        "From behind: somebody in a straw hat and a coral swimsuit sits in the sand before a low sun",
        (5800, 4800),
        shore::hat_from_behind,
    ),
    creator: "mareike.saltwater",
    creator_name: "Mareike",
    caption: "The sun said ten more minutes. That was forty minutes ago. #lido",
    source: Source::Instagram,
    channels: EVERYWHERE,
    tags: &[
        tag("lido-belted-one-piece", &["Coral", "S"], (6200, 5800)),
        tag("estiva-straw-hat", &["Ink", "S (55)"], (6200, 1600)),
        tag("panier-woven-basket", &[], (1400, 8200)),
    ],
};

pub const TOWEL_FEET: Look = Look {
    shot: picture(
        "look-towel-feet",
        "Two feet at the end of a striped towel, an anklet of pearls and coral, slides beside them, then the sea",
        (4800, 4600),
        towel::towel_feet,
    ),
    creator: "tidetable.tess",
    creator_name: "Tess",
    caption: "Moved only when the water did. The anklet stayed on, the slides did not.",
    source: Source::Upload,
    channels: EVERYWHERE,
    tags: &[
        tag("driftline-anklet", &[], (4700, 4900)),
        tag("hammam-towel", &["Deep sea & coral"], (7700, 6600)),
        tag("lungomare-leather-slides", &["Tan", "38"], (2000, 4700)),
    ],
};

pub const ASLEEP: Look = Look {
    shot: picture(
        "look-asleep",
        "From above: somebody asleep on a towel in a turquoise bikini top, a printed bucket hat over the face",
        (4200, 4800),
        towel::asleep,
    ),
    creator: "ninalunedagosto",
    creator_name: "Nina Lune",
    caption: "He said he would wake me for lunch. It is five. #bucketlist",
    source: Source::TikTok,
    channels: OWN_PLACES,
    tags: &[
        tag("isola-triangle-top", &["Lagoon", "S"], (4300, 7600)),
        tag("sandbar-bucket-hat", &["Low suns", "S–M"], (4200, 2900)),
        tag("nose-and-shoulders-zinc-balm", &[], (8800, 2900)),
        tag("hammam-towel", &["Sun & terracotta"], (8600, 6500)),
    ],
};

pub const OUT_OF_THE_WATER: Look = Look {
    shot: picture(
        "look-out-of-the-water",
        "A man on the beach in trunks printed with scales, a towel over his shoulder, a coral bottle in his hand",
        (4400, 6400),
        shore::out_of_the_water,
    ),
    creator: "halfpastfloat",
    creator_name: "Half Past Float",
    caption: "Lunch break. Officially a telephone call.",
    source: Source::Instagram,
    channels: OWN_PLACES,
    tags: &[
        tag("onami-swim-trunks", &["Deep sea", "L"], (4200, 8600)),
        tag("hammam-towel", &["Deep sea & coral"], (2500, 4400)),
        tag("bidon-steel-bottle", &["Coral"], (8100, 9300)),
    ],
};

pub const ON_THE_LINE: Look = Look {
    shot: picture(
        "look-on-the-line",
        "A striped rash vest and checked trunks hang on a line at a camp site, a pile of towels below",
        (4800, 5400),
        evening::on_the_line,
    ),
    creator: "pitch.fourteen",
    creator_name: "Pitch Fourteen",
    caption: "Night three. Everything we own is on this line, and it is raining at home. #tramontana",
    source: Source::Instagram,
    channels: &[],
    tags: &[
        tag("equille-long-sleeve-rash-vest", &["Dusk stripe", "M"], (2700, 5300)),
        tag("tramontana-gingham-trunks", &["M"], (7300, 4600)),
        tag("waffle-towel-set", &[], (6800, 8200)),
    ],
};

pub const MIRROR: Look = Look {
    shot: picture(
        "look-mirror",
        "A photograph in an arched mirror: a halter swimsuit printed with suns, a telephone before the face",
        (6000, 5000),
        home::mirror,
    ),
    creator: "chiara.terzopiano",
    creator_name: "Chiara",
    caption: "Third floor, no lift, one mirror. The suns are where they should be.",
    source: Source::TikTok,
    channels: EVERYWHERE,
    tags: &[
        tag("acores-halter-one-piece", &["Low suns", "S"], (6400, 6500)),
        tag("market-tote", &["Ink stripe"], (1500, 4700)),
    ],
};

pub const LANE_ONE: Look = Look {
    shot: picture(
        "look-lane-one",
        "From above: somebody swims in a dark suit, coral sandals and a striped towel wait on the pool’s edge",
        (5400, 5600),
        water::lane_one,
    ),
    creator: "lengths.with.lena",
    creator_name: "Lena",
    caption: "Lane one at seven belongs to whoever puts her sandals down first.",
    source: Source::Upload,
    channels: EVERYWHERE,
    tags: &[
        tag("lido-belted-one-piece", &["Ink", "M"], (3600, 3700)),
        tag("sirocco-crossed-sandals", &["Coral", "38"], (6600, 8600)),
        tag("hammam-towel", &["Sun & terracotta"], (8200, 6600)),
    ],
};
