//! Looks with gold, silver and pearls.

use super::super::super::artwork::look::{close, evening, hands, table};
use super::{EVERYWHERE, Look, OWN_PLACES, PAGES, Source, picture, tag};

pub const COLLARBONES: Look = Look {
    shot: picture(
        "look-collarbones",
        "Two gold necklaces on wet skin, one with a pearl, one with a coin, over a checked yellow top",
        (5000, 6600),
        close::collarbones,
    ),
    creator: "odile.contrecourant",
    creator_name: "Odile",
    caption: "The coin for luck, the pearl for lunch with his mother. Both swam. #etale #perle",
    source: Source::Instagram,
    channels: EVERYWHERE,
    tags: &[
        tag("etale-coin-pendant", &["Gold vermeil", "45 cm"], (5100, 8500)),
        tag("perle-solo-pendant", &[], (4900, 6300)),
        tag("faro-gingham-bralette", &["Butter", "M"], (2200, 7500)),
    ],
};

pub const EAR_AT_DUSK: Look = Look {
    shot: picture(
        "look-ear-at-dusk",
        "An ear from near, with a large gold hoop and a cuff of three wires, before an evening sea",
        (3600, 5600),
        close::ear_at_dusk,
    ),
    creator: "ada.lowwater",
    creator_name: "Ada",
    caption: "The cuff has no hole and no opinion. I have been asked about it four times tonight.",
    source: Source::Upload,
    channels: EVERYWHERE,
    tags: &[
        tag("luna-hoops", &["Gold vermeil", "Large", "Pair"], (3400, 7600)),
        tag("threefold-ear-cuff", &[], (2800, 4400)),
    ],
};

pub const FERRY_RAIL: Look = Look {
    shot: picture(
        "look-ferry-rail",
        "A hand on the rail of a ferry, a broad silver cuff and a silver chain around the wrist",
        (5600, 5600),
        hands::ferry_rail,
    ),
    creator: "eight.oh.five.boat",
    creator_name: "The 8:05 Boat",
    caption: "Commuting, but with gulls. #swellcuff",
    source: Source::Instagram,
    channels: EVERYWHERE,
    tags: &[
        tag("swell-cuff", &["Sterling silver"], (5700, 6100)),
        tag("anchor-chain-bracelet", &["Sterling silver", "19 cm"], (6400, 4000)),
    ],
};

pub const TERRACE: Look = Look {
    shot: picture(
        "look-terrace",
        "Somebody on a terrace at night in a plum swimsuit with a deep neck, pearls and gold hoops, lamps behind",
        (5400, 5000),
        evening::terrace,
    ),
    creator: "selma.nachsaison",
    creator_name: "Selma Nachsaison",
    caption: "The invitation said evening wear. It did not say which evening.",
    source: Source::Instagram,
    channels: OWN_PLACES,
    tags: &[
        tag("vespertine-plunge-one-piece", &["M"], (6400, 7500)),
        tag("moonrise-pearl-strand", &[], (5500, 4700)),
        tag("waning-crescent-hoops", &["Gold vermeil"], (3850, 1250)),
    ],
};

pub const ON_THE_SILL: Look = Look {
    shot: picture(
        "look-on-the-sill",
        "A strand of pearls, a ring with a blue stone and silver crescent hoops in and beside a blue dish",
        (4800, 5200),
        table::sill,
    ),
    creator: "ada.lowwater",
    creator_name: "Ada",
    caption: "What comes off last. The dish is from the flea market, the light is from the west.",
    source: Source::Instagram,
    channels: EVERYWHERE,
    tags: &[
        tag("moonrise-pearl-strand", &[], (2300, 4600)),
        tag("sea-glass-ring", &["Medicine blue", "52"], (4900, 4900)),
        tag("waning-crescent-hoops", &["Sterling silver"], (6200, 9100)),
    ],
};

pub const CAFE_TABLE: Look = Look {
    shot: picture(
        "look-cafe-table",
        "Brown sunglasses, a gold cuff and a tin of balm on a marble table with coffee and orange slices",
        (5000, 5000),
        table::cafe,
    ),
    creator: "benno.zweitereihe",
    creator_name: "Benno",
    caption: "She went for a swim and left me to guard this. I have not moved. #guardduty",
    source: Source::Instagram,
    channels: PAGES,
    tags: &[
        tag("contre-jour-sunglasses", &["Tortoise"], (3500, 4500)),
        tag("swell-cuff", &["Gold vermeil"], (7300, 7100)),
        tag("nose-and-shoulders-zinc-balm", &[], (2900, 8300)),
    ],
};
