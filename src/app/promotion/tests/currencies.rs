//! Amounts in more than one currency: a cart gets those of its own, or nothing.

use super::{off, published, try_publish};
use crate::payment::tests::Till;
use crate::pricing::explain_cart;
use crate::promotion::PublishError;
use domain::id::CartId;
use serde_json::{Value, json};

fn five_off(currencies: &Value) -> Value {
    json!([{
        "handle": "five", "name": "Five off", "class": "order", "status": "active",
        "benefit": { "kind": "fixed_order", "amount": "5.00" }, "currencies": currencies
    }])
}

async fn left_out(till: &Till) -> Vec<String> {
    let cart_id: CartId = till
        .text("select cart_id::text from carts")
        .await
        .unwrap()
        .parse()
        .unwrap();
    explain_cart(&till.app, cart_id).await.unwrap().left_out
}

#[tokio::test]
async fn a_cart_gets_the_amount_of_its_currency_and_explain_says_where_there_is_none() {
    let till = Till::open().await;
    let ring = till.variant("ring", 50).await;
    published(&till.app, five_off(&json!({ "USD": { "amount": "6.00" } }))).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    assert_eq!(buyer.total.minor, 2000 - 500 + 495);
    assert!(left_out(&till).await.is_empty());

    // The shop's amounts become dollars', and euros those of another currency.
    till.run(
        "update promotions
         set currency = 'USD',
             in_currencies = jsonb_set(in_currencies, '{0,currency}', '\"EUR\"')",
    )
    .await;
    assert_eq!(till.total(&buyer.scope).await.minor, 2000 - 600 + 495);

    till.run("update promotions set in_currencies = '[]'").await;
    assert_eq!(till.total(&buyer.scope).await.minor, 2000 + 495);
    assert_eq!(left_out(&till).await, ["“Five off” has no amounts in EUR."]);
    till.close().await;
}

#[tokio::test]
async fn amounts_that_fit_no_currency_are_refused_before_publishing_and_the_same_file_changes_nothing() {
    let till = Till::open().await;
    let refused = try_publish(&till.app, five_off(&json!({ "USD": { "subtotal": "9.00" } }))).await;
    let Err(PublishError::Invalid(faults)) = refused else {
        panic!("published");
    };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["currencies.amount", "currencies.subtotal"]);

    let mut percent = off("ten", "10", &[]);
    percent["currencies"] = json!({ "USD": {} });
    assert!(try_publish(&till.app, json!([percent])).await.is_err());

    let sound = five_off(&json!({ "USD": { "amount": "6.00" } }));
    let first = published(&till.app, sound.clone()).await;
    let again = published(&till.app, sound).await;
    assert_eq!(
        (first.written[0].1, again.written[0].1),
        (store::written::Written::Created, store::written::Written::Unchanged)
    );
    till.close().await;
}
