//! Forgets what has had its time: kept forms, operations, idle carts. The worker calls it every few minutes; each call
//! does a bounded amount, so that it never holds anything for long, and may be repeated or run twice at once.

use crate::App;
use chrono::{DateTime, Duration, Utc};
use domain::customer::SESSION_IDLE;
use domain::staff::STAFF_SESSION_IDLE;
use sqlx::PgConnection;
use store::error::StoreError;

/// How long a cart lives after its last change. The cookie that holds its token says the same.
pub const CART_LIFETIME: Duration = Duration::days(30);
/// How long operations are remembered (I-10).
pub const OPERATION_LIFETIME: Duration = Duration::hours(24);
/// How long those of orders are remembered (I-10).
pub const ORDER_OPERATION_LIFETIME: Duration = Duration::days(7);

/// How long mails that were sent are kept, for whoever asks what was written. They hold addresses.
pub const MAIL_LIFETIME: Duration = Duration::days(30);
/// How long mails that were given up are kept.
pub const DEAD_MAIL_LIFETIME: Duration = Duration::days(90);

const BATCH: i64 = 500;

/// Rows that were forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Refused forms.
    pub form_states: u64,
    /// Operations.
    pub operations: u64,
    /// Carts with their lines and checkouts.
    pub carts: u64,
    /// Mails.
    pub mails: u64,
    /// Sessions, requests, challenges and counted tries of customers.
    pub customers: u64,
    /// Sessions, half sign-ins, challenges and invitations of the staff. The audit log stays.
    pub staff: u64,
    /// Requests to be told when something is back.
    pub stock_requests: u64,
    /// Rights to show a post whose time is over: ended, not forgotten.
    pub rights_grants: u64,
}

impl Swept {
    /// Whether a batch was full, so that another call is worth while right away.
    pub fn has_more(self) -> bool {
        [
            self.form_states,
            self.operations,
            self.carts,
            self.mails,
            self.customers,
            self.staff,
            self.stock_requests,
            self.rights_grants,
        ]
        .into_iter()
        .any(|rows| rows >= BATCH.unsigned_abs())
    }
}

/// Forgets one batch of each kind.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn sweep(app: &App) -> Result<Swept, StoreError> {
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let orders_before = now - ORDER_OPERATION_LIFETIME;
    Ok(Swept {
        form_states: store::form_state::delete_expired(&mut conn, now, BATCH).await?,
        operations: store::operation::delete_old(&mut conn, now - OPERATION_LIFETIME, orders_before, BATCH).await?,
        carts: store::cart::delete_idle(&mut conn, now - CART_LIFETIME, BATCH).await?,
        mails: store::mail::delete_old(&mut conn, now - MAIL_LIFETIME, now - DEAD_MAIL_LIFETIME, BATCH).await?,
        customers: sweep_customers(&mut conn, now).await?,
        staff: sweep_staff(&mut conn, now).await?,
        stock_requests: store::inventory::delete_expired(&mut conn, now, BATCH).await?,
        rights_grants: crate::gallery::expire(app, BATCH).await?,
    })
}

async fn sweep_customers(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sessions = store::customer::session::delete_over(&mut *conn, SESSION_IDLE, now, BATCH).await?;
    let requests = store::customer::request::delete_expired(&mut *conn, now, BATCH).await?;
    let challenges = store::customer::passkey_challenge::delete_expired(&mut *conn, now, BATCH).await?;
    let tries = store::customer::attempt::delete_over(conn, now, BATCH).await?;
    // The fullest batch decides whether there is more.
    Ok(sessions.max(requests).max(challenges).max(tries))
}

async fn sweep_staff(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sessions = store::staff::session::delete_over(&mut *conn, STAFF_SESSION_IDLE, now, BATCH).await?;
    let sign_ins = store::staff::sign_in::delete_expired(&mut *conn, now, BATCH).await?;
    let challenges = store::staff::passkey::delete_expired_challenges(&mut *conn, now, BATCH).await?;
    let invitations = store::staff::invitation::revoke_expired(conn, now, BATCH).await?;
    Ok(sessions.max(sign_ins).max(challenges).max(invitations))
}
