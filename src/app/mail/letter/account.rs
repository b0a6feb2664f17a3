//! Letters about an account. They say what was asked for and what to do when one did not ask for it.

use super::words::Words;
use super::{Letter, html, subject, text};
use domain::mail::Template;

/// What a letter about an account is made of. No `Debug`: the link is a secret.
pub(in crate::mail) struct AccountFacts<'a> {
    /// Who writes.
    pub shop_name: &'a str,
    /// Where answers go.
    pub shop_email: &'a str,
    /// Where the letter leads.
    pub link: String,
}

/// The letter about an account.
pub(in crate::mail) fn about_account(template: Template, facts: &AccountFacts<'_>) -> Letter {
    let words = words(template, facts);
    Letter {
        text: text::account(&words, facts.shop_name, facts.shop_email),
        html: html::account(&words, facts.shop_name, facts.shop_email),
        subject: subject(&words.subject),
    }
}

fn words(template: Template, facts: &AccountFacts<'_>) -> Words {
    let shop_name = facts.shop_name;
    let (heading, paragraphs, label) = match template {
        Template::ResetPassword => (
            format!("Choose a new password for {shop_name}"),
            [
                "The link works once, within an hour. Your old password stays until you have chosen a new one.",
                "You did not ask for this? Then there is nothing to do: nobody can use the link but whoever reads this mail.",
            ],
            "Choose a new password",
        ),
        Template::AccountExists => (
            format!("You have an account at {shop_name} already"),
            [
                "Somebody, probably you, wanted to make an account with this e-mail address. There is one, so nothing was changed.",
                "Sign in with it. If the password has slipped your mind, the sign-in page leads to a new one.",
            ],
            "Sign in",
        ),
        Template::PasskeyAdded => (
            format!("A passkey was added to your account at {shop_name}"),
            [
                "From now on you can sign in with it instead of your password, which goes on working.",
                "That was not you? Then remove the passkey, and choose a new password: whoever added it knows the old one.",
            ],
            "See your passkeys",
        ),
        Template::PasskeyBlocked => (
            format!("A passkey of your account at {shop_name} does not work any more"),
            [
                "Somebody signed with a copy of it, so nobody can sign in with it from now on, you included.",
                "Sign in with your password, remove the passkey and add a new one. Look also where you are signed in.",
            ],
            "See your passkeys",
        ),
        Template::StaffInvitation => (
            format!("You are invited to work at {shop_name}"),
            [
                "Open the link, choose a password, and set up an authenticator or a passkey. It works once, within three days.",
                "You do not know what this is about? Then there is nothing to do: without the link nothing happens.",
            ],
            "Accept the invitation",
        ),
        _ => (
            format!("Your account at {shop_name}"),
            [
                "One step is left: open the link and choose a password. It works once, within a day.",
                "You did not ask for this? Then there is nothing to do: without the link no account is made.",
            ],
            "Make the account",
        ),
    };
    Words {
        subject: heading.clone(),
        heading,
        paragraphs: paragraphs.map(str::to_owned).into(),
        has_details: false,
        link: Some((label.to_owned(), facts.link.clone())),
    }
}
