//! Other doors: payment provider webhooks in, the pages of the built-in test provider, and the development mailbox.

mod html;
pub mod mailbox;
pub mod payment;

use app::App;
use axum::Router;

/// The shop's own doors.
pub fn routes(app: App) -> Router {
    payment::webhook::routes(app)
}
