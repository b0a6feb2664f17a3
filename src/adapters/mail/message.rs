//! A mail as it goes over the wire (RFC 5322, MIME). Header values are encoded by the library; whatever is no address is
//! refused here, so that no text of a shopper becomes a header or a second recipient.

use super::MailError;
use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use std::time::SystemTime;

/// One mail to hand over.
#[derive(Debug, Clone, Copy)]
pub struct OutgoingMail<'a> {
    /// The same for every try: `ID@host`, without angle brackets.
    pub message_id: &'a str,
    /// One address.
    pub recipient: &'a str,
    /// Where answers go; left out where it is no address.
    pub reply_to: Option<&'a str>,
    /// One line.
    pub subject: &'a str,
    /// For readers without HTML.
    pub text: &'a str,
    /// For the others.
    pub html: &'a str,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// Whether the text can stand in `From`: `Shop <orders@shop.example>` or an address alone.
pub fn is_sender(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

pub(super) fn message(mail: &OutgoingMail<'_>, from: &Mailbox) -> Result<Message, MailError> {
    let recipient = mail.recipient.parse().map_err(|_| MailError::Refused {
        reason: "the recipient is no e-mail address".to_owned(),
    })?;
    let mut builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, recipient))
        .subject(one_line(mail.subject))
        .message_id(Some(format!("<{}>", one_line(mail.message_id))))
        .date(SystemTime::from(mail.written_at));
    if let Some(address) = mail.reply_to.and_then(|text| text.parse().ok()) {
        builder = builder.reply_to(Mailbox::new(None, address));
    }
    let body = MultiPart::alternative_plain_html(mail.text.to_owned(), mail.html.to_owned());
    let mut message = builder.multipart(body).map_err(|error| MailError::Refused {
        reason: error.to_string(),
    })?;
    // RFC 3834: holiday notices do not answer.
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    message
        .headers_mut()
        .insert_raw(HeaderValue::new(name, "auto-generated".to_owned()));
    Ok(message)
}

// A header ends at a line break; there is none left to end it.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
