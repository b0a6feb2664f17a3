//! What a shopper narrowed a list down to, as it stands in the address.

use serde::{Deserialize, Serialize};

/// Products a page of a list.
pub const PAGE_SIZE: u32 = 24;

/// Order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// As the merchandiser arranged it, or by relevance in search.
    #[default]
    Featured,
    /// Newest first.
    Newest,
    /// Cheapest first.
    PriceAscending,
    /// Dearest first.
    PriceDescending,
    /// A to Z.
    Title,
}

impl Sort {
    /// Every order, as offered.
    pub const ALL: [Self; 5] = [
        Self::Featured,
        Self::Newest,
        Self::PriceAscending,
        Self::PriceDescending,
        Self::Title,
    ];

    /// The word in the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Featured => "featured",
            Self::Newest => "newest",
            Self::PriceAscending => "price-ascending",
            Self::PriceDescending => "price-descending",
            Self::Title => "title",
        }
    }

    /// Words for people.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Featured => "Featured",
            Self::Newest => "Newest",
            Self::PriceAscending => "Price, low to high",
            Self::PriceDescending => "Price, high to low",
            Self::Title => "Name, A to Z",
        }
    }

    /// From the address; unknown words mean featured, since old links must not break.
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|sort| sort.as_str() == word)
            .unwrap_or_default()
    }
}

/// Filters of a list. Values within one facet are alternatives, facets narrow each other.
///
/// In the address: `?type=Ring&vendor=Salt&option.Size=M&option.Size=L&min=10&max=50&available=1&sort=newest&page=2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListFilter {
    /// Product types.
    pub types: Vec<String>,
    /// Vendors.
    pub vendors: Vec<String>,
    /// Option values as (option name, value).
    pub options: Vec<(String, String)>,
    /// Lowest price, minor units, inclusive.
    pub price_min_minor: Option<i64>,
    /// Highest price, minor units, inclusive.
    pub price_max_minor: Option<i64>,
    /// Only what can be bought now.
    pub available_only: bool,
    /// Order.
    pub sort: Sort,
    /// Page from 1; at most 400 (10,000 products are browsed, more are searched).
    pub page: u32,
}

impl Default for ListFilter {
    fn default() -> Self {
        Self {
            types: Vec::new(),
            vendors: Vec::new(),
            options: Vec::new(),
            price_min_minor: None,
            price_max_minor: None,
            available_only: false,
            sort: Sort::default(),
            page: 1,
        }
    }
}

impl ListFilter {
    /// Last page that is served.
    pub const MAX_PAGE: u32 = 400;

    /// Whether anything but order and page is set.
    pub fn is_narrowed(&self) -> bool {
        *self
            != Self {
                sort: self.sort,
                page: self.page,
                ..Self::default()
            }
    }
}
