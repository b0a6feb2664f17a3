//! Signs in: the one way into an account, shared by those who have just made it or chosen a new password.

use super::{Caller, CustomerError};
use crate::App;
use crate::cart::token::digest;
use crate::cart::{Joined, join_customer, show_cart};
use crate::guard;
use crate::refusal::Refusal as _;
use crate::scope::Scope;
use crate::shop::ShopFacts;
use adapters::rng;
use domain::customer::{Action, MAX_SESSIONS, Password, SESSION_LIFETIME};
use domain::event::DomainEvent;
use domain::id::CustomerId;
use serde_json::json;
use sqlx::PgConnection;
use store::customer::Customer;
use store::customer::session::{self, NewSession};
use store::error::StoreError;

/// Who says that they are whom.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// As typed.
    pub email: &'a str,
    /// As typed.
    pub password: &'a str,
    /// Where from.
    pub caller: Caller<'a>,
}

/// A browser that has just signed in. No `Debug`: it holds secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Entered {
    /// For the session's cookie.
    pub session_token: String,
    /// For the cart's cookie; `None` where the browser keeps the one it has.
    pub cart_token: Option<String>,
    /// Units in the cart that the browser has now.
    pub item_count: u32,
}

/// Signs a browser in. It gets a new session, and the one that it had ends; its guest cart joins the customer's; orders
/// that were placed as a guest with the proven address join the history.
///
/// # Errors
/// [`CustomerError::WrongPassword`], [`CustomerError::TooOften`], [`CustomerError::Password`], [`CustomerError::Store`].
pub async fn sign_in(app: &App, scope: &Scope, command: SignIn<'_>) -> Result<Entered, CustomerError> {
    let SignIn {
        email,
        password,
        caller,
    } = command;
    let email = email.trim();
    guard::count(app, Action::SignIn, email, caller.network).await?;
    let mut conn = app.pool.acquire().await?;
    let known = store::customer::find_by_email(&mut conn, email).await?;
    // No connection is held while others wait for their turn to hash.
    drop(conn);
    let stored = known.as_ref().map(|customer| customer.password_hash.as_str());
    let typed = Password::typed(password);
    if !app.passwords.is_right(typed.reveal(), stored).await? {
        return Err(CustomerError::WrongPassword);
    }
    let known = known.ok_or(CustomerError::WrongPassword)?;
    let facts = app.shop().await?;
    let mut tx = app.pool.begin().await?;
    let customer = store::customer::lock(&mut tx, known.customer_id).await?;
    // The password was changed in this moment, and whoever did that has ended all other sessions.
    let customer = customer
        .filter(|customer| customer.password_hash == known.password_hash)
        .ok_or(CustomerError::WrongPassword)?;
    guard::forgive(&mut tx, Action::SignIn, email).await?;
    let entered = enter(&mut tx, app, &facts, &customer, scope, caller).await?;
    tx.commit().await?;
    counted(app, scope, entered).await
}

/// Makes the session under the customer's lock.
pub(super) async fn enter(
    conn: &mut PgConnection,
    app: &App,
    facts: &ShopFacts,
    customer: &Customer,
    scope: &Scope,
    caller: Caller<'_>,
) -> Result<Entered, StoreError> {
    let now = app.clock.now();
    let guest = scope.cart_token.as_deref().map(digest);
    if let Some(old) = caller.session_token {
        session::delete_by_token(&mut *conn, &digest(old)).await?;
    }
    let joined = join_customer(&mut *conn, app, facts, customer.customer_id, guest.as_ref(), now).await?;
    let (session_token, cart_token) = (rng::new_token(), rng::new_token());
    let new = NewSession {
        customer_session_id: rng::new_id(),
        customer_id: customer.customer_id,
        token_hash: &digest(&session_token),
        cart_token_hash: &digest(&cart_token),
        device: caller.device,
        now,
        expires_at: now + SESSION_LIFETIME,
    };
    session::insert(&mut *conn, &new, MAX_SESSIONS).await?;
    store::customer::order::claim(conn, customer.customer_id, &customer.email).await?;
    Ok(Entered {
        session_token,
        cart_token: (joined == Joined::Yes).then_some(cart_token),
        item_count: 0,
    })
}

/// With the number of units in the cart, which is only for show: not worth failing for.
pub(super) async fn counted(app: &App, scope: &Scope, entered: Entered) -> Result<Entered, CustomerError> {
    let mut scope = scope.clone();
    if let Some(token) = &entered.cart_token {
        scope.cart_token = Some(token.clone());
    }
    let item_count = match show_cart(app, &scope).await {
        Ok(cart) => cart.item_count,
        Err(error) => {
            tracing::warn!(
                error.code = error.code(),
                "A cart could not be counted after signing in"
            );
            0
        }
    };
    Ok(Entered { item_count, ..entered })
}

/// A fact about an account: its id and nothing else.
pub(super) async fn tell(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    name: &'static str,
) -> Result<(), StoreError> {
    let event = DomainEvent {
        aggregate_type: "customer",
        aggregate_id: customer_id.0,
        name,
        payload: json!({ "customer": { "id": customer_id } }),
    };
    store::outbox::append(conn, rng::new_id(), &event).await
}
