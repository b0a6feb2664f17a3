//! Stock as shoppers are told it: a label and when it was checked, never a raw count (S-11).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Up to this many units count as low stock. `refresh_product_summaries` says the same.
pub const LOW_STOCK_AT: i64 = 3;

/// What is said about a variant's stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockLevel {
    /// Enough.
    InStock,
    /// At most [`LOW_STOCK_AT`] units.
    LowStock,
    /// Sold on although nothing is there.
    Backorder,
    /// Cannot be bought now.
    OutOfStock,
}

/// A level with its words and the moment of the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLabel {
    /// The level.
    pub level: StockLevel,
    /// Words for people.
    pub text: String,
    /// When the stock was read.
    pub checked_at: DateTime<Utc>,
}

impl StockLevel {
    /// The level for `available` units, which may be negative after a recount.
    pub const fn of(available: i64, tracked: bool, sells_without_stock: bool) -> Self {
        if !tracked || available > LOW_STOCK_AT {
            Self::InStock
        } else if available > 0 {
            Self::LowStock
        } else if sells_without_stock {
            Self::Backorder
        } else {
            Self::OutOfStock
        }
    }

    /// Whether it can be put in a cart.
    pub const fn is_available(self) -> bool {
        !matches!(self, Self::OutOfStock)
    }

    /// Words for people.
    pub const fn text(self) -> &'static str {
        match self {
            Self::InStock => "In stock",
            Self::LowStock => "Only a few left",
            Self::Backorder => "Made to order, ships later",
            Self::OutOfStock => "Sold out",
        }
    }

    /// Stable word for CSS classes and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InStock => "in_stock",
            Self::LowStock => "low_stock",
            Self::Backorder => "backorder",
            Self::OutOfStock => "out_of_stock",
        }
    }

    /// The label at a moment. Says how many are left only where a count is given, and only when there are few (S-11).
    pub fn label(self, count: Option<i64>, checked_at: DateTime<Utc>) -> StockLabel {
        match (self, count) {
            (Self::LowStock, Some(left)) => StockLabel {
                level: self,
                text: format!("Only {left} left"),
                checked_at,
            },
            _ => self.at(checked_at),
        }
    }

    /// The label at a moment, in words only.
    pub fn at(self, checked_at: DateTime<Utc>) -> StockLabel {
        StockLabel {
            level: self,
            text: self.text().to_owned(),
            checked_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_told_only_where_it_is_given_and_only_of_few() {
        let words = |available, count| {
            StockLevel::of(available, true, false)
                .label(count, DateTime::UNIX_EPOCH)
                .text
        };

        assert_eq!(words(2, None), "Only a few left");
        assert_eq!(words(2, Some(2)), "Only 2 left");
        assert_eq!(words(40, Some(40)), "In stock");
        assert_eq!(words(0, Some(0)), "Sold out");
    }
}
