//! What can go wrong below a use case.

use domain::kind::{HasKind, Kind};

/// A statement failed. Constraint violations that mean something are mapped by the function that runs the statement.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row that a `get_` or `lock_` function was asked for is not there.
    #[error("{0} is not there")]
    NotFound(&'static str),
    /// A stored value does not read as what it should be.
    #[error("stored {what} is not readable")]
    Corrupt {
        /// Table or column.
        what: &'static str,
        /// Why, where a parser said so.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// Postgres refused or did not answer.
    #[error("the database did not carry out a statement")]
    Database(#[from] sqlx::Error),
}

impl StoreError {
    /// A stored value that does not parse.
    pub fn corrupt(what: &'static str, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Corrupt {
            what,
            source: Some(Box::new(source)),
        }
    }

    /// Name of the constraint that was violated, if that is what happened.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Database(error) => error.as_database_error()?.constraint(),
            _ => None,
        }
    }
}

impl HasKind for StoreError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound(_) => Kind::NotFound,
            Self::Database(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed) => {
                Kind::Unavailable
            }
            Self::Database(sqlx::Error::Database(error)) => match error.code().as_deref() {
                // Lock not available, statement cancelled, shutdowns, a database that lets nobody in, deadlock.
                Some("55P03" | "57014" | "57P01" | "57P02" | "57P03" | "55000" | "40P01" | "40001") => {
                    Kind::Unavailable
                }
                // The connection broke, or the server has no room: too many connections, memory, disk.
                Some(code) if code.starts_with("08") || code.starts_with("53") => Kind::Unavailable,
                _ => Kind::Internal,
            },
            Self::Corrupt { .. } | Self::Database(_) => Kind::Internal,
        }
    }
}
