//! A purchase as a browser without scripts makes it: forms, redirects, and the test provider's own page.

use super::client::Browser;
use super::page::{elements, field};
use anyhow::{Context as _, bail};
use std::time::Duration;

/// How often a shopper looks again while the payment is being checked, and the pause between.
const LOOKS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// The checkout page with everything filled in, ready to be paid.
#[derive(Debug, Clone)]
pub struct Review {
    /// The page.
    pub html: String,
    fields: Vec<(&'static str, String)>,
}

/// Where a shopper lives.
#[derive(Debug, Clone, Copy)]
pub struct Home {
    /// Town.
    pub city: &'static str,
    /// State or prefecture; empty for none.
    pub region: &'static str,
    /// Postal code.
    pub postal_code: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
}

/// Where a shopper lives of whom nothing else is said.
pub const BERLIN: Home = Home {
    city: "Berlin",
    region: "",
    postal_code: "10117",
    country: "DE",
};

/// How a purchase ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The order's page says thank you.
    Placed {
        /// The page's path.
        address: String,
        /// The page.
        html: String,
    },
    /// The shop would not go on, and said why.
    Refused {
        /// The path of the page that says so.
        at: String,
        /// What it says.
        words: String,
    },
}

/// Puts one unit into the shopper's cart.
///
/// # Errors
/// When the cart page does not follow.
pub async fn add_to_cart(browser: &mut Browser, variant_id: &str) -> anyhow::Result<()> {
    let op = uuid::Uuid::now_v7().to_string();
    browser
        .submit(
            "/cart/lines",
            &[("variant_id", variant_id), ("quantity", "1"), ("_op", &op)],
        )
        .await
        .map(drop)
}

/// Buys one unit of a variant and returns the path of the order's page.
///
/// # Errors
/// When it does not end in a placed order.
pub async fn buy(browser: &mut Browser, variant_id: &str, delivery_method: &str) -> anyhow::Result<String> {
    buy_each(browser, &[variant_id], delivery_method).await
}

/// Buys one unit of each of some variants and returns the path of the order's page.
///
/// # Errors
/// When it does not end in a placed order.
pub async fn buy_each(browser: &mut Browser, variant_ids: &[&str], delivery_method: &str) -> anyhow::Result<String> {
    for variant_id in variant_ids {
        add_to_cart(browser, variant_id).await?;
    }
    let review = fill_in(browser, delivery_method).await?;
    match pay(browser, &review).await? {
        Ending::Placed { address, .. } => Ok(address),
        Ending::Refused { at, words } => bail!("the order was not placed: {at} says {words:?}"),
    }
}

/// Fills in the checkout and reads it over.
///
/// # Errors
/// When the checkout page does not follow.
pub async fn fill_in(browser: &mut Browser, delivery_method: &str) -> anyhow::Result<Review> {
    fill_in_at(browser, delivery_method, &BERLIN).await
}

/// The same, for a shopper who lives somewhere else.
///
/// # Errors
/// When the checkout page does not follow.
pub async fn fill_in_at(browser: &mut Browser, delivery_method: &str, home: &Home) -> anyhow::Result<Review> {
    let mut fields = details(delivery_method, home);
    fields.push(("_op", uuid::Uuid::now_v7().to_string()));
    let saved = browser.submit("/checkout/details", &borrowed(&fields)).await?;
    let (_, review) = browser.follow(&saved).await?;
    let html = review.text();
    let mut fields = details(delivery_method, home);
    fields.push((
        "_op",
        field(&html, "_op").context("the checkout page has no operation id")?,
    ));
    if let Some(total) = field(&html, "expected_total_minor") {
        fields.push(("expected_total_minor", total));
    }
    if let Some(currency) = field(&html, "expected_total_currency") {
        fields.push(("expected_total_currency", currency));
    }
    Ok(Review { html, fields })
}

/// Agrees to the total and returns the path of what follows: the payment page, or one that says why not.
///
/// # Errors
/// When the shop answers neither.
pub async fn place(browser: &mut Browser, review: &Review) -> anyhow::Result<String> {
    browser.submit("/checkout/place", &borrowed(&review.fields)).await
}

/// Whether a path is a payment page's.
pub fn is_payment_page(path: &str) -> bool {
    path.starts_with("/test-provider/")
}

/// Agrees to the total, pays, and waits for the order's page.
///
/// # Errors
/// When something else follows than the payment page or a refusal.
pub async fn pay(browser: &mut Browser, review: &Review) -> anyhow::Result<Ending> {
    if !review.can_be_paid() {
        return refusal("/checkout", &review.html);
    }
    let next = place(browser, review).await?;
    if !is_payment_page(&next) {
        let (at, page) = browser.follow(&next).await?;
        return refusal(&at, &page.text());
    }
    browser.get(&next).await?;
    let home = browser.submit(&next, &[("choice", "success")]).await?;
    wait_for_order(browser, &home).await
}

impl Review {
    /// The form with another value in one field.
    pub fn with(&self, name: &'static str, value: &str) -> Vec<(&'static str, String)> {
        let others = self.fields.iter().filter(|(field, _)| *field != name);
        others.cloned().chain([(name, value.to_owned())]).collect()
    }

    /// Whether the page has the button that pays.
    pub fn can_be_paid(&self) -> bool {
        self.fields.iter().any(|(name, _)| *name == "expected_total_minor")
    }
}

async fn wait_for_order(browser: &mut Browser, home: &str) -> anyhow::Result<Ending> {
    let mut path = home.to_owned();
    for _ in 0..LOOKS {
        let (address, order) = browser.follow(&path).await?;
        let html = order.text();
        if address.starts_with("/orders/") && html.contains("Thank you for your order") {
            return Ok(Ending::Placed { address, html });
        }
        path = address;
        tokio::time::sleep(PAUSE).await;
    }
    bail!("the order was never placed: {path}")
}

fn refusal(at: &str, html: &str) -> anyhow::Result<Ending> {
    let words: Vec<_> = elements(html, "notice")
        .iter()
        .map(super::page::Element::text)
        .collect();
    if words.is_empty() {
        bail!("the order was not placed, and {at} does not say why");
    }
    Ok(Ending::Refused {
        at: at.to_owned(),
        words: words.join(" "),
    })
}

fn details(delivery_method: &str, home: &Home) -> Vec<(&'static str, String)> {
    [
        ("email", "shopper@example.com"),
        ("phone", ""),
        ("name", "Robin Shopper"),
        ("line1", "Unter den Linden 1"),
        ("line2", ""),
        ("city", home.city),
        ("region", home.region),
        ("postal_code", home.postal_code),
        ("country", home.country),
        ("delivery_method", delivery_method),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}
