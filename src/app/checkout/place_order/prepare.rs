//! P-1 PREPARE: one transaction under the cart's lock.

use super::agree;
use super::draft::{Goods, Written, write_draft};
use super::pay::Payment;
use super::resume::Earlier;
use super::{PlaceOrder, PlaceOrderError};
use crate::App;
use crate::cart::token;
use crate::checkout::quote::{self, Quote, QuoteError};
use crate::payment::{COMPLETION_LASTS, finalize};
use crate::scope::Scope;
use crate::steps::Step;
use crate::stock::{self, Wanted};
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use domain::inventory::Short;
use domain::order::{AttemptStatus, OrderStatus};
use domain::tax::TaxQuestion;
use sqlx::PgConnection;
use store::cart::Cart;
use store::error::StoreError;
use store::order::{Agreement, NewOrder, OrderHead, UsageLimits};
use store::payment::{Attempt, NewAttempt};

/// What the cart came to.
pub(super) enum Prepared {
    /// A draft and an attempt; the provider is to be called.
    Fresh(Box<Payment>),
    /// Nothing was due, so it is placed (OS4).
    Nothing { address: String },
    /// It was placed before.
    Placed { address: String },
    /// A twin is between P-1 and P-2 right now.
    Running,
    /// A tax engine has to be asked first, with no transaction open.
    Untaxed(Box<(Quote, TaxQuestion)>),
    /// A draft of an earlier click.
    Earlier(Box<Earlier>),
}

pub(super) async fn prepare(app: &App, scope: &Scope, command: PlaceOrder) -> Result<Prepared, PlaceOrderError> {
    let token = scope.cart_token.as_deref().ok_or(PlaceOrderError::CartNotFound)?;
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    let cart = store::lock::cart(&mut tx, &token::digest(token), now)
        .await?
        .ok_or(PlaceOrderError::CartNotFound)?;
    app.steps.reached(Step::CartLocked)?;
    if cart.completing_at.is_some() || cart.completed_at.is_some() {
        return earlier(&mut tx, app, cart, command, now).await;
    }
    let prepared = fresh(&mut tx, app, cart, command, now).await?;
    tx.commit().await?;
    app.steps.reached(Step::Prepared)?;
    Ok(prepared)
}

async fn earlier(
    conn: &mut PgConnection,
    app: &App,
    cart: Cart,
    command: PlaceOrder,
    now: DateTime<Utc>,
) -> Result<Prepared, PlaceOrderError> {
    let Some(head) = store::order::find_by_cart(&mut *conn, cart.cart_id).await? else {
        return Err(PlaceOrderError::CartNotFound);
    };
    if head.status != OrderStatus::Draft {
        return Ok(Prepared::Placed {
            address: crate::order::address(&head.access_token),
        });
    }
    let attempt = store::payment::find_latest(&mut *conn, head.order_id).await?;
    let attempt = attempt.ok_or(StoreError::NotFound("the attempt of a draft"))?;
    let is_recent = cart.completing_at.is_some_and(|since| now - since < COMPLETION_LASTS);
    if attempt.status == AttemptStatus::Created && is_recent {
        return Ok(Prepared::Running);
    }
    compare(conn, app, cart, (head, attempt), command, now).await
}

// Without the total that the shopper agrees to, nothing is resumed either.
async fn compare(
    conn: &mut PgConnection,
    app: &App,
    cart: Cart,
    (head, attempt): (OrderHead, Attempt),
    command: PlaceOrder,
    now: DateTime<Utc>,
) -> Result<Prepared, PlaceOrderError> {
    let expected = command.expected_total.ok_or(PlaceOrderError::ExpectedTotalMissing)?;
    let quote = quote::load(&mut *conn, app, cart, now).await?;
    let written = store::order::find_agreement(conn, head.order_id).await?;
    let agreement = written.ok_or(StoreError::NotFound("the draft"))?;
    let is_same = expected == agreement.terms.total()
        && command.expected_due.unwrap_or(expected) == agreement.terms.due()
        && quote.requirements.is_empty()
        && quote.open_question.is_none()
        && agree::agreement(&quote)?.terms == agreement.terms;
    let payment = Payment::new(
        &head.access_token,
        head.order_id,
        attempt.clone(),
        &agreement.terms,
        &quote.facts.shop.name,
    );
    Ok(Prepared::Earlier(Box::new(Earlier { payment, is_same })))
}

async fn fresh(
    conn: &mut PgConnection,
    app: &App,
    cart: Cart,
    command: PlaceOrder,
    now: DateTime<Utc>,
) -> Result<Prepared, PlaceOrderError> {
    let quote = Box::new(quote::load(&mut *conn, app, cart, now).await?);
    if let Some(question) = quote.open_question.clone() {
        return Ok(Prepared::Untaxed(Box::new((*quote, question))));
    }
    agree::check(&quote, command)?;
    let is_due = quote.due().minor > 0;
    if is_due && crate::payment::unavailable(app).is_some() {
        return Err(PlaceOrderError::PaymentUnavailable);
    }
    let limited = agree::limited(&quote);
    if !limited.is_empty() {
        store::lock::promotions(&mut *conn, &limited).await?;
    }
    if !quote.tendered.is_empty() {
        let tender_ids = agree::agreement(&quote)?.terms.tender_ids();
        store::lock::tender_accounts(&mut *conn, &tender_ids).await?;
    }
    let (quote, goods) = held(&mut *conn, app, quote, now).await?;
    // A gift that is gone costs the same: what is due stays.
    let agreement = agree::agreement(&quote)?;
    app.steps.reached(Step::StockHeld)?;
    let draft = Draft {
        access_token: rng::new_token(),
        agreement,
        goods,
        now,
    };
    let (written, head) = draft.write(&mut *conn, &quote).await?;
    match written {
        Written::Whole => app.steps.reached(Step::TendersTaken)?,
        // Others were quicker; nothing of this is committed.
        Written::PromotionUsedUp => {
            let quote = quote::load(conn, app, quote.cart, now).await?;
            return Err(agree::changed(&quote));
        }
        Written::TenderSpent => return Err(spent(app, quote.cart, now).await?),
    }
    if !is_due {
        finalize(conn, app, &head, None, None).await?;
        return Ok(Prepared::Nothing {
            address: crate::order::address(&head.access_token),
        });
    }
    let attempt = attempt(conn, app, &head, &draft.agreement, now).await?;
    app.steps.reached(Step::DraftWritten)?;
    Ok(Prepared::Fresh(Box::new(Payment::new(
        &head.access_token,
        head.order_id,
        attempt,
        &draft.agreement.terms,
        &quote.facts.shop.name,
    ))))
}

