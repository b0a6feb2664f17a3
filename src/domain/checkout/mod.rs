//! Address, delivery and payment being arranged for a cart.

mod address;
mod card_number;
mod delivery;
mod details;
mod email;
mod region;
mod view;

pub use address::{Address, AddressRules, country_name, rules_of};
pub use card_number::holds_card_number;
pub use delivery::{DeliveryMethod, RateBand};
pub use details::{CheckoutDetails, DetailsInput, FieldError, is_plausible_phone};
pub use email::is_plausible_email;
pub use region::{Regions, countries_with_regions, region_names, regions_of};
pub use view::{CheckoutView, DeliveryChoice, TotalsView};
