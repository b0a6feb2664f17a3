//! The mailbox as HTML: plain pages without scripts.

use crate::html::escape;
use app::mail::MailHead;

pub(super) fn list(mails: &[MailHead]) -> String {
    if mails.is_empty() {
        return layout(
            "Mailbox",
            "<p>No mail was written yet. Place an order; its confirmation appears here within seconds.</p>",
        );
    }
    let rows: String = mails.iter().map(row).collect();
    layout(
        "Mailbox",
        &format!(
            "<table><thead><tr><th scope=\"col\">Written</th><th scope=\"col\">To</th><th scope=\"col\">Subject</th>\
             <th scope=\"col\">State</th></tr></thead><tbody>{rows}</tbody></table>"
        ),
    )
}

fn row(mail: &MailHead) -> String {
    format!(
        "<tr><td>{at}</td><td>{to}</td><td><a href=\"/mailbox/{id}\">{subject}</a></td><td>{state}</td></tr>",
        at = mail.created_at.format("%Y-%m-%d %H:%M:%S"),
        to = escape(&mail.recipient),
        id = mail.mail_id,
        subject = escape(&mail.subject),
        state = escape(&mail.state),
    )
}

pub(super) fn mail(mail: &MailHead, text: &str) -> String {
    let error = mail
        .last_error
        .as_ref()
        .map(|error| format!("<dt>Last error</dt><dd>{}</dd>", escape(error)))
        .unwrap_or_default();
    let main = format!(
        "<p><a href=\"/mailbox\">All mails</a></p>\
         <dl><dt>To</dt><dd>{to}</dd><dt>Written</dt><dd>{at} UTC</dd><dt>State</dt><dd>{state}, {attempts} tries</dd>{error}</dl>\
         <h2>HTML</h2><iframe title=\"The mail as HTML\" src=\"/mailbox/{id}/html\" sandbox=\"\"></iframe>\
         <h2>Text</h2><pre>{text}</pre>",
        to = escape(&mail.recipient),
        at = mail.created_at.format("%Y-%m-%d %H:%M:%S"),
        state = escape(&mail.state),
        attempts = mail.attempts,
        id = mail.mail_id,
        text = linked(text),
    );
    layout(&mail.subject, &main)
}

pub(super) fn unknown() -> String {
    layout(
        "No such mail",
        "<p>There is no such mail. <a href=\"/mailbox\">All mails</a></p>",
    )
}

pub(super) fn failed() -> String {
    layout(
        "The mailbox cannot be read",
        "<p>The database does not answer. Please try again in a moment.</p>",
    )
}

// Only a line that is nothing but an address becomes a link.
fn linked(text: &str) -> String {
    let line = |line: &str| {
        let safe = escape(line);
        if line.starts_with("https://") || line.starts_with("http://") {
            format!("<a href=\"{safe}\">{safe}</a>\n")
        } else {
            format!("{safe}\n")
        }
    };
    text.lines().map(line).collect()
}

fn layout(title: &str, main: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/mailbox/style.css\"></head>\
         <body><p class=\"banner\">Development mailbox: nothing here was sent to anybody unless a mail server is configured.</p>\
         <main><h1>{title}</h1>{main}</main></body></html>\n"
    )
}
