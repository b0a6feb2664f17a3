//! The immutable agreement and its three axes of state (SEMANTICS section 4).

mod actor;
mod aftermath_view;
mod attempt_status;
mod authorization;
mod exchange;
mod facts;
mod payment_status;
mod refund;
mod refund_split;
mod returns;
mod status;
mod view;

pub use actor::Actor;
pub use aftermath_view::{
    AftermathView, ExchangeView, ParcelView, RefundView, ReplacementView, ReturnExchangeView, ReturnInput, ReturnView,
    ReturnableLine, TimelineEntry, UnitsText,
};
pub use attempt_status::AttemptStatus;
pub use authorization::spare;
pub use exchange::{ExchangeState, LapseReason};
pub use facts::{LineUnits, OrderFacts, OrderRefusal};
pub use payment_status::{MoneyFacts, PaymentStatus};
pub use refund::{RefundPlan, RefundState, RefundTo, RefundWish, Refundable, RefundableLine, Slot};
pub use refund_split::{RefundSplit, split_refund};
pub use returns::{ReturnReason, ReturnState};
pub use status::{FulfilmentStatus, OrderStatus, TransitionError};
pub use view::{OrderLineView, OrderStage, OrderView};
