//! What customers and creators made of it: twenty pictures, who took them, what is to be seen in them and
//! where, and four galleries of them. Nobody here exists, and no such name is known to us anywhere.

mod galleries;
mod jewellery;
mod surf;
mod swim;
#[cfg(test)]
mod tests;

pub use galleries::GALLERIES;

use super::model::{Shot, Words};
use domain::gallery::{Channel, Layout, Placement};

/// Where a look was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Sent in by whoever took it.
    Upload,
    /// Posted there.
    Instagram,
    /// Posted there.
    TikTok,
    /// A still of a film that is there.
    YouTube,
}

impl Source {
    /// Its word in rows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Instagram => "instagram",
            Self::TikTok => "tiktok",
            Self::YouTube => "youtube",
        }
    }
}

/// A product in a picture.
#[derive(Clone, Copy, Debug)]
pub struct LookTag {
    /// Handle of the product.
    pub product: &'static str,
    /// One value for each of its choices, in order; empty when there is nothing to choose.
    pub options: Words,
    /// Where it is to be seen: 0 to 10,000 from the left and from the top.
    pub at: (u16, u16),
}

/// A picture that somebody took of what they bought.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The picture.
    pub shot: Shot,
    /// Who took it: an account's name.
    pub creator: &'static str,
    /// The same as they call themselves.
    pub creator_name: &'static str,
    /// What they wrote under it.
    pub caption: &'static str,
    /// Where it was found.
    pub source: Source,
    /// What they allowed; empty: they were asked and have not answered.
    pub channels: &'static [Channel],
    /// What is to be seen in it: one to four products.
    pub tags: &'static [LookTag],
}

/// A gallery of looks.
#[derive(Clone, Copy, Debug)]
pub struct DemoGallery {
    /// Last part of its address.
    pub handle: &'static str,
    /// Name.
    pub title: &'static str,
    /// One or two sentences under it.
    pub summary: &'static str,
    /// How it is laid out.
    pub layout: Layout,
    /// Where it stands beside its own page: kind of page and, for some of them only, its handle.
    pub placements: &'static [(Placement, &'static str)],
    /// Keys of its pictures in order. All of them may be shown on the web.
    pub looks: &'static [&'static str],
}

const EVERYWHERE: &[Channel] = &[
    Channel::Web,
    Channel::Embed,
    Channel::Email,
    Channel::Social,
    Channel::Ads,
];
const OWN_PLACES: &[Channel] = &[Channel::Web, Channel::Email, Channel::Social];
const PAGES: &[Channel] = &[Channel::Web, Channel::Embed];

const fn picture(key: &'static str, alt: &'static str, focal: (u16, u16), draw: fn() -> String) -> Shot {
    Shot {
        key,
        shows: "",
        alt,
        focal,
        draw,
    }
}

const fn tag(product: &'static str, options: Words, at: (u16, u16)) -> LookTag {
    LookTag { product, options, at }
}

/// The looks, newest first.
pub const LOOKS: &[Look] = &[
    swim::WAITING_FOR_THE_SUN,
    swim::TOWEL_FEET,
    swim::ASLEEP,
    swim::OUT_OF_THE_WATER,
    jewellery::COLLARBONES,
    jewellery::EAR_AT_DUSK,
    surf::HAND_ON_THE_DECK,
    jewellery::FERRY_RAIL,
    jewellery::TERRACE,
    surf::AGAINST_THE_SUN,
    swim::ON_THE_LINE,
    swim::MIRROR,
    surf::HALL,
    jewellery::ON_THE_SILL,
    jewellery::CAFE_TABLE,
    surf::VAN,
    surf::WAXING,
    swim::LANE_ONE,
    surf::BETWEEN_SETS,
    surf::PADDLING_OUT,
];
