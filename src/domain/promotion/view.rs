//! An entered code as every surface prints it.

use serde::{Deserialize, Serialize};

/// A code in a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeView {
    /// In capitals.
    pub code: String,
    /// Whether it counts now.
    pub is_applied: bool,
    /// The name of what it gives, or why it gives nothing.
    pub text: String,
}
