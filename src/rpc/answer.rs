//! What server functions answer with.

use domain::cart::CartView;
use domain::kind::Kind;
use serde::{Deserialize, Serialize};

/// The cart after a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartReply {
    /// The whole cart with totals.
    pub cart: CartView,
    /// What the shopper should be told, such as that fewer units were left than asked for.
    pub notice: Option<String>,
}

/// Why a command changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What sort of refusal it is.
    pub kind: Kind,
    /// What the shopper reads.
    pub text: String,
}

/// The cart, or why it stayed as it was.
pub type CartAnswer = Result<CartReply, Refusal>;
