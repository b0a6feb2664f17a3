//! Late money for a purchase that another attempt has paid: each authorisation stands for itself.

use super::Till;
use super::late::{declined, money_comes};
use crate::order::{capture, find_by_token, release_authorization, settle_capture, show_order};
use crate::payment::{Home, come_home, give_up, receive_event};
use crate::steps::{Step, Steps};
use adapters::payment::PaymentProvider as _;
use adapters::payment::test_provider::Choice;
use domain::money::{Currency, Money};
use domain::order::Actor;

/// Two payments of one purchase, both only set aside: the first comes after the second has made the order.
async fn twice_set_aside() -> (Till, String, String) {
    let till = Till::setting_aside().await;
    let ring = till.variant("ring", 9).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, former) = declined(&till, &buyer).await;
    let (second, token) = till.at_the_page(&buyer).await;
    till.choose(&second, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    money_comes(&till, &page).await;
    (till, former, token)
}

async fn release_jobs(till: &Till) -> i64 {
    till.count("select count(*) from jobs where kind = 'release_authorization'")
        .await
}

#[tokio::test]
async fn a_second_payment_that_is_set_aside_late_is_let_go_and_the_first_is_kept() {
    let (till, _, token) = twice_set_aside().await;
    let order_id = find_by_token(&till.app, &token).await.unwrap();
    assert_eq!((till.orders().await, release_jobs(&till).await), (1, 1));

    for _ in 0..2 {
        release_authorization(&till.app, order_id, None).await.unwrap();
    }
    till.hear_everything().await;

    assert_eq!(
        till.text("select payment_status from orders").await.unwrap(),
        "authorized"
    );
    assert_eq!(till.count("select authorized_minor from orders").await, 2495);
    let states = "select string_agg(status, ' ' order by session_id) from test_provider.sessions";
    assert_eq!(till.text(states).await.unwrap(), "voided authorized");
    assert_eq!(
        till.alerts().await,
        Vec::<String>::new(),
        "no money was taken, so nobody is called"
    );

    capture(&till.app, &Actor::System, order_id, None).await.unwrap();
    settle_capture(&till.app, order_id, None, Money::new(2495, Currency::EUR))
        .await
        .unwrap();
    assert_eq!(
        (
            till.charges().await,
            till.text("select payment_status from orders").await.unwrap()
        ),
        (1, "paid".to_owned())
    );
    till.close().await;
}

#[tokio::test]
async fn a_kill_at_any_step_of_letting_a_second_payment_go_leaves_the_first_and_lets_the_second_go_once() {
    for step in [Step::AuthorizationAsked, Step::AuthorizationNoted] {
        let (till, _, token) = twice_set_aside().await;
        let order_id = find_by_token(&till.app, &token).await.unwrap();
        let killed = till.app.clone().with_steps(Steps::watched(move |here| here == step));

        assert!(
            release_authorization(&killed, order_id, None).await.is_err(),
            "{step:?}"
        );
        assert_eq!(
            till.count("select authorized_minor from orders").await,
            2 * 2495,
            "{step:?}"
        );
        release_authorization(&till.app, order_id, None).await.unwrap();

        assert_eq!(
            till.count("select authorized_minor from orders").await,
            2495,
            "{step:?}"
        );
        let voids = "select count(*) from payment_transactions where kind = 'void'";
        assert_eq!(till.count(voids).await, 1, "{step:?}");
        till.close().await;
    }
}

#[tokio::test]
async fn a_kill_while_late_money_is_booked_books_it_once() {
    for step in [Step::OutcomeAsked, Step::Finalized] {
        let till = Till::setting_aside().await;
        let ring = till.variant("ring", 9).await;
        let buyer = till.buyer(&[(ring, 1)]).await;
        let (page, _) = declined(&till, &buyer).await;
        let (second, token) = till.at_the_page(&buyer).await;
        till.choose(&second, Choice::Success).await;
        come_home(&till.app, &token).await.unwrap();
        till.provider.capture_after_all(&page).await.unwrap();
        let killed = till.app.clone().with_steps(Steps::watched(move |here| here == step));
        for (id, body) in till.events().await {
            receive_event(&killed, "test", &till.signed(&id, &body), body.as_bytes())
                .await
                .ok();
        }

        till.hear_everything().await;

        let facts = "select count(*) from payment_transactions where kind = 'authorization'";
        assert_eq!((till.count(facts).await, release_jobs(&till).await), (2, 1), "{step:?}");
        till.close().await;
    }
}

#[tokio::test]
async fn a_late_payment_covers_an_order_whose_own_was_lost() {
    let till = Till::setting_aside().await;
    let ring = till.variant("ring", 9).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, _) = declined(&till, &buyer).await;
    let (second, token) = till.at_the_page(&buyer).await;
    till.choose(&second, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    let attempt = "select payment_attempt_id::text from payment_attempts where status = 'succeeded'";
    let attempt_id = till.text(attempt).await.unwrap().parse().unwrap();
    till.provider.cancel_attempt(attempt_id).await.unwrap();
    till.hear_everything().await;
    assert_eq!(till.alerts().await, ["authorization_lost"]);

    money_comes(&till, &page).await;

    assert_eq!(release_jobs(&till).await, 0, "it is needed");
    assert_eq!(
        till.text("select payment_status from orders").await.unwrap(),
        "authorized"
    );
    till.close().await;
}

#[tokio::test]
async fn money_that_is_taken_late_makes_what_was_set_aside_for_the_order_free() {
    let (mut till, _, token) = {
        let till = Till::setting_aside().await;
        let ring = till.variant("ring", 9).await;
        let buyer = till.buyer(&[(ring, 1)]).await;
        let (page, former) = declined(&till, &buyer).await;
        let (second, token) = till.at_the_page(&buyer).await;
        till.choose(&second, Choice::Success).await;
        come_home(&till.app, &token).await.unwrap();
        // It was asked for when the provider took money at once.
        till.run("update test_provider.sessions set is_manual = false where status = 'failed'")
            .await;
        money_comes(&till, &page).await;
        (till, former, token)
    };
    let order_id = find_by_token(&till.app, &token).await.unwrap();
    till.app = till.app.clone().with_late_payments_refunded(true);

    release_authorization(&till.app, order_id, None).await.unwrap();

    assert_eq!(till.text("select payment_status from orders").await.unwrap(), "paid");
    assert_eq!((till.alerts().await.len(), till.charges().await), (0, 1), "paid once");
    till.close().await;
}

#[tokio::test]
async fn the_link_of_a_payment_that_had_failed_leads_to_the_order_that_its_money_is_on() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, former) = declined(&till, &buyer).await;
    let (second, token) = till.at_the_page(&buyer).await;
    till.choose(&second, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    money_comes(&till, &page).await;

    let order = show_order(&till.app, &former).await.unwrap();

    assert_eq!(order.address, format!("/orders/{token}"));
    for home in [
        come_home(&till.app, &former).await.unwrap(),
        give_up(&till.app, &former).await.unwrap(),
    ] {
        assert!(matches!(home, Home::Order { address } if address == order.address));
    }
    till.close().await;
}
