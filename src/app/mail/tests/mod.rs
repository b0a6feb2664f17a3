//! Mails from a real purchase to a mail server on loopback that behaves and misbehaves.

mod sending;
mod writing;

use super::{Sent, send_due};
use crate::payment::tests::Till;
use crate::relay::relay;
use adapters::mail::{Limits, Mailbox, SmtpMailer};
use adapters::payment::test_provider::Choice;
use std::sync::Arc;
use std::time::Duration;
use testkit::smtp_sink::{Manner, SmtpSink};

/// A shop with a mail server, in which orders are placed.
struct Post {
    till: Till,
    sink: SmtpSink,
}

impl Post {
    async fn open(manners: &[Manner]) -> Self {
        let mut till = Till::open().await;
        let sink = SmtpSink::start(manners).await;
        let limits = Limits {
            connect: Duration::from_secs(2),
            whole: Duration::from_millis(800),
        };
        let from = "Test shop <orders@shop.example>";
        let mailer = SmtpMailer::new(&sink.url, from, "shop.example", limits).unwrap();
        till.app.mailer = Some(Arc::new(mailer));
        Self { till, sink }
    }

    /// The same, with the development mailbox instead of a server.
    async fn with_mailbox() -> Self {
        let mut post = Self::open(&[]).await;
        post.till.app.mailer = Some(Arc::new(Mailbox));
        post
    }

    /// Somebody buys two of a thing; the order's access token.
    async fn order(&self, handle: &str) -> String {
        let variant = self.till.variant(handle, 10).await;
        let buyer = self.till.buyer(&[(variant, 2)]).await;
        let (page, token) = self.till.at_the_page(&buyer).await;
        self.till.choose(&page, Choice::Success).await;
        self.till.hear_everything().await;
        token
    }

    async fn relay(&self) -> u32 {
        relay(&self.till.app).await.unwrap()
    }

    async fn send(&self) -> Sent {
        send_due(&self.till.app, 10).await.unwrap()
    }

    fn wait(&self, minutes: i64) {
        self.till.app.clock.advance(chrono::Duration::minutes(minutes));
    }

    async fn state(&self) -> String {
        let query = "select string_agg(state, ' ' order by created_at, mail_id) from mails";
        self.till.text(query).await.unwrap_or_default()
    }

    async fn close(self) {
        self.till.close().await;
    }
}

const fn sent(mails: u32) -> Sent {
    Sent {
        sent: mails,
        failed: 0,
        dead: 0,
    }
}

const fn failed(mails: u32) -> Sent {
    Sent {
        sent: 0,
        failed: mails,
        dead: 0,
    }
}

const fn dead(mails: u32) -> Sent {
    Sent {
        sent: 0,
        failed: 0,
        dead: mails,
    }
}
