//! People who work for the shop: invited, signed in with two factors, given roles, disabled.
//!
//! A password alone lets nobody in: a code of an authenticator, a recovery code, or a passkey instead of all of it. Every
//! verb that needs a permission asks for it itself ([`By::require`]), whatever door it came through, and every verb that
//! changes something appends to the audit log in the same commit ([`crate::audit`]).

mod accept;
mod account;
mod by;
mod error;
mod factor;
mod invite;
mod kept_form;
mod members;
mod passkey;
mod second_step;
mod session;
mod sign_in;

#[cfg(test)]
mod tests;

pub use accept::{
    InvitationStep, Welcome, accept_with_code, accept_with_passkey, begin_accept_passkey, choose, show_invitation,
};
pub use account::{
    ChangePassword, Factors, begin_authenticator, change_password, confirm_authenticator, new_recovery_codes,
    show_factors,
};
pub use by::By;
pub use error::StaffError;
pub use factor::Setup;
pub use invite::{Invited, invite, list_invitations, revoke_invitation};
pub use kept_form::{keep_form, recall_form};
pub use members::{change_roles, disable, enable, find_by_email, get, list_members};
pub use passkey::{
    AddPasskey, PasskeyChallenge, PasskeySignIn, add_passkey, begin_passkey, begin_passkey_sign_in, has_passkeys,
    list_passkeys, remove_passkey, sign_in_with_passkey,
};
pub use second_step::{finish_sign_in, is_second_step_due};
pub use session::{end_other_sessions, end_session, end_sessions_of, list_sessions, sign_out, who};
pub use sign_in::{SignIn, sign_in};
pub use store::staff::session::SignedIn;

use crate::audit::Origin;
use uuid::Uuid;

/// Where a request comes from. No `Debug`: it says where somebody is.
#[derive(Clone, Copy, Default)]
pub struct Caller<'a> {
    /// The network, for counting tries and for the audit log.
    pub network: &'a str,
    /// The browser in a few words, for the list of sessions.
    pub device: &'a str,
    /// The session cookie that it sent, if any. It ends when somebody signs in.
    pub session_token: Option<&'a str>,
    /// The request, as the log knows it.
    pub request_id: Option<Uuid>,
}

impl<'a> Caller<'a> {
    /// The same for the audit log.
    pub const fn origin(&self) -> Origin<'a> {
        Origin {
            network: self.network,
            request_id: self.request_id,
        }
    }
}
