//! A market that taxes the delivery as it taxes the goods (R9).

use crate::order::show_order;
use crate::payment::come_home;
use crate::payment::tests::Till;
use crate::pricing::{explain_order, verify_order};
use crate::settings::apply;
use adapters::payment::test_provider::Choice;
use domain::settings::Settings;
use serde_json::json;

/// German rates, and a market that divides the delivery.
async fn till() -> Till {
    let till = Till::open().await;
    till.run(
        "insert into tax_rates (country, region, postal_prefix, tax_category, name, rate_ppm, position)
              values ('DE', '', '', 'reduced', 'VAT', 70000, 9)
         on conflict do nothing",
    )
    .await;
    till.run("update markets set delivery_tax = 'proportional_to_goods'")
        .await;
    till
}

#[tokio::test]
async fn the_delivery_of_an_order_is_taxed_as_its_goods_are_and_the_order_proves_it() {
    let till = till().await;
    let ring = till.variant("ring", 10).await;
    let tea = till.shop.product("tea").price(1000).create().await[0];
    sqlx::query("update variants set tax_category = 'reduced' where variant_id = $1")
        .bind(tea)
        .execute(&till.app.pool)
        .await
        .unwrap();
    let buyer = till.buyer(&[(ring, 1), (tea, 1)]).await;

    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    // 4.95 with 20.00 of rings and 10.00 of tea: 3.30 hold 0.53 at 19 %, 1.65 hold 0.11 at 7 %.
    let order = show_order(&till.app, &token).await.unwrap();
    assert_eq!(order.totals.total.minor, 3495);
    assert_eq!(
        till.text("select delivery_tax_minor || ' ' || jsonb_path_query_array(delivery_taxes, '$[*].amount_minor') from orders")
            .await
            .unwrap(),
        "64 [53, 11]"
    );
    // Each tax is one row: 3.19 + 0.53 and 0.65 + 0.11.
    let taxes: Vec<_> = order.totals.taxes.iter().map(|(_, amount)| amount.as_str()).collect();
    assert_eq!(taxes, ["€3.72", "€0.76"]);
    let number = order.number.unwrap();
    let verdict = verify_order(&till.app, number).await.unwrap();
    assert!(verdict.is_equal(), "{verdict:?}");
    let steps = explain_order(&till.app, number).await.unwrap().steps;
    let words = "€4.95 like the goods: 19 % of €3.30 as lines 1; 7 % of €1.65 as lines 2";
    assert!(steps.iter().any(|step| step.operand == words), "{steps:?}");

    till.run("update orders set trace = jsonb_set(trace, '{steps,5,operand,shares,0,amount_minor}', '331')")
        .await;
    assert!(!verify_order(&till.app, number).await.unwrap().is_equal());
    till.discard().await;
}

#[tokio::test]
async fn a_file_of_settings_says_how_a_market_taxes_the_delivery() {
    let till = Till::open().await;
    let market = |way: &str| {
        let file = json!({ "markets": [{
            "code": "nord", "name": "Nord", "country": "DE", "currency": "EUR", "tax_basis": "inclusive",
            "delivery_tax": way
        }] });
        serde_json::from_value::<Settings>(file)
    };
    assert!(market("sometimes").is_err());

    apply(&till.app, &market("proportional_to_goods").unwrap(), false)
        .await
        .unwrap();

    let stored = "select delivery_tax from markets where code = 'nord'";
    assert_eq!(till.text(stored).await.unwrap(), "proportional_to_goods");
    till.close().await;
}
