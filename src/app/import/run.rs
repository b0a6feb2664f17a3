//! The passes over a file that was found whole and known.

use domain::money::Currency;
use store::import::{Incoming, Met, Target, Verdict};

use super::batch::{self, Batch};
use super::catalogue::Catalogue;
use super::error::ImportError;
use super::ledger::Ledger;
use super::pictures::MediaFolder;
use super::progress::{Phase, Progress};
use super::report::{Report, ReportHead};
use super::request::{ImportRequest, OnError};
use super::summary::ImportSummary;
use super::{tax, upload};
use crate::App;
use crate::shop::ShopFacts;
use std::sync::Arc;
use store::error::StoreError;

/// A run that is ready to go.
pub struct Run<'a> {
    pub app: &'a App,
    pub request: &'a ImportRequest,
    pub head: ReportHead,
    pub recognised: String,
    pub catalogue: Catalogue,
    pub folder: MediaFolder,
    pub currency: Currency,
    pub target: Target,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    // Decides whether the file is refused for the sake of one row.
    Check,
    // The whole answer of a dry run.
    Dry,
    Write,
}

const REFUSED_ROWS: &str = "rows of the file are refused, and the run was told to abort then";

impl Run<'_> {
    /// Checks first if one refused row is to refuse the file, then writes, or says what would be written.
    pub async fn carry_out(self, progress: &dyn Progress) -> Result<ImportSummary, ImportError> {
        if self.request.on_error == OnError::Abort {
            let ledger = self.pass(Pass::Check, progress).await?;
            if ledger.totals.rows.refused > 0 {
                let summary = self.summarise(ledger, Some(REFUSED_ROWS))?;
                return Err(ImportError::Aborted(Box::new(summary)));
            }
        }
        let pass = if self.request.dry_run { Pass::Dry } else { Pass::Write };
        let ledger = self.pass(pass, progress).await?;
        if pass == Pass::Write {
            self.refresh_collections().await?;
        }
        self.summarise(ledger, None)
    }

    // Once a run, not once a batch: it looks at every product. Always, so that a run that was killed before this is made
    // good by the next; it writes nothing where nothing changed.
    async fn refresh_collections(&self) -> Result<(), ImportError> {
        let mut tx = self.app.pool.begin().await?;
        store::catalog::refresh_members(&mut tx, self.app.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    fn summarise(&self, ledger: Ledger, refusal: Option<&str>) -> Result<ImportSummary, ImportError> {
        let (totals, refusals) = ledger.close(refusal)?;
        Ok(ImportSummary {
            recognised: self.recognised.clone(),
            rows_in_file: self.catalogue.rows(),
            totals,
            ignored_columns: self.catalogue.ignored_columns(),
            refusals,
            dry_run: self.request.dry_run,
        })
    }

    async fn pass(&self, pass: Pass, progress: &dyn Progress) -> Result<Ledger, ImportError> {
        let report = Report::start(self.request.report_path.as_deref(), &self.head).map_err(ImportError::Report)?;
        let mut ledger = Ledger::new(report, pass == Pass::Check);
        let phase = if pass == Pass::Write {
            Phase::Import
        } else {
            Phase::Rehearsal
        };
        progress.begin(phase, Some(self.catalogue.rows()));
        let products = self.catalogue.products(self.folder.clone(), self.currency)?;
        let mut batches = batch::read(products);
        let mut met = Met::default();
        let facts = self.shop().await?;
        while let Some(batch) = batches.recv().await {
            let mut batch = batch?;
            if let Some(facts) = &facts {
                tax::tell_unknown(&mut batch, &facts.taxes);
            }
            let verdicts = self.settle(pass, &mut batch.incoming, &mut met).await?;
            progress.advance(account(&mut ledger, &batch, verdicts)?);
        }
        progress.end();
        // A file that changes under the reader, or a reader that loses rows, must not pass for a whole import.
        if ledger.totals.rows.sum() == self.catalogue.rows() {
            Ok(ledger)
        } else {
            Err(ImportError::Broken)
        }
    }

    // A rehearsal may have no shop yet, and so no tax table.
    async fn shop(&self) -> Result<Option<Arc<ShopFacts>>, ImportError> {
        match self.app.shop().await {
            Ok(facts) => Ok(Some(facts)),
            Err(StoreError::NotFound(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn settle(&self, pass: Pass, incoming: &mut [Incoming], met: &mut Met) -> Result<Vec<Verdict>, ImportError> {
        if incoming.is_empty() {
            return Ok(Vec::new());
        }
        if pass != Pass::Write {
            let mut conn = self.app.pool.acquire().await?;
            return Ok(store::import::resolve(&mut conn, incoming, met).await?);
        }
        upload::store_pictures(self.app, incoming, met).await?;
        let mut tx = self.app.pool.begin().await?;
        let written = store::import::write(&mut tx, incoming, &self.target, met).await?;
        crate::stock::changed(&mut tx, self.app, &written.levels).await?;
        tx.commit().await?;
        Ok(written.verdicts)
    }
}

fn account(ledger: &mut Ledger, batch: &Batch, verdicts: Vec<Verdict>) -> Result<u64, ImportError> {
    let mut products = batch
        .incoming
        .iter()
        .map(|incoming| incoming.draft.handle.clone())
        .zip(verdicts);
    let mut rows = 0;
    for item in &batch.items {
        rows += ledger.account(item, || products.next())?;
    }
    Ok(rows)
}
