//! The admin as staff see it. Personal: never in a shared cache.

mod account;
mod audit;
pub mod components;
mod entry;
mod frame;
mod home;
mod staff;
mod style_guide;

pub use account::{account_page, authenticator_page, passkeys_page, password_page, recovery_page};
pub use audit::{AuditFilter, audit_page};
pub use entry::{accept_page, code_page, factor_page, recovery_codes_page, sign_in_page};
pub use frame::{Frame, Member, News, problem_page};
pub use home::home_page;
pub use staff::{MemberCard, invite_page, member_page, staff_page};
pub use style_guide::style_guide_page;
