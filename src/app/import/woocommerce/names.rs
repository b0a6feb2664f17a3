//! Handles and SKUs of a file, each used once. The export has no handles: they are made from names.

use domain::catalog::Handle;

use crate::import::cell::shortened;
use crate::import::draft::ProductDraft;
use crate::import::handle::fitting;
use crate::import::outcome::Refusal;
use crate::import::seen::Seen;

use super::columns::{Cells, Field};

/// What was used so far.
#[derive(Default)]
pub struct Names {
    handles: Seen,
    skus: Seen,
}

impl Names {
    /// Gives the draft its handle and takes its SKUs.
    ///
    /// # Errors
    /// A [`Refusal`] when a SKU is taken, or nothing tells the product from another of the same name.
    pub fn claim(&mut self, draft: &mut ProductDraft, head: &Cells<'_>) -> Result<(), Refusal> {
        let skus = || draft.variants.iter().filter_map(|variant| variant.sku.as_deref());
        if let Some(taken) = skus().find(|sku| self.skus.contains(sku)) {
            let reason = format!("the SKU `{}` belongs to another product of this file", shortened(taken));
            return Err(head.at(Field::Sku).refuse(reason));
        }
        let Some(handle) = self.free_handle(head) else {
            return Err(head
                .at(Field::Name)
                .refuse("another product has the same name, and no SKU or ID tells them apart"));
        };
        self.handles.insert(&handle);
        for sku in skus() {
            self.skus.insert(sku);
        }
        draft.handle = handle;
        Ok(())
    }

    // `beanie`, and for a second product of that name `beanie-cc-beanie-2` by its SKU or `beanie-746` by its number.
    fn free_handle(&self, head: &Cells<'_>) -> Option<String> {
        let plain = fitting(head.get(Field::Name));
        if !self.handles.contains(&plain) {
            return Some(plain);
        }
        let mark = [Field::Sku, Field::Id].into_iter().find(|field| head.says(*field))?;
        let mark = fitting(head.get(mark));
        let room = Handle::MAX.checked_sub(mark.len() + 1)?;
        let marked = format!("{}-{mark}", plain[..plain.len().min(room)].trim_end_matches('-'));
        (!self.handles.contains(&marked)).then_some(marked)
    }
}
