//! The staff against a real database, with authenticators whose codes are computed and devices in memory.

mod entering;
mod joining;
mod log;
mod managing;
mod passkeys;
mod trying;

use super::{By, Caller, SignIn, SignedIn, StaffError, accept_with_code, choose, finish_sign_in, invite, sign_in, who};
use crate::App;
use crate::audit::Origin;
use adapters::clock::Clock;
use adapters::mail::Mailbox;
use adapters::totp::Authenticator;
use domain::staff::{Role, Roles};
use std::sync::Arc;
use testkit::{TestDb, TestShop};

pub(super) const SECRET: &str = "salt on the skin";
pub(super) const NETWORK: &str = "192.0.2.1";
pub(super) const NOBODY: Caller<'static> = Caller {
    network: NETWORK,
    device: "Firefox on Linux",
    session_token: None,
    request_id: None,
};

/// A shop with an office.
pub(super) struct Office {
    pub app: App,
    db: TestDb,
}

/// A member in their browser, with their authenticator.
pub(super) struct Clerk {
    pub email: String,
    pub authenticator: Authenticator,
    pub session: String,
    pub codes: Vec<String>,
}

impl Office {
    pub async fn open() -> Self {
        let db = TestDb::create().await;
        TestShop::open(&db.pool).await;
        let mut app = App::new(db.pool.clone(), Clock::manual(testkit::shop::test_time()));
        app.mailer = Some(Arc::new(Mailbox));
        Self { app, db }
    }

    pub async fn close(self) {
        drop(self.app);
        self.db.drop().await;
    }

    pub fn wait(&self, time: chrono::Duration) {
        self.app.clock.advance(time);
    }

    /// Invites from the command line, and returns the link's secret.
    pub async fn invited(&self, email: &str, role: Role) -> String {
        let roles = Roles::new([role]).unwrap();
        let invited = invite(&self.app, By::Cli, email, &roles).await.unwrap();
        invited.link.rsplit('/').next().unwrap().to_owned()
    }

    /// The authenticator that an invitation shows.
    pub async fn authenticator(&self, email: &str) -> Authenticator {
        let secret: Vec<u8> = sqlx::query_scalar(
            "select totp_secret from staff_invitations where email = $1 and totp_secret is not null",
        )
        .bind(email)
        .fetch_one(&self.app.pool)
        .await
        .unwrap();
        Authenticator::new(&secret, "", "").unwrap()
    }

    /// Somebody who has just joined.
    pub async fn clerk(&self, email: &str, role: Role) -> Clerk {
        let token = self.invited(email, role).await;
        choose(&self.app, &token, "Ana Mar", SECRET, NOBODY).await.unwrap();
        let authenticator = self.authenticator(email).await;
        let code = authenticator.code_at(self.app.clock.now());
        let welcome = accept_with_code(&self.app, &token, &code, NOBODY).await.unwrap();
        Clerk {
            email: email.to_owned(),
            authenticator,
            session: welcome.session_token,
            codes: welcome.recovery_codes,
        }
    }

    pub async fn who(&self, session: &str) -> Result<SignedIn, StaffError> {
        who(&self.app, Some(session)).await
    }

    pub async fn first_step(&self, email: &str, password: &str) -> Result<String, StaffError> {
        let command = SignIn {
            email,
            password,
            caller: NOBODY,
        };
        sign_in(&self.app, command).await
    }

    /// Both steps, with a code that was not used before.
    pub async fn enter(&self, clerk: &Clerk) -> Result<String, StaffError> {
        self.wait(chrono::Duration::seconds(30));
        let step = self.first_step(&clerk.email, SECRET).await?;
        let code = clerk.authenticator.code_at(self.app.clock.now());
        finish_sign_in(&self.app, &step, &code, NOBODY).await
    }

    /// The log's actions, the oldest first.
    pub async fn actions(&self) -> Vec<String> {
        sqlx::query_scalar("select action from audit_entries order by audit_entry_id")
            .fetch_all(&self.app.pool)
            .await
            .unwrap()
    }
}

pub(super) const fn from_here(signed_in: &SignedIn) -> By<'_> {
    By::Member(
        signed_in,
        Origin {
            network: NETWORK,
            request_id: None,
        },
    )
}
