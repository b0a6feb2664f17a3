//! Forgets a cart that was only made to be looked at.

use super::{CartError, token};
use crate::App;
use crate::scope::Scope;

/// Forgets a guest's cart with its lines, and says whether there was one to forget. One that an order, a payment or held
/// stock names stays, and so does a customer's.
///
/// # Errors
/// [`CartError::Store`].
pub async fn discard(app: &App, scope: &Scope) -> Result<bool, CartError> {
    let Some(token) = &scope.cart_token else {
        return Ok(false);
    };
    let mut conn = app.pool.acquire().await?;
    let cart = store::cart::find_for(&mut conn, &token::digest(token), app.clock.now()).await?;
    match cart {
        Some(cart) => Ok(store::cart::delete_open(&mut conn, cart.cart_id).await?),
        None => Ok(false),
    }
}
