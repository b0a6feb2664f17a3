//! Making an account and choosing a new password, by the links of mails.

use super::{ANA, Browser, Club, SECRET};
use crate::customer::{CustomerError, RequestKind, Reset, reset, show_link};
use crate::mail::send_due;
use crate::payment::come_home;
use crate::relay::relay;
use adapters::mail::{Limits, SmtpMailer};
use adapters::payment::test_provider::Choice;
use chrono::Duration;
use std::sync::Arc;
use testkit::smtp_sink::SmtpSink;

#[tokio::test]
async fn an_account_is_made_by_the_link_of_the_mail_and_once() {
    let club = Club::open().await;
    let token = club.link(RequestKind::Register, " Ana@Example.com ").await;
    assert_eq!(club.till.count("select count(*) from customers").await, 0);
    let shown = show_link(&club.till.app, RequestKind::Register, &token).await.unwrap();
    assert_eq!(shown, "Ana@Example.com");

    let mut browser = Browser::default();
    club.register(&mut browser, &token).await.unwrap();

    let signed_in = club.who(&browser).await.unwrap();
    assert_eq!(
        (signed_in.email.as_str(), signed_in.name.as_str()),
        ("Ana@Example.com", "Ana Mar")
    );
    let again = club.register(&mut Browser::default(), &token).await;
    assert!(matches!(again, Err(CustomerError::LinkSpent)));
    club.sign_in(&mut Browser::default(), ANA, SECRET).await.unwrap();
    club.close().await;
}

#[tokio::test]
async fn a_link_is_not_for_anything_else_and_expires() {
    let club = Club::open().await;
    let token = club.link(RequestKind::Register, ANA).await;

    let wrong = show_link(&club.till.app, RequestKind::Reset, &token).await;
    assert!(matches!(wrong, Err(CustomerError::LinkSpent)));
    club.wait(Duration::hours(24));
    let late = club.register(&mut Browser::default(), &token).await;

    assert!(matches!(late, Err(CustomerError::LinkSpent)));
    assert_eq!(club.till.count("select count(*) from customers").await, 0);
    club.close().await;
}

#[tokio::test]
async fn asking_tells_nobody_whether_there_is_an_account() {
    let club = Club::open().await;
    club.member(ANA).await;
    let asked = async |kind, email| {
        let before = club.till.count("select count(*) from mails").await;
        club.ask(kind, email, "").await.unwrap();
        relay(&club.till.app).await.unwrap();
        let template = "select template from mails order by created_at desc, mail_id desc limit 1";
        let after = club.till.count("select count(*) from mails").await;
        (after - before, club.till.text(template).await.unwrap())
    };

    // All three answers are the same; only who reads the mail learns more.
    assert_eq!(
        asked(RequestKind::Register, "ANA@example.com").await,
        (1, "account_exists".into())
    );
    assert_eq!(asked(RequestKind::Reset, ANA).await, (1, "reset_password".into()));
    assert_eq!(
        asked(RequestKind::Reset, "nobody@example.com").await,
        (0, "reset_password".into())
    );
    club.close().await;
}

#[tokio::test]
async fn an_address_that_merely_folds_to_anothers_opens_nothing_of_theirs() {
    const KIM: &str = "kim@example.com";
    // The Kelvin sign, which Postgres lowers to a k.
    const NOT_KIM: &str = "\u{212a}im@example.com";
    let club = Club::open().await;
    club.member(KIM).await;
    let ring = club.till.variant("ring", 10).await;
    let buyer = club.till.buyer(&[(ring, 1)]).await;
    let (page, token) = club.till.at_the_page(&buyer).await;
    club.till.choose(&page, Choice::Success).await;
    come_home(&club.till.app, &token).await.unwrap();
    club.till
        .run("update orders set email = U&'\\212Aim@example.com'")
        .await;
    let mails = "select count(*) from mails where order_id is null";
    let before = club.till.count(mails).await;

    club.ask(RequestKind::Reset, NOT_KIM, "").await.unwrap();
    relay(&club.till.app).await.unwrap();

    assert_eq!(club.till.count(mails).await, before);
    club.sign_in(&mut Browser::default(), KIM, SECRET).await.unwrap();
    let claimed = "select count(*) from orders where customer_id is not null";
    assert_eq!(club.till.count(claimed).await, 0);
    // A reset goes where the account says, however it was asked for.
    club.ask(RequestKind::Reset, "KIM@example.com", "").await.unwrap();
    relay(&club.till.app).await.unwrap();
    let to = "select recipient from mails where template = 'reset_password'";
    assert_eq!(club.till.text(to).await.as_deref(), Some(KIM));
    // Tries at one are not tries at the other.
    for _ in 0..3 {
        club.ask(RequestKind::Reset, NOT_KIM, "").await.unwrap();
    }
    club.ask(RequestKind::Reset, KIM, "").await.unwrap();
    club.close().await;
}

