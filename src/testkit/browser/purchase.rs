//! A purchase as a browser without scripts makes it: forms, redirects, and the test provider's own page.

use crate::client::Client;
use crate::page::field;
use crate::world::Goods;
use anyhow::{Context as _, bail};
use std::time::Duration;

/// How often a shopper looks again while the payment is being checked, and the pause between.
const LOOKS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Puts one unit into the shopper's cart.
///
/// # Errors
/// When the cart page does not follow.
pub async fn add_to_cart(client: &mut Client, goods: &Goods, turn: u32) -> anyhow::Result<()> {
    let variant = goods
        .variants
        .get(turn as usize % goods.variants.len().max(1))
        .context("there are no variants")?;
    let op = uuid::Uuid::now_v7().to_string();
    client
        .submit(
            "/cart/lines",
            &[("variant_id", variant), ("quantity", "1"), ("_op", &op)],
        )
        .await
        .map(drop)
}

/// Buys one unit.
///
/// # Errors
/// When it does not end in a placed order.
pub async fn buy(client: &mut Client, goods: &Goods, turn: u32) -> anyhow::Result<()> {
    add_to_cart(client, goods, turn).await?;
    let payment_page = place(client, goods).await?;
    let home = pay(client, &payment_page).await?;
    wait_for_order(client, &home).await
}

async fn place(client: &mut Client, goods: &Goods) -> anyhow::Result<String> {
    let details = details(goods);
    let op = uuid::Uuid::now_v7().to_string();
    let saved = client
        .submit("/checkout/details", &with(&details, &[("_op", &op)]))
        .await?;
    let (_, review) = client.follow(&saved).await?;
    let html = String::from_utf8_lossy(&review.body);
    let total = field(&html, "expected_total_minor").context("the checkout page shows no final total")?;
    let op = field(&html, "_op").context("the checkout page has no operation id")?;
    client
        .submit(
            "/checkout/place",
            &with(&details, &[("expected_total_minor", &total), ("_op", &op)]),
        )
        .await
}

async fn pay(client: &mut Client, payment_page: &str) -> anyhow::Result<String> {
    if !payment_page.starts_with("/test-provider/") {
        bail!("the order was not placed: the shop led to {payment_page}");
    }
    client.get(payment_page).await?;
    client.submit(payment_page, &[("choice", "success")]).await
}

async fn wait_for_order(client: &mut Client, home: &str) -> anyhow::Result<()> {
    let mut path = home.to_owned();
    for _ in 0..LOOKS {
        let (at, order) = client.follow(&path).await?;
        let html = String::from_utf8_lossy(&order.body);
        if at.starts_with("/orders/") && html.contains("Thank you for your order") {
            return Ok(());
        }
        path = at;
        tokio::time::sleep(PAUSE).await;
    }
    bail!("the order was never placed: {path}")
}

fn details(goods: &Goods) -> Vec<(&str, &str)> {
    vec![
        ("email", "shopper@example.com"),
        ("phone", ""),
        ("name", "Robin Shopper"),
        ("line1", "Unter den Linden 1"),
        ("line2", ""),
        ("city", "Berlin"),
        ("region", ""),
        ("postal_code", "10117"),
        ("country", "DE"),
        ("delivery_method", &goods.delivery_method),
    ]
}

fn with<'a>(details: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [details, more].concat()
}
