//! Use cases: one verb, one file.
pub mod alert;
pub mod audit;
pub mod cart;
pub mod catalog;
pub mod checkout;
pub mod customer;
pub mod demo;
pub mod events;
pub mod forms;
pub mod gallery;
mod guard;
pub mod housekeeping;
pub mod import;
pub mod mail;
pub mod market;
pub mod media;
pub mod operation;
pub mod order;
pub mod payment;
pub mod price_list;
pub mod pricing;
pub mod promotion;
pub mod refusal;
pub mod relay;
pub mod scope;
pub mod settings;
pub mod shop;
pub mod staff;
pub mod steps;
pub mod stock;
pub mod tax;
pub mod tender;

use adapters::clock::Clock;
use adapters::http_client::GuardedClient;
use adapters::mail::Mailer;
use adapters::media::{Darkroom, MediaStorage};
use adapters::password::Passwords;
use adapters::payment::PaymentProvider;
use adapters::tax::TaxEngine;
use catalog::{FacetCache, Navigation};
use events::Bell;
use shop::ShopFacts;
use sqlx::{PgConnection, PgPool};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use steps::Steps;
use store::error::StoreError;
use url::Url;

/// The application: what every verb needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The one database.
    pub pool: PgPool,
    /// The one clock.
    pub clock: Clock,
    /// Address under which shoppers reach the shop.
    pub base_url: Url,
    /// Where pictures are kept; absent in tests that have none.
    pub media: Option<MediaStorage>,
    /// Where pictures are decoded and encoded: one at a time, since the other core serves shoppers.
    pub darkroom: Darkroom,
    /// Fetches addresses that others chose.
    pub web: GuardedClient,
    /// Who collects the money; without one nobody can pay.
    pub payment: Option<Arc<dyn PaymentProvider>>,
    /// Who works taxes out in markets that ask an engine; without one it never answers.
    pub tax_engine: Option<Arc<dyn TaxEngine>>,
    /// Whether late money whose order cannot be made goes back by itself (P-7).
    pub refunds_late_payments: bool,
    /// Who takes mails; without one they wait, and no page promises any.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// Hashes and compares passwords, a few at a time.
    pub passwords: Passwords,
    /// How long a second click on "pay" waits for the first, before it is told that a placement runs.
    pub patience: Duration,
    /// Who watches the steps of a placement; nobody, but in tests.
    pub steps: Steps,
    /// Rings when there may be work for the background.
    pub bell: Bell,
    /// Counted facets of recent lists.
    pub facets: FacetCache,
    /// Kept collections of the header; see [`catalog::navigation`].
    navigation: Arc<RwLock<Option<Navigation>>>,
    /// Codes of the markets as they were last read, the default one first; see [`App::market_code`].
    known_markets: Arc<RwLock<Arc<[String]>>>,
    /// Kept settings; see [`App::shop`].
    shop_facts: Arc<RwLock<Option<Arc<ShopFacts>>>>,
    /// How often they were forgotten.
    times_forgotten: Arc<AtomicU64>,
}

impl App {
    /// An application over a migrated database.
    pub fn new(pool: PgPool, clock: Clock) -> Self {
        Self {
            pool,
            clock,
            base_url: default_base_url(),
            media: None,
            darkroom: Darkroom::new(1, Duration::from_mins(3)),
            web: GuardedClient::default(),
            payment: None,
            tax_engine: None,
            refunds_late_payments: false,
            mailer: None,
            passwords: Passwords::default(),
            patience: Duration::from_secs(3),
            steps: Steps::default(),
            bell: Bell::default(),
            facets: FacetCache::default(),
            navigation: Arc::default(),
            known_markets: Arc::new(RwLock::new(Arc::from([]))),
            shop_facts: Arc::default(),
            times_forgotten: Arc::default(),
        }
    }

    /// The same, reached at another address.
    #[must_use]
    pub fn with_base_url(mut self, base_url: Url) -> Self {
        self.base_url = base_url;
        self
    }

    /// The same, with a place for pictures.
    #[must_use]
    pub fn with_media(mut self, storage: MediaStorage) -> Self {
        self.media = Some(storage);
        self
    }

    /// The same, with a payment provider; `adapters::payment::Guarded` gives it time limits and a breaker.
    #[must_use]
    pub fn with_payment(mut self, provider: Arc<dyn PaymentProvider>) -> Self {
        self.payment = Some(provider);
        self
    }