// A gift that others were quicker to get keeps nobody from buying the rest, which costs the same.
async fn held(
    conn: &mut PgConnection,
    app: &App,
    quote: Box<Quote>,
    now: DateTime<Utc>,
) -> Result<(Box<Quote>, Goods), PlaceOrderError> {
    let shorts = match hold(&mut *conn, app, &quote, now).await? {
        Ok(goods) => return Ok((quote, goods)),
        Err(shorts) => shorts,
    };
    let variants: Vec<_> = shorts.iter().map(|short| short.variant_id).collect();
    if !quote.gives_any_of(&variants) {
        return Err(short(&quote, &shorts));
    }
    let quote = Box::new(quote.without_gifts(&variants).map_err(QuoteError::from)?);
    // A tax engine was asked about a cart with the gift; the next try asks it about this one.
    if quote.open_question.is_some() {
        return Err(short(&quote, &shorts));
    }
    match hold(conn, app, &quote, now).await? {
        Ok(goods) => Ok((quote, goods)),
        Err(shorts) => Err(short(&quote, &shorts)),
    }
}

// Read beside the transaction, which has taken some of the balances and is rolled back.
async fn spent(app: &App, cart: Cart, now: DateTime<Utc>) -> Result<PlaceOrderError, PlaceOrderError> {
    let mut conn = app.pool.acquire().await?;
    let quote = quote::load(&mut conn, app, cart, now).await?;
    Ok(PlaceOrderError::TendersChanged {
        current_due: quote.due(),
    })
}

/// S-3: usually the checkout holds everything already.
async fn hold(
    conn: &mut PgConnection,
    app: &App,
    quote: &Quote,
    now: DateTime<Utc>,
) -> Result<Result<Goods, Vec<Short>>, StoreError> {
    let needs = stock::needs(&quote.lines);
    let wanted = Wanted {
        cart_id: quote.cart.cart_id,
        needs: &needs,
        country: quote.details.address.as_ref().map(|address| address.country.as_str()),
        now,
    };
    let shorts = stock::make_sure(conn, app, &wanted).await?;
    if !shorts.is_empty() {
        return Ok(Err(shorts));
    }
    Ok(Ok(if needs.is_empty() { Goods::NotHeld } else { Goods::Held }))
}

fn short(quote: &Quote, shorts: &[Short]) -> PlaceOrderError {
    let shortages = quote.lines.iter().filter_map(|line| {
        let short = shorts
            .iter()
            .find(|short| short.variant_id == line.variant.variant_id)?;
        Some(agree::shortage(line, short.available.into()))
    });
    PlaceOrderError::InsufficientStock {
        shortages: shortages.collect(),
    }
}

struct Draft {
    access_token: String,
    agreement: Agreement,
    goods: Goods,
    now: DateTime<Utc>,
}

impl Draft {
    async fn write(&self, conn: &mut PgConnection, quote: &Quote) -> Result<(Written, OrderHead), StoreError> {
        let order = NewOrder {
            order_id: rng::new_id(),
            cart_id: quote.cart.cart_id,
            shopper_cart_id: quote.cart.cart_id,
            access_token: &self.access_token,
            agreement: &self.agreement,
            now: self.now,
            usage_limits: UsageLimits::Kept,
        };
        let written = write_draft(conn, &order, self.goods).await?;
        let head = OrderHead {
            order_id: order.order_id,
            cart_id: order.cart_id,
            access_token: self.access_token.clone(),
            status: OrderStatus::Draft,
            hold_reason: None,
            currency: self.agreement.terms.currency,
            due_minor: self.agreement.terms.due_minor,
            tendered_minor: self.agreement.terms.tendered_minor(),
            created_at: self.now,
        };
        Ok((written, head))
    }
}

// P-2: it exists before the call, so that whatever becomes of the call can be asked about.
async fn attempt(
    conn: &mut PgConnection,
    app: &App,
    head: &OrderHead,
    agreement: &Agreement,
    now: DateTime<Utc>,
) -> Result<Attempt, PlaceOrderError> {
    let provider = app
        .payment
        .as_deref()
        .ok_or(PlaceOrderError::PaymentUnavailable)?
        .name();
    let attempt_id: PaymentAttemptId = rng::new_id();
    let amount = agreement.terms.due();
    let new = NewAttempt {
        attempt_id,
        order_id: head.order_id,
        cart_id: head.cart_id,
        provider,
        amount,
    };
    store::payment::insert(conn, new, now).await?;
    Ok(Attempt {
        attempt_id,
        order_id: Some(head.order_id),
        cart_id: head.cart_id,
        provider: provider.to_owned(),
        amount,
        status: AttemptStatus::Created,
        redirect_url: None,
        failure_code: None,
        created_at: now,
    })
}
