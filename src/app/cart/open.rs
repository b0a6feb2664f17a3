//! A cart under its row lock: what happens before and after the decision of each command.
//!
//! The ids of operations (I-11) count per cart, so the cart's lock also serialises twins. Shoppers without a cart have
//! nothing that an id could be bound to safely (a page from a shared cache carries one id for everybody), so a double
//! click of theirs makes two carts of one line each, the browser keeps the token that it is given last, and the other
//! cart is forgotten after its time: never a doubled line. The id is noted under the cart that was made, so that "back,
//! submit again" is a replay as soon as the browser has the token.

use super::{CartChanged, CartError, token, view};
use crate::App;
use crate::operation::Operation;
use crate::promotion;
use crate::scope::Scope;
use crate::shop::ShopFacts;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::id::{LineItemId, TenderAccountId, VariantId};
use domain::market::Market;
use domain::promotion::Evaluation;
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, Transaction};
use std::sync::Arc;
use store::cart::{Cart, CartLine, Contents, LineQuery};
use store::error::StoreError;
use store::operation::Done;
use store::promotion::{CartPromotions, Entered};
use store::tender::Chosen;

/// What a replay is told.
#[derive(Debug, Serialize, Deserialize)]
struct Outcome {
    notice: Option<String>,
}

/// How a command begins.
pub(super) enum Opened<'a> {
    /// It is new: decide and [`OpenCart::finish`].
    Fresh(Box<OpenCart<'a>>),
    /// It was carried out before.
    Replay(Box<CartChanged>),
}

/// A locked cart with its lines. Dropped without [`OpenCart::finish`], nothing has happened.
pub(super) struct OpenCart<'a> {
    tx: Transaction<'static, Postgres>,
    facts: Arc<ShopFacts>,
    token_hash: [u8; 32],
    new_token: Option<String>,
    operation: Operation<'a>,
    /// Once read (R4).
    pub now: DateTime<Utc>,
    /// The row as it is after the writes so far.
    pub cart: Cart,
    /// Its lines as they are after the writes so far, and the variant that was asked for.
    pub contents: Contents,
}

/// Opens the shopper's cart; `None` when there is none.
pub(super) async fn open<'a>(
    app: &App,
    scope: &Scope,
    operation: Operation<'a>,
) -> Result<Option<Opened<'a>>, CartError> {
    let locked = lock(app, scope).await?;
    let Some((cart, token_hash)) = locked.cart else {
        return Ok(None);
    };
    let open = OpenCart {
        tx: locked.tx,
        facts: locked.facts,
        token_hash,
        new_token: None,
        operation,
        now: locked.now,
        cart,
        contents: Contents::default(),
    };
    open.begun(None).await.map(Some)
}

/// Opens the shopper's cart or makes one, and reads the variant that is to be added along with the lines.
pub(super) async fn open_or_create<'a>(
    app: &App,
    scope: &Scope,
    operation: Operation<'a>,
    candidate: VariantId,
) -> Result<Opened<'a>, CartError> {
    let mut locked = lock(app, scope).await?;
    let (cart, token_hash, new_token) = match locked.cart.take() {
        Some((cart, token_hash)) => (cart, token_hash, None),
        None => created(&mut locked, scope).await?,
    };
    let Locked { tx, facts, now, .. } = locked;
    let open = OpenCart {
        tx,
        facts,
        token_hash,
        new_token,
        operation,
        now,
        cart,
        contents: Contents::default(),
    };
    open.begun(Some(candidate)).await
}

struct Locked {
    tx: Transaction<'static, Postgres>,
    facts: Arc<ShopFacts>,
    market: Market,
    now: DateTime<Utc>,
    cart: Option<(Cart, [u8; 32])>,
}

// A shopper who changes a cart whose payment is open turned back from the payment page: that payment is made certainly
// dead first, or else, when it was paid meanwhile or nobody knows, the command is refused.
async fn lock(app: &App, scope: &Scope) -> Result<Locked, CartError> {
    let locked = lock_once(app, scope).await?;
    let is_paying = |(cart, _): &(Cart, [u8; 32])| cart.completing_at.is_some();
    if locked.cart.as_ref().is_none_or(|cart| !is_paying(cart)) {
        return Ok(locked);
    }
    // No transaction is open while the provider is asked.
    drop(locked);
    if let Err(error) = crate::payment::reopen_cart(app, scope).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "An open payment could not be given up"
        );
    }
    lock_once(app, scope).await
}

// The settings are read before the transaction, which then needs one connection only.
async fn lock_once(app: &App, scope: &Scope) -> Result<Locked, CartError> {
    let facts = app.shop().await?;
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    let mut cart = None;
    if let Some(token_hash) = scope.cart_token.as_deref().map(token::digest) {
        let row = store::lock::cart(&mut tx, &token_hash, now).await?;
        cart = row
            .filter(|cart| cart.completed_at.is_none())
            .map(|cart| (cart, token_hash));
    }
    let market = facts.market(scope.market.as_deref()).clone();
    Ok(Locked {
        tx,
        facts,
        market,
        now,
        cart,
    })
}

