//! By which rates the delivery is taxed (R9).

use serde::{Deserialize, Serialize};

use crate::rate::Rate;

/// How a market taxes the delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryTax {
    /// At the rates of its own category.
    #[default]
    OwnCategory,
    /// As the goods are: it is divided over their categories by what each comes to after discounts, and each share is taxed
    /// like its goods. At its own category's rates where the goods come to nothing.
    ProportionalToGoods,
}

impl DeliveryTax {
    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OwnCategory => "own_category",
            Self::ProportionalToGoods => "proportional_to_goods",
        }
    }

    /// Reads the stable word; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::OwnCategory, Self::ProportionalToGoods]
            .into_iter()
            .find(|way| way.as_str() == word)
    }
}

/// The part of a delivery that is taxed as some of the goods are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryShare {
    /// The goods, all of one tax category, by their `line_seq`, rising.
    pub lines: Vec<u32>,
    /// What they come to after discounts, minor units: the weight.
    pub weight_minor: i64,
    /// Their share of the delivery (R8), minor units.
    pub amount_minor: i64,
    /// The rates that add up.
    pub rates: Vec<Rate>,
}
