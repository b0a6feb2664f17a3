//! Reads the outbox and hands every fact to those who act on it, in the transaction that marks it as read.
//!
//! A fact is handed over at least once: who acts on it keeps one copy an event, however often it comes. One fact that
//! cannot be handed over stays, raises an alert, and holds up nobody else's.

use crate::App;
use crate::mail::{self, MailingError};
use crate::steps::Step;
use domain::kind::{HasKind, Kind};
use serde_json::json;
use store::error::StoreError;
use store::outbox::OutboxEntry;

/// Most facts that one call hands over.
const MOST: u32 = 200;
/// Most facts that one call looks at: some may be among them that cannot be handed over.
const MOST_LOOKED_AT: u32 = 5_000;

/// Hands over what waits, oldest first, and returns how much that was.
///
/// # Errors
/// [`StoreError`] when the database does not answer; what was handed over until then stays so.
pub async fn relay(app: &App) -> Result<u32, StoreError> {
    let (mut relayed, mut after) = (0, 0);
    for _ in 0..MOST_LOOKED_AT {
        if relayed == MOST {
            break;
        }
        // A relay that a power cut undoes is done again; no mail leaves before its own claim is on the disk.
        let mut tx = store::relaxed::begin(&app.pool).await?;
        let Some(entry) = store::outbox::claim(&mut tx, after).await? else {
            break;
        };
        after = entry.outbox_entry_id;
        match mail::write(&mut tx, app, &entry).await {
            Ok(_) => {
                store::outbox::mark_relayed(&mut tx, entry.outbox_entry_id, app.clock.now()).await?;
                app.steps.reached(Step::EntryHandedOver)?;
                tx.commit().await?;
                app.steps.reached(Step::EntryRelayed)?;
                relayed += 1;
            }
            Err(MailingError::Store(error)) if error.kind() == Kind::Unavailable => return Err(error),
            Err(error) => {
                tx.rollback().await?;
                leave(app, &entry, &error).await?;
            }
        }
    }
    Ok(relayed)
}

async fn leave(app: &App, entry: &OutboxEntry, error: &MailingError) -> Result<(), StoreError> {
    let detail = json!({ "type": entry.name, "aggregate_id": entry.aggregate_id });
    let mut conn = app.pool.acquire().await?;
    let subject = entry.event_id.to_string();
    if store::alert::raise(&mut conn, "relay_failed", &subject, &detail, app.clock.now()).await? {
        tracing::error!(
            event.id = subject,
            event.name = entry.name,
            error = error as &dyn std::error::Error,
            "An event cannot be handed over; it stays and is tried again"
        );
    }
    Ok(())
}
