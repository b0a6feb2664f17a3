//! People who work for the shop: what their roles allow, how long their sessions and invitations last, how codes of
//! authenticators are read, and the views of their pages.

mod access;
mod audit;
mod code;
mod role;
mod view;

pub use access::Permission;
pub use audit::{AUDIT_PAGE, AuditEntryView, AuditSearch};
pub use code::{RECOVERY_CODES, recovery_code, totp_code};
pub use role::{Role, Roles};
pub use view::{InvitationView, MemberView, StaffPasskeyView, StaffSessionView};

use chrono::Duration;

/// How long an invitation can be accepted.
pub const INVITATION_LASTS: Duration = Duration::hours(72);
/// How long the second step of signing in may take.
pub const SECOND_STEP_LASTS: Duration = Duration::minutes(5);
/// A browser that was not seen for so long is signed out.
pub const STAFF_SESSION_IDLE: Duration = Duration::hours(1);
/// A browser signs in again after so long, however busy it was.
pub const STAFF_SESSION_LIFETIME: Duration = Duration::hours(12);
/// How exactly it is known when a browser was last seen.
pub const STAFF_SEEN_EVERY: Duration = Duration::minutes(1);
/// Most browsers of a member that are signed in at once; the one that was away longest makes room.
pub const MAX_STAFF_SESSIONS: i64 = 10;
/// Most members and open invitations that a list shows.
pub const MAX_STAFF_LISTED: i64 = 200;
