//! E-mail: which fact makes which mail, and when a mail that did not leave is tried again.

mod retry;
mod template;

pub use retry::{LIFETIME, retry_after};
pub use template::Template;
