//! The immutable agreement and its three axes of state (SEMANTICS section 4).

mod attempt_status;
mod payment_status;
mod status;
mod view;

pub use attempt_status::AttemptStatus;
pub use payment_status::{MoneyFacts, PaymentStatus};
pub use status::{FulfilmentStatus, OrderStatus, TransitionError};
pub use view::{OrderLineView, OrderStage, OrderView};