    /// The same, with a tax engine; `adapters::tax::Guarded` gives it a time limit and a breaker.
    #[must_use]
    pub fn with_tax_engine(mut self, engine: Arc<dyn TaxEngine>) -> Self {
        self.tax_engine = Some(engine);
        self
    }

    /// The same, giving late money back by itself where its order cannot be made.
    #[must_use]
    pub const fn with_late_payments_refunded(mut self, refunded: bool) -> Self {
        self.refunds_late_payments = refunded;
        self
    }

    /// The same, with somebody who takes mails.
    #[must_use]
    pub fn with_mailer(mut self, mailer: Arc<dyn Mailer>) -> Self {
        self.mailer = Some(mailer);
        self
    }

    /// The same, watched by a test.
    #[must_use]
    pub fn with_steps(mut self, steps: Steps) -> Self {
        self.steps = steps;
        self
    }

    /// Settings and taxes for reads; forgotten by [`App::forget_shop`] when an event says that they changed.
    ///
    /// # Errors
    /// [`StoreError`] when they have to be read and cannot be.
    pub async fn shop(&self) -> Result<Arc<ShopFacts>, StoreError> {
        let kept = self.shop_facts.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(facts) = kept {
            return Ok(facts);
        }
        let mut conn = self.pool.acquire().await?;
        self.read_shop(&mut conn).await
    }

    /// The settings of a version that was read on this connection, or of a later one: what is acted upon must not be older
    /// than what it was read with. The caller's transaction has not changed them itself.
    ///
    /// # Errors
    /// [`StoreError`] when they have to be read and cannot be.
    pub async fn shop_at(&self, conn: &mut PgConnection, version: i64) -> Result<Arc<ShopFacts>, StoreError> {
        let kept = self.shop_facts.read().unwrap_or_else(PoisonError::into_inner).clone();
        match kept.filter(|facts| facts.shop.settings_version >= version) {
            Some(facts) => Ok(facts),
            None => self.read_shop(conn).await,
        }
    }

    async fn read_shop(&self, conn: &mut PgConnection) -> Result<Arc<ShopFacts>, StoreError> {
        let forgotten = self.times_forgotten.load(Ordering::Acquire);
        let facts = ShopFacts::read(conn).await?;
        let codes = facts.markets.iter().map(|market| market.code.clone()).collect();
        let mut kept = self.shop_facts.write().unwrap_or_else(PoisonError::into_inner);
        let version = facts.shop.settings_version;
        let is_newest = kept.as_ref().is_none_or(|kept| kept.shop.settings_version <= version);
        // What was read before somebody said that it has changed is for this caller only.
        if is_newest && forgotten == self.times_forgotten.load(Ordering::Acquire) {
            *kept = Some(Arc::clone(&facts));
            *self.known_markets.write().unwrap_or_else(PoisonError::into_inner) = codes;
        }
        Ok(facts)
    }

    /// The code of the market that a page is made for, without asking the database: the chosen one, if it is known, or
    /// else the default; empty before any was ever read. It outlives [`App::forget_shop`], so that pages kept for the
    /// time when the database is away are found under the name that they were kept under.
    pub fn market_code(&self, chosen: Option<&str>) -> String {
        let known = self
            .known_markets
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let wanted = known.iter().find(|code| Some(code.as_str()) == chosen);
        wanted.or_else(|| known.first()).cloned().unwrap_or_default()
    }

    /// Whether there is one market, so that a page is the same for everybody.
    pub fn has_one_market(&self) -> bool {
        self.known_markets.read().unwrap_or_else(PoisonError::into_inner).len() == 1
    }

    /// Drops what is kept and carries one of the tags: `shop`, `collection:HANDLE`, or `*` for everything.
    pub fn forget(&self, tags: &[String]) {
        let has = |wanted: fn(&String) -> bool| tags.iter().any(wanted);
        if has(|tag| tag == "shop" || tag == "*") {
            self.forget_shop();
        }
        if has(|tag| tag == "*" || tag.starts_with("collection:")) {
            *self.navigation.write().unwrap_or_else(PoisonError::into_inner) = None;
            self.facets.clear();
        }
    }

    /// Drops the kept settings.
    pub fn forget_shop(&self) {
        self.times_forgotten.fetch_add(1, Ordering::AcqRel);
        *self.shop_facts.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn default_base_url() -> Url {
    Url::parse("http://localhost:3000").unwrap_or_else(|error| unreachable!("a constant address parses: {error}"))
}
