//! Where a grant lets a post be shown.

use super::{UnknownWord, lookup};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A channel of a grant. A shopper of the web shop sees what may be shown on the web and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The shop's own pages.
    Web,
    /// Galleries on other sites.
    Embed,
    /// Mails.
    Email,
    /// The brand's own posts on networks.
    Social,
    /// Paid advertising.
    Ads,
    /// Screens in places.
    Kiosk,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Web,
        Self::Embed,
        Self::Email,
        Self::Social,
        Self::Ads,
        Self::Kiosk,
    ];

    /// Its word in files, rows and commands.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Embed => "embed",
            Self::Email => "email",
            Self::Social => "social",
            Self::Ads => "ads",
            Self::Kiosk => "kiosk",
        }
    }
}

impl FromStr for Channel {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        lookup(text, &Self::ALL, Self::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_is_read_by_its_word_and_another_word_is_told_what_there_is() {
        for channel in Channel::ALL {
            assert_eq!(channel.as_str().parse(), Ok(channel));
        }
        let refused = "print".parse::<Channel>().unwrap_err();

        assert_eq!(
            refused.to_string(),
            "“print” is not one of: web, embed, email, social, ads, kiosk"
        );
    }
}
