//! The product between file and database, and its digest.

use sha2::{Digest, Sha256};

pub use store::import::draft::{DraftStatus, ImageDraft, OptionDraft, ProductDraft, VariantDraft};

/// Most variants of one product.
pub const VARIANT_LIMIT: usize = 2048;
/// Most pictures of one product.
pub const IMAGE_LIMIT: usize = 250;

/// Changed when the meaning of a draft changes, so that the next import writes every product again.
const DIGEST_VERSION: &[u8] = b"vitrine product draft 1\n";

/// SHA-256 over the serialised draft: the same content gives the same 32 bytes on every machine.
///
/// # Errors
/// Never for drafts that the readers of this module make; serialisation reports through its type.
pub fn digest(draft: &ProductDraft) -> Result<Vec<u8>, serde_json::Error> {
    let mut hasher = Sha256::new();
    hasher.update(DIGEST_VERSION);
    hasher.update(serde_json::to_vec(draft)?);
    Ok(hasher.finalize().to_vec())
}
