//! Who asks, from where. Every verb takes it; nothing below reads a cookie.

/// The caller of a verb. Customers, staff and API clients join with their issues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// The opaque cart token of the cookie, when the shopper has one.
    pub cart_token: Option<String>,
    /// Code of the market that the shopper chose; one that does not exist counts as none.
    pub market: Option<String>,
}