async fn created(locked: &mut Locked, scope: &Scope) -> Result<(Cart, [u8; 32], Option<String>), CartError> {
    if let Some(found) = of_customer(locked, scope).await? {
        return Ok(found);
    }
    let token = rng::new_token();
    let token_hash = token::digest(&token);
    let market = (locked.market.market_id, locked.market.currency);
    let cart = store::cart::insert(&mut locked.tx, rng::new_id(), &token_hash, market, locked.now).await?;
    Ok((cart, token_hash, Some(token)))
}

// A signed-in browser keeps its token: the new cart is the customer's, and all their browsers find it.
async fn of_customer(
    locked: &mut Locked,
    scope: &Scope,
) -> Result<Option<(Cart, [u8; 32], Option<String>)>, CartError> {
    let Some(token_hash) = scope.cart_token.as_deref().map(token::digest) else {
        return Ok(None);
    };
    let tx = &mut locked.tx;
    let Some((customer_id, customer_groups)) = store::customer::cart::lock_owner(tx, &token_hash, locked.now).await?
    else {
        return Ok(None);
    };
    // Another browser may have been quicker.
    let made = store::lock::cart(tx, &token_hash, locked.now).await?;
    if let Some(cart) = made.filter(|cart| cart.completed_at.is_none()) {
        return Ok(Some((cart, token_hash, None)));
    }
    let unknown = token::digest(&rng::new_token());
    let market = (locked.market.market_id, locked.market.currency);
    let made = store::cart::insert(tx, rng::new_id(), &unknown, market, locked.now).await?;
    store::customer::cart::give_to(tx, made.cart_id, customer_id, &unknown).await?;
    let cart = Cart {
        customer_groups: Some(customer_groups),
        ..made
    };
    Ok(Some((cart, token_hash, None)))
}

