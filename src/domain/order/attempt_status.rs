//! One attempt to collect the money of an order (P-2, P-3).

use serde::{Deserialize, Serialize};

/// How far an attempt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptStatus {
    /// Written down; the provider is being called.
    Created,
    /// The provider has it, or may have it.
    Processing,
    /// Money was taken or set aside.
    Succeeded,
    /// Certainly over without money; only late money leads on from here (P-7).
    Failed,
}

impl AttemptStatus {
    /// Whether money may still come of it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Created | Self::Processing)
    }

    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Processing => "processing",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Created, Self::Processing, Self::Succeeded, Self::Failed]
            .into_iter()
            .find(|s| s.as_str() == word)
    }
}
