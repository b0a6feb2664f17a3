//! Accounts against a real database, with the mails that the relay writes. Every test ends with the invariants.

mod books;
mod carts;
mod credit;
mod entering;
mod groups;
mod guessing;
mod leaving;
mod orders;
mod passkeys;
mod sessions;

use super::{
    Caller, CustomerError, Entered, Register, RequestKind, RequestMail, SignIn, SignedIn, register, request_mail,
    sign_in, who,
};
use crate::payment::tests::Till;
use crate::relay::relay;
use crate::scope::Scope;
use adapters::mail::Mailbox;
use domain::customer::ProfileInput;
use std::sync::Arc;
use uuid::Uuid;

pub(super) const ANA: &str = "ana@example.com";
pub(super) const SECRET: &str = "salt on the skin";
pub(super) const NETWORK: &str = "192.0.2.1";
/// A browser without a session.
pub(super) const NOBODY: Caller<'static> = Caller {
    network: NETWORK,
    device: "Firefox on Linux",
    session_token: None,
};

/// A shop that writes mails, and its customers.
pub(super) struct Club {
    pub till: Till,
}

/// A browser: its cart cookie and its session cookie.
#[derive(Default, Clone)]
pub(super) struct Browser {
    pub scope: Scope,
    pub session: Option<String>,
}

impl Browser {
    pub fn caller(&self) -> Caller<'_> {
        Caller {
            session_token: self.session.as_deref(),
            ..NOBODY
        }
    }

    /// Keeps the cookies that come with entering.
    pub fn keep(&mut self, entered: Entered) -> u32 {
        self.session = Some(entered.session_token);
        if entered.cart_token.is_some() {
            self.scope.cart_token = entered.cart_token;
        }
        entered.item_count
    }
}

impl Club {
    pub async fn open() -> Self {
        let mut till = Till::open().await;
        till.app.mailer = Some(Arc::new(Mailbox));
        Self { till }
    }

    pub async fn ask(&self, kind: RequestKind, email: &str, op: &str) -> Result<(), CustomerError> {
        let command = RequestMail {
            kind,
            email,
            network: NETWORK,
            op,
        };
        request_mail(&self.till.app, command).await
    }

    /// Asks for a link and takes it out of the mail.
    pub async fn link(&self, kind: RequestKind, email: &str) -> String {
        self.ask(kind, email, "").await.unwrap();
        relay(&self.till.app).await.unwrap();
        let text = self
            .till
            .text("select text_body from mails where order_id is null order by created_at desc, mail_id desc limit 1")
            .await
            .unwrap();
        let address = text.lines().find(|line| line.starts_with("http")).unwrap();
        address.rsplit('/').next().unwrap().to_owned()
    }

    pub async fn register(&self, browser: &mut Browser, token: &str) -> Result<u32, CustomerError> {
        let profile = ProfileInput {
            name: "Ana Mar".into(),
            phone: String::new(),
        };
        let command = Register {
            token,
            profile: &profile,
            password: SECRET,
            caller: browser.caller(),
        };
        let entered = register(&self.till.app, &browser.scope, command).await?;
        Ok(browser.keep(entered))
    }

    /// A browser of somebody who has just made an account.
    pub async fn member(&self, email: &str) -> Browser {
        let mut browser = Browser::default();
        let token = self.link(RequestKind::Register, email).await;
        self.register(&mut browser, &token).await.unwrap();
        browser
    }

    pub async fn sign_in(&self, browser: &mut Browser, email: &str, password: &str) -> Result<u32, CustomerError> {
        let command = SignIn {
            email,
            password,
            caller: browser.caller(),
        };
        let entered = sign_in(&self.till.app, &browser.scope, command).await?;
        Ok(browser.keep(entered))
    }

    pub async fn who(&self, browser: &Browser) -> Result<SignedIn, CustomerError> {
        who(&self.till.app, browser.session.as_deref()).await
    }

    pub async fn is_in(&self, browser: &Browser) -> bool {
        match self.who(browser).await {
            Ok(_) => true,
            Err(CustomerError::NotSignedIn) => false,
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn add(&self, browser: &mut Browser, variant: Uuid, quantity: u32) {
        self.till.add(&mut browser.scope, variant, quantity).await;
    }

    /// Titles and units of a browser's cart.
    pub async fn cart(&self, browser: &Browser) -> Vec<(String, u32)> {
        let cart = crate::cart::show_cart(&self.till.app, &browser.scope).await.unwrap();
        cart.lines.into_iter().map(|line| (line.title, line.quantity)).collect()
    }

    pub fn wait(&self, time: chrono::Duration) {
        self.till.app.clock.advance(time);
    }

    pub async fn close(self) {
        self.till.close().await;
    }
}
