//! What a mail says: words, a text, and HTML, from the same view that the order page shows. Nothing here computes an
//! amount. Pure, so that a preview is what leaves.

mod account;
mod back_in_stock;
mod escape;
mod html;
mod news;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(super) use account::{AccountFacts, about_account};
pub(super) use back_in_stock::{BackInStock, back_in_stock};
pub(super) use news::News;

use domain::mail::Template;
use domain::order::OrderView;
use escape::one_line;
use words::{Words, words};

/// A mail without its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line of at most 200 characters.
    pub subject: String,
    /// For readers without HTML.
    pub text: String,
    /// For the others.
    pub html: String,
}

/// What a letter about an order is made of.
pub(super) struct Facts<'a> {
    /// Who writes.
    pub shop_name: &'a str,
    /// Where answers go.
    pub shop_email: &'a str,
    /// Without a slash at the end.
    pub base_url: &'a str,
    /// The order as its page shows it.
    pub order: &'a OrderView,
    /// What the event adds.
    pub news: News,
}

impl Facts<'_> {
    fn order_url(&self) -> String {
        format!("{}{}", self.base_url, self.order.address)
    }
}

/// The letter about an order; `None` when the template is about something else.
pub(super) fn render(template: Template, facts: &Facts<'_>) -> Option<Letter> {
    let words = words(template, facts)?;
    Some(Letter {
        text: text::render(&words, facts),
        html: html::render(&words, facts),
        subject: subject(&words.subject),
    })
}

/// A few words that prove that mail works.
pub(super) fn trial(shop_name: &str) -> Letter {
    let words = Words {
        subject: format!("Mail from {shop_name} works"),
        heading: "Mail works".to_owned(),
        paragraphs: vec!["Somebody who runs this shop has asked for this mail. There is nothing to do.".to_owned()],
        has_details: false,
        link: None,
    };
    Letter {
        text: text::brief(&words),
        html: html::brief(&words),
        subject: subject(&words.subject),
    }
}

fn subject(text: &str) -> String {
    one_line(text).chars().take(200).collect()
}
