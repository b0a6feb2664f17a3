//! The memory of a provider's adapter, in the shop's database.

use adapters::clock::Clock;
use adapters::payment::Session;
use adapters::payment::stripe::{Asked, BookError, Entry, NAME, SessionBook};
use async_trait::async_trait;
use domain::id::PaymentAttemptId;
use sqlx::PgPool;
use store::payment::{NewProviderSession, ProviderSession};

/// Keeps sessions in the table `provider_sessions`. Every call is a statement of its own: no transaction is ever open
/// while a provider is asked.
pub struct StoredSessions {
    pool: PgPool,
    clock: Clock,
}

impl StoredSessions {
    /// Over a migrated database.
    pub const fn new(pool: PgPool, clock: Clock) -> Self {
        Self { pool, clock }
    }
}

fn entry(row: ProviderSession) -> Entry {
    let session = row.session_reference.zip(row.redirect_url);
    Entry {
        fingerprint: row.fingerprint,
        parameters: row.parameters,
        session: session.map(|(reference, redirect_url)| Session {
            reference,
            redirect_url,
        }),
        is_closed: row.is_closed,
        failure_code: row.failure_code,
    }
}

#[async_trait]
impl SessionBook for StoredSessions {
    async fn open(&self, attempt_id: PaymentAttemptId, asked: &Asked) -> Result<Entry, BookError> {
        let mut conn = self.pool.acquire().await?;
        let new = NewProviderSession {
            attempt_id,
            provider: NAME,
            fingerprint: &asked.fingerprint,
            parameters: &asked.parameters,
            expires_at: asked.expires_at,
        };
        let row = store::payment::open_provider_session(&mut conn, new, self.clock.now()).await?;
        Ok(entry(row))
    }

    async fn find(&self, attempt_id: PaymentAttemptId) -> Result<Option<Entry>, BookError> {
        let mut conn = self.pool.acquire().await?;
        let row = store::payment::find_provider_session(&mut conn, NAME, attempt_id).await?;
        Ok(row.map(entry))
    }

    async fn save(&self, attempt_id: PaymentAttemptId, session: &Session) -> Result<Entry, BookError> {
        let mut conn = self.pool.acquire().await?;
        let (reference, redirect_url) = (&session.reference, &session.redirect_url);
        let row = store::payment::save_provider_session(&mut conn, attempt_id, reference, redirect_url).await?;
        Ok(entry(row))
    }

    async fn fail(&self, attempt_id: PaymentAttemptId, code: &str) -> Result<(), BookError> {
        let mut conn = self.pool.acquire().await?;
        Ok(store::payment::fail_provider_session(&mut conn, attempt_id, code).await?)
    }

    async fn close(&self, attempt_id: PaymentAttemptId) -> Result<Entry, BookError> {
        let mut conn = self.pool.acquire().await?;
        let row = store::payment::close_provider_session(&mut conn, NAME, attempt_id, self.clock.now()).await?;
        Ok(entry(row))
    }
}
