//! Why an import did not happen.

use domain::kind::{HasKind, Kind};
use domain::money::Currency;
use store::error::StoreError;

use super::recognise::Foreign;
use super::source::SourceError;
use super::summary::ImportSummary;

/// A run that ended without an import, or half-way. But for [`ImportError::Store`] and [`ImportError::Report`], which
/// can come between two batches, nothing was changed; and a run that broke off is repeated safely.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read as text.
    #[error("the file was refused, nothing was changed")]
    Source(#[from] SourceError),
    /// The file is something else than what is read.
    #[error("the file was refused, nothing was changed: {0}")]
    Foreign(Foreign),
    /// With `--on-error abort`: at least one row was refused.
    #[error("{refused} rows were refused, so nothing was changed", refused = .0.totals.rows.refused)]
    Aborted(Box<ImportSummary>),
    /// The file's prices are said to be in another currency than the shop's.
    #[error("the prices are said to be in {asked}, and the shop sells in {shop}")]
    Currency {
        /// What was asked for.
        asked: Currency,
        /// What the shop has.
        shop: Currency,
    },
    /// `--media-dir` cannot be listed.
    #[error("the media folder cannot be read")]
    MediaFolder(#[source] std::io::Error),
    /// `--media-dir` was given, and pictures have nowhere to go.
    #[error("no place for pictures is configured, so the media folder cannot be used")]
    NoMediaStorage,
    /// A picture of the media folder could not be stored.
    #[error("the picture {path} could not be stored")]
    Picture {
        /// Its file.
        path: String,
        /// Why.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The report cannot be written.
    #[error("the report cannot be written")]
    Report(#[source] std::io::Error),
    /// The database did not answer.
    #[error("the import broke off; run it again, what is done will be found unchanged")]
    Store(#[from] StoreError),
    /// A thread of the run ended early.
    #[error("reading the file broke off")]
    Broken,
}

impl From<sqlx::Error> for ImportError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for ImportError {
    fn kind(&self) -> Kind {
        match self {
            Self::Source(SourceError::Unreadable { .. }) => Kind::NotFound,
            Self::Source(_) | Self::Foreign(_) | Self::Aborted(_) | Self::Currency { .. } | Self::MediaFolder(_) => {
                Kind::Invalid
            }
            Self::Store(error) => error.kind(),
            Self::Report(_) | Self::NoMediaStorage | Self::Picture { .. } | Self::Broken => Kind::Internal,
        }
    }
}
