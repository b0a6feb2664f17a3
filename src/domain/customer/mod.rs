//! People with an account: what a password must be, how often things may be tried, how long a session lasts, and the
//! views of the account's pages.

mod group;
mod limit;
mod passkey;
mod password;
mod profile;
mod session;
mod view;

pub use group::{MAX_GROUPS, is_customer_group};
pub use limit::{Action, Limit};
pub use passkey::{CHALLENGE_LASTS, MAX_PASSKEYS, passkey_name};
pub use password::{MAX_PASSWORD, MIN_PASSWORD, Password, PasswordFault};
pub use profile::{Profile, ProfileInput};
pub use session::{SEEN_EVERY, SESSION_IDLE, SESSION_LIFETIME, device_of};
pub use view::{AccountOrder, AccountOrders, AddressCard, CustomerView, PasskeyView, SessionView};

use chrono::Duration;

/// Most addresses of one address book.
pub const MAX_ADDRESSES: i64 = 20;
/// Most browsers that are signed in at once; the one that was away longest makes room.
pub const MAX_SESSIONS: i64 = 20;
/// Orders on one page of the account.
pub const ORDERS_PER_PAGE: u32 = 10;
/// How long the link to a new account works.
pub const REGISTRATION_LASTS: Duration = Duration::hours(24);
/// How long the link to a new password works.
pub const RESET_LASTS: Duration = Duration::hours(1);
