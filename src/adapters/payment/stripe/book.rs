//! What must not be forgotten between two calls: which session belongs to an attempt, and whether the attempt is dead.
//!
//! Stripe cannot be asked for a session by our name for it, so the name that it gave is kept. The two writes `save` and
//! `close` meet in one row, which decides their race: a session is handed out only if its attempt was not closed before
//! it was saved, and nobody can pay at an address that was never handed out.

use crate::payment::Session;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;

/// The book cannot be read or written.
pub type BookError = Box<dyn std::error::Error + Send + Sync>;

/// What is going to be asked, written before it is. No `Debug`: it holds the shopper's e-mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    /// SHA-256 of what the request is bound to; the same attempt with another one is refused.
    pub fingerprint: Vec<u8>,
    /// The form as it is sent, each time the same.
    pub parameters: String,
    /// When the session ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// What is known of an attempt. No `Debug`: its addresses are secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Of the first request; `None`: closed before there was any.
    pub fingerprint: Option<Vec<u8>>,
    /// The form that was written first; forgotten once the session is known.
    pub parameters: Option<String>,
    /// The session, once it was told.
    pub session: Option<Session>,
    /// Whether the attempt was given up: it gets no session any more.
    pub is_closed: bool,
    /// Why Stripe certainly made no session.
    pub failure_code: Option<String>,
}

/// Where it is kept. Every call is one statement and safe to repeat.
#[async_trait]
pub trait SessionBook: Send + Sync {
    /// Writes what will be asked and says what is known; what was written first stays.
    async fn open(&self, attempt_id: PaymentAttemptId, asked: &Asked) -> Result<Entry, BookError>;

    /// What is known of an attempt.
    async fn find(&self, attempt_id: PaymentAttemptId) -> Result<Option<Entry>, BookError>;

    /// Writes the session, the first one only, and says what is known then.
    async fn save(&self, attempt_id: PaymentAttemptId, session: &Session) -> Result<Entry, BookError>;

    /// Writes that Stripe made no session.
    async fn fail(&self, attempt_id: PaymentAttemptId, code: &str) -> Result<(), BookError>;

    /// Writes that the attempt is given up, also one that was never asked for, and says what is known then.
    async fn close(&self, attempt_id: PaymentAttemptId) -> Result<Entry, BookError>;
}
