//! `vitrine import products FILE`: other platforms' product files, read as streams and written in batches.
//!
//! The way of a file: [`source`] opens it and says encoding, delimiter and line ends; [`recognise`] tells from the
//! header what wrote it, or refuses it by name; [`shopify`] and [`woocommerce`] turn rows into [`ProductDraft`]s and
//! account for every row that does not become one; [`products`] runs the passes and writes.
//!
//! **Passes.** A file is read up to three times, because "a file that is refused changes nothing" must be known before
//! the first write: a survey (is it whole, which handles are scattered, which decimal sign is used), a rehearsal with
//! `--dry-run` or `--on-error abort` (everything but the writing), and the import. None of them holds the file: memory
//! is one product, one batch, and some eight bytes a handle and a SKU.
//!
//! **Repeating.** Each product carries the digest of its draft. A batch whose digests are all known costs one query
//! and writes nothing, so running a file again changes nothing, and a run that was killed is simply started again:
//! whole batches are committed or not at all.

mod batch;
mod catalogue;
mod cell;
mod choices;
mod columns;
mod content;
pub mod draft;
mod error;
mod handle;
mod ledger;
mod markup;
mod measure;
mod outcome;
mod pictures;
mod price;
mod products;
mod progress;
mod recognise;
mod report;
mod request;
mod run;
mod seen;
mod shopify;
pub mod source;
mod summary;
mod target;
mod tax;
mod upload;
mod woocommerce;

#[cfg(test)]
mod tests;

pub use draft::ProductDraft;
pub use error::ImportError;
pub use outcome::{Notice, Parsed, Refusal};
pub use products::import_products;
pub use progress::{Phase, Progress, Silent};
pub use recognise::{Foreign, Platform};
pub use request::{Format, ImportRequest, OnError};
pub use summary::{Counts, ImportSummary, Totals};
