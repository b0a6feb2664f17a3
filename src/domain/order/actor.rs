//! Who did something to an order: for its timeline and for whoever has to answer for it.

use serde::{Deserialize, Serialize};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Whoever has the order's link.
    Customer,
    /// Somebody of the shop, by the name that the door knows.
    Staff(String),
    /// Nobody: a timer or a worker.
    System,
}

impl Actor {
    /// Stable word for SQL and JSON.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff(_) => "staff",
            Self::System => "system",
        }
    }

    /// The name of somebody of the shop, at most 100 characters; empty for others.
    pub fn name(&self) -> String {
        match self {
            Self::Staff(name) => name.chars().filter(|c| !c.is_control()).take(100).collect(),
            Self::Customer | Self::System => String::new(),
        }
    }
}
