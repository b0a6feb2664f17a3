//! A price as it is printed, with everything that it depends on, and the id that names it.
//!
//! The id goes with the price through pages, cart and order, so that an order can say which printed price it came from.
//! It is made by hashing, so pages stay the same for everybody and nothing has to be stored when one is printed.

use sha2::{Digest, Sha256};

use super::QuoteId;
use crate::{
    id::{MarketId, ProductId, VariantId},
    money::Money,
};

/// Names the way of writing below; another way has to have another name.
const ENCODING: &[u8] = b"vitrine.quote.1";
/// How many versions of catalogue and settings [`find_printed`] goes back.
const REMEMBERED_VERSIONS: i64 = 100;

/// What a printed price is the price of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteSubject {
    /// One variant: product pages, carts.
    Variant(VariantId),
    /// A product in a list, at the lowest price of its variants, whichever that is.
    Product(ProductId),
}

/// A printed price and its circumstances. Its id depends on each of them and on nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote<'a> {
    /// Version of the pricing rules.
    pub engine_version: &'a str,
    /// Version of the catalogue.
    pub catalog_version: i64,
    /// Version of the rule set: markets, price lists, taxes, delivery.
    pub settings_version: i64,
    /// In which market.
    pub market_id: MarketId,
    /// Over which door.
    pub channel: &'a str,
    /// Whose prices, in any order; empty on pages, which are the same for everybody.
    pub customer_groups: &'a [String],
    /// Of what.
    pub subject: QuoteSubject,
    /// For how many units; 1 on pages.
    pub quantity: u32,
    /// One unit.
    pub unit_price: Money,
    /// What it is compared with in minor units; see [`Quote::compare_at_minor`].
    pub compare_at_minor: Option<i64>,
}

impl Quote<'_> {
    /// What the price is compared with, in minor units: only what is more is printed.
    pub fn compare_at_minor(&self) -> Option<i64> {
        self.compare_at_minor.filter(|minor| *minor > self.unit_price.minor)
    }

    /// The id of this price: equal for equal prices in equal circumstances, on every machine and at every time.
    pub fn id(&self) -> QuoteId {
        let mut groups: Vec<&str> = self.customer_groups.iter().map(String::as_str).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut writing = Writing(Sha256::new());
        writing.bytes(ENCODING);
        writing.bytes(self.engine_version.as_bytes());
        writing.number(self.catalog_version);
        writing.number(self.settings_version);
        writing.bytes(self.market_id.0.as_bytes());
        writing.bytes(self.channel.as_bytes());
        writing.length(groups.len());
        for group in groups {
            writing.bytes(group.as_bytes());
        }
        let (kind, subject) = match self.subject {
            QuoteSubject::Variant(id) => ("variant", id.0),
            QuoteSubject::Product(id) => ("product", id.0),
        };
        writing.bytes(kind.as_bytes());
        writing.bytes(subject.as_bytes());
        writing.number(i64::from(self.quantity));
        writing.bytes(self.unit_price.currency.code().as_bytes());
        writing.number(self.unit_price.minor);
        let compare_at = self.compare_at_minor();
        writing.length(usize::from(compare_at.is_some()));
        if let Some(minor) = compare_at {
            writing.number(minor);
        }
        QuoteId::of_digest(writing.0.finalize().into())
    }
}

/// Each text with its length before it and each number at full width, so that no two prices are written alike.
struct Writing(Sha256);

impl Writing {
    fn length(&mut self, length: usize) {
        self.0.update((length as u64).to_be_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.update(bytes);
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_be_bytes());
    }
}

/// The price that an id names: the first of the guesses that has it, as it stands or under one of the hundred versions of
/// catalogue and settings before. `None` where it was none of them, since an id does not tell what it was made of.
pub fn find_printed<'a>(id: QuoteId, guesses: &[Quote<'a>]) -> Option<Quote<'a>> {
    // Every version of the catalogue is one of the settings as well, so these are at least as far back.
    let back = (0..=REMEMBERED_VERSIONS).flat_map(|settings| (0..=settings).map(move |catalog| (settings, catalog)));
    back.flat_map(|(settings, catalog)| {
        guesses.iter().map(move |guess| Quote {
            settings_version: guess.settings_version - settings,
            catalog_version: guess.catalog_version - catalog,
            ..*guess
        })
    })
    .filter(|quote| quote.settings_version > 0 && quote.catalog_version > 0)
    .find(|quote| quote.id() == id)
}

#[cfg(test)]
mod tests;
