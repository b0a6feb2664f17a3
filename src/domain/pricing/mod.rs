//! Pricing: the one place where a price, a total or a tax comes from (SEMANTICS section 1).
//!
//! The way of a cart through [`price_cart`]: list amounts (R5) → discounts of products, then of the order (R6 to R8) →
//! delivery (R9) → tax by line (R10) → totals as sums of lines (R11). Each step is a pure function in a file of its own
//! and leaves an entry in the [`Trace`]. Intermediates are 128-bit integers; a result that does not fit is an error.

mod adjustment;
mod allocation;
mod cart;
mod context;
pub mod discount;
mod engine;
mod error;
#[cfg(test)]
mod examples;
mod exchange;
mod lowest;
mod measure;
mod measure_price;
mod price_book;
#[cfg(test)]
mod properties;
mod quote;
mod quote_id;
mod refund;
mod seal;
mod taxing;
mod tender;
mod trace;
mod unit_display;
mod unit_price;
pub mod verify;

pub use adjustment::Adjustment;
pub use allocation::allocate;
pub use cart::{PricedCart, PricedDelivery, PricedLine, price_cart, price_cart_with};
pub use context::{CartLineInput, DeliveryInput, Destination, ENGINE_VERSION, PricingContext};
pub use error::PricingError;
pub use exchange::{Charm, convert};
pub use lowest::{DatedPrice, PRIOR_PERIOD, lowest_before};
pub use measure::{Content, Dimension, Measure, MeasureError, MeasureUnit};
pub use measure_price::{MeasurePrice, shared_content};
pub use price_book::{Audience, PriceBook, PriceList, WEB_CHANNEL};
pub use quote::{Quote, QuoteSubject, find_printed};
pub use quote_id::{MalformedQuoteId, QuoteId};
pub use refund::{RefundSlots, refund_slots};
pub use tender::{Tendered, tender};
pub use trace::{Operand, Rule, Subject, TRACE_VERSION, TieBreak, Trace, TraceStep, Witness};
pub use unit_display::{UnitDisplay, unit_display};
pub use unit_price::{PriceRange, PriceRow, PriceScope, contenders, price_range, unit_price};
