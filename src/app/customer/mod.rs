//! Customer accounts: made, entered, looked after, exported and erased.
//!
//! Nothing here tells whether an address has an account: what is asked for by mail is written down for every address
//! alike and answered by the mail room; a wrong password and an unknown address get the same words after the same work.
//! Passwords are hashed off the async threads and tried a bounded number of times ([`crate::guard`]).

mod address_book;
mod change_password;
mod erase;
mod error;
mod export;
mod group;
mod kept_form;
mod list;
mod order_history;
mod passkey;
mod profile;
mod register;
mod request_mail;
mod reset;
mod session;
mod sign_in;
mod tax;

#[cfg(test)]
mod tests;

pub use address_book::{AddressChange, change_address, find_address, list_addresses, served_countries};
pub use change_password::{ChangePassword, Renewed, change_password};
pub use erase::{erase, erase_with_password};
pub use error::CustomerError;
pub use export::export;
pub use group::{add_to_group, list_groups, list_groups_of, remove_from_group};
pub use kept_form::{keep_form, recall_form};
pub use list::{find_by_email, get, list_customers};
pub use order_history::list_orders;
pub use passkey::{
    AddPasskey, BeginPasskey, PasskeyChallenge, PasskeySignIn, add_passkey, begin_passkey, begin_passkey_sign_in,
    has_passkeys, list_passkeys, remove_passkey, rename_passkey, sign_in_with_passkey,
};
pub use profile::update_profile;
pub use register::{Register, register};
pub use request_mail::{RequestMail, request_mail};
pub use reset::{Reset, reset};
pub use session::{end_others, end_session, list_sessions, sign_out, who};
pub use sign_in::{Entered, SignIn, sign_in};
pub use store::customer::RequestKind;
pub use store::customer::session::SignedIn;
pub use tax::{list_vat_ids, mark_vat_id, set_exemption, set_vat_id, show_tax};

use crate::App;
use crate::cart::token::digest;
use store::customer::request;
use store::error::StoreError;

/// Where a request comes from. No `Debug`: it says where somebody is.
#[derive(Clone, Copy)]
pub struct Caller<'a> {
    /// The network, for counting tries: an IPv4 address, or the first 64 bits of an IPv6 one.
    pub network: &'a str,
    /// The browser in a few words, for the list of sessions.
    pub device: &'a str,
    /// The session cookie that it sent, if any. It ends when somebody signs in.
    pub session_token: Option<&'a str>,
}

/// The address that a link of a mail is for, while the link works.
///
/// # Errors
/// [`CustomerError::LinkSpent`], [`CustomerError::Store`].
pub async fn show_link(app: &App, kind: RequestKind, token: &str) -> Result<String, CustomerError> {
    let mut conn = app.pool.acquire().await.map_err(StoreError::from)?;
    let request = request::find_by_token(&mut conn, kind, &digest(token), app.clock.now()).await?;
    request.map(|request| request.email).ok_or(CustomerError::LinkSpent)
}
