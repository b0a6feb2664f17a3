//! The outside tax engine at checkout (R16): asked once a state of the cart, with no transaction open, and remembered.

use super::quote::Quote;
use crate::App;
use adapters::tax::EngineError;
use chrono::{DateTime, Duration, Utc};
use domain::tax::{EnginePolicy, TaxQuestion, TaxSource};
use store::error::StoreError;
use store::tax_answer::{StoredAnswer, save};

/// What a shopper reads where nothing can be bought without the engine.
pub(super) const SENTENCE: &str =
    "We cannot work out the tax right now, so you cannot pay yet. Your cart is kept: please try again in a minute.";

/// How long an answer counts for a cart that does not change: rates do, now and then.
const ANSWER_LASTS: Duration = Duration::hours(1);
/// How long the table decides before the engine is asked again.
const FALLBACK_LASTS: Duration = Duration::minutes(1);

/// Whether what was said counts now. For a cart that is being paid it does, as long as nothing changes.
pub(super) fn counts(stored: &StoredAnswer, policy: EnginePolicy, is_being_paid: bool, now: DateTime<Utc>) -> bool {
    let lasts = match stored.source {
        TaxSource::Engine { .. } => ANSWER_LASTS,
        TaxSource::Fallback { .. } if policy == EnginePolicy::Fallback => FALLBACK_LASTS,
        TaxSource::Fallback { .. } | TaxSource::Table => return false,
    };
    is_being_paid || now - stored.asked_at < lasts
}

/// Asks the engine the question that a quote leaves open, and keeps what it says, or that the table has to do. False where
/// neither may be: then nothing can be bought for now. The caller has no transaction open and reads the quote again.
///
/// # Errors
/// [`StoreError`] when the answer cannot be kept.
pub(super) async fn ask(app: &App, quote: &Quote, question: &TaxQuestion) -> Result<bool, StoreError> {
    let asked = match &app.tax_engine {
        Some(engine) => engine.ask(question).await,
        None => Err(EngineError::LeftAlone),
    };
    let provider = app
        .tax_engine
        .as_ref()
        .map_or("none", |engine| engine.name())
        .to_owned();
    let (source, answer) = match asked {
        Ok(reply) => {
            let response_hash = reply.response_hash;
            (
                TaxSource::Engine {
                    provider,
                    response_hash,
                },
                Some(reply.answer),
            )
        }
        Err(_) if quote.market.tax_engine == EnginePolicy::Fallback => (TaxSource::Fallback { provider }, None),
        Err(_) => return Ok(false),
    };
    let stored = StoredAnswer {
        fingerprint: question.fingerprint(),
        source,
        answer,
        asked_at: app.clock.now(),
    };
    let mut conn = app.pool.acquire().await?;
    save(&mut conn, quote.cart.cart_id, &stored).await?;
    Ok(true)
}
