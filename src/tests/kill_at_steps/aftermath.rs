//! What happens to an order afterwards: it is cancelled, paid later, given back, sent and sent back.

use super::Field;
use adapters::clock::Clock;
use app::steps::Step;
use testkit::StripeStandIn;
use testkit::browser::page::field as form_field;
use testkit::browser::purchase::{add_to_cart, fill_in, place};
use testkit::stripe::Way;

const OPEN_REFUNDS: &str = "select count(*) from refunds where state <> 'succeeded'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(debug_assertions), ignore = "a release build has no steps to be killed at")]
async fn killed_at_each_step_of_what_follows_an_order_each_change_is_made_once() {
    let mut field = Field::open(&[]).await;

    for step in [Step::CancellationWritten, Step::Cancelled] {
        cancel_through(&mut field, step).await;
    }
    for step in [Step::RefundAsked, Step::RefundNoted] {
        refund_through(&mut field, step).await;
    }
    let (_, number) = field.buy().await;
    let words = ["orders", "cancel", &number, "--line", "1=1", "--ref", "units"];
    field.command_through(Step::UnitsGivenUp, &words);
    field.until_none(OPEN_REFUNDS).await;
    for step in [Step::GoodsTaken, Step::FulfilmentWritten, Step::Fulfilled] {
        let (_, number) = field.buy().await;
        field.command_through(step, &["orders", "fulfil", &number, "--ref", "pick"]);
    }
    send_back(&mut field).await;

    let mut sprung = field.sprung.clone();
    sprung.sort_unstable_by_key(|step| Step::AFTERMATH.iter().position(|it| it == step));
    assert_eq!(sprung, Step::AFTERMATH[2..], "every step was reached");
    let store = &field.store;
    assert_eq!(
        [
            store
                .count("select count(*) from orders where status = 'cancelled'")
                .await,
            store
                .count("select count(*) from refunds where state = 'succeeded'")
                .await,
            store.count("select count(*) from refunds").await,
            store.count("select count(*) from test_provider.refunds").await,
            store.count("select count(*) from fulfilments").await,
            store.count("select count(*) from returns where state = 'closed'").await,
            // Three were sent and not come back.
            store
                .count("select 1000 - sum(on_hand)::bigint from inventory_levels")
                .await,
        ],
        [2, 6, 6, 6, 4, 1, 3]
    );
    field
        .until_none("select count(*) from outbox_entries where relayed_at is null")
        .await;
    field.store.close().await;
}

/// The shopper presses, the program ends, the shopper presses again; then the money comes back.
async fn cancel_through(field: &mut Field, step: Step) {
    let (address, _) = field.buy().await;
    let way = format!("{address}/cancel");
    let mut browser = field.store.browser();
    browser.tries_again_for = super::PATIENCE;
    let op = form_field(&browser.get(&way).await.unwrap().text(), "_op").unwrap();
    field.set(step);
    let asked = way.clone();
    let pressed = tokio::spawn(async move { browser.submit(&asked, &[("_op", &op)]).await });
    field.restart_after(step).await;
    assert_eq!(pressed.await.unwrap().unwrap(), address, "{step:?}");
    field.let_leases_run_out().await;
    field.until_none(OPEN_REFUNDS).await;
}

/// The worker ends while it gives money back; the next one goes on.
async fn refund_through(field: &mut Field, step: Step) {
    let (_, number) = field.buy().await;
    field.set(step);
    let words = ["orders", "refund", &number, "--line", "1", "--ref", "back"];
    field.store.run(&words).unwrap();
    field.restart_after(step).await;
    field.let_leases_run_out().await;
    field.until_none(OPEN_REFUNDS).await;
}

async fn send_back(field: &mut Field) {
    let (_, number) = field.buy().await;
    field.store.run(&["orders", "fulfil", &number]).unwrap();
    let words = ["orders", "return", "request", &number, "--line", "1", "--ref", "back"];
    field.command_through(Step::ReturnRequested, &words);
    field.command_through(Step::ReturnMoved, &["orders", "return", "approve", &number]);
    field.store.run(&["orders", "return", "receive", &number]).unwrap();
    let words = ["orders", "return", "inspect", &number, "--restock", "1=1"];
    field.command_through(Step::Restocked, &words);
    let words = [
        "orders", "refund", &number, "--line", "1", "--return", "1", "--ref", "back",
    ];
    field.store.run(&words).unwrap();
    field.until_none(OPEN_REFUNDS).await;
    field.command_through(Step::ReturnSaved, &["orders", "return", "close", &number]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(debug_assertions), ignore = "a release build has no steps to be killed at")]
async fn killed_at_each_step_of_taking_money_that_was_set_aside_it_is_taken_once() {
    let stripe = StripeStandIn::start(Clock::system()).await;
    let url = stripe
        .options(adapters::payment::stripe::Capture::Manual)
        .api_url
        .to_string();
    let mut field = Field::open(&[
        ("VITRINE_STRIPE_SECRET_KEY", testkit::stripe::KEY),
        ("VITRINE_STRIPE_CAPTURE", "manual"),
        ("VITRINE_STRIPE_API_URL", &url),
    ])
    .await;

    for (earlier, step) in [Step::AuthorizationAsked, Step::AuthorizationNoted]
        .into_iter()
        .enumerate()
    {
        let number = set_aside(&field, &stripe).await;
        assert_eq!(stripe.charges(), earlier);
        field.set(step);
        field.store.run(&["orders", "capture", &number]).unwrap();
        field.restart_after(step).await;
        field.let_leases_run_out().await;
        field
            .until_none("select count(*) from orders where payment_status <> 'paid'")
            .await;
        assert_eq!(stripe.charges(), earlier + 1, "{step:?}");
    }

    assert_eq!(field.sprung, Step::AFTERMATH[..2], "every step was reached");
    let taken = "select count(*) from payment_transactions where kind = 'capture'";
    assert_eq!(field.store.count(taken).await, 2);
    field.store.close().await;
}

/// A shopper buys a ring, whose money is set aside. The number of the order.
async fn set_aside(field: &Field, stripe: &StripeStandIn) -> String {
    let mut browser = field.store.browser();
    add_to_cart(&mut browser, &field.wanted.variant_id).await.unwrap();
    let review = fill_in(&mut browser, &field.wanted.delivery_method).await.unwrap();
    let page = place(&mut browser, &review).await.unwrap();
    stripe.pay(&page, Way::Card);
    let query = "select access_token from orders where status = 'draft'";
    let token: String = sqlx::query_scalar(query).fetch_one(&field.store.db.pool).await.unwrap();
    browser.follow(&format!("/checkout/return/{token}")).await.unwrap();
    let number = field.store.count("select max(order_number) from orders").await;
    number.to_string()
}
