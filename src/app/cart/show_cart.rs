//! Shows the cart: three statements, none for a shopper without one.

use super::{CartError, no_cart, open, token, view};
use crate::App;
use crate::scope::Scope;
use domain::cart::CartView;
use store::promotion::CartPromotions;

/// The shopper's cart as it is now; empty when there is none. Changes nothing.
///
/// # Errors
/// [`CartError::Store`], [`CartError::Pricing`].
pub async fn show_cart(app: &App, scope: &Scope) -> Result<CartView, CartError> {
    let facts = app.shop().await?;
    let now = app.clock.now();
    let none = || {
        let market = facts.market(scope.market.as_deref());
        let nothing = CartPromotions::default();
        Ok(view::build(&facts, market, &no_cart(market), &[], &nothing, now)?)
    };
    let Some(token) = &scope.cart_token else {
        return none();
    };
    let mut conn = app.pool.acquire().await?;
    let cart = store::cart::find_for(&mut conn, &token::digest(token), now).await?;
    let Some(cart) = cart.filter(|cart| cart.completed_at.is_none()) else {
        return none();
    };
    let contents = store::cart::list_lines(&mut conn, &open::line_query(&facts, &cart, None, now)?).await?;
    let promotions = crate::promotion::of_cart(&mut conn, &cart, &contents, now).await?;
    let market = facts.market_of(cart.market_id)?;
    Ok(view::build(&facts, market, &cart, &contents.lines, &promotions, now)?)
}
