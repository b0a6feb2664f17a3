//! From mails to a mail server.

use super::{Post, dead, failed, sent};
use crate::housekeeping::sweep;
use crate::mail::{MailingError, list_recent, retry, try_out};
use testkit::smtp_sink::Manner;

#[tokio::test]
async fn a_mail_arrives_with_its_envelope_and_headers() {
    let post = Post::open(&[]).await;
    post.order("ring").await;
    post.relay().await;

    assert_eq!(post.send().await, sent(1));

    let mails = post.sink.arrived();
    let mail = &mails[0];
    assert_eq!((mails.len(), mail.sender.as_str()), (1, "orders@shop.example"));
    assert_eq!(mail.recipients, ["ana@example.com"]);
    assert_eq!(mail.headers("To"), ["ana@example.com"]);
    assert_eq!(mail.headers("Reply-To"), ["shop@example.test"]);
    assert_eq!(mail.headers("Auto-Submitted"), ["auto-generated"]);
    let number = post.till.count("select order_number from orders").await;
    assert_eq!(mail.headers("Subject"), [format!("Your order #{number} at Test shop")]);
    assert_eq!(mail.headers("Date"), ["Sun, 22 Nov 2026 12:00:00 +0000"]);
    assert!(mail.data.contains("text/plain") && mail.data.contains("text/html"));
    post.close().await;
}

#[tokio::test]
async fn a_server_that_asks_to_come_later_is_asked_later_and_at_longer_intervals() {
    let post = Post::open(&[Manner::Refuse("451 later"), Manner::Refuse("450 later")]).await;
    post.order("ring").await;
    post.relay().await;

    assert_eq!(post.send().await, failed(1));
    assert_eq!(post.send().await, sent(0), "too early");
    post.wait(1);
    assert_eq!(post.send().await, failed(1));
    post.wait(4);
    assert_eq!(post.send().await, sent(0), "too early");
    post.wait(1);
    assert_eq!(post.send().await, sent(1));

    assert_eq!((post.state().await.as_str(), post.sink.arrived().len()), ("sent", 1));
    assert!(post.till.alerts().await.is_empty());
    post.close().await;
}

#[tokio::test]
async fn a_refusal_for_good_kills_the_mail_and_tells_a_person_until_it_is_sent_anew() {
    let post = Post::open(&[Manner::Refuse("550 no such person")]).await;
    post.order("ring").await;
    post.relay().await;

    assert_eq!(post.send().await, dead(1));

    assert_eq!(post.till.alerts().await, ["mail_dead"]);
    let told = post.till.text("select detail::text from alerts").await.unwrap();
    assert!(!told.contains("ana@example.com"), "{told}");
    let listed = list_recent(&post.till.app, true).await.unwrap();
    assert!(listed[0].last_error.as_ref().unwrap().contains("550"));
    post.wait(10_000);
    assert_eq!(post.send().await, sent(0));

    retry(&post.till.app, listed[0].mail_id).await.unwrap();
    assert_eq!(post.send().await, sent(1));
    let open = post
        .till
        .count("select count(*) from alerts where resolved_at is null")
        .await;
    assert_eq!(open, 0);
    let again = retry(&post.till.app, listed[0].mail_id).await;
    assert!(
        matches!(again, Err(MailingError::NoMail)),
        "a mail that was sent is sent twice"
    );
    post.close().await;
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_mail_means_a_second_copy_under_the_same_id() {
    let post = Post::open(&[Manner::DropAfterData]).await;
    post.order("ring").await;
    post.relay().await;

    assert_eq!(post.send().await, failed(1));
    post.wait(1);
    assert_eq!(post.send().await, sent(1));
    post.wait(1000);
    assert_eq!(post.send().await, sent(0));

    let mails = post.sink.arrived();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].headers("Message-ID"), mails[1].headers("Message-ID"));
    assert!(mails[0].headers("Message-ID")[0].ends_with("@localhost>"));
    post.close().await;
}

#[tokio::test]
async fn a_silent_server_costs_its_time_limit_and_one_try_of_one_mail() {
    let post = Post::open(&[Manner::Silent]).await;
    post.order("ring").await;
    post.order("hat").await;
    post.relay().await;

    let started = std::time::Instant::now();
    assert_eq!(post.send().await, failed(1));
    assert!(started.elapsed().as_secs() < 5);

    let tries = post.till.count("select sum(attempts)::bigint from mails").await;
    assert_eq!(tries, 1, "an outage costs every mail a try");
    post.wait(1);
    assert_eq!(post.send().await, sent(2));
    post.close().await;
}

#[tokio::test]
async fn a_sender_that_died_leaves_the_mail_to_the_next() {
    let post = Post::open(&[]).await;
    post.order("ring").await;
    post.relay().await;
    let now = post.till.app.clock.now();
    let mut conn = post.till.app.pool.acquire().await.unwrap();
    let lost = store::mail::claim(&mut conn, now, chrono::Duration::minutes(5))
        .await
        .unwrap()
        .unwrap();
    drop(conn);

    assert_eq!(post.send().await, sent(0));
    post.wait(6);
    assert_eq!(post.send().await, sent(1));

    // What the dead one would still say counts for nothing.
    let mut conn = post.till.app.pool.acquire().await.unwrap();
    assert!(!store::mail::mark_dead(&mut conn, &lost, "late", now).await.unwrap());
    drop(conn);
    assert_eq!(post.state().await, "sent");
    post.close().await;
}

#[tokio::test]
async fn without_a_mailer_mails_wait_and_what_is_no_news_any_more_is_given_up() {
    let mut post = Post::open(&[]).await;
    let mailer = post.till.app.mailer.take();
    post.order("ring").await;
    post.relay().await;
    assert_eq!(post.send().await, sent(0));
    assert_eq!(post.state().await, "queued");

    post.wait(3 * 24 * 60);
    post.till.app.mailer = mailer;
    assert_eq!(post.send().await, dead(1));
    assert!(post.sink.arrived().is_empty());
    post.close().await;
}

#[tokio::test]
async fn mails_are_forgotten_in_their_time() {
    let post = Post::open(&[Manner::Refuse("550 no")]).await;
    post.order("ring").await;
    post.relay().await;
    post.send().await;
    post.order("hat").await;
    post.relay().await;
    post.send().await;
    assert_eq!(sweep(&post.till.app).await.unwrap().mails, 0);

    post.wait(31 * 24 * 60);
    assert_eq!(sweep(&post.till.app).await.unwrap().mails, 1);
    assert_eq!(post.state().await, "dead");
    post.wait(60 * 24 * 60);
    assert_eq!(sweep(&post.till.app).await.unwrap().mails, 1);
    post.close().await;
}

#[tokio::test]
async fn a_mail_to_try_the_server_out_leaves_at_once_or_says_why_not() {
    let post = Post::open(&[Manner::Refuse("554 no relaying")]).await;
    let refused = try_out(&post.till.app, "admin@example.com").await;
    assert!(matches!(refused, Err(MailingError::Mailer(error)) if error.to_string().contains("554")));

    let injected = try_out(&post.till.app, "admin@example.com>\r\nRCPT TO:<eve@example.com").await;
    assert!(matches!(injected, Err(MailingError::Mailer(_))));

    assert_eq!(try_out(&post.till.app, "admin@example.com").await.unwrap(), "smtp");
    assert_eq!(post.sink.arrived()[0].recipients, ["admin@example.com"]);
    post.close().await;
}
