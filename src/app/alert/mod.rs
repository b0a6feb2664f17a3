//! Alerts for whoever looks after the shop: what happened that no program can settle, for how long it waits, and what to
//! do. Verbs raise them where it happens, and close them where it is mended; a person closes the others.

mod advice;
mod list;
mod resolve;
#[cfg(test)]
mod tests;

pub use advice::advice;
pub use list::{Alert, MOST_LISTED, list_open};
pub use resolve::{ResolveError, resolve};
pub use store::alert::OpenAlert;

/// Kind of the alert about a job that moves money and does not come to its end; its subject is the job's id. It closes
/// itself once the job has.
pub const MONEY_LATE_ALERT: &str = "money_late";
/// Kind of the alert about background work that falls again and again; its subject is the lane.
pub const LANE_DOWN_ALERT: &str = "lane_down";
