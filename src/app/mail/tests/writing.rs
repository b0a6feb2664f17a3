//! From events to mails.

use super::{Post, sent};
use crate::mail::{MailingError, preview};
use crate::order::{
    RefundOrder, Which, add_tracking, cancel, find_by_token, fulfil, refund, settle_refund, show_order,
};
use domain::mail::Template;
use domain::order::{Actor, RefundWish};
use store::order::Shipment;

#[tokio::test]
async fn a_placed_order_is_confirmed_once_however_often_its_event_is_read() {
    let post = Post::with_mailbox().await;
    let token = post.order("ring").await;

    assert_eq!(post.relay().await, 1);
    assert_eq!(post.relay().await, 0);
    post.till.run("update outbox_entries set relayed_at = null").await;
    assert_eq!(post.relay().await, 1);

    assert_eq!(post.state().await, "queued");
    assert_eq!(post.send().await, sent(1));
    assert_eq!(post.send().await, sent(0));
    let text = post.till.text("select text_body from mails").await.unwrap();
    assert!(text.contains("2 × ring  €40.00"), "{text}");
    assert!(text.contains("Total: €44.95"), "{text}");
    assert!(
        text.contains(&format!("http://localhost:3000/orders/{token}")),
        "{text}"
    );
    assert!(text.contains("Sonnenallee 1"), "{text}");
    post.close().await;
}

#[tokio::test]
async fn two_relays_at_once_write_one_mail_an_order() {
    let post = Post::with_mailbox().await;
    for handle in ["ring", "hat", "bag"] {
        post.order(handle).await;
    }

    let (one, other) = tokio::join!(post.relay(), post.relay());

    assert_eq!(one + other, 3);
    assert_eq!(post.state().await, "queued queued queued");
    post.close().await;
}

#[tokio::test]
async fn parcels_and_refunds_are_told_of_with_what_their_events_say() {
    let post = Post::with_mailbox().await;
    let app = &post.till.app;
    let kim = Actor::Staff("Kim".to_owned());
    let sent = find_by_token(app, &post.order("ring").await).await.unwrap();
    let unwanted = find_by_token(app, &post.order("hat").await).await.unwrap();
    fulfil(app, &kim, sent, Which::All, "parcel-1").await.unwrap();
    let parcel = Shipment {
        carrier: "DHL".into(),
        tracking_number: "JD01".into(),
        tracking_url: Some("https://carrier.example/JD01".into()),
    };
    add_tracking(app, &kim, sent, 1, parcel).await.unwrap();
    let goodwill = RefundOrder {
        wish: RefundWish {
            adjustment_minor: 495,
            ..RefundWish::default()
        },
        reason: "",
        return_seq: None,
        to: None,
        client_ref: "sorry",
    };
    let refund_id = refund(app, &kim, sent, goodwill).await.unwrap();
    settle_refund(app, refund_id).await.unwrap();
    cancel(app, &kim, unwanted, "wrong size").await.unwrap();

    assert!(post.relay().await > 4);

    let text = async |query: &'static str| post.till.text(query).await.unwrap();
    let shipped = text("select string_agg(text_body, '') from mails where template = 'order_shipped'").await;
    assert!(shipped.contains("Carrier: DHL, parcel number: JD01") && shipped.contains("https://carrier.example/JD01"));
    let cancelled = text("select text_body from mails where template = 'order_cancelled'").await;
    assert!(cancelled.contains("was cancelled") && !cancelled.contains("goes back"));
    let refunded = text("select text_body from mails where template = 'order_refunded'").await;
    assert!(refunded.contains("€4.95 goes back to you"));
    post.close().await;
}

#[tokio::test]
async fn an_event_that_cannot_be_told_of_stays_and_holds_up_nobody() {
    let post = Post::with_mailbox().await;
    post.order("ring").await;
    post.till
        .run("update outbox_entries set aggregate_id = gen_random_uuid()")
        .await;
    post.order("hat").await;

    assert_eq!((post.relay().await, post.relay().await), (1, 0));

    assert_eq!(post.state().await, "queued");
    assert_eq!(post.till.alerts().await, ["relay_failed"]);
    // The order whose event was broken has none now.
    let rule = "9: every placed order has told so exactly once";
    post.till.discard_broken(&[rule]).await;
}

#[tokio::test]
async fn the_order_page_promises_a_confirmation_only_where_mail_leaves() {
    let mut post = Post::with_mailbox().await;
    let token = post.order("ring").await;
    assert!(show_order(&post.till.app, &token).await.unwrap().is_confirmed_by_mail);

    post.till.app.mailer = None;
    assert!(!show_order(&post.till.app, &token).await.unwrap().is_confirmed_by_mail);
    post.close().await;
}

#[tokio::test]
async fn a_preview_is_the_mail_that_leaves_and_sends_nothing() {
    let post = Post::with_mailbox().await;
    post.order("ring").await;
    let number: i64 = post.till.count("select order_number from orders").await;

    let shown = preview(&post.till.app, Template::OrderPlaced, Some(number))
        .await
        .unwrap();
    let unknown = preview(&post.till.app, Template::OrderPlaced, Some(1)).await;

    assert!(matches!(unknown, Err(MailingError::NoOrder)));
    assert_eq!(post.state().await, "");
    post.relay().await;
    let html = post.till.text("select html_body from mails").await;
    assert_eq!(html.as_deref(), Some(shown.html.as_str()));
    post.close().await;
}

#[tokio::test]
async fn every_mail_can_be_looked_at_with_all_that_it_ever_says() {
    let post = Post::with_mailbox().await;
    post.order("ring").await;
    let number: i64 = post.till.count("select order_number from orders").await;

    for template in Template::ALL {
        let letter = preview(&post.till.app, template, Some(number)).await.unwrap();
        let wanted = match template {
            Template::OrderPlaced => "Total: €44.95",
            Template::OrderShipped => "Carrier: Example Post, parcel number: EXAMPLE-1",
            Template::OrderCancelled => "was cancelled",
            Template::OrderRefunded => "€44.95 goes back to you",
            Template::ExchangePayable => "€44.95 is left to pay",
            Template::ExchangeLapsed => "is sold out meanwhile",
            Template::VerifyEmail => "http://localhost:3000/account/register/EXAMPLE",
            Template::AccountExists => "http://localhost:3000/account/sign-in",
            Template::ResetPassword => "http://localhost:3000/account/reset/EXAMPLE",
            Template::BackInStock => "http://localhost:3000/back-in-stock/EXAMPLE",
            Template::StaffInvitation => "http://localhost:3000/admin/invitations/EXAMPLE",
            Template::PasskeyAdded | Template::PasskeyBlocked => "http://localhost:3000/account/passkeys",
        };
        assert!(letter.text.contains(wanted), "{template:?}: {}", letter.text);
        assert!(
            !letter.subject.is_empty() && letter.html.contains("</html>"),
            "{template:?}"
        );
    }
    assert_eq!(post.state().await, "", "nothing leaves");
    post.close().await;
}
