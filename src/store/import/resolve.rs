//! Finding what drafts are in the shop.

use std::collections::HashMap;

use domain::id::ProductId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::draft::ProductDraft;
use super::existing::{self, Candidate, ExistingVariant};
use super::matching::match_variants;
use super::{Incoming, Met, Resolved, Verdict};
use crate::error::StoreError;

/// Says what each draft would be, and writes nothing. Products that this run has met before are conflicts; `met`
/// remembers them.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn resolve(conn: &mut PgConnection, batch: &[Incoming], met: &mut Met) -> Result<Vec<Verdict>, StoreError> {
    let resolved = resolve_all(conn, batch, met).await?;
    Ok(resolved.iter().map(Resolved::verdict).collect())
}

pub(super) async fn resolve_all(
    conn: &mut PgConnection,
    batch: &[Incoming],
    met: &mut Met,
) -> Result<Vec<Resolved>, StoreError> {
    let shop = Shop::read(conn, batch).await?;
    Ok(batch.iter().map(|incoming| shop.resolve(incoming, met)).collect())
}

type Owners = HashMap<String, (Candidate, String)>;

// What the shop has that could concern a batch.
struct Shop {
    handles: HashMap<String, Candidate>,
    skus: Owners,
    variants: HashMap<Uuid, Vec<ExistingVariant>>,
    options: HashMap<Uuid, Vec<String>>,
}

impl Shop {
    async fn read(conn: &mut PgConnection, batch: &[Incoming]) -> Result<Self, StoreError> {
        let asked: Vec<String> = batch.iter().map(|incoming| incoming.draft.handle.clone()).collect();
        let handles = existing::by_handle(conn, &asked).await?;
        // Nothing more is read for products that are the same as last time: all of them, in a second import.
        let differing = |incoming: &&Incoming| {
            let known = handles
                .get(&incoming.draft.handle)
                .and_then(|found| found.import_hash.as_ref());
            known != Some(&incoming.digest)
        };
        let skus: Vec<String> = batch
            .iter()
            .filter(differing)
            .flat_map(|incoming| skus(&incoming.draft))
            .collect();
        let skus = existing::by_sku(conn, &skus).await?;
        let by_handle = batch
            .iter()
            .filter(differing)
            .filter_map(|incoming| handles.get(&incoming.draft.handle));
        let mut products: Vec<Uuid> = by_handle.map(|found| found.product_id).collect();
        products.extend(skus.values().map(|(found, _)| found.product_id));
        products.sort_unstable();
        products.dedup();
        let variants = existing::variants_of(conn, &products).await?;
        let options = existing::option_names_of(conn, &products).await?;
        Ok(Self {
            handles,
            skus,
            variants,
            options,
        })
    }

    fn resolve(&self, incoming: &Incoming, met: &mut Met) -> Resolved {
        let found = match self.find(incoming) {
            Ok(found) => found,
            Err(reason) => return Resolved::Conflict(reason),
        };
        let Some(found) = found else { return Resolved::Create };
        if !met.0.insert(ProductId(found.product_id)) {
            return Resolved::Conflict("another product of this file is the same product in the shop".to_owned());
        }
        if found.import_hash.as_ref() == Some(&incoming.digest) {
            return Resolved::Unchanged;
        }
        let none = Vec::new();
        let variants = self.variants.get(&found.product_id).unwrap_or(&none);
        let options = self.options.get(&found.product_id).map_or(&[][..], Vec::as_slice);
        match match_variants(&incoming.draft, variants, options) {
            Ok(known) => Resolved::Update(existing::Known {
                product_id: found.product_id,
                ..known
            }),
            Err(reason) => Resolved::Conflict(reason),
        }
    }

    fn find(&self, incoming: &Incoming) -> Result<Option<&Candidate>, String> {
        let draft = &incoming.draft;
        let by_handle = self.handles.get(&draft.handle);
        if by_handle.is_some_and(|found| found.import_hash.as_ref() == Some(&incoming.digest)) {
            return Ok(by_handle);
        }
        let by_sku = if draft.handle_is_derived {
            self.sole_owner(draft)
        } else {
            None
        };
        let found = by_sku.or(by_handle);
        if draft.handle_is_derived && by_sku.is_none() {
            self.refuse_namesake(draft, by_handle)?;
        }
        for sku in skus(draft) {
            let Some((owner, handle)) = self.skus.get(&sku) else {
                continue;
            };
            if Some(owner.product_id) != found.map(|found| found.product_id) {
                return Err(format!("the SKU `{sku}` belongs to the product `{handle}` in the shop"));
            }
        }
        Ok(found)
    }

    // The one product that has all SKUs of the draft that the shop knows.
    fn sole_owner(&self, draft: &ProductDraft) -> Option<&Candidate> {
        let mut owners = skus(draft)
            .into_iter()
            .filter_map(|sku| self.skus.get(&sku))
            .map(|(owner, _)| owner);
        let first = owners.next()?;
        owners
            .all(|other| other.product_id == first.product_id)
            .then_some(first)
    }

    // The same title, and SKUs on both sides that have nothing in common: another product.
    fn refuse_namesake(&self, draft: &ProductDraft, by_handle: Option<&Candidate>) -> Result<(), String> {
        let Some(found) = by_handle else { return Ok(()) };
        let theirs = self.variants.get(&found.product_id).map_or(&[][..], Vec::as_slice);
        if !skus(draft).is_empty() && theirs.iter().any(|variant| variant.sku.is_some()) {
            return Err(format!(
                "the shop has another product at `{}`, with other SKUs",
                draft.handle
            ));
        }
        Ok(())
    }
}

fn skus(draft: &ProductDraft) -> Vec<String> {
    draft
        .variants
        .iter()
        .filter_map(|variant| variant.sku.clone())
        .collect()
}
