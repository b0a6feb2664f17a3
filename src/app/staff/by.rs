//! Who wants something done.

use super::{SignedIn, StaffError};
use crate::App;
use crate::audit::{Actor, Deed, Origin, record};
use domain::staff::Permission;
use sqlx::PgConnection;
use store::error::StoreError;

/// A member in their browser, or whoever has the command line.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// A member, and where from.
    Member(&'a SignedIn, Origin<'a>),
    /// The command line: whoever can run it has the database, too.
    Cli,
}

impl By<'_> {
    /// Whether this may be done.
    ///
    /// # Errors
    /// [`StaffError::Forbidden`].
    pub fn require(&self, permission: Permission) -> Result<(), StaffError> {
        match self {
            Self::Member(signed_in, _) if signed_in.roles.allow(permission) => Ok(()),
            Self::Member(..) => Err(StaffError::Forbidden),
            Self::Cli => Ok(()),
        }
    }

    /// The same for the audit log.
    pub const fn actor(&self) -> Actor {
        match self {
            Self::Member(signed_in, _) => Actor::Staff(signed_in.staff_member_id),
            Self::Cli => Actor::Cli,
        }
    }

    /// Appends to the audit log, in the transaction of what was done.
    pub(crate) async fn did(&self, conn: &mut PgConnection, app: &App, deed: Deed<'_>) -> Result<(), StoreError> {
        let origin = match self {
            Self::Member(_, origin) => *origin,
            Self::Cli => Origin::default(),
        };
        record(conn, app.clock.now(), self.actor(), origin, deed).await
    }
}
