//! Asks for a link by mail: to a new account or to a new password. The answer is the same for every address, and so is
//! the work: one row and one event. Who the address belongs to is found out when the mail is written.

use super::{CustomerError, RequestKind};
use crate::App;
use crate::guard;
use adapters::rng;
use domain::checkout::is_plausible_email;
use domain::customer::{Action, REGISTRATION_LASTS, RESET_LASTS};
use domain::event::DomainEvent;
use serde_json::json;
use store::customer::{Request, request};

/// What is asked for.
#[derive(Clone, Copy)]
pub struct RequestMail<'a> {
    /// A new account or a new password.
    pub kind: RequestKind,
    /// As typed.
    pub email: &'a str,
    /// Where from; see [`super::Caller`].
    pub network: &'a str,
    /// The form's hidden id; sent twice, it is one mail.
    pub op: &'a str,
}

/// Notes the request; the mail follows within seconds.
///
/// # Errors
/// [`CustomerError::Invalid`], [`CustomerError::TooOften`], [`CustomerError::NoMailer`], [`CustomerError::Store`].
pub async fn request_mail(app: &App, command: RequestMail<'_>) -> Result<(), CustomerError> {
    // What is refused is kept for its page, so that is counted too.
    guard::count(app, Action::AskForMail, "", command.network).await?;
    let email = command.email.trim();
    if !is_plausible_email(email) {
        return Err(CustomerError::field(
            "email",
            "Enter an e-mail address such as name@example.com.",
        ));
    }
    if app.mailer.is_none() {
        return Err(CustomerError::NoMailer);
    }
    guard::count(app, Action::AskForMail, email, "").await?;
    let now = app.clock.now();
    let lasts = match command.kind {
        RequestKind::Register => REGISTRATION_LASTS,
        RequestKind::Reset => RESET_LASTS,
    };
    let request = Request {
        customer_request_id: rng::new_id(),
        kind: command.kind,
        email: email.to_owned(),
        client_ref: client_ref(command),
        created_at: now,
        expires_at: now + lasts,
    };
    let mut tx = app.pool.begin().await?;
    if request::insert(&mut tx, &request).await? {
        store::outbox::append(&mut tx, rng::new_id(), &asked(&request)).await?;
    }
    tx.commit().await?;
    Ok(())
}

// Bound to what is asked for, so that a corrected address from the same page is a request of its own.
fn client_ref(command: RequestMail<'_>) -> String {
    use sha2::{Digest as _, Sha256};
    if command.op.is_empty() {
        return rng::new_token();
    }
    let email = command.email.trim().to_ascii_lowercase();
    let digest = Sha256::new()
        .chain_update([u8::from(command.kind == RequestKind::Reset)])
        .chain_update(email)
        .chain_update([0])
        .chain_update(command.op)
        .finalize();
    format!("{digest:x}")
}

// Holds no address: the reader looks it up.
fn asked(request: &Request) -> DomainEvent {
    DomainEvent {
        aggregate_type: "customer_request",
        aggregate_id: request.customer_request_id.0,
        name: match request.kind {
            RequestKind::Register => "customer.registration_requested",
            RequestKind::Reset => "customer.reset_requested",
        },
        payload: json!({}),
    }
}
