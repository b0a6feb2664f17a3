//! Quote ids that browsers send along.

use domain::pricing::QuoteId;

/// The quote id of a form's field or an island's argument; `None` for an empty one. A malformed one is none as well: it is
/// evidence only, so an add to the cart never fails for it.
pub fn given_quote(text: &str) -> Option<QuoteId> {
    if text.is_empty() {
        return None;
    }
    let parsed = text.parse();
    if parsed.is_err() {
        // Not what it says: whatever somebody typed does not belong into a log.
        tracing::debug!(quote.length_bytes = text.len(), "A malformed quote id was ignored");
    }
    parsed.ok()
}