#[tokio::test]
async fn one_form_sent_twice_is_one_mail_and_a_corrected_address_is_another() {
    let club = Club::open().await;
    for email in ["an@example.com", "an@example.com", ANA] {
        club.ask(RequestKind::Register, email, "op-1").await.unwrap();
    }

    relay(&club.till.app).await.unwrap();

    assert_eq!(club.till.count("select count(*) from mails").await, 2);
    club.close().await;
}

#[tokio::test]
async fn the_outbox_names_nobody_and_the_database_knows_no_token() {
    let club = Club::open().await;
    let token = club.link(RequestKind::Register, ANA).await;
    let told = club
        .till
        .text("select string_agg(payload::text, ' ') from outbox_entries")
        .await
        .unwrap();
    let kept = club
        .till
        .text("select string_agg(r::text, ' ') from customer_requests r")
        .await
        .unwrap();

    assert!(!told.contains("ana") && !told.contains(&token), "{told}");
    assert!(!kept.contains(&token), "{kept}");
    club.close().await;
}

#[tokio::test]
async fn a_link_that_has_left_is_kept_nowhere() {
    let mut club = Club::open().await;
    let sink = SmtpSink::start(&[]).await;
    let limits = Limits {
        connect: std::time::Duration::from_secs(2),
        whole: std::time::Duration::from_secs(2),
    };
    let from = "Test shop <orders@shop.example>";
    club.till.app.mailer = Some(Arc::new(
        SmtpMailer::new(&sink.url, from, "shop.example", limits).unwrap(),
    ));
    let token = club.link(RequestKind::Register, ANA).await;

    assert_eq!(send_due(&club.till.app, 10).await.unwrap().sent, 1);

    let kept = club
        .till
        .text("select text_body || html_body from mails where state = 'sent'")
        .await;
    assert_eq!(kept.as_deref(), Some(""));
    assert_eq!(sink.arrived()[0].recipients, [ANA]);
    club.register(&mut Browser::default(), &token).await.unwrap();
    club.close().await;
}

#[tokio::test]
async fn a_new_password_by_mail_ends_every_session_and_the_old_password() {
    let club = Club::open().await;
    let phone = club.member(ANA).await;
    let older = club.link(RequestKind::Reset, ANA).await;
    let token = club.link(RequestKind::Reset, ANA).await;
    let mut laptop = Browser::default();
    let command = |token| Reset {
        token,
        password: "another long one",
        caller: super::NOBODY,
    };

    let entered = reset(&club.till.app, &laptop.scope, command(&token)).await.unwrap();
    laptop.keep(entered);

    assert!(club.is_in(&laptop).await && !club.is_in(&phone).await);
    for spent in [&token, &older] {
        let again = reset(&club.till.app, &laptop.scope, command(spent)).await;
        assert!(matches!(again, Err(CustomerError::LinkSpent)));
    }
    let old = club.sign_in(&mut Browser::default(), ANA, SECRET).await;
    assert!(matches!(old, Err(CustomerError::WrongPassword)));
    club.close().await;
}

#[tokio::test]
async fn a_shop_without_mail_says_so() {
    let mut club = Club::open().await;
    club.till.app.mailer = None;

    let refused = club.ask(RequestKind::Register, ANA, "").await;

    assert!(matches!(refused, Err(CustomerError::NoMailer)));
    club.close().await;
}

#[tokio::test]
async fn a_weak_password_leaves_the_link_as_it_was() {
    let club = Club::open().await;
    let token = club.link(RequestKind::Register, ANA).await;
    let profile = domain::customer::ProfileInput::default();
    let command = crate::customer::Register {
        token: &token,
        profile: &profile,
        password: ANA,
        caller: super::NOBODY,
    };

    let refused = crate::customer::register(&club.till.app, &Browser::default().scope, command).await;

    let Err(CustomerError::Invalid(errors)) = refused else {
        panic!("the form is accepted");
    };
    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["name", "password"]);
    club.register(&mut Browser::default(), &token).await.unwrap();
    club.close().await;
}
