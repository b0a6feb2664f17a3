//! Sizes that several products share.

use super::model::Words;

pub const BODY: Words = &["XS", "S", "M", "L", "XL"];
pub const MENS: Words = &["S", "M", "L", "XL", "XXL"];
pub const KIDS: Words = &["2–3 years", "4–5 years", "6–7 years", "8–9 years"];
/// Inner circumference in millimetres, as rings are sized on the Continent.
pub const RINGS: Words = &["50", "52", "54", "56", "58", "60"];
pub const METALS: Words = &["Gold vermeil", "Sterling silver"];
pub const FEET: Words = &["36", "37", "38", "39", "40", "41", "42"];
