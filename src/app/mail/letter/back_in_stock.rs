//! "It is back": one thing, one link to it, and the way to hear no more of this kind.

use super::words::Words;
use super::{Letter, html, subject, text};

/// What the letter is made of. No `Debug`: the second address holds a secret.
pub(in crate::mail) struct BackInStock<'a> {
    /// Who writes.
    pub shop_name: &'a str,
    /// "Linen shirt, Coral / M".
    pub name: &'a str,
    /// The product's page, absolute.
    pub product_url: &'a str,
    /// The page that takes back what the reader waits for, absolute.
    pub withdraw_url: &'a str,
}

/// The letter.
pub(in crate::mail) fn back_in_stock(facts: &BackInStock<'_>) -> Letter {
    let words = Words {
        subject: format!("{} is back at {}", facts.name, facts.shop_name),
        heading: "It is back".to_owned(),
        paragraphs: vec![
            format!("You asked us to tell you: {} can be bought again.", facts.name),
            "We write to as many people as there are pieces, in the order in which they asked, and keep none aside. This is \
             the only mail about it."
                .to_owned(),
        ],
        has_details: false,
        link: Some(("Look at it".to_owned(), facts.product_url.to_owned())),
    };
    let goodbye = ("Stop all mails of this kind", facts.withdraw_url);
    Letter {
        text: text::with_goodbye(&words, goodbye),
        html: html::with_goodbye(&words, facts.shop_name, goodbye),
        subject: subject(&words.subject),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_leads_to_the_thing_and_to_the_end_of_such_letters_and_escapes_names() {
        let letter = back_in_stock(&BackInStock {
            shop_name: "Salt & Sons",
            name: "Ring <b>",
            product_url: "https://shop.example/products/ring?variant=1",
            withdraw_url: "https://shop.example/back-in-stock/secret",
        });

        assert_eq!(letter.subject, "Ring <b> is back at Salt & Sons");
        for text in [&letter.text, &letter.html] {
            assert!(text.contains("https://shop.example/products/ring?variant=1"), "{text}");
            assert!(text.contains("https://shop.example/back-in-stock/secret"), "{text}");
        }
        assert!(letter.html.contains("Ring &lt;b&gt;") && !letter.html.contains("Ring <b>"));
    }
}
