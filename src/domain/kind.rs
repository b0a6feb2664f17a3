//! The shared vocabulary of failure. Every use case has its own error enum; each variant knows its [`Kind`],
//! and each door (page, form, server function, REST) turns a `Kind` into its own status once.

use serde::{Deserialize, Serialize};

/// What sort of refusal an error is, seen from a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The thing named is not there, or not for this caller.
    NotFound,
    /// The input is at fault; the message says which part and what to do.
    Invalid,
    /// The input was fine, the state of the world is not: read again and decide.
    Conflict,
    /// The caller may not do this.
    Forbidden,
    /// A dependency is down or slow; trying again later can work.
    Unavailable,
    /// Our fault.
    Internal,
}

/// Implemented by every use-case error.
pub trait HasKind {
    /// The sort of refusal this is.
    fn kind(&self) -> Kind;
}

impl Kind {
    /// The HTTP status (RFC 9110) that doors answer with.
    pub const fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Invalid => 422,
            Self::Conflict => 409,
            Self::Forbidden => 403,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}
