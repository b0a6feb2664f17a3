//! Products gathered into batches on a thread of their own, a few batches ahead of the database.

use store::import::Incoming;
use tokio::sync::mpsc;

use super::catalogue::Products;
use super::draft::digest;
use super::error::ImportError;
use super::outcome::{Drafted, Parsed};

/// Products in a batch.
const PRODUCT_LIMIT: usize = 500;
/// Variants in a batch.
const VARIANT_LIMIT: usize = 3000;
/// Bytes of descriptions in a batch.
const TEXT_LIMIT: usize = 4 << 20;
/// Batches that wait between reading and writing.
const AHEAD: usize = 2;

/// Something to be accounted for: a product ready for the shop, or rows that are none.
pub enum Item {
    /// A product; its draft is the next of the batch's `incoming`.
    Product {
        /// Its rows and what was changed on the way in; the draft itself has moved on.
        rows: Vec<u64>,
        /// As in the file.
        notices: Vec<super::outcome::Notice>,
    },
    /// Skipped or refused already.
    Settled(Parsed),
}

/// What is written in one transaction, and what is reported with it, in the order of the file.
#[derive(Default)]
pub struct Batch {
    /// The drafts.
    pub incoming: Vec<Incoming>,
    /// Drafts and everything between them.
    pub items: Vec<Item>,
    variants: usize,
    text: usize,
}

impl Batch {
    fn add(&mut self, parsed: Parsed) -> Result<(), ImportError> {
        match parsed {
            Parsed::Product(drafted) => {
                let Drafted { draft, rows, notices } = *drafted;
                self.variants += draft.variants.len();
                self.text += draft.description_html.len();
                let digest = digest(&draft).map_err(|_| ImportError::Broken)?;
                self.incoming.push(Incoming { draft, digest });
                self.items.push(Item::Product { rows, notices });
            }
            settled => self.items.push(Item::Settled(settled)),
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.items.len() >= PRODUCT_LIMIT || self.variants >= VARIANT_LIMIT || self.text >= TEXT_LIMIT
    }
}

/// Starts reading. The channel ends with the file, or with the first error.
pub fn read(products: Products) -> mpsc::Receiver<Result<Batch, ImportError>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = fill(products, &sender) {
            // Nobody listens any more if this fails, and then nobody has to know.
            let _ = sender.blocking_send(Err(error));
        }
    });
    receiver
}

fn fill(products: Products, sender: &mpsc::Sender<Result<Batch, ImportError>>) -> Result<(), ImportError> {
    let mut batch = Batch::default();
    for parsed in products {
        batch.add(parsed?)?;
        if batch.is_full() && sender.blocking_send(Ok(std::mem::take(&mut batch))).is_err() {
            return Ok(());
        }
    }
    if !batch.items.is_empty() {
        let _ = sender.blocking_send(Ok(batch));
    }
    Ok(())
}
