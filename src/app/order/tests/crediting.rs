//! Money back as store credit: exact, bounded, once, and only for who has an account.

use super::{Bought, axes, staff};
use crate::order::{OrderError, RefundOrder, cancel, refund, show_order};
use domain::id::RefundId;
use domain::order::{OrderRefusal, RefundState, RefundTo, RefundWish};

/// Gives the order to an account with its address.
pub(super) async fn with_account(bought: &Bought) {
    bought
        .till
        .run(
            "insert into customers (customer_id, email, name, password_hash, password_set_at, created_at, updated_at)
             values ('00000000-0000-7000-8000-00000000000a', 'ana@example.com', 'Ana Mar', '$argon2id$none', now(), now(), now())",
        )
        .await;
    bought
        .till
        .run("update orders set customer_id = '00000000-0000-7000-8000-00000000000a'")
        .await;
}

/// What the account has to spend, minor units.
pub(super) async fn credit(bought: &Bought) -> i64 {
    let query = "select coalesce(sum(balance_minor), 0)::bigint from tender_accounts where kind = 'store_credit'";
    bought.till.count(query).await
}

async fn ask(bought: &Bought, minor: i64, to: Option<RefundTo>, client_ref: &str) -> Result<RefundId, OrderError> {
    let command = RefundOrder {
        wish: RefundWish {
            adjustment_minor: minor,
            ..RefundWish::default()
        },
        reason: "",
        return_seq: None,
        to,
        client_ref,
    };
    refund(&bought.till.app, &staff(), bought.order_id, command).await
}

#[tokio::test]
async fn store_credit_is_given_once_without_the_provider_and_what_is_left_goes_the_way_it_came() {
    let bought = Bought::open(&[2]).await;
    with_account(&bought).await;

    let first = ask(&bought, 1500, Some(RefundTo::StoreCredit), "a").await.unwrap();
    assert_eq!(
        ask(&bought, 1500, Some(RefundTo::StoreCredit), "a").await.unwrap(),
        first
    );
    let elsewhere = ask(&bought, 1500, None, "a").await;
    for _ in 0..3 {
        assert_eq!(bought.settle(first).await, RefundState::Succeeded);
    }
    let too_much = ask(&bought, 2996, None, "b").await;
    let rest = ask(&bought, 2995, None, "c").await.unwrap();
    bought.settle(rest).await;

    assert!(matches!(elsewhere, Err(OrderError::ReferenceReused)));
    let limit = OrderRefusal::ExceedsCaptured { refundable_minor: 2995 };
    assert!(matches!(too_much, Err(OrderError::Refused(why)) if why == limit));
    assert_eq!((credit(&bought).await, bought.given_back().await), (1500, vec![2995]));
    // Axis B tells of the payment: what went to store credit is still with the shop.
    assert_eq!(bought.axes().await, axes("placed", "partially_refunded", "unfulfilled"));
    let page = show_order(&bought.till.app, &bought.token).await.unwrap().aftermath;
    assert_eq!(page.refunds[0].state_text, "Store credit: €15.00 can be spent again.");
    bought.close().await;
}

#[tokio::test]
async fn an_order_without_an_account_is_refused_store_credit_in_words() {
    let bought = Bought::open(&[1]).await;

    let refused = ask(&bought, 500, Some(RefundTo::StoreCredit), "a").await;

    assert!(matches!(refused, Err(OrderError::Refused(OrderRefusal::NoAccount))));
    assert_eq!(bought.record().await.refunds, []);
    bought.close().await;
}

#[tokio::test]
async fn a_cancellation_after_store_credit_gives_back_the_rest_only() {
    let bought = Bought::open(&[2]).await;
    with_account(&bought).await;
    let first = ask(&bought, 1000, Some(RefundTo::StoreCredit), "a").await.unwrap();
    bought.settle(first).await;

    cancel(&bought.till.app, &staff(), bought.order_id, "").await.unwrap();
    bought.settle_all().await;

    assert_eq!((credit(&bought).await, bought.given_back().await), (1000, vec![3495]));
    bought.close().await;
}
