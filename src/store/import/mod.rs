//! Products from a file, a batch at a time: a constant number of statements, however many products.
//!
//! [`resolve`] finds what each draft is in the shop: new, known with the same digest (then nothing is written), known
//! and changed, or in conflict with something that the file does not show. [`write`] does the same and then writes, in
//! the caller's transaction. Both look with the same eyes, so a dry run says what a run would do.
//!
//! **Identity.** A product is known by its handle, or a handle that it had before. Handles that were made from titles
//! say less than SKUs: for those, the product that owns the SKUs wins. A variant is known by its SKU, then by its
//! option values.
//!
//! **What an import leaves alone.** Variants that the file does not name stay; pictures stay if the file has none for
//! the product; stock changes only if the file's quantity differs from what the file said last time, so that a second
//! import does not undo sales.

pub mod draft;
mod existing;
mod matching;
mod media;
mod prices;
mod products;
mod resolve;
mod stock;
mod variants;

use std::collections::HashSet;

use domain::event::DomainEvent;
use domain::id::{PriceListId, ProductId, StockLocationId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::StoreError;
use crate::inventory::Level;
use crate::{media as media_store, notify, outbox, shop};
use draft::ProductDraft;

pub use resolve::resolve;

/// A draft with its digest.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The product as the file describes it.
    pub draft: ProductDraft,
    /// SHA-256 over the draft.
    pub digest: Vec<u8>,
}

/// The products that a run has come across; a second draft for one of them is a conflict. 16 bytes each.
#[derive(Debug, Clone, Default)]
pub struct Met(HashSet<ProductId>);

/// What a draft is in the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// New.
    Created,
    /// Known, and something differs.
    Updated,
    /// Known, and the same as last time.
    Unchanged,
    /// Not imported, for this reason.
    Conflict(String),
}

/// Where and how a run writes.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The run; events of its batches are numbered under it.
    pub run_id: Uuid,
    /// The list that prices go to.
    pub price_list_id: PriceListId,
    /// The place that stock goes to.
    pub stock_location_id: StockLocationId,
    /// The kind of the job that fetches a picture; its payload is `{"media_id": …}`.
    pub fetch_job: &'static str,
    /// Makes ids (`UUIDv7`).
    pub new_id: fn() -> Uuid,
}

/// What is in the shop for a draft, and what is to be done.
#[derive(Debug, Clone)]
enum Resolved {
    Unchanged,
    Conflict(String),
    Create,
    Update(existing::Known),
}

impl Resolved {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Unchanged => Verdict::Unchanged,
            Self::Conflict(reason) => Verdict::Conflict(reason.clone()),
            Self::Create => Verdict::Created,
            Self::Update(_) => Verdict::Updated,
        }
    }
}

/// A draft that is written, with the ids that its parts have or get.
struct Planned<'a> {
    draft: &'a ProductDraft,
    digest: &'a [u8],
    product_id: Uuid,
    /// One for each variant of the draft.
    variant_ids: Vec<Uuid>,
    known: Option<&'a existing::Known>,
}

/// What a batch came to.
#[derive(Debug, Clone)]
pub struct Written {
    /// One a draft.
    pub verdicts: Vec<Verdict>,
    /// Stock that changed of variants that were here before.
    pub levels: Vec<Level>,
}

/// Writes a batch in the caller's transaction and says what each draft was. Products that this run has met before are
/// conflicts; `met` remembers them.
///
/// # Errors
/// [`StoreError`] when a statement fails; the transaction is then to be rolled back.
pub async fn write(
    conn: &mut PgConnection,
    batch: &[Incoming],
    target: &Target,
    met: &mut Met,
) -> Result<Written, StoreError> {
    lock_imports(conn).await?;
    let resolved = resolve::resolve_all(conn, batch, met).await?;
    let plans = plan(batch, &resolved, target);
    let mut levels = Vec::new();
    if !plans.is_empty() {
        products::write(conn, &plans).await?;
        let media = media::write(conn, &plans, target).await?;
        variants::write(conn, &plans, &media).await?;
        media::attach(conn, &plans, &media).await?;
        prices::write(conn, &plans, target.price_list_id).await?;
        levels = stock::write(conn, &plans, target.stock_location_id).await?;
        announce(conn, &plans, &resolved, target).await?;
    }
    Ok(Written {
        verdicts: resolved.iter().map(Resolved::verdict).collect(),
        levels,
    })
}

/// Waits until no batch of an import is being written, and keeps others out until the transaction ends. Two at once would
/// each find a product missing and create it. Who refreshes many list rows and then changes the shop's row, or the other
/// way round, takes this first, since a batch takes them in its own order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_imports(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('vitrine import'))")
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// The same without waiting: false when a batch is being written.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn try_lock_imports(conn: &mut PgConnection) -> Result<bool, StoreError> {
    let is_locked =
        sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(hashtext('vitrine import')) as "is_locked!""#)
            .fetch_one(conn)
            .await?;
    Ok(is_locked)
}

fn plan<'a>(batch: &'a [Incoming], resolved: &'a [Resolved], target: &Target) -> Vec<Planned<'a>> {
    let mut plans = Vec::new();
    for (incoming, resolved) in batch.iter().zip(resolved) {
        let known = match resolved {
            Resolved::Create => None,
            Resolved::Update(known) => Some(known),
            Resolved::Unchanged | Resolved::Conflict(_) => continue,
        };
        let id = |known: Option<Uuid>| known.unwrap_or_else(target.new_id);
        let known_variant = |index: usize| {
            known
                .and_then(|known| known.variants[index].as_ref())
                .map(|found| found.variant_id)
        };
        plans.push(Planned {
            draft: &incoming.draft,
            digest: &incoming.digest,
            product_id: id(known.map(|known| known.product_id)),
            variant_ids: (0..incoming.draft.variants.len())
                .map(|index| id(known_variant(index)))
                .collect(),
            known,
        });
    }
    plans
}

// Coarse on purpose: one event and one notification a batch, and the lists rebuilt once.
async fn announce(
    conn: &mut PgConnection,
    plans: &[Planned<'_>],
    resolved: &[Resolved],
    target: &Target,
) -> Result<(), StoreError> {
    let ids: Vec<ProductId> = plans.iter().map(|plan| ProductId(plan.product_id)).collect();
    media_store::refresh_summaries(conn, &ids).await?;
    let count = |wanted: fn(&&Resolved) -> bool| resolved.iter().filter(wanted).count();
    let event = DomainEvent {
        aggregate_type: "import",
        aggregate_id: target.run_id,
        name: "catalog.imported",
        payload: serde_json::json!({
            "import_id": target.run_id,
            "created": count(|one| matches!(one, Resolved::Create)),
            "updated": count(|one| matches!(one, Resolved::Update(_))),
        }),
    };
    outbox::append(conn, (target.new_id)(), &event).await?;
    shop::bump_catalog_version(conn).await?;
    notify::catalog_changed(conn, &["*".to_owned()]).await
}
