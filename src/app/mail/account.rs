//! The mails that answer what somebody asked for at the sign-in pages, and those about passkeys. Only here it is found out
//! whether an address has an account, so no page can tell.

use super::letter::{self, AccountFacts};
use super::{Letter, MailingError};
use crate::App;
use crate::cart::token::digest;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::id::{CustomerId, CustomerRequestId, StaffInvitationId};
use domain::mail::{LIFETIME, Template};
use sqlx::PgConnection;
use store::customer::{RequestKind, request};
use store::mail::NewMail;
use store::outbox::OutboxEntry;

/// Queues the mail that a request calls for, if it calls for one, and arms its link in the same commit. The token is in
/// the mail alone; the request keeps its digest.
pub(super) async fn write(conn: &mut PgConnection, app: &App, entry: &OutboxEntry) -> Result<bool, MailingError> {
    let now = app.clock.now();
    let request_id = CustomerRequestId(entry.aggregate_id);
    let Some(request) = request::find_open(&mut *conn, request_id, now).await? else {
        return Ok(false);
    };
    let known = store::customer::find_by_email(&mut *conn, &request.email).await?;
    let template = match (request.kind, known.is_some()) {
        (RequestKind::Register, false) => Template::VerifyEmail,
        (RequestKind::Register, true) => Template::AccountExists,
        (RequestKind::Reset, true) => Template::ResetPassword,
        (RequestKind::Reset, false) => return Ok(false),
    };
    // An account is written to at its own address, whatever was typed.
    let recipient = known.as_ref().map_or(&request.email, |customer| &customer.email);
    let token = rng::new_token();
    let letter = letter_of(&mut *conn, app, template, &token).await?;
    let mail = NewMail {
        mail_id: rng::new_id(),
        event_id: entry.event_id,
        template,
        recipient,
        order_id: None,
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        now,
        expires_at: request.expires_at,
    };
    let is_new = store::mail::insert(&mut *conn, &mail).await?;
    if is_new && template.holds_secret() {
        request::arm(conn, request_id, &digest(&token)).await?;
    }
    Ok(is_new)
}

/// Queues the mail that tells a customer what became of a passkey, at the address of the account.
pub(super) async fn write_about_passkey(
    conn: &mut PgConnection,
    app: &App,
    entry: &OutboxEntry,
    template: Template,
) -> Result<bool, MailingError> {
    let customer_id = CustomerId(entry.aggregate_id);
    // Erased meanwhile.
    let Some(customer) = store::customer::find(&mut *conn, customer_id).await? else {
        return Ok(false);
    };
    let letter = letter_of(&mut *conn, app, template, "").await?;
    let now = app.clock.now();
    let mail = NewMail {
        mail_id: rng::new_id(),
        event_id: entry.event_id,
        template,
        recipient: &customer.email,
        order_id: None,
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        now,
        expires_at: now + LIFETIME,
    };
    Ok(store::mail::insert(conn, &mail).await?)
}

/// Queues the mail that invites somebody to work here, in the commit that makes the invitation; not before the shop is set
/// up. The token is in the mail alone.
pub(crate) async fn write_staff_invitation(
    conn: &mut PgConnection,
    app: &App,
    invitation_id: StaffInvitationId,
    (recipient, token): (&str, &str),
    expires_at: DateTime<Utc>,
) -> Result<bool, MailingError> {
    let template = Template::StaffInvitation;
    let letter = match letter_of(&mut *conn, app, template, token).await {
        Ok(letter) => letter,
        Err(MailingError::NoOrder) => return Ok(false),
        Err(error) => return Err(error),
    };
    let mail = NewMail {
        mail_id: rng::new_id(),
        event_id: invitation_id.0,
        template,
        recipient,
        order_id: None,
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        now: app.clock.now(),
        expires_at,
    };
    Ok(store::mail::insert(conn, &mail).await?)
}

/// A mail about an account as it would leave, with a link that leads nowhere.
///
/// # Errors
/// [`MailingError::Store`]; [`MailingError::NoOrder`] before the shop is set up.
pub(super) async fn preview_account(app: &App, template: Template) -> Result<Letter, MailingError> {
    let mut conn = app.pool.acquire().await?;
    letter_of(&mut conn, app, template, "EXAMPLE").await
}

async fn letter_of(
    conn: &mut PgConnection,
    app: &App,
    template: Template,
    token: &str,
) -> Result<Letter, MailingError> {
    let shop = store::shop::find(conn).await?.ok_or(MailingError::NoOrder)?;
    let base = app.base_url.as_str().trim_end_matches('/');
    let link = match template {
        Template::ResetPassword => format!("{base}/account/reset/{token}"),
        Template::AccountExists => format!("{base}/account/sign-in"),
        Template::PasskeyAdded | Template::PasskeyBlocked => format!("{base}/account/passkeys"),
        Template::StaffInvitation => format!("{base}/admin/invitations/{token}"),
        _ => format!("{base}/account/register/{token}"),
    };
    let facts = AccountFacts {
        shop_name: &shop.name,
        shop_email: &shop.email,
        link,
    };
    Ok(letter::about_account(template, &facts))
}
