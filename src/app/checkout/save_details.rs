//! Saves what a shopper filled in at checkout.
//!
//! What was sent last is what counts. Sound parts (e-mail, phone, address, delivery) are saved; a faulty part takes the
//! place of what was saved for it before, so that nothing can be sent to an address that the shopper has just tried to
//! replace. The words as typed and the faults are kept for the page that shows them again.

use super::quote::{self, Quote, QuoteError};
use super::show_checkout::typed;
use super::{form_key, owner, served};
use crate::App;
use crate::cart::CartError;
use crate::forms::{self, KeptForm};
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::stock::{self, Wanted};
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::checkout::{Address, DetailsInput, FieldError};
use domain::id::FormStateId;
use domain::kind::{HasKind, Kind};
use domain::tax::VatId;
use sqlx::PgConnection;
use store::checkout::CheckoutDetails;
use store::error::StoreError;

/// Why the details are not complete.
#[derive(Debug, thiserror::Error)]
pub enum SaveDetailsError {
    /// There is nothing to check out.
    #[error("there is no cart")]
    NoCart,
    /// Fields are at fault.
    #[error("{} fields are at fault", errors.len())]
    Refused {
        /// Under which the typed words are kept, for [`super::show_checkout`].
        form_state_id: FormStateId,
        /// In the order of the form; never empty.
        errors: Vec<FieldError>,
    },
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Saves the details of the shopper's checkout. When the address is sound and no method was chosen that serves it, the
/// cheapest that does is taken, and shown as chosen.
///
/// `op` is the form's hidden id and only logged: saving replaces, so a replay comes to the same by itself, and a
/// correction sent from the same page ("back, submit again") must not be refused as one.
///
/// # Errors
/// [`SaveDetailsError`].
pub async fn save_details(app: &App, scope: &Scope, input: DetailsInput, op: &str) -> Result<(), SaveDetailsError> {
    tracing::debug!(operation.key = op, "Save checkout details");
    let now = app.clock.now();
    let owner = owner(scope).ok_or(SaveDetailsError::NoCart)?;
    let mut tx = app.pool.begin().await.map_err(CartError::from)?;
    let cart = store::lock::cart(&mut tx, &owner, now).await.map_err(CartError::from)?;
    let cart = cart
        .filter(|cart| cart.completed_at.is_none())
        .ok_or(SaveDetailsError::NoCart)?;
    if cart.completing_at.is_some() {
        return Err(CartError::PaymentOpen.into());
    }
    let cart_id = cart.cart_id;
    let quote = quote::load(&mut tx, app, cart, now).await.map_err(CartError::from)?;
    let (details, errors) = checked(&quote, &input);
    store::checkout::save(&mut tx, rng::new_id(), cart_id, &details, now)
        .await
        .map_err(CartError::from)?;
    hold(&mut tx, app, &quote, &details, now)
        .await
        .map_err(CartError::from)?;
    let mut refused = None;
    if !errors.is_empty() {
        let form = KeptForm {
            values: input,
            errors: errors.clone(),
        };
        refused = Some(
            forms::keep(&mut tx, form_key(&owner), &form, now)
                .await
                .map_err(CartError::from)?,
        );
    }
    tx.commit().await.map_err(CartError::from)?;
    refused.map_or(Ok(()), |form_state_id| {
        Err(SaveDetailsError::Refused { form_state_id, errors })
    })
}

/// Whether these are, word for word, the details that were saved for a cart whose payment is not open: then there is
/// nothing to save before it is placed, which makes sure of the stock itself.
///
/// # Errors
/// [`CartError::Store`].
pub async fn are_saved(app: &App, scope: &Scope, input: &DetailsInput) -> Result<bool, CartError> {
    let Some(owner) = owner(scope) else {
        return Ok(false);
    };
    let mut conn = app.pool.acquire().await?;
    let saved = store::checkout::find_for(&mut conn, &owner, app.clock.now()).await?;
    let is_whole = |saved: &CheckoutDetails| saved.email.is_some() && saved.phone.is_some() && saved.address.is_some();
    Ok(saved
        .filter(is_whole)
        .is_some_and(|saved| typed(&saved, String::new()) == *input))
}

// S-3: checkout starts with its first write, and each further one extends the holds. What is short is told by the
// requirements of the page; then nothing new is held.
async fn hold(
    conn: &mut PgConnection,
    app: &App,
    quote: &Quote,
    details: &CheckoutDetails,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let needs = stock::needs(&quote.lines);
    let wanted = Wanted {
        cart_id: quote.cart.cart_id,
        needs: &needs,
        country: details.address.as_ref().map(|address| address.country.as_str()),
        now,
    };
    stock::hold(conn, app, &wanted).await?;
    Ok(())
}

// The sound parts, and every fault.
fn checked(quote: &Quote, input: &DetailsInput) -> (CheckoutDetails, Vec<FieldError>) {
    let served = served(&quote.methods);
    let asks_vat_id = quote.market.asks_vat_id;
    let mut input = input.clone();
    if !asks_vat_id {
        input.vat_id.clear();
    }
    let errors = input.clone().checked(&served).err().unwrap_or_default();
    let sound = |field: &str, text: &str| (!errors.iter().any(|e| e.field == field)).then(|| text.trim().to_owned());
    let address = address(&input).checked(&served).ok();
    let wished = input.delivery_method.trim().parse().ok();
    let details = CheckoutDetails {
        email: sound("email", &input.email),
        phone: sound("phone", &input.phone),
        delivery_method_id: address
            .as_ref()
            .and_then(|address| quote.preferred(&address.country, wished)),
        address,
        // What is faulty is none, so that no older one counts.
        vat_id: asks_vat_id.then(|| VatId::parse(&input.vat_id).map_or_else(|_| String::new(), String::from)),
    };
    (details, errors)
}

fn address(input: &DetailsInput) -> Address {
    let input = input.clone();
    Address {
        name: input.name,
        line1: input.line1,
        line2: input.line2,
        city: input.city,
        region: input.region,
        postal_code: input.postal_code,
        country: input.country,
    }
}

impl From<QuoteError> for CartError {
    fn from(error: QuoteError) -> Self {
        match error {
            QuoteError::Store(error) => Self::Store(error),
            QuoteError::Pricing(error) => Self::Pricing(error),
        }
    }
}

impl HasKind for SaveDetailsError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoCart => Kind::NotFound,
            Self::Refused { .. } => Kind::Invalid,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for SaveDetailsError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoCart => "no_cart",
            Self::Refused { .. } => "details_invalid",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoCart => "Your cart is empty.".into(),
            Self::Refused { .. } => "Please look at the marked fields.".into(),
            Self::Cart(error) => error.sentence(),
        }
    }
}
