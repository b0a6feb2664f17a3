//! Promotions of the demo store. Delivery is free from some amount on by its price bands already, so none is about that.

use domain::promotion::Definition;

/// As `vitrine promotions apply` reads them.
const PROMOTIONS: &str = r#"[
  {
    "handle": "welcome10",
    "name": "Welcome: 10 % off",
    "class": "order",
    "status": "active",
    "benefit": { "kind": "percent", "percent": "10" },
    "codes": ["WELCOME10"],
    "limits": { "per_customer": 1 },
    "combines_with": { "classes": ["product", "delivery"] }
  },
  {
    "handle": "jewellery-three-for-two",
    "name": "Jewellery: 3 for 2",
    "class": "product",
    "status": "active",
    "benefit": { "kind": "buy_x_get_y", "buy": 2, "get": 1 },
    "goods": { "collections": ["jewellery"] },
    "combines_with": { "classes": ["order", "delivery"] }
  }
]"#;

/// Reads them.
///
/// # Errors
/// [`serde_json::Error`] when they are not definitions, which a test rules out.
pub fn promotions() -> Result<Vec<Definition>, serde_json::Error> {
    serde_json::from_str(PROMOTIONS)
}
