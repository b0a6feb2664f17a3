//! Explains what a cart comes to now, and what an order came to then.

use super::words::{Explained, explain};
use super::{ProofError, verify};
use crate::App;
use crate::checkout::quote;
use domain::id::CartId;
use std::collections::BTreeMap;

/// The steps of an open cart's prices, as they are now.
///
/// # Errors
/// [`ProofError::NoCart`]; [`ProofError::Quote`] when it cannot be priced.
pub async fn explain_cart(app: &App, cart_id: CartId) -> Result<Vec<Explained>, ProofError> {
    let mut conn = app.pool.acquire().await?;
    let cart = store::cart::find_by_id(&mut conn, cart_id)
        .await?
        .ok_or(ProofError::NoCart)?;
    let quote = quote::load(&mut conn, app, cart, app.clock.now()).await?;
    let titles = quote
        .lines
        .iter()
        .map(|line| {
            let variant = &line.variant;
            (line.line_seq, name(&variant.product_title, &variant.variant_title))
        })
        .collect();
    Ok(explain(&quote.priced.trace, quote.context.currency, &titles))
}

/// The steps that were stored with an order.
///
/// # Errors
/// [`ProofError::NoOrder`].
pub async fn explain_order(app: &App, number: i64) -> Result<Vec<Explained>, ProofError> {
    let agreement = verify::read(app, number).await?;
    let terms = &agreement.terms;
    let titles: BTreeMap<_, _> = terms
        .lines
        .iter()
        .map(|line| (line.line_seq, name(&line.product_title, &line.variant_title)))
        .collect();
    Ok(explain(&agreement.calculation.trace, terms.currency, &titles))
}

fn name(title: &str, variant_title: &str) -> String {
    if variant_title.is_empty() {
        title.to_owned()
    } else {
        format!("{title}, {variant_title}")
    }
}