impl<'a> OpenCart<'a> {
    async fn begun(mut self, candidate: Option<VariantId>) -> Result<Opened<'a>, CartError> {
        let done = self.find_done().await?;
        if done
            .as_ref()
            .is_some_and(|done| done.fingerprint != self.operation.fingerprint())
        {
            return Err(CartError::OperationReused);
        }
        if done.is_none() && self.cart.completing_at.is_some() {
            return Err(CartError::PaymentOpen);
        }
        let query = line_query(&self.facts, &self.cart, candidate, self.now)?;
        self.contents = store::cart::list_lines(&mut self.tx, &query).await?;
        match done {
            Some(done) => self.replay(done).await.map(|replay| Opened::Replay(Box::new(replay))),
            None => Ok(Opened::Fresh(Box::new(self))),
        }
    }

    async fn find_done(&mut self) -> Result<Option<Done>, CartError> {
        // A cart that was made a moment ago has done nothing yet.
        let key = self.operation.key().filter(|_| self.new_token.is_none());
        let Some(key) = key else { return Ok(None) };
        let scope = self.operation.scope(&self.token_hash);
        Ok(store::operation::find_done(&mut self.tx, &scope, key).await?)
    }

    async fn replay(&mut self, done: Done) -> Result<CartChanged, CartError> {
        let outcome: Option<Outcome> = serde_json::from_value(done.result).ok();
        let notice = outcome.and_then(|outcome| outcome.notice);
        Ok(CartChanged {
            cart: self.view().await?,
            new_token: None,
            replayed: true,
            notice,
        })
    }

    async fn promotions(&mut self) -> Result<CartPromotions, StoreError> {
        let promotions = promotion::of_cart(&mut self.tx, &self.cart, &self.contents, self.now).await?;
        if !promotion::is_unread(&promotions) {
            return Ok(promotions);
        }
        // The code of a gift was entered a moment ago.
        let query = line_query(&self.facts, &self.cart, None, self.now)?;
        self.contents = store::cart::list_lines(&mut self.tx, &query).await?;
        promotion::of_cart(&mut self.tx, &self.cart, &self.contents, self.now).await
    }

    async fn view(&mut self) -> Result<domain::cart::CartView, CartError> {
        let promotions = self.promotions().await?;
        let market = self.market()?;
        Ok(view::build(
            &self.facts,
            market,
            &self.cart,
            &self.contents.lines,
            &promotions,
            self.now,
        )?)
    }

    /// What the promotions on offer make of the cart as it is after the writes so far.
    pub(super) async fn evaluation(&mut self) -> Result<Evaluation, CartError> {
        let promotions = self.promotions().await?;
        let context = self.facts.context(self.market()?, self.now, None);
        Ok(promotion::evaluate(
            &promotions,
            &self.cart,
            &self.contents.lines,
            &context,
        )?)
    }

    /// Enters a code, here and in the database.
    pub(super) async fn insert_code(&mut self, code: &str) -> Result<Entered, CartError> {
        let entered = store::promotion::insert_code(&mut self.tx, self.cart.cart_id, code, self.now).await?;
        if let Entered::Added(version) = entered {
            self.cart.version = version;
        }
        if matches!(entered, Entered::Added(_) | Entered::Unknown) {
            self.contents.may_have_offers = true;
        }
        Ok(entered)
    }

    /// Takes a code out, here and in the database.
    pub(super) async fn delete_code(&mut self, code: &str) -> Result<(), CartError> {
        let version = store::promotion::delete_code(&mut self.tx, self.cart.cart_id, code, self.now).await?;
        self.cart.version = version.unwrap_or(self.cart.version);
        Ok(())
    }

    /// Enters a gift card by the digest of its code.
    pub(super) async fn choose_gift_card(&mut self, code_hash: &[u8; 32]) -> Result<Chosen, CartError> {
        let cart = (self.cart.cart_id, self.cart.currency);
        Ok(store::tender::choose_gift_card(&mut self.tx, cart, code_hash, self.now).await?)
    }

    /// Chooses the store credit of the cart's customer; false where there is none in the cart's currency.
    pub(super) async fn choose_store_credit(&mut self) -> Result<bool, CartError> {
        Ok(store::tender::choose_store_credit(&mut self.tx, self.cart.cart_id, self.now).await?)
    }

    /// Takes a gift card out, or, without one, store credit.
    pub(super) async fn unchoose(&mut self, card: Option<TenderAccountId>) -> Result<(), CartError> {
        Ok(store::tender::unchoose(&mut self.tx, self.cart.cart_id, card).await?)
    }

    /// Writes a line, new or known, here and in the database.
    pub(super) async fn save_line(&mut self, line: CartLine) -> Result<(), CartError> {
        self.cart.version = store::cart::save_line(&mut self.tx, self.cart.cart_id, &line, self.now).await?;
        match self
            .contents
            .lines
            .iter_mut()
            .find(|known| known.line_item_id == line.line_item_id)
        {
            Some(known) => *known = line,
            None => self.contents.lines.push(line),
        }
        Ok(())
    }

    /// Takes a line out, here and in the database.
    pub(super) async fn delete_line(&mut self, line_item_id: LineItemId) -> Result<(), CartError> {
        self.cart.version = store::cart::delete_line(&mut self.tx, self.cart.cart_id, line_item_id, self.now).await?;
        self.contents.lines.retain(|line| line.line_item_id != line_item_id);
        Ok(())
    }

    /// The market that the cart is priced in.
    pub(super) fn market(&self) -> Result<&Market, CartError> {
        Ok(self.facts.market_of(self.cart.market_id)?)
    }

    /// The market of a code, if there is one.
    pub(super) fn market_named(&self, code: &str) -> Option<&Market> {
        self.facts.markets.iter().find(|market| market.code == code)
    }

    /// Prices the cart in another market from now on, here and in the database.
    pub(super) async fn update_market(&mut self, market: &Market) -> Result<(), CartError> {
        let key = (market.market_id, market.currency);
        self.cart.version = store::cart::update_market(&mut self.tx, self.cart.cart_id, key, self.now).await?;
        (self.cart.market_id, self.cart.currency) = key;
        let query = line_query(&self.facts, &self.cart, None, self.now)?;
        self.contents = store::cart::list_lines(&mut self.tx, &query).await?;
        Ok(())
    }

    /// Writes the note, here and in the database.
    pub(super) async fn update_note(&mut self, note: String) -> Result<(), CartError> {
        self.cart.version = store::cart::update_note(&mut self.tx, self.cart.cart_id, &note, self.now).await?;
        self.cart.note = note;
        Ok(())
    }

    /// Notes the operation as done, commits, and shows the cart.
    pub(super) async fn finish(mut self, notice: Option<String>) -> Result<CartChanged, CartError> {
        let cart = self.view().await?;
        if let Some(key) = self.operation.key() {
            let result = serde_json::json!(Outcome { notice: notice.clone() });
            let done = Done {
                fingerprint: self.operation.fingerprint().to_vec(),
                result,
            };
            let scope = self.operation.scope(&self.token_hash);
            if !store::operation::insert_done(&mut self.tx, &scope, key, &done, self.now).await? {
                return Err(CartError::OperationReused);
            }
        }
        self.tx.commit().await?;
        Ok(CartChanged {
            cart,
            new_token: self.new_token,
            replayed: false,
            notice,
        })
    }
}

/// How the lines of a cart are read: at the prices of its market, and of the groups of the customer whose cart it is.
pub(crate) fn line_query(
    facts: &ShopFacts,
    cart: &Cart,
    candidate: Option<VariantId>,
    now: DateTime<Utc>,
) -> Result<LineQuery, StoreError> {
    let market = facts.market_of(cart.market_id)?;
    Ok(LineQuery {
        cart_id: cart.cart_id,
        candidate,
        prices: facts.price_book_of(market, cart.customer_groups.as_deref().unwrap_or_default(), now),
        now,
    })
}
