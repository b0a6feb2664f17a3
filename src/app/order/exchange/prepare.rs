//! The cart of an exchange: what is wanted, for the address and by the delivery of the first order, with its goods held.

use crate::App;
use crate::cart::line_query;
use crate::cart::token::digest;
use crate::checkout::quote::{self, Quote, QuoteError};
use crate::order::OrderError;
use crate::shop::ShopFacts;
use crate::stock;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::id::{CartId, VariantId};
use domain::order::LapseReason;
use sqlx::PgConnection;
use store::cart::CartLine;
use store::checkout::CheckoutDetails;
use store::error::StoreError;
use store::order::{Exchange, Terms};

/// A cart that is ready to be placed.
pub(super) struct Prepared {
    pub cart_id: CartId,
    pub token: String,
}

/// Makes the cart and holds its goods, or says why there is nothing to exchange for; then the caller rolls back.
pub(super) async fn prepare(
    conn: &mut PgConnection,
    app: &App,
    exchange: &Exchange,
    now: DateTime<Utc>,
) -> Result<Result<Prepared, LapseReason>, OrderError> {
    let agreement = store::order::find_agreement(&mut *conn, exchange.order_id).await?;
    let terms = agreement.ok_or(OrderError::NotFound)?.terms;
    let facts = ShopFacts::read(&mut *conn).await?;
    let market = facts.markets.iter().find(|market| market.code == terms.market);
    let Some(market) = market.filter(|market| market.currency == terms.currency) else {
        return Ok(Err(LapseReason::NotSold));
    };
    let token = rng::new_token();
    let market = (market.market_id, market.currency);
    let cart = store::cart::insert(&mut *conn, rng::new_id(), &digest(&token), market, now).await?;
    let cart_id = cart.cart_id;
    for (line_seq, (variant_id, quantity)) in (1..).zip(wanted(exchange)) {
        let query = line_query(&facts, &cart, Some(variant_id), now)?;
        let found = store::cart::list_lines(&mut *conn, &query).await?.candidate;
        let priced = found.and_then(|variant| Some((variant.price(quantity)?.amount_minor, variant)));
        let Some((unit_price_at_add_minor, variant)) = priced else {
            return Ok(Err(LapseReason::NotSold));
        };
        let line = CartLine {
            line_item_id: rng::new_id(),
            line_seq,
            quantity,
            unit_price_at_add_minor,
            seen_in: None,
            quote_id: None,
            added_at: now,
            gift_of: None,
            variant,
        };
        store::cart::save_line(&mut *conn, cart_id, &line, now).await?;
    }
    let quote = arrange(&mut *conn, app, cart_id, &terms, now).await?;
    if let Some(reason) = blocked(&quote) {
        return Ok(Err(reason));
    }
    let needs = stock::needs(&quote.lines);
    let held = stock::Wanted {
        cart_id,
        needs: &needs,
        country: Some(&terms.address.country),
        now,
    };
    let shorts = stock::hold(conn, app, &held).await?;
    Ok(if shorts.is_empty() {
        Ok(Prepared { cart_id, token })
    } else {
        Err(LapseReason::SoldOut)
    })
}

// A cart has one line for a variant, whichever lines it is wanted for.
fn wanted(exchange: &Exchange) -> Vec<(VariantId, u32)> {
    let mut wanted: Vec<(VariantId, u32)> = Vec::new();
    for line in &exchange.lines {
        match wanted.iter_mut().find(|(variant_id, _)| *variant_id == line.variant_id) {
            Some((_, quantity)) => *quantity += line.quantity,
            None => wanted.push((line.variant_id, line.quantity)),
        }
    }
    wanted
}

/// The details of the first order, and its way of delivering or another that serves the address.
async fn arrange(
    conn: &mut PgConnection,
    app: &App,
    cart_id: CartId,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Quote, OrderError> {
    let mut details = CheckoutDetails {
        email: Some(terms.email.clone()),
        phone: Some(terms.phone.clone()),
        address: Some(terms.address.clone()),
        delivery_method_id: None,
        vat_id: Some(terms.vat_id.clone()),
    };
    let checkout_id = rng::new_id();
    store::checkout::save(&mut *conn, checkout_id, cart_id, &details, now).await?;
    let quote = quoted(&mut *conn, app, cart_id, now).await?;
    let same = quote
        .methods
        .iter()
        .find(|method| method.name == terms.delivery_method_name);
    let same = same.map(|method| method.delivery_method_id);
    details.delivery_method_id = quote.preferred(&terms.address.country, same);
    store::checkout::save(&mut *conn, checkout_id, cart_id, &details, now).await?;
    quoted(conn, app, cart_id, now).await
}

/// What a prepared cart comes to now.
pub(super) async fn quoted(
    conn: &mut PgConnection,
    app: &App,
    cart_id: CartId,
    now: DateTime<Utc>,
) -> Result<Quote, OrderError> {
    let cart = store::cart::find_by_id(&mut *conn, cart_id).await?;
    let cart = cart.ok_or(StoreError::NotFound("the cart of an exchange"))?;
    quote::load(conn, app, cart, now).await.map_err(|error| match error {
        QuoteError::Store(error) => OrderError::Store(error),
        QuoteError::Pricing(_) => OrderError::Invalid("What is wanted instead cannot be priced."),
    })
}

/// Why a prepared cart cannot be placed, if it cannot.
pub(super) fn blocked(quote: &Quote) -> Option<LapseReason> {
    let first = quote.requirements.first()?;
    Some(if first.code == "insufficient_stock" {
        LapseReason::SoldOut
    } else {
        LapseReason::NotSold
    })
}
